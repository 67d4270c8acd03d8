#include "form/motive/fit.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "base/draws.h"
#include "base/math.h"
#include "form/motive/bar_drawing.h"
#include "form/motive/statistics.h"

namespace bach {
namespace {

constexpr int kRounds = 12;
constexpr std::uint64_t kFitSeed = 1;
// Bars of a sort are held to be as many more, as often drawn as learned: few teach little.
constexpr double kFewBars = 3;
constexpr double kMostSixteenths = 64;  // of a correction
constexpr double kSlowing = 0.2;        // corrections become finer round by round
// Each bar may be taken from any before it, so that drawing takes time by the square of a piece's bars. All
// movements carried in the program have two thirds of this.
constexpr std::size_t kMostSquares = std::size_t{1} << 21;

// Chords that move as Bach's do: by falling fifths at every other change.
constexpr double kChange = 0.45;  // on each fourth of a bar
constexpr double kFallingFifth = 0.42;
constexpr int kScaleLetters = 7;

struct RateCounts {
  std::vector<double> tokens = std::vector<double>(MotiveRates::kTokenRates);
  std::vector<double> relations = std::vector<double>(MotiveRates::kRelationRates);
  std::vector<double> recalls = {0};  // of taken bars
};

std::vector<ChordLetters> blind_letters(int bars, Draws& draws) {
  std::vector<ChordLetters> letters(static_cast<std::size_t>(bars));
  int letter = 0;
  for (ChordLetters& bar : letters) {
    for (int place = 0; place < kBarPlaceCount; ++place) {
      if (place % (kBarPlaceCount / 4) == 0 && draws.uniform() < kChange) {
        const int step = draws.uniform() < kFallingFifth
                             ? 3
                             : 1 + static_cast<int>(draws.below(kScaleLetters - 1));
        letter = (letter + step) % kScaleLetters;
      }
      bar[static_cast<std::size_t>(place)] = static_cast<std::int8_t>(letter);
    }
  }
  return letters;
}

void count_token(const BarPlaces& places, int bar, int token, double count, RateCounts& counts) {
  const int cell = rate_cell(places, bar);
  const int kind = kind_group(places.outline().kind);
  const int relation = static_cast<int>(token_relation(token));
  counts.tokens[static_cast<std::size_t>(cell * kBarTokens + token)] += count;
  counts.relations[static_cast<std::size_t>(kind * kBarRelations + relation)] += count;
}

void count_learned(const BarPlaces& places, const std::vector<LearnedBar>& bars,
                   RateCounts& counts) {
  MotiveHistory history(places, 0);
  for (const LearnedBar& bar : bars) {
    count_token(places, history.next(), history.token_of(bar), 1, counts);
    if (is_taken(bar.relation) && history.recalls(bar.source)) counts.recalls[0] += 1;
    history.add(bar);
  }
}

// What could have been drawn, by its probability: steadier than what was.
void count_drawn(BarDrawing drawing, RateCounts& counts) {
  while (!drawing.done()) {
    const int index = drawing.history().next();
    const DrawnBar bar = drawing.next();
    counts.recalls[0] += bar.recall;
    for (int token = 0; token < kBarTokens; ++token) {
      const double probability = bar.tokens[static_cast<std::size_t>(token)];
      count_token(drawing.history().places(), index, token, probability, counts);
    }
  }
}

// `sixteenths` are rates in parts of sixteenths; `pace` is the share of what is wrong to mend.
void correct(const std::vector<double>& learned, const std::vector<double>& drawn, double pace,
             std::vector<double>& sixteenths) {
  for (std::size_t k = 0; k < sixteenths.size(); ++k) {
    const double ratio = (learned[k] + kFewBars) / (drawn[k] + kFewBars);
    sixteenths[k] = std::clamp(sixteenths[k] + pace * 16 * portable_log(ratio), -kMostSixteenths,
                               kMostSixteenths);
  }
}

}  // namespace

void fit_rates(MotiveBook& book) {
  RateCounts learned;
  std::vector<BarPlaces> outlines;
  std::size_t left = kMostSquares;
  for (const LearnedPiece& piece : book.pieces()) {
    const std::size_t squares = piece.bars.size() * piece.bars.size();
    if (squares > left) continue;
    left -= squares;
    outlines.emplace_back(piece.outline);
    count_learned(outlines.back(), piece.bars, learned);
  }
  RateCounts sixteenths;
  Draws draws(kFitSeed, Purpose::kMotive, 0);
  for (int round = 0; round < kRounds; ++round) {
    MotiveRates rates;
    const auto whole = [](double rate) { return static_cast<std::int8_t>(std::lround(rate)); };
    std::transform(sixteenths.tokens.begin(), sixteenths.tokens.end(), rates.tokens.begin(), whole);
    std::transform(sixteenths.relations.begin(), sixteenths.relations.end(),
                   rates.relations.begin(), whole);
    rates.recall = whole(sixteenths.recalls[0]);
    book.set_rates(rates);
    const MotiveStatistics statistics(book);
    RateCounts drawn;
    for (const BarPlaces& places : outlines) {
      count_drawn({statistics, places, blind_letters(places.bars(), draws), 1, draws}, drawn);
    }
    const double pace = 1 / (1 + kSlowing * round);
    if (round % 2 == 0) {
      correct(learned.tokens, drawn.tokens, pace, sixteenths.tokens);
    } else {
      correct(learned.relations, drawn.relations, pace, sixteenths.relations);
      correct(learned.recalls, drawn.recalls, pace, sixteenths.recalls);
    }
  }
}

}  // namespace bach

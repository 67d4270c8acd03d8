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

// Chords that move as Bach's do: by falling fifths at every other change.
constexpr double kChange = 0.45;  // on each fourth of a bar
constexpr double kFallingFifth = 0.42;
constexpr int kScaleLetters = 7;

struct RateCounts {
  std::vector<double> tokens = std::vector<double>(std::size(MotiveRates().tokens));
  std::vector<double> relations = std::vector<double>(std::size(MotiveRates().relations));
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

void count(const BarPlaces& places, const std::vector<LearnedBar>& bars, RateCounts& counts) {
  MotiveHistory history(places, 0);
  for (const LearnedBar& bar : bars) {
    const int cell = rate_cell(places, history.next());
    const int kind = kind_group(places.outline().kind);
    counts.tokens[static_cast<std::size_t>(cell * kBarTokens + history.token_of(bar))] += 1;
    counts.relations[static_cast<std::size_t>(kind * kBarRelations +
                                              static_cast<int>(bar.relation))] += 1;
    history.add(bar);
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
  for (const LearnedPiece& piece : book.pieces()) {
    outlines.emplace_back(piece.outline);
    count(outlines.back(), piece.bars, learned);
  }
  RateCounts sixteenths;
  Draws draws(kFitSeed, Purpose::kMotive, 0);
  for (int round = 0; round < kRounds; ++round) {
    MotiveRates rates;
    const auto whole = [](double rate) { return static_cast<std::int8_t>(std::lround(rate)); };
    std::transform(sixteenths.tokens.begin(), sixteenths.tokens.end(), rates.tokens.begin(), whole);
    std::transform(sixteenths.relations.begin(), sixteenths.relations.end(),
                   rates.relations.begin(), whole);
    book.set_rates(rates);
    const MotiveStatistics statistics(book);
    RateCounts drawn;
    for (const BarPlaces& places : outlines) {
      BarDrawing drawing(statistics, places, blind_letters(places.bars(), draws), 1, draws);
      while (!drawing.done()) drawing.next();
      count(places, drawing.history().bars(), drawn);
    }
    const double pace = 1 / (1 + kSlowing * round);
    if (round % 2 == 0) {
      correct(learned.tokens, drawn.tokens, pace, sixteenths.tokens);
    } else {
      correct(learned.relations, drawn.relations, pace, sixteenths.relations);
    }
  }
}

}  // namespace bach

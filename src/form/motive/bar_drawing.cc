#include "form/motive/bar_drawing.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "base/math.h"

namespace bach {
namespace {

constexpr double kTakeChords = 0.7;  // how often a bar's chords are replaced where they may be
// Registers are steps above where the piece begins, as far as they can be told from sequences.
constexpr double kRegisterKept = 0.6;  // of its distance, by a bar that is not taken
constexpr double kFreeLeap = 2;        // steps from bar to bar that cost nothing
constexpr double kLeapScale = 2;
constexpr double kFreeRange = 5;
constexpr double kRangeScale = 1.5;
constexpr int kFadingQuarters = 48;
// Keys beside those of the source: set so that plans have them as the cello suites do. What comes
// again from afar at another pitch is there, in 46 of 100 bars, in a key that was moved with it.
constexpr int kNearSource = 2;  // bars
constexpr double kFarMoved = 3.2;
constexpr double kFarSame = 0.7;
constexpr double kFarOther = 0.6;
constexpr double kNearOther = 0.55;
constexpr double kLiteralOther = 0.7;
// The same bar again, at the same pitch.
constexpr int kChainBars = 7;
constexpr int kNearChainBars = 3;
constexpr double kNearChain = 0.22;
constexpr int kMostLiteralRun = 3;
constexpr int kLettersInScale = 7;

// References by place are kept to when they are drawn: what they name is the point of them.
bool is_by_place(BarReference reference) {
  return reference == BarReference::kSamePlace || reference == BarReference::kSameEnd ||
         reference == BarReference::kOpening;
}
bool is_by_name(BarReference reference) {
  return reference == BarReference::kFollows || is_by_place(reference);
}

}  // namespace

BarDrawing::BarDrawing(const MotiveStatistics& statistics, const BarPlaces& places,
                       std::vector<ChordLetters> letters, int most, Draws& draws)
    : statistics_(statistics),
      places_(places),
      history_(places, statistics.draw_repetition(places.outline().kind, draws)),
      letters_(std::move(letters)),
      most_(most),
      draws_(draws) {
  for (int quarters = 0; quarters < kFadingQuarters; ++quarters) {
    fading_.push_back(portable_exp(-quarters / 4.0));
  }
}

double BarDrawing::agreement_ratio(const BarOption& option) const {
  const BarRelation relation = token_relation(option.token);
  if (letters_.empty() || !is_taken(relation)) return 1;
  const auto& ratios = relation == BarRelation::kSequence ? statistics_.moved_agreement()
                                                          : statistics_.unmoved_agreement();
  return ratios[at(option.agreement)];
}

KeyTie BarDrawing::tie(const BarOption& option) const {
  return key_tie(keys_[at(option.source)], keys_[at(history_.next())], option.shift);
}

// How well the bar's keys suit those of its source.
double BarDrawing::key_weight(const BarOption& option) const {
  const BarRelation relation = token_relation(option.token);
  if (keys_.empty() || !is_taken(relation)) return 1;
  const KeyTie keys = tie(option);
  if (relation == BarRelation::kLiteral) return keys == KeyTie::kSame ? 1 : kLiteralOther;
  if (history_.next() - option.source <= kNearSource) {
    return keys == KeyTie::kSame ? 1 : kNearOther;
  }
  return keys == KeyTie::kMoved ? kFarMoved : keys == KeyTie::kSame ? kFarSame : kFarOther;
}

// Whether it takes the bar behind the last one's source as the last one was taken.
bool BarDrawing::goes_on(const BarOption& option) const {
  if (history_.next() == 0 || option.source != history_.source_before() + 1) return false;
  const LearnedBar& before = history_.bars().back();
  return before.relation == token_relation(option.token) && before.shift == option.shift;
}

// How well the bar's register follows the last one's.
double BarDrawing::register_weight(const BarOption& option) const {
  if (registers_.empty() || is_by_place(token_reference(option.token))) return 1;
  const double here = registers_[at(option.source)] + option.shift;
  const double leap = std::max(0.0, std::abs(here - registers_.back()) - kFreeLeap);
  const double range = std::max(0.0, std::abs(here) - kFreeRange);
  const auto quarters = static_cast<int>(4 * (leap / kLeapScale + range / kRangeScale));
  return fading_[at(std::min(quarters, kFadingQuarters - 1))];
}

double BarDrawing::chain_weight(const BarOption& option) const {
  const int distance = history_.next() - option.source;
  if (token_relation(option.token) == BarRelation::kLiteral &&
      history_.literal_run(distance) >= kMostLiteralRun) {
    return 0;
  }
  const BarRoot root = history_.root(option.source, option.shift);
  if (history_.heard(root, kChainBars) > 1) return 0;
  return history_.heard(root, kNearChainBars) > 0 ? kNearChain : 1;
}

// Chords against those of the sources.
void BarDrawing::hear_agreements(std::vector<BarOption>& options) const {
  if (letters_.empty()) return;
  const ChordLetters& here = letters_[at(history_.next())];
  std::vector<std::array<int, kLettersInScale>> by_source(at(history_.next()), {-1});
  for (BarOption& option : options) {
    if (!is_taken(token_relation(option.token))) continue;
    auto& agreements = by_source[at(option.source)];
    if (agreements[0] < 0) agreements = chord_agreements(letters_[at(option.source)], here);
    option.agreement = agreements[at((option.shift + 2 * kLettersInScale) % kLettersInScale)];
  }
}

// How well the options suit decides among those of one relation; each relation comes as often as
// without.
void BarDrawing::suit(std::vector<BarOption>& options) const {
  const double recall = rate_factor(statistics_.rates().recall);
  std::array<double, kBarRelations> before{};
  std::array<double, kBarRelations> after{};
  for (BarOption& option : options) {
    const BarRelation relation = token_relation(option.token);
    const auto index = static_cast<std::size_t>(relation);
    if (is_taken(relation)) option.weight *= chain_weight(option);
    before[index] += option.weight;
    if (is_taken(relation)) {
      // What goes on as it was is not broken off for its chords: it brings them along.
      const double ratio = agreement_ratio(option);
      option.weight *= goes_on(option) && !chords_stay_ ? std::max(1.0, ratio) : ratio;
      option.weight *= key_weight(option) * register_weight(option);
      if (history_.recalls(option.source)) option.weight *= recall;
    }
    after[index] += option.weight;
  }
  for (BarOption& option : options) {
    const auto index = static_cast<std::size_t>(token_relation(option.token));
    if (after[index] > 0) option.weight *= before[index] / after[index];
  }
}

std::vector<BarOption> BarDrawing::options() const {
  const BarSources sources = history_.sources();
  const auto tokens = statistics_.token_probabilities(history_, sources);
  const auto factors = rate_factors(statistics_.rates(), places_, history_.next());
  const std::vector<double> far = statistics_.far_probabilities(history_, sources);
  std::vector<BarOption> options = {{0, -1, 0, 0, tokens[0] * factors[0]}};
  for (int token = 1; token < kBarTokens; ++token) {
    const double probability = tokens[at(token)] * factors[at(token)];
    if (probability <= 0) continue;
    const BarReference reference = token_reference(token);
    const bool is_far = reference == BarReference::kFar;
    const int named = is_far ? -1 : sources.named[at(static_cast<int>(reference))];
    std::array<double, kShifts> shifts{};
    shifts[kMostShift] = 1;
    if (token_relation(token) == BarRelation::kSequence) {
      shifts = statistics_.shift_probabilities(history_, reference, named);
    }
    for (std::size_t k = 0; k < (is_far ? sources.far.size() : 1); ++k) {
      const int source = is_far ? sources.far[k] : named;
      const double of_source = probability * (is_far ? far[k] : 1);
      for (int shift = -kMostShift; shift <= kMostShift; ++shift) {
        const double weight = of_source * shifts[at(shift + kMostShift)];
        if (weight > 0) options.push_back({token, source, shift, 0, weight});
      }
    }
  }
  hear_agreements(options);
  suit(options);
  return options;
}

std::size_t BarDrawing::draw_option(const std::vector<BarOption>& options) const {
  std::vector<double> weights;
  weights.reserve(options.size());
  for (const BarOption& option : options) weights.push_back(option.weight);
  return draws_.weighted(weights);
}

// Others that could stand for the drawn one: of the same relation, of the same name where that
// matters, and suiting chords and keys as well.
std::vector<BarOption> BarDrawing::with_others(const BarOption& drawn,
                                               std::vector<BarOption> options) const {
  std::vector<BarOption> chosen = {drawn};
  if (drawn.token == 0 || most_ == 1) return chosen;
  const BarReference reference = token_reference(drawn.token);
  std::erase_if(options, [&](const BarOption& option) {
    if (option.token == 0 || option.weight <= 0) return true;
    if (token_relation(option.token) != token_relation(drawn.token)) return true;
    if (!keys_.empty() && is_taken(token_relation(drawn.token)) &&
        (option.agreement < drawn.agreement || tie(option) != tie(drawn))) {
      return true;
    }
    const BarReference other = token_reference(option.token);
    return is_by_name(reference) ? other != reference : is_by_name(other);
  });
  for (int k = 1; k < most_; ++k) {
    const BarOption& option = options[draw_option(options)];
    const bool known = std::any_of(chosen.begin(), chosen.end(), [&](const BarOption& each) {
      return each.source == option.source && each.shift == option.shift;
    });
    if (!known) chosen.push_back(option);
  }
  return chosen;
}

// Whether the bar may carry other chords than it was given: a whole bar, of which the beginning and
// the end of a part are none.
bool BarDrawing::may_take_chords(const BarOption& drawn) const {
  const int bar = history_.next();
  if (chords_stay_ || letters_.empty() || !is_taken(token_relation(drawn.token))) return false;
  if (drawn.agreement == kAgreements - 1) return false;
  if (places_.place(bar) <= 0 || places_.left(bar) <= 1) return false;
  if (places_.outline().bars[at(bar)].cut) return false;
  return 3 * (replaced_ + 1) <= places_.bars();
}

void BarDrawing::take_chords(const BarOption& drawn) {
  ChordLetters& letters = letters_[at(history_.next())];
  for (std::size_t k = 0; k < letters.size(); ++k) {
    const int from = letters_[at(drawn.source)][k];
    if (from < 0 || letters[k] < 0) continue;
    letters[k] =
        static_cast<std::int8_t>((from + drawn.shift + 2 * kLettersInScale) % kLettersInScale);
  }
  ++replaced_;
}

BarHalves BarDrawing::draw_halves(const BarOption& drawn) const {
  if (!has_own_halves(token_relation(drawn.token))) return BarHalves::kFree;
  if (!places_.can_have_halves(history_.next())) return BarHalves::kFree;
  const auto p = statistics_.halves_probabilities(history_, drawn.source);
  return p ? static_cast<BarHalves>(draws_.weighted(*p)) : BarHalves::kFree;
}

DrawnBar BarDrawing::next() {
  std::vector<BarOption> all = options();
  BarOption drawn = all[draw_option(all)];
  DrawnBar bar;
  double sum = 0;
  for (const BarOption& option : all) sum += option.weight;
  for (const BarOption& option : all) {
    bar.tokens[at(option.token)] += option.weight / sum;
    const bool taken = is_taken(token_relation(option.token));
    if (taken && history_.recalls(option.source)) bar.recall += option.weight / sum;
  }
  if (may_take_chords(drawn) && (goes_on(drawn) || draws_.uniform() < kTakeChords)) {
    bar.takes_chords = true;
    take_chords(drawn);
    hear_agreements(all);
    drawn.agreement = kAgreements - 1;
  }
  const BarRelation relation = token_relation(drawn.token);
  const double before = registers_.empty() ? 0 : registers_.back();
  registers_.push_back(is_taken(relation) ? registers_[at(drawn.source)] + drawn.shift
                                          : kRegisterKept * before);
  bar.options = with_others(drawn, std::move(all));
  bar.halves = draw_halves(drawn);
  history_.add({relation, drawn.source, drawn.shift, drawn.agreement, bar.halves});
  return bar;
}

}  // namespace bach

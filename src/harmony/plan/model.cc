#include "harmony/plan/model.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/math.h"
#include "harmony/functions.h"
#include "harmony/plan/chord_chain.h"
#include "harmony/plan/sequences.h"
#include "score/key_estimate.h"

namespace bach {
namespace {

std::uint8_t home_key_of(Mode mode) { return mode == Mode::kMinor ? kTonics : 0; }

std::array<std::uint64_t, 3> pace_contexts(PieceKind kind, int metre) {
  const auto k = static_cast<int>(kind);
  return {PackedContext().with(metre, kBeatMetres), PackedContext().with(k, kPieceKinds),
          PackedContext().with(k, kPieceKinds).with(metre, kBeatMetres)};
}

FunctionSet only(const PlanLabel& label) { return FunctionSet{1} << function_of(label); }

FunctionSet all_of(std::uint8_t key) {
  return (FunctionSet{1} << function_count(key / kTonics)) - 1;
}

// The key, counted from home, that a section rests in on a chord none like it is known to rest on.
std::uint8_t resting_key(const Chord& chord, PartRole role, Mode mode) {
  const std::uint8_t home = home_key_of(mode);
  const bool at_home = function_at(home / kTonics, chord.root, chord.quality) >= 0;
  if (role != PartRole::kFirst && at_home) return home;
  switch (chord.quality) {
    case ChordQuality::kMajor:
      return chord.root;
    case ChordQuality::kMinor:
      return static_cast<std::uint8_t>(kTonics + chord.root);
    default:
      return home;
  }
}

// What may lead to the chord a section rests on.
FunctionSet leading_to(const PlanLabel& rest) {
  const std::uint8_t root = kFunctionTable[rest.function].offset;
  FunctionSet leads = 0;
  const int first = first_function(rest.key / kTonics);
  for (int f = 0; f < function_count(rest.key / kTonics); ++f) {
    const HarmonicFunction& function = kFunctionTable[first + f];
    if (leads_to({function.offset, function.quality}, root)) leads |= FunctionSet{1} << f;
  }
  return leads != 0 ? leads : kAnyFunction;
}

std::size_t first_downbeat(const PlanSection& section) {
  std::size_t beat = 0;
  while (beat + 1 < section.beats.size() && section.beats[beat].place != 0) ++beat;
  return section.beats[beat].place == 0 ? beat : 0;
}

// The beat that holds a tick; the last one where none does.
std::size_t beat_at(const PlanSection& section, Tick tick) {
  for (std::size_t i = 0; i < section.beats.size(); ++i) {
    if (tick >= section.beats[i].begin && tick < section.beats[i].end) return i;
  }
  return section.beats.size() - 1;
}

// What is fixed, as labels; one a beat.
std::vector<std::optional<PlanLabel>> fixed_labels(const PlanSection& section,
                                                   const PlanWishes& wishes) {
  std::vector<std::optional<PlanLabel>> labels(section.beats.size());
  for (std::size_t i = 0; i < std::min(labels.size(), wishes.fixed.size()); ++i) {
    if (wishes.fixed[i]) labels[i] = label_of(*wishes.fixed[i], section.home);
  }
  return labels;
}

// Of so many ways to fill a section one is taken.
constexpr int kWays = 8;

// The chain knows two chords back: what it draws has too few bars that repeat the bar before on
// other degrees. The numbers are set so that there are as many as in the corpus (plan_survey).
double appeal(const PlanSection& section, const std::vector<PlanLabel>& labels) {  // nats
  constexpr double kMoved = 0.6;
  constexpr double kStepLower = 0.9;
  double sum = 0;
  for (const int moved : moved_bars(section.beats, labels)) {
    if (moved > 0) sum += kMoved;
    if (moved == 10 || moved == 11) sum += kStepLower;
  }
  return sum;
}

// One of the ways, the more probably the more appealing.
const std::vector<PlanLabel>& chosen(const std::vector<std::vector<PlanLabel>>& ways,
                                     const PlanSection& section, Draws& draws) {
  std::vector<double> weights;
  for (const std::vector<PlanLabel>& way : ways) weights.push_back(appeal(section, way));
  const double most = *std::max_element(weights.begin(), weights.end());
  for (double& each : weights) each = portable_exp(each - most);
  return ways[draws.weighted(weights)];
}

}  // namespace

PlanModel::PlanModel(const PlanBook& book)
    : keys_(book), chords_(book), paces_(kPaces, {1, 0.5, 0.5}), skeletons_(key_skeletons(book)) {
  for (std::size_t s = 0; s < skeletons_.size(); ++s) {
    const PlanExample& example = book.examples()[s];
    const double changes = static_cast<double>(example.runs.size() - 1) / skeletons_[s].beats;
    paces_.add(pace_contexts(example.kind, skeletons_[s].metre), pace_of(changes));
  }
}

double PlanModel::nats(const PlanSection& section, const HarmonyPlan& plan) const {
  const std::vector<BeatContext> beats = beat_contexts(section.beats);
  std::vector<PlanLabel> labels;
  std::vector<std::uint8_t> keys;
  for (const PlanBeat& beat : section.beats) {
    labels.push_back(label_of(plan[chord_at(plan, beat.begin)], section.home));
    keys.push_back(labels.back().key);
  }
  const Mode home = section.home.mode;
  std::array<double, kPaces> nats{};
  for (int pace = 0; pace < kPaces; ++pace) {
    nats[pace] =
        chord_nats(chords_, home, section.role, pace, beats, labels) -
        portable_log(paces_.probability(pace_contexts(section.kind, most_metre(beats)), pace));
  }
  const double least = *std::min_element(nats.begin(), nats.end());
  double sum = 0;
  for (const double each : nats) sum += portable_exp(least - each);
  return keys_.nats(home, section.role, beats, keys) + least - portable_log(sum);
}

int PlanModel::draw_pace(const PlanSection& section, std::span<const BeatContext> beats,
                         const PlanWishes& wishes, const KeySkeleton* skeleton,
                         Draws& draws) const {
  if (wishes.pace) return pace_of(*wishes.pace);
  // As what is fixed moves, where there is a bit of it.
  constexpr int kBit = 12;
  int pairs = 0;
  int changes = 0;
  for (std::size_t i = 1; i < std::min(beats.size(), wishes.fixed.size()); ++i) {
    if (!wishes.fixed[i] || !wishes.fixed[i - 1]) continue;
    ++pairs;
    if (wishes.fixed[i]->chord != wishes.fixed[i - 1]->chord) ++changes;
  }
  if (pairs >= kBit) return pace_of(static_cast<double>(changes) / pairs);
  if (skeleton != nullptr && skeleton->kind == section.kind && skeleton->metre == most_metre(beats))
    return skeleton->pace;
  std::array<double, kPaces> weights{};
  paces_.distribution(pace_contexts(section.kind, most_metre(beats)), weights);
  return static_cast<int>(draws.weighted(weights));
}

PlanModel::Rest PlanModel::rest_of(const PlanSection& section, const PlanWishes& wishes,
                                   const KeySkeleton* skeleton) {
  const Mode mode = section.home.mode;
  const std::uint8_t home = home_key_of(mode);
  const std::size_t count = section.beats.size();
  const bool like = skeleton != nullptr;
  Rest rest;
  if (wishes.last) {
    rest.beat = beat_at(section, wishes.last_at);
    Chord chord = *wishes.last;
    chord.root =
        static_cast<std::uint8_t>((chord.root + kTonics - tonic_of(section.home)) % kTonics);
    std::uint8_t key = resting_key(chord, section.role, mode);
    if (like && chord_of(skeleton->last, {}).chord == chord) key = skeleton->last.key;
    rest.label = label_of({0, chord, key}, {});
    return rest;
  }
  std::size_t bar = count - 1;
  while (bar > 0 && section.beats[bar].place != 0) --bar;
  rest.beat =
      like ? std::max(bar, count - std::min(count, static_cast<std::size_t>(skeleton->rest))) : bar;
  rest.label = {home, static_cast<std::uint8_t>(first_function(home / kTonics))};
  if (!like) return rest;
  const bool home_chord =
      skeleton->last.key == home && kFunctionTable[skeleton->last.function].offset == 0;
  if (section.role == PartRole::kFirst || home_chord) rest.label = skeleton->last;
  return rest;
}

HarmonyPlan PlanModel::draw(const PlanSection& section, const PlanWishes& wishes,
                            Draws& draws) const {
  const std::vector<BeatContext> beats = beat_contexts(section.beats);
  const std::size_t count = beats.size();
  const Mode mode = section.home.mode;
  const std::uint8_t home = home_key_of(mode);
  const auto fixed = fixed_labels(section, wishes);
  const bool free_end = !fixed.back();

  SkeletonWish wish{section.kind, section.role, mode, wishes.modulation, {}, {}};
  if (wishes.last) {
    wish.last = wishes.last;
    wish.last->root =
        static_cast<std::uint8_t>((wish.last->root + kTonics - tonic_of(section.home)) % kTonics);
  }
  std::vector<std::optional<std::uint8_t>> fixed_keys;
  if (std::any_of(fixed.begin(), fixed.end(), [](const auto& each) { return each.has_value(); })) {
    for (const auto& each : fixed) {
      fixed_keys.push_back(each ? std::optional(each->key) : std::nullopt);
    }
    wish.fixed = fixed_keys;
  }
  const KeySkeleton* skeleton = drawn_skeleton(skeletons_, wish, beats, draws);
  const Rest rest = rest_of(section, wishes, skeleton);

  ChordRequest request;
  request.home = mode;
  request.role = section.role;
  request.pace = draw_pace(section, beats, wishes, skeleton, draws);
  request.keys = skeleton != nullptr ? stretched(*skeleton, beats) : std::vector(count, home);
  std::vector<bool> forced(count, false);
  const auto force = [&](std::size_t beat, std::uint8_t key) {
    request.keys[beat] = key;
    forced[beat] = true;
  };
  const std::size_t downbeat = first_downbeat(section);
  const bool opens = section.role != PartRole::kLast && downbeat < rest.beat;
  if (opens) {
    for (std::size_t i = 0; i <= downbeat; ++i) force(i, home);
  }
  if (free_end) {
    // The key it rests in is there before, for what leads to the rest.
    std::size_t from = rest.beat;
    const std::size_t least = opens ? downbeat + 1 : 0;
    if (from > least && request.keys[from - 1] != rest.label.key) {
      do --from;
      while (from > least && section.beats[from].place != 0);
    }
    for (std::size_t i = from; i < count; ++i) force(i, rest.label.key);
  }
  bool strays = false;
  for (std::size_t i = 0; i < count; ++i) {
    if (!fixed[i]) continue;
    strays = strays || request.keys[i] != fixed[i]->key;
    force(i, fixed[i]->key);
  }
  if (strays) request.keys = keys_.draw(mode, section.role, beats, request.keys, forced, draws);

  for (std::size_t i = 0; i < count; ++i) {
    request.allowed.push_back(fixed[i] ? only(*fixed[i]) : all_of(request.keys[i]));
    if (free_end && i >= rest.beat && !fixed[i]) request.allowed[i] = only(rest.label);
  }
  if (opens && !fixed[downbeat]) request.allowed[downbeat] = 1;
  if (free_end) request.leads = leading_to(rest.label);

  const std::vector<std::vector<PlanLabel>> ways =
      draw_chords(chords_, request, beats, kWays, draws);
  const std::vector<PlanLabel>& labels = chosen(ways, section, draws);
  HarmonyPlan plan;
  for (std::size_t i = 0; i < count; ++i) {
    PlannedChord next = fixed[i] ? *wishes.fixed[i] : chord_of(labels[i], section.home);
    if (free_end && wishes.last && i >= rest.beat && !fixed[i]) next.chord = *wishes.last;
    next.at = section.beats[i].begin;
    if (!plan.empty() && plan.back().chord == next.chord && plan.back().key == next.key) continue;
    plan.push_back(next);
  }
  return plan;
}

}  // namespace bach

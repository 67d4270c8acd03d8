#include "harmony/counts.h"

#include "score/key_estimate.h"

namespace bach {
namespace {

template <typename From, typename To>
void copy_weighted(const From& from, double weight, To& to) {
  for (std::size_t i = 0; i < from.size(); ++i) to[i] = weight * static_cast<double>(from[i]);
}

template <typename From, typename To>
void copy_normalised(const From& from, To& to) {
  double sum = 0;
  for (const double value : from) sum += value;
  for (std::size_t i = 0; i < from.size(); ++i) {
    to[i] = sum > 0 ? static_cast<float>(from[i] / sum) : 0;
  }
}

// Of an array of all functions, each mode by itself.
void normalise_modes(const std::array<double, kFunctions>& from,
                     std::array<float, kFunctions>& to) {
  for (int mode = 0; mode < 2; ++mode) {
    double sum = 0;
    for (int i = 0; i < function_count(mode); ++i) sum += from[first_function(mode) + i];
    for (int i = 0; i < function_count(mode); ++i) {
      to[first_function(mode) + i] = static_cast<float>(from[first_function(mode) + i] / sum);
    }
  }
}

int home_relative(const HarmonyState& state, const Key& home) {
  return 12 * mode_of_function(state.function) + (state.tonic - tonic_of(home) + 12) % 12;
}

int row_of_home(const Key& home) { return home.mode == Mode::kMajor ? 0 : 12; }

}  // namespace

HarmonyCounts::HarmonyCounts(const TextbookWeights& weights) {
  const FinderParameters textbook = textbook_parameters();
  const auto chance = [](double share, double weight) {
    return Chance{share * weight, (1 - share) * weight};
  };
  for (int f = 0; f < kFunctions; ++f) {
    copy_weighted(textbook.chord_tone[f], weights.chord_tone, chord_tone_[f]);
    copy_weighted(textbook.other_tone[f], weights.other_tone, other_tone_[f]);
    copy_weighted(textbook.bass[f], weights.bass, bass_[f]);
    copy_weighted(textbook.move[f], weights.move, move_[f]);
  }
  for (int kind = 0; kind < kNoteKinds; ++kind) {
    belongs_[kind] = chance(textbook.belongs[kind], weights.belongs);
  }
  for (int strength = 0; strength < kStrengths; ++strength) {
    change_[strength] = chance(textbook.change[strength], weights.change);
  }
  copy_weighted(textbook.enter, weights.enter, enter_);
  fresh_ = chance(textbook.fresh, weights.fresh);
  pivot_stay_ = chance(textbook.pivot_stay, weights.pivot_stay);
  for (int mode = 0; mode < 2; ++mode) {
    for (int key = 0; key < kKeys; ++key) {
      copy_weighted(textbook.keys[mode][key], weights.keys, keys_[mode][key]);
    }
  }
  begins_at_home_ = chance(textbook.begins_at_home, weights.home);
  ends_at_home_ = chance(textbook.ends_at_home, weights.home);
  copy_weighted(textbook.part_end, weights.part_end, part_end_);
}

void HarmonyCounts::add_notes(std::size_t unit, const HarmonyEvidence& evidence,
                              const HarmonyState& state) {
  const int f = state.function;
  for (std::size_t i = evidence.first[unit]; i < evidence.first[unit + 1]; ++i) {
    const HeardTone& tone = evidence.tones[i];
    const int degree = (tone.pitch_class - state.tonic + 12) % 12;
    const bool belongs = chord_tone_[f][degree] > 0;
    (belongs ? chord_tone_ : other_tone_)[f][degree] += tone.weight;
    (belongs ? belongs_[tone.kind].yes : belongs_[tone.kind].no) += tone.weight;
  }
  const HeardBass& bass = evidence.bass[unit];
  if (bass.pitch_class >= 0) {
    bass_[f][(bass.pitch_class - state.tonic + 12) % 12] += bass.weight;
  }
}

void HarmonyCounts::add_step(const HarmonyDance& dance, std::size_t unit,
                             const HarmonyState& before, const HarmonyState& state) {
  const HarmonyUnit& here = dance.units[unit];
  const MetricStrength strength = here.begins_part ? kBarLine : here.strength;
  const int first = first_function(mode_of_function(state.function));
  const bool other_key = state.step != HarmonyStep::kStay && state.step != HarmonyStep::kMove;
  if (!other_key) change_[strength].count(state.step == HarmonyStep::kMove);
  if (state.step == HarmonyStep::kMove || state.step == HarmonyStep::kPivotMove) {
    move_[state.from][state.function - first] += 1;
  }
  if (!other_key) return;
  keys_[dance.home.mode == Mode::kMajor ? 0 : 1][home_relative(before, dance.home)]
       [home_relative(state, dance.home)] += 1;
  fresh_.count(state.step == HarmonyStep::kFresh);
  if (state.step == HarmonyStep::kFresh) {
    enter_[state.function] += 1;
  } else {
    pivot_stay_.count(state.step == HarmonyStep::kPivot);
  }
}

void HarmonyCounts::add(const HarmonyDance& dance, const HarmonyEvidence& evidence,
                        const std::vector<HarmonyState>& path) {
  const int home = row_of_home(dance.home);
  for (std::size_t unit = 0; unit < path.size(); ++unit) {
    add_notes(unit, evidence, path[unit]);
    if (unit > 0) add_step(dance, unit, path[unit - 1], path[unit]);
    if (dance.units[unit].ends_part) part_end_[path[unit].function] += 1;
  }
  enter_[path.front().function] += 1;
  begins_at_home_.count(home_relative(path.front(), dance.home) == home);
  ends_at_home_.count(home_relative(path.back(), dance.home) == home);
}

FinderParameters HarmonyCounts::parameters() const {
  FinderParameters parameters;
  parameters.key_change = textbook_parameters().key_change;
  for (int f = 0; f < kFunctions; ++f) {
    copy_normalised(chord_tone_[f], parameters.chord_tone[f]);
    copy_normalised(other_tone_[f], parameters.other_tone[f]);
    copy_normalised(bass_[f], parameters.bass[f]);
    copy_normalised(move_[f], parameters.move[f]);
  }
  for (int kind = 0; kind < kNoteKinds; ++kind) {
    parameters.belongs[kind] = belongs_[kind].share();
  }
  for (int strength = 0; strength < kStrengths; ++strength) {
    parameters.change[strength] = change_[strength].share();
  }
  normalise_modes(enter_, parameters.enter);
  parameters.fresh = fresh_.share();
  parameters.pivot_stay = pivot_stay_.share();
  for (int mode = 0; mode < 2; ++mode) {
    for (int key = 0; key < kKeys; ++key) {
      copy_normalised(keys_[mode][key], parameters.keys[mode][key]);
    }
  }
  parameters.begins_at_home = begins_at_home_.share();
  parameters.ends_at_home = ends_at_home_.share();
  normalise_modes(part_end_, parameters.part_end);
  return parameters;
}

}  // namespace bach

#include "harmony/lattice_model.h"

#include <algorithm>

#include "harmony/fast_exp.h"
#include "score/key_estimate.h"

namespace bach {
namespace {

// A state is never out of the question: keeps values normal, too.
constexpr float kLeastState = 1e-30F;

using Lanes = std::array<float, kTonics>;
using TwiceLanes = std::array<float, 2 * std::size_t{kTonics}>;

template <bool kBest>
float joined(float a, float b) {
  if constexpr (kBest) {
    return a > b ? a : b;
  } else {
    return a + b;
  }
}

const float* lanes(const HarmonyRow& row, int function) {
  return row.data() + std::size_t{kTonics} * static_cast<std::size_t>(function);
}
float* lanes(HarmonyRow& row, int function) {
  return row.data() + std::size_t{kTonics} * static_cast<std::size_t>(function);
}

float largest(const HarmonyRow& row) {
  Lanes most{};
  for (int f = 0; f < kFunctions; ++f) {
    const float* values = lanes(row, f);
    for (int t = 0; t < kTonics; ++t) most[t] = most[t] > values[t] ? most[t] : values[t];
  }
  return *std::max_element(most.begin(), most.end());
}

void scale_to_one(HarmonyRow& row) {
  const float most = largest(row);
  const float scale = 1.0F / (most > kLeastState ? most : kLeastState);
  for (float& value : row) {
    const float scaled = value * scale;
    value = scaled > kLeastState ? scaled : kLeastState;
  }
}

// The values of each key's states, heard as states of other keys.
template <bool kBest>
void hear_elsewhere(const HarmonyRow& before, const FinderTables& tables, const KeyMoves& moves,
                    HarmonyRow& heard, std::array<Lanes, 2>& entered) {
  std::array<TwiceLanes, kFunctions> twice;
  std::array<TwiceLanes, 2> in_key{};
  for (int f = 0; f < kFunctions; ++f) {
    const float* values = lanes(before, f);
    TwiceLanes& key = in_key[mode_of_function(f)];
    for (int t = 0; t < kTonics; ++t) {
      twice[f][t] = values[t];
      twice[f][t + kTonics] = values[t];
      key[t] = joined<kBest>(key[t], values[t]);
    }
  }
  heard.fill(0);
  for (const HarmonyPivot& pivot : tables.pivots) {
    const int modes = mode_of_function(pivot.from) * 2 + mode_of_function(pivot.to);
    const float* from = twice[pivot.from].data() + (kTonics - pivot.shift);
    const float* move = moves[modes][pivot.shift].data();
    float* to = lanes(heard, pivot.to);
    for (int t = 0; t < kTonics; ++t) to[t] = joined<kBest>(to[t], from[t] * move[t]);
  }
  entered = {};
  for (int before_mode = 0; before_mode < 2; ++before_mode) {
    TwiceLanes& key = in_key[before_mode];
    for (int t = 0; t < kTonics; ++t) key[t + kTonics] = key[t];
    for (int mode = 0; mode < 2; ++mode) {
      for (int shift = 0; shift < kTonics; ++shift) {
        const float* from = key.data() + (kTonics - shift);
        const float* move = moves[before_mode * 2 + mode][shift].data();
        float* to = entered[mode].data();
        for (int t = 0; t < kTonics; ++t) to[t] = joined<kBest>(to[t], from[t] * move[t]);
      }
    }
  }
}

}  // namespace

LatticeModel::LatticeModel(const HarmonyDance& dance, const HarmonyEvidence& evidence,
                           const FinderTables& tables)
    : dance_(dance),
      evidence_(evidence),
      tables_(tables),
      key_moves_(bach::key_moves(tables.parameters, dance.home)) {}

StepShares LatticeModel::shares(std::size_t unit) const {
  const FinderParameters& p = tables_.parameters;
  const HarmonyUnit& here = dance_.units[unit];
  const MetricStrength strength = here.begins_part ? kBarLine : here.strength;
  const float other_key = p.key_change[strength];
  const float same_key = 1 - other_key;
  const float heard = other_key * (1 - p.fresh);
  return {same_key * (1 - p.change[strength]), same_key * p.change[strength], heard * p.pivot_stay,
          heard * (1 - p.pivot_stay), other_key * p.fresh};
}

void LatticeModel::observe(std::size_t unit, HarmonyRow& row) const {
  row.fill(0);
  for (std::size_t i = evidence_.first[unit]; i < evidence_.first[unit + 1]; ++i) {
    const HeardTone& tone = evidence_.tones[i];
    const float weight = tone.weight;
    for (int f = 0; f < kFunctions; ++f) {
      const float* table = tables_.tone[tone.kind][f].data() + (kTonics - tone.pitch_class);
      float* values = lanes(row, f);
      for (int t = 0; t < kTonics; ++t) values[t] += weight * table[t];
    }
  }
  const HeardBass& bass = evidence_.bass[unit];
  if (bass.pitch_class >= 0) {
    for (int f = 0; f < kFunctions; ++f) {
      const float* table = tables_.bass[f].data() + (kTonics - bass.pitch_class);
      float* values = lanes(row, f);
      for (int t = 0; t < kTonics; ++t) values[t] += bass.weight * table[t];
    }
  }
  Lanes most;
  most.fill(-1e30F);
  for (int f = 0; f < kFunctions; ++f) {
    const float* values = lanes(row, f);
    for (int t = 0; t < kTonics; ++t) most[t] = most[t] > values[t] ? most[t] : values[t];
  }
  const float peak = *std::max_element(most.begin(), most.end());
  for (float& value : row) value = fast_exp(value - peak);

  const FinderParameters& p = tables_.parameters;
  if (dance_.units[unit].ends_part) {
    for (int f = 0; f < kFunctions; ++f) {
      float* values = lanes(row, f);
      for (int t = 0; t < kTonics; ++t) values[t] *= p.part_end[f];
    }
  }
  if (unit + 1 == units()) {
    const int home = tonic_of(dance_.home);
    const int mode = dance_.home.mode == Mode::kMajor ? 0 : 1;
    for (int f = 0; f < kFunctions; ++f) {
      float* values = lanes(row, f);
      for (int t = 0; t < kTonics; ++t) {
        const bool is_home = t == home && mode_of_function(f) == mode;
        values[t] *= is_home ? p.ends_at_home : (1 - p.ends_at_home) / (kKeys - 1);
      }
    }
  }
}

void LatticeModel::begin(HarmonyRow& row) const {
  const FinderParameters& p = tables_.parameters;
  observe(0, row);
  const int home = tonic_of(dance_.home);
  const int mode = dance_.home.mode == Mode::kMajor ? 0 : 1;
  for (int f = 0; f < kFunctions; ++f) {
    float* values = lanes(row, f);
    for (int t = 0; t < kTonics; ++t) {
      const bool is_home = t == home && mode_of_function(f) == mode;
      values[t] *= p.enter[f] * (is_home ? p.begins_at_home : (1 - p.begins_at_home) / (kKeys - 1));
    }
  }
  scale_to_one(row);
}

template <bool kBest>
void LatticeModel::advance(std::size_t unit, const HarmonyRow& before, HarmonyRow& row) const {
  const FinderParameters& p = tables_.parameters;
  const StepShares share = shares(unit);
  const bool leaves = share.pivot > 0 || share.pivot_move > 0 || share.fresh > 0;
  HarmonyRow heard;
  std::array<Lanes, 2> entered;
  if (leaves) hear_elsewhere<kBest>(before, tables_, key_moves_, heard, entered);
  HarmonyRow moving;
  for (std::size_t s = 0; s < kHarmonyStates; ++s) moving[s] = before[s] * share.move;
  if (leaves) {
    for (std::size_t s = 0; s < kHarmonyStates; ++s) {
      moving[s] = joined<kBest>(moving[s], heard[s] * share.pivot_move);
    }
  }
  observe(unit, row);
  for (int mode = 0; mode < 2; ++mode) {
    const int first = first_function(mode);
    const int end = first + function_count(mode);
    for (int f = first; f < end; ++f) {
      Lanes sum;
      const float* same = lanes(before, f);
      for (int t = 0; t < kTonics; ++t) sum[t] = same[t] * share.stay;
      for (int from = first; from < end; ++from) {
        const float* values = lanes(moving, from);
        const float move = p.move[from][f - first];
        for (int t = 0; t < kTonics; ++t) sum[t] = joined<kBest>(sum[t], values[t] * move);
      }
      if (leaves) {
        const float* chord = lanes(heard, f);
        const float enter = share.fresh * p.enter[f];
        for (int t = 0; t < kTonics; ++t) {
          sum[t] = joined<kBest>(sum[t], chord[t] * share.pivot);
          sum[t] = joined<kBest>(sum[t], entered[mode][t] * enter);
        }
      }
      float* values = lanes(row, f);
      for (int t = 0; t < kTonics; ++t) values[t] *= sum[t];
    }
  }
  scale_to_one(row);
}

void LatticeModel::retreat(std::size_t unit, const HarmonyRow& after, HarmonyRow& row) const {
  const FinderParameters& p = tables_.parameters;
  const StepShares share = shares(unit);
  const bool leaves = share.pivot > 0 || share.pivot_move > 0 || share.fresh > 0;
  HarmonyRow next;
  observe(unit, next);
  for (std::size_t s = 0; s < kHarmonyStates; ++s) next[s] *= after[s];
  HarmonyRow heard;  // of a state as the other keys hear it
  std::array<TwiceLanes, 2> leaving{};
  for (int mode = 0; mode < 2; ++mode) {
    const int first = first_function(mode);
    const int end = first + function_count(mode);
    Lanes entered{};
    for (int f = first; f < end; ++f) {
      Lanes moved{};
      for (int to = first; to < end; ++to) {
        const float* values = lanes(next, to);
        const float move = p.move[f][to - first];
        for (int t = 0; t < kTonics; ++t) moved[t] += values[t] * move;
      }
      const float* same = lanes(next, f);
      float* values = lanes(row, f);
      float* chord = lanes(heard, f);
      for (int t = 0; t < kTonics; ++t) {
        values[t] = same[t] * share.stay + moved[t] * share.move;
        chord[t] = same[t] * share.pivot + moved[t] * share.pivot_move;
        entered[t] += same[t] * p.enter[f];
      }
    }
    if (!leaves) continue;
    for (int before_mode = 0; before_mode < 2; ++before_mode) {
      for (int shift = 0; shift < kTonics; ++shift) {
        const float* move = key_moves_[before_mode * 2 + mode][shift].data();
        float* from = leaving[before_mode].data() + (kTonics - shift);
        for (int t = 0; t < kTonics; ++t) from[t] += entered[t] * move[t] * share.fresh;
      }
    }
  }
  if (leaves) {
    std::array<TwiceLanes, kFunctions> twice{};
    for (const HarmonyPivot& pivot : tables_.pivots) {
      const int modes = mode_of_function(pivot.from) * 2 + mode_of_function(pivot.to);
      const float* move = key_moves_[modes][pivot.shift].data();
      const float* to = lanes(heard, pivot.to);
      float* from = twice[pivot.from].data() + (kTonics - pivot.shift);
      for (int t = 0; t < kTonics; ++t) from[t] += to[t] * move[t];
    }
    for (int f = 0; f < kFunctions; ++f) {
      const TwiceLanes& key = leaving[mode_of_function(f)];
      float* values = lanes(row, f);
      for (int t = 0; t < kTonics; ++t) {
        values[t] += twice[f][t] + twice[f][t + kTonics] + (key[t] + key[t + kTonics]);
      }
    }
  }
  scale_to_one(row);
}

template void LatticeModel::advance<true>(std::size_t, const HarmonyRow&, HarmonyRow&) const;
template void LatticeModel::advance<false>(std::size_t, const HarmonyRow&, HarmonyRow&) const;

}  // namespace bach

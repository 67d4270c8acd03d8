#include "harmony/lattice_model.h"

#include <algorithm>

#include "harmony/fast_exp.h"
#include "score/key_estimate.h"

namespace bach {
namespace {

constexpr float kRare = 0.02F;
// A part that ends on an inversion, compared with one that ends on the root.
constexpr std::size_t kRestUnits = 8;
constexpr float kEndsOnInversion = 0.05F;
// A state is never out of the question: keeps values normal, too.
constexpr float kLeastState = 1e-30F;

static_assert(kMajorFunctions % 2 == 0 && kMinorFunctions % 2 == 0, "advance() takes two at once");

using TwiceLanes = std::array<float, 2 * std::size_t{kTonics}>;

template <bool kBest>
TonicLanes joined(const TonicLanes& a, const TonicLanes& b) {
  return kBest ? larger(a, b) : a + b;
}

std::size_t place(int function) {
  return std::size_t{kTonics} * static_cast<std::size_t>(function);
}

TonicLanes lanes(const HarmonyRow& row, int function) {
  return TonicLanes::load(row.data() + place(function));
}
void set_lanes(HarmonyRow& row, int function, const TonicLanes& values) {
  values.store(row.data() + place(function));
}

void doubled(const TonicLanes& values, TwiceLanes& twice) {
  values.store(twice.data());
  values.store(twice.data() + kTonics);
}

// The values of tonics t − shift, t = 0 … 11.
TonicLanes shifted(const TwiceLanes& twice, int shift) {
  return TonicLanes::load(twice.data() + (kTonics - shift));
}

float largest(const HarmonyRow& row) {
  TonicLanes most = lanes(row, 0);
  for (int f = 1; f < kFunctions; ++f) most = larger(most, lanes(row, f));
  std::array<float, kTonics> values;
  most.store(values.data());
  return *std::max_element(values.begin(), values.end());
}

void scale_to_one(HarmonyRow& row) {
  const float most = largest(row);
  const float scale = 1.0F / (most > kLeastState ? most : kLeastState);
  const TonicLanes least = TonicLanes::all(kLeastState);
  for (int f = 0; f < kFunctions; ++f) {
    set_lanes(row, f, larger(lanes(row, f) * TonicLanes::all(scale), least));
  }
}

// What the notes of a unit say, as logarithms.
void hear_notes(std::size_t unit, const HarmonyEvidence& evidence, const FinderTables& tables,
                HarmonyRow& row) {
  const HeardBass& bass = evidence.bass[unit];
  for (int f = 0; f < kFunctions; ++f) {
    TonicLanes sum = TonicLanes::all(0);
    for (std::size_t i = evidence.first[unit]; i < evidence.first[unit + 1]; ++i) {
      const HeardTone& tone = evidence.tones[i];
      const TonicLanes logs = shifted(tables.tone[tone.kind][f], tone.pitch_class);
      sum = sum + TonicLanes::all(tone.weight) * logs;
    }
    if (bass.pitch_class >= 0) {
      sum = sum + TonicLanes::all(bass.weight) * shifted(tables.bass[f], bass.pitch_class);
    }
    set_lanes(row, f, sum);
  }
}

// The best or the sum of the states of each key before, heard as the keys they may lead to.
template <bool kBest>
std::array<TonicLanes, 2> entered_keys(const HarmonyRow& before, const KeyMoves& moves) {
  std::array<TonicLanes, 2> entered = {TonicLanes::all(0), TonicLanes::all(0)};
  for (int before_mode = 0; before_mode < 2; ++before_mode) {
    const int first = first_function(before_mode);
    TonicLanes key = lanes(before, first);
    for (int f = first + 1; f < first + function_count(before_mode); ++f) {
      key = joined<kBest>(key, lanes(before, f));
    }
    TwiceLanes twice;
    doubled(key, twice);
    for (int mode = 0; mode < 2; ++mode) {
      for (int shift = 0; shift < kTonics; ++shift) {
        const TonicLanes move = TonicLanes::load(moves[before_mode * 2 + mode][shift].data());
        entered[mode] = joined<kBest>(entered[mode], shifted(twice, shift) * move);
      }
    }
  }
  return entered;
}

// Each chord before, heard as a function of other keys.
template <bool kBest>
void hear_elsewhere(const HarmonyRow& before, const FinderTables& tables, const KeyMoves& moves,
                    HarmonyRow& heard) {
  std::array<TwiceLanes, kFunctions> twice;
  for (int f = 0; f < kFunctions; ++f) doubled(lanes(before, f), twice[f]);
  heard.fill(0);
  for (auto pivot = tables.pivots.begin(); pivot != tables.pivots.end();) {
    const int to = pivot->to;
    TonicLanes sum = TonicLanes::all(0);
    for (; pivot != tables.pivots.end() && pivot->to == to; ++pivot) {
      const int modes = mode_of_function(pivot->from) * 2 + mode_of_function(to);
      const TonicLanes move = TonicLanes::load(moves[modes][pivot->shift].data());
      sum = joined<kBest>(sum, shifted(twice[pivot->from], pivot->shift) * move);
    }
    set_lanes(heard, to, sum);
  }
}

}  // namespace

LatticeModel::LatticeModel(const HarmonyDance& dance, const HarmonyEvidence& evidence,
                           const FinderTables& tables, std::size_t kept)
    : dance_(dance),
      evidence_(evidence),
      tables_(tables),
      key_moves_(bach::key_moves(tables.parameters, dance.home)) {
  for (std::size_t modes = 0; modes < leaving_keys_.size(); ++modes) {
    for (int shift = 0; shift < kTonics; ++shift) {
      for (int t = 0; t < kTonics; ++t) {
        leaving_keys_[modes][shift][t] = key_moves_[modes][shift][(t + shift) % kTonics];
      }
    }
  }
  observed_.resize(std::min(kept, units()));
  for (std::size_t unit = 0; unit < observed_.size(); ++unit) observe(unit, observed_[unit]);
}

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

const HarmonyRow& LatticeModel::observed(std::size_t unit, HarmonyRow& scratch) const {
  if (unit < observed_.size()) return observed_[unit];
  observe(unit, scratch);
  return scratch;
}

void LatticeModel::observe(std::size_t unit, HarmonyRow& row) const {
  hear_notes(unit, evidence_, tables_, row);
  const float peak = largest(row);
  for (int f = 0; f < kFunctions; ++f) {
    set_lanes(row, f, fast_exp(lanes(row, f) + TonicLanes::all(-peak)));
  }

  const FinderParameters& p = tables_.parameters;
  if (dance_.units[unit].ends_part) {
    int lowest = -1;  // before a rest, too
    for (std::size_t u = unit + 1; lowest < 0 && u > 0 && u + kRestUnits > unit; --u) {
      lowest = evidence_.lowest[u - 1];
    }
    for (int f = 0; f < kFunctions; ++f) {
      for (int t = 0; lowest >= 0 && t < kTonics; ++t) {
        const bool on_root = (kFunctionTable[f].offset + t) % 12 == lowest % 12;
        if (!on_root) row[place(f) + static_cast<std::size_t>(t)] *= kEndsOnInversion;
      }
      // P(end | function), up to a factor; of rare functions less is known.
      const float end = p.part_end[f] / (p.enter[f] + kRare);
      set_lanes(row, f, lanes(row, f) * TonicLanes::all(end));
    }
  }
  if (unit + 1 == units()) favour_home(p.ends_at_home, row);
}

void LatticeModel::favour_home(float at_home, HarmonyRow& row) const {
  const int home = tonic_of(dance_.home);
  const int mode = dance_.home.mode == Mode::kMajor ? 0 : 1;
  const float elsewhere = (1 - at_home) / (kKeys - 1);
  for (int f = 0; f < kFunctions; ++f) {
    for (int t = 0; t < kTonics; ++t) {
      const bool is_home = t == home && mode_of_function(f) == mode;
      row[place(f) + static_cast<std::size_t>(t)] *= is_home ? at_home : elsewhere;
    }
  }
}

void LatticeModel::begin(HarmonyRow& row) const {
  const FinderParameters& p = tables_.parameters;
  const HarmonyRow& seen = observed(0, row);
  for (int f = 0; f < kFunctions; ++f) {
    set_lanes(row, f, lanes(seen, f) * TonicLanes::all(p.enter[f]));
  }
  favour_home(p.begins_at_home, row);
  scale_to_one(row);
}

template <bool kBest>
void LatticeModel::advance(std::size_t unit, const HarmonyRow& before, HarmonyRow& row) const {
  const FinderParameters& p = tables_.parameters;
  const StepShares share = shares(unit);
  HarmonyRow heard;
  HarmonyRow moving;
  std::array<TonicLanes, 2> entered = {};
  const TonicLanes move_share = TonicLanes::all(share.move);
  for (int f = 0; f < kFunctions; ++f) set_lanes(moving, f, lanes(before, f) * move_share);
  if (share.leaves()) {
    entered = entered_keys<kBest>(before, key_moves_);
    hear_elsewhere<kBest>(before, tables_, key_moves_, heard);
    const TonicLanes pivot_move = TonicLanes::all(share.pivot_move);
    for (int f = 0; f < kFunctions; ++f) {
      set_lanes(moving, f, joined<kBest>(lanes(moving, f), lanes(heard, f) * pivot_move));
    }
  }
  HarmonyRow scratch;
  const HarmonyRow& seen = observed(unit, scratch);
  const TonicLanes stay = TonicLanes::all(share.stay);
  const TonicLanes pivot = TonicLanes::all(share.pivot);
  for (int mode = 0; mode < 2; ++mode) {
    const int first = first_function(mode);
    const int end = first + function_count(mode);
    const auto finish = [&](int f, TonicLanes sum) {
      if (share.leaves()) {
        sum = joined<kBest>(sum, lanes(heard, f) * pivot);
        sum = joined<kBest>(sum, entered[mode] * TonicLanes::all(share.fresh * p.enter[f]));
      }
      set_lanes(row, f, lanes(seen, f) * sum);
    };
    for (int f = first; f < end; f += 2) {  // two at once: what they come from is loaded once
      TonicLanes sum = lanes(before, f) * stay;
      TonicLanes next = lanes(before, f + 1) * stay;
      for (int from = first; from < end; ++from) {
        const TonicLanes values = lanes(moving, from);
        const float* move = &p.move[from][f - first];
        sum = joined<kBest>(sum, values * TonicLanes::all(move[0]));
        next = joined<kBest>(next, values * TonicLanes::all(move[1]));
      }
      finish(f, sum);
      finish(f + 1, next);
    }
  }
  scale_to_one(row);
}

void LatticeModel::retreat(std::size_t unit, const HarmonyRow& after, HarmonyRow& row) const {
  const FinderParameters& p = tables_.parameters;
  const StepShares share = shares(unit);
  HarmonyRow next;
  const HarmonyRow& seen = observed(unit, next);
  for (int f = 0; f < kFunctions; ++f) set_lanes(next, f, lanes(seen, f) * lanes(after, f));
  HarmonyRow heard;  // what follows a chord that was heard in another key
  std::array<TonicLanes, 2> entered = {TonicLanes::all(0), TonicLanes::all(0)};
  const TonicLanes stay = TonicLanes::all(share.stay);
  const TonicLanes move_share = TonicLanes::all(share.move);
  const TonicLanes pivot = TonicLanes::all(share.pivot);
  const TonicLanes pivot_move = TonicLanes::all(share.pivot_move);
  for (int mode = 0; mode < 2; ++mode) {
    const int first = first_function(mode);
    const int end = first + function_count(mode);
    const auto finish = [&](int f, const TonicLanes& moved) {
      const TonicLanes same = lanes(next, f);
      set_lanes(row, f, same * stay + moved * move_share);
      set_lanes(heard, f, same * pivot + moved * pivot_move);
      entered[mode] = entered[mode] + same * TonicLanes::all(share.fresh * p.enter[f]);
    };
    for (int f = first; f < end; f += 2) {
      TonicLanes moved = TonicLanes::all(0);
      TonicLanes moved_next = moved;
      for (int to = first; to < end; ++to) {
        const TonicLanes values = lanes(next, to);
        moved = moved + values * TonicLanes::all(p.move[f][to - first]);
        moved_next = moved_next + values * TonicLanes::all(p.move[f + 1][to - first]);
      }
      finish(f, moved);
      finish(f + 1, moved_next);
    }
  }
  if (share.leaves()) leave_keys(heard, entered, row);
  scale_to_one(row);
}

void LatticeModel::leave_keys(const HarmonyRow& heard, const std::array<TonicLanes, 2>& entered,
                              HarmonyRow& row) const {
  std::array<TwiceLanes, kFunctions> twice;
  std::array<TwiceLanes, 2> twice_entered;
  for (int f = 0; f < kFunctions; ++f) doubled(lanes(heard, f), twice[f]);
  for (int mode = 0; mode < 2; ++mode) doubled(entered[mode], twice_entered[mode]);
  const auto after = [](const TwiceLanes& values, int shift) {  // of tonics t + shift
    return TonicLanes::load(values.data() + shift);
  };
  std::array<TonicLanes, 2> fresh = {TonicLanes::all(0), TonicLanes::all(0)};
  for (int mode = 0; mode < 2; ++mode) {
    for (int to = 0; to < 2; ++to) {
      for (int shift = 0; shift < kTonics; ++shift) {
        const TonicLanes move = TonicLanes::load(leaving_keys_[mode * 2 + to][shift].data());
        fresh[mode] = fresh[mode] + after(twice_entered[to], shift) * move;
      }
    }
  }
  auto pivot = tables_.pivots_by_from.begin();
  for (int f = 0; f < kFunctions; ++f) {
    const int mode = mode_of_function(f);
    TonicLanes sum = lanes(row, f) + fresh[mode];
    for (; pivot != tables_.pivots_by_from.end() && pivot->from == f; ++pivot) {
      const int modes = mode * 2 + mode_of_function(pivot->to);
      const TonicLanes move = TonicLanes::load(leaving_keys_[modes][pivot->shift].data());
      sum = sum + after(twice[pivot->to], pivot->shift) * move;
    }
    set_lanes(row, f, sum);
  }
}

template void LatticeModel::advance<true>(std::size_t, const HarmonyRow&, HarmonyRow&) const;
template void LatticeModel::advance<false>(std::size_t, const HarmonyRow&, HarmonyRow&) const;

}  // namespace bach

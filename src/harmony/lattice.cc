#include "harmony/lattice.h"

#include <algorithm>

#include "harmony/lattice_model.h"

namespace bach {
namespace {

// Rows kept at once: 9 MB. Of longer music every kBlock-th is kept, and those between are made again
// on the way back.
constexpr std::size_t kBlock = 4096;

// The rows of all units, best read from the last to the first.
template <bool kBest>
class ForwardRows {
 public:
  explicit ForwardRows(const LatticeModel& model) : model_(model) {
    rows_.resize(std::min(kBlock, model.units()));
    for (std::size_t unit = 0; unit < model.units(); ++unit) {
      if (unit == 0) {
        model.begin(rows_[0]);
      } else {
        // In the first row of a block the last one of the block before is still in its place.
        model.template advance<kBest>(unit, rows_[(unit - 1) % kBlock], rows_[unit % kBlock]);
      }
      if (unit % kBlock == 0 && model.units() > kBlock) starts_.push_back(rows_[0]);
    }
    block_ = (model.units() - 1) / kBlock;
  }

  const HarmonyRow& at(std::size_t unit) {
    const std::size_t block = unit / kBlock;
    if (block != block_) {
      rows_[0] = starts_[block];
      for (std::size_t k = 1; k < kBlock && block * kBlock + k < model_.units(); ++k) {
        model_.template advance<kBest>(block * kBlock + k, rows_[k - 1], rows_[k]);
      }
      block_ = block;
    }
    return rows_[unit % kBlock];
  }

 private:
  const LatticeModel& model_;
  std::vector<HarmonyRow> rows_;
  std::vector<HarmonyRow> starts_;
  std::size_t block_ = 0;
};

float at(const HarmonyRow& row, int function, int tonic) {
  return row[static_cast<std::size_t>(function) * kTonics + static_cast<std::size_t>(tonic)];
}

// A state of the unit before, and how it leads to a state.
struct Origin {
  float value = 0;  // probability of coming from there, up to a factor
  HarmonyStep step = HarmonyStep::kStay;
  std::uint8_t function = 0;
  std::uint8_t tonic = 0;
  std::uint8_t as = 0;  // the function in the key of the state
};

// Calls `visit` with every origin of a state, always in the same order.
template <typename Visit>
void visit_origins(const LatticeModel& model, std::size_t unit, const HarmonyRow& before,
                   const HarmonyState& here, const Visit& visit) {
  const FinderTables& tables = model.tables();
  const FinderParameters& p = tables.parameters;
  const StepShares share = model.shares(unit);
  const int mode = mode_of_function(here.function);
  const int first = first_function(mode);
  const int column = here.function - first;
  const auto offer = [&visit](float value, HarmonyStep step, int function, int tonic, int as) {
    visit(Origin{value, step, static_cast<std::uint8_t>(function), static_cast<std::uint8_t>(tonic),
                 static_cast<std::uint8_t>(as)});
  };
  offer(at(before, here.function, here.tonic) * share.stay, HarmonyStep::kStay, here.function,
        here.tonic, here.function);
  for (int f = first; f < first + function_count(mode); ++f) {
    offer(at(before, f, here.tonic) * share.move * p.move[f][column], HarmonyStep::kMove, f,
          here.tonic, f);
  }
  if (!share.leaves()) return;
  const KeyMoves& moves = model.key_moves();
  for (const HarmonyPivot& pivot : tables.pivots) {
    if (mode_of_function(pivot.to) != mode) continue;
    const int modes = mode_of_function(pivot.from) * 2 + mode;
    const int tonic = (here.tonic - pivot.shift + kTonics) % kTonics;
    const float heard = at(before, pivot.from, tonic) * moves[modes][pivot.shift][here.tonic];
    if (pivot.to == here.function) {
      offer(heard * share.pivot, HarmonyStep::kPivot, pivot.from, tonic, pivot.to);
    }
    offer(heard * share.pivot_move * p.move[pivot.to][column], HarmonyStep::kPivotMove, pivot.from,
          tonic, pivot.to);
  }
  for (int f = 0; f < kFunctions; ++f) {
    for (int tonic = 0; tonic < kTonics; ++tonic) {
      const int shift = (here.tonic - tonic + kTonics) % kTonics;
      const float move = moves[mode_of_function(f) * 2 + mode][shift][here.tonic];
      offer(at(before, f, tonic) * move * (share.fresh * p.enter[here.function]),
            HarmonyStep::kFresh, f, tonic, f);
    }
  }
}

// Tells `here` how it came about, and returns the state before.
HarmonyState come_from(const Origin& origin, HarmonyState& here) {
  here.step = origin.step;
  here.from = origin.as;
  HarmonyState state;
  state.function = origin.function;
  state.tonic = origin.tonic;
  return state;
}

HarmonyState state_at(std::size_t index) {
  HarmonyState state;
  state.function = static_cast<std::uint8_t>(index / kTonics);
  state.tonic = static_cast<std::uint8_t>(index % kTonics);
  return state;
}

// What all paths together say about the chord and the key of a state.
void set_certainty(const HarmonyRow& forward, const HarmonyRow& backward, HarmonyState& state) {
  HarmonyRow both;
  for (std::size_t s = 0; s < kHarmonyStates; ++s) both[s] = forward[s] * backward[s];
  const HarmonicFunction& function = kFunctionTable[state.function];
  const int root = (function.offset + state.tonic) % kTonics;
  float sum = 0;
  float chord = 0;
  float key = 0;
  for (int f = 0; f < kFunctions; ++f) {
    float of_function = 0;
    for (int t = 0; t < kTonics; ++t) of_function += at(both, f, t);
    sum += of_function;
    if (kFunctionTable[f].quality == function.quality) {
      chord += at(both, f, (root - kFunctionTable[f].offset + kTonics) % kTonics);
    }
    if (mode_of_function(f) == mode_of_function(state.function)) key += at(both, f, state.tonic);
  }
  if (sum <= 0) return;  // both ways rule everything out, each for its own reasons
  state.chord_certainty = std::min(1.0F, chord / sum);
  state.key_certainty = std::min(1.0F, key / sum);
}

// One of them by its value; `share` 0 … 1.
const Origin& drawn(const std::vector<Origin>& origins, float share) {
  double sum = 0;
  for (const Origin& origin : origins) sum += static_cast<double>(origin.value);
  double left = sum * static_cast<double>(share);
  for (const Origin& origin : origins) {
    left -= static_cast<double>(origin.value);
    if (left < 0) return origin;
  }
  return origins.front();
}

std::vector<HarmonyState> best_path(const LatticeModel& model) {
  std::vector<HarmonyState> path(model.units());
  ForwardRows<true> rows(model);
  const HarmonyRow& last = rows.at(model.units() - 1);
  path.back() = state_at(std::max_element(last.begin(), last.end()) - last.begin());
  for (std::size_t unit = model.units() - 1; unit > 0; --unit) {
    Origin best{-1};
    visit_origins(model, unit, rows.at(unit - 1), path[unit], [&best](const Origin& origin) {
      if (origin.value > best.value) best = origin;
    });
    path[unit - 1] = come_from(best, path[unit]);
  }
  return path;
}

}  // namespace

std::vector<std::vector<HarmonyState>> drawn_harmony_paths(const HarmonyDance& dance,
                                                           const HarmonyEvidence& evidence,
                                                           const FinderTables& tables, int count,
                                                           const CounterRandom& random,
                                                           std::uint64_t step) {
  const LatticeModel model(dance, evidence, tables);
  ForwardRows<false> rows(model);
  std::vector<std::vector<HarmonyState>> paths(static_cast<std::size_t>(count));
  for (std::vector<HarmonyState>& path : paths) path.resize(model.units());
  std::vector<Origin> origins;
  for (std::size_t unit = model.units(); unit-- > 0;) {
    for (std::size_t k = 0; k < paths.size(); ++k) {
      std::vector<HarmonyState>& path = paths[k];
      const float share = random.uniform_float(step, static_cast<std::uint32_t>(k),
                                               static_cast<std::uint32_t>(unit));
      origins.clear();
      if (unit + 1 == model.units()) {
        const HarmonyRow& last = rows.at(unit);
        for (std::size_t s = 0; s < kHarmonyStates; ++s) {
          const HarmonyState state = state_at(s);
          origins.push_back({last[s], HarmonyStep::kStay, state.function, state.tonic, 0});
        }
        path[unit] = come_from(drawn(origins, share), path[unit]);
      } else {
        visit_origins(model, unit + 1, rows.at(unit), path[unit + 1],
                      [&origins](const Origin& origin) { origins.push_back(origin); });
        path[unit] = come_from(drawn(origins, share), path[unit + 1]);
      }
    }
  }
  return paths;
}

std::vector<HarmonyState> harmony_path(const HarmonyDance& dance, const HarmonyEvidence& evidence,
                                       const FinderTables& tables) {
  const LatticeModel model(dance, evidence, tables);
  std::vector<HarmonyState> path = best_path(model);
  ForwardRows<false> forward(model);
  HarmonyRow backward;
  backward.fill(1);
  HarmonyRow earlier;
  for (std::size_t unit = model.units(); unit-- > 0;) {
    set_certainty(forward.at(unit), backward, path[unit]);
    if (unit == 0) break;
    model.retreat(unit, backward, earlier);
    backward = earlier;
  }
  return path;
}

}  // namespace bach

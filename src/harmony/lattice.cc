#include "harmony/lattice.h"

#include <algorithm>

#include "harmony/lattice_model.h"

namespace bach {
namespace {

// The rows of all units, best read from the last to the first. Of more than a block the first of each
// is kept, and those between are made again on the way back.
template <bool kBest>
class ForwardRows {
 public:
  ForwardRows(const LatticeModel& model, std::size_t block) : model_(model), size_(block) {
    rows_.resize(std::min(size_, model.units()));
    for (std::size_t unit = 0; unit < model.units(); ++unit) {
      if (unit == 0) {
        model.begin(rows_[0]);
      } else {
        // In the first row of a block the last one of the block before is still in its place.
        model.template advance<kBest>(unit, rows_[(unit - 1) % size_], rows_[unit % size_]);
      }
      if (unit % size_ == 0 && model.units() > size_) starts_.push_back(rows_[0]);
    }
    block_ = (model.units() - 1) / size_;
  }

  const HarmonyRow& at(std::size_t unit) {
    const std::size_t block = unit / size_;
    if (block != block_) {
      rows_[0] = starts_[block];
      for (std::size_t k = 1; k < size_ && block * size_ + k < model_.units(); ++k) {
        model_.template advance<kBest>(block * size_ + k, rows_[k - 1], rows_[k]);
      }
      block_ = block;
    }
    return rows_[unit % size_];
  }

 private:
  const LatticeModel& model_;
  std::vector<HarmonyRow> rows_;
  std::size_t size_;  // of a block
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

std::vector<HarmonyState> best_path(const LatticeModel& model, std::size_t block) {
  std::vector<HarmonyState> path(model.units());
  ForwardRows<true> rows(model, block);
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

std::vector<HarmonyState> best_harmony_path(const HarmonyDance& dance,
                                            const HarmonyEvidence& evidence,
                                            const FinderTables& tables) {
  return best_path(LatticeModel(dance, evidence, tables), kHarmonyBlock);
}

std::vector<HarmonyState> harmony_path(const HarmonyDance& dance, const HarmonyEvidence& evidence,
                                       const FinderTables& tables, std::size_t block) {
  const LatticeModel model(dance, evidence, tables);
  std::vector<HarmonyState> path = best_path(model, block);
  ForwardRows<false> forward(model, block);
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

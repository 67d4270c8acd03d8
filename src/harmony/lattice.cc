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

// Where the best path to `here` in `unit` comes from: tells `here` how, and returns the state before.
HarmonyState came_from(const LatticeModel& model, std::size_t unit, const HarmonyRow& before,
                       HarmonyState& here) {
  const FinderTables& tables = model.tables();
  const FinderParameters& p = tables.parameters;
  const StepShares share = model.shares(unit);
  const int mode = mode_of_function(here.function);
  const int first = first_function(mode);
  const int column = here.function - first;
  float best = -1;
  HarmonyState state;
  const auto offer = [&](float value, HarmonyStep step, int function, int tonic, int as) {
    if (value <= best) return;
    best = value;
    here.step = step;
    here.from = static_cast<std::uint8_t>(as);
    state.function = static_cast<std::uint8_t>(function);
    state.tonic = static_cast<std::uint8_t>(tonic);
  };
  offer(at(before, here.function, here.tonic) * share.stay, HarmonyStep::kStay, here.function,
        here.tonic, here.function);
  for (int f = first; f < first + function_count(mode); ++f) {
    offer(at(before, f, here.tonic) * share.move * p.move[f][column], HarmonyStep::kMove, f,
          here.tonic, f);
  }
  if (share.pivot + share.pivot_move + share.fresh <= 0) return state;
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

}  // namespace

std::vector<HarmonyState> harmony_path(const HarmonyDance& dance, const HarmonyEvidence& evidence,
                                       const FinderTables& tables) {
  const LatticeModel model(dance, evidence, tables);
  std::vector<HarmonyState> path(model.units());
  {
    ForwardRows<true> best(model);
    const HarmonyRow& last = best.at(model.units() - 1);
    const auto top = std::max_element(last.begin(), last.end()) - last.begin();
    path.back().function = static_cast<std::uint8_t>(top / kTonics);
    path.back().tonic = static_cast<std::uint8_t>(top % kTonics);
    for (std::size_t unit = model.units() - 1; unit > 0; --unit) {
      path[unit - 1] = came_from(model, unit, best.at(unit - 1), path[unit]);
    }
  }
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

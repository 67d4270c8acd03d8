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

// The best origin of a state so far.
struct Origin {
  float value = -1;  // probability of coming from there, up to a factor
  HarmonyStep step = HarmonyStep::kStay;
  int function = 0;
  int tonic = 0;
  int as = 0;  // the function in the key of the state

  void offer(const Origin& other) {
    if (other.value > value) *this = other;
  }
};

// From the same key.
Origin origin_at_home(const FinderParameters& p, const StepShares& share, const HarmonyRow& before,
                      const HarmonyState& here) {
  const int first = first_function(mode_of_function(here.function));
  const int column = here.function - first;
  const int end = first + function_count(mode_of_function(here.function));
  Origin best{at(before, here.function, here.tonic) * share.stay, HarmonyStep::kStay, here.function,
              here.tonic, here.function};
  for (int f = first; f < end; ++f) {
    best.offer({at(before, f, here.tonic) * share.move * p.move[f][column], HarmonyStep::kMove, f,
                here.tonic, f});
  }
  return best;
}

// From another key, if that is better than `best`.
Origin origin_elsewhere(const LatticeModel& model, const StepShares& share,
                        const HarmonyRow& before, const HarmonyState& here, Origin best) {
  const FinderParameters& p = model.tables().parameters;
  const KeyMoves& moves = model.key_moves();
  const int mode = mode_of_function(here.function);
  const int column = here.function - first_function(mode);
  for (const HarmonyPivot& pivot : model.tables().pivots) {
    if (mode_of_function(pivot.to) != mode) continue;
    const int modes = mode_of_function(pivot.from) * 2 + mode;
    const int tonic = (here.tonic - pivot.shift + kTonics) % kTonics;
    const float heard = at(before, pivot.from, tonic) * moves[modes][pivot.shift][here.tonic];
    if (pivot.to == here.function) {
      best.offer({heard * share.pivot, HarmonyStep::kPivot, pivot.from, tonic, pivot.to});
    }
    best.offer({heard * share.pivot_move * p.move[pivot.to][column], HarmonyStep::kPivotMove,
                pivot.from, tonic, pivot.to});
  }
  const float enter = share.fresh * p.enter[here.function];
  for (int before_mode = 0; before_mode < 2; ++before_mode) {
    const int first = first_function(before_mode);
    for (int shift = 0; shift < kTonics; ++shift) {
      const float move = moves[before_mode * 2 + mode][shift][here.tonic] * enter;
      if (move <= best.value) continue;  // no state is worth more than 1
      const int tonic = (here.tonic - shift + kTonics) % kTonics;
      for (int f = first; f < first + function_count(before_mode); ++f) {
        best.offer({at(before, f, tonic) * move, HarmonyStep::kFresh, f, tonic, f});
      }
    }
  }
  return best;
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
    const HarmonyRow& before = rows.at(unit - 1);
    HarmonyState& here = path[unit];
    const StepShares share = model.shares(unit);
    Origin best = origin_at_home(model.tables().parameters, share, before, here);
    if (share.leaves()) best = origin_elsewhere(model, share, before, here, best);
    here.step = best.step;
    here.from = static_cast<std::uint8_t>(best.as);
    path[unit - 1].function = static_cast<std::uint8_t>(best.function);
    path[unit - 1].tonic = static_cast<std::uint8_t>(best.tonic);
  }
  return path;
}

}  // namespace

std::vector<HarmonyState> best_harmony_path(const HarmonyDance& dance,
                                            const HarmonyEvidence& evidence,
                                            const FinderTables& tables) {
  return best_path(LatticeModel(dance, evidence, tables, kHarmonyBlock), kHarmonyBlock);
}

std::vector<HarmonyState> harmony_path(const HarmonyDance& dance, const HarmonyEvidence& evidence,
                                       const FinderTables& tables, std::size_t block) {
  const LatticeModel model(dance, evidence, tables, block);
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

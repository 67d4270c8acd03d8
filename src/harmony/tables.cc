#include "harmony/tables.h"

#include <algorithm>

#include "base/math.h"
#include "score/key_estimate.h"

namespace bach {
namespace {

constexpr int kPivotFifths = 2;
// No note is impossible.
constexpr double kLeast = 1e-5;

float log_of(double p) { return static_cast<float>(portable_log(p + kLeast)); }

}  // namespace

FinderTables::FinderTables(const FinderParameters& given) : parameters(given) {
  for (int f = 0; f < kFunctions; ++f) {
    for (int j = 0; j < 24; ++j) {
      const int degree = (24 - j) % 12;
      bass[f][j] = log_of(given.bass[f][degree]);
      for (int kind = 0; kind < kNoteKinds; ++kind) {
        const double belongs = given.belongs[kind];
        tone[kind][f][j] = log_of(belongs * given.chord_tone[f][degree] +
                                  (1 - belongs) * given.other_tone[f][degree]);
      }
    }
  }
  for (int to = 0; to < kFunctions; ++to) {
    const HarmonicFunction& target = kFunctionTable[to];
    for (int shift = 0; shift < kTonics; ++shift) {
      for (int mode = 0; mode < 2; ++mode) {
        const int here = 12 * mode_of_function(to) + shift;
        if (here == 12 * mode) continue;
        if (shift != 0 && fifths_apart(12 * mode, here) > kPivotFifths) continue;
        const int from = function_at(mode, (target.offset + shift) % 12, target.quality);
        if (from >= 0) pivots.push_back({from, to, shift});
      }
    }
  }
  pivots_by_from = pivots;
  std::stable_sort(pivots_by_from.begin(), pivots_by_from.end(),
                   [](const HarmonyPivot& a, const HarmonyPivot& b) { return a.from < b.from; });
}

KeyMoves key_moves(const FinderParameters& parameters, const Key& home) {
  const auto& table = parameters.keys[home.mode == Mode::kMajor ? 0 : 1];
  const int tonic = tonic_of(home);
  KeyMoves moves{};
  for (int before = 0; before < 2; ++before) {
    for (int after = 0; after < 2; ++after) {
      for (int shift = 0; shift < kTonics; ++shift) {
        for (int t = 0; t < kTonics; ++t) {
          const int from = 12 * before + (t - shift - tonic + 24) % 12;
          const int to = 12 * after + (t - tonic + 12) % 12;
          moves[before * 2 + after][shift][t] = from == to ? 0 : table[from][to];
        }
      }
    }
  }
  return moves;
}

}  // namespace bach

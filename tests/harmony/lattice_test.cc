// The factorised recursions against the plain ones, and against sums over all paths.
#include "harmony/lattice.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/random.h"
#include "harmony/dense_lattice.h"
#include "harmony/fast_exp.h"
#include "harmony/parameters.h"

namespace bach {
namespace {

struct Heard {
  HarmonyDance dance;
  HarmonyEvidence evidence;
};

// Random notes over random beats.
Heard random_music(std::uint64_t seed, std::size_t units) {
  const CounterRandom random(seed, Purpose::kProgress);
  std::uint32_t drawn = 0;
  const auto draw = [&](std::uint32_t bound) { return random.below(bound, drawn++, 0, 0); };
  Heard heard;
  heard.dance.home = {0, static_cast<int>(draw(15)) - 7,
                      draw(2) == 0 ? Mode::kMajor : Mode::kMinor};
  std::vector<Note> notes;
  for (std::size_t u = 0; u < units; ++u) {
    const Tick begin = static_cast<Tick>(u) * 240;
    heard.dance.units.push_back({begin, begin + 240, static_cast<MetricStrength>(draw(4)), u == 0,
                                 u + 1 == units || draw(9) == 0});
    for (std::uint32_t left = draw(3); left > 0; --left) {
      notes.push_back({begin + 120 * draw(2), 120 + 120 * draw(4),
                       static_cast<std::uint8_t>(36 + draw(40)), 100});
    }
  }
  std::sort(notes.begin(), notes.end());
  heard.evidence = hear(heard.dance.units, notes, 480);
  return heard;
}

std::vector<int> states_of(const std::vector<HarmonyState>& path) {
  std::vector<int> states;
  for (const HarmonyState& state : path) states.push_back(state.function * 12 + state.tonic);
  return states;
}

TEST(Lattice, FindsThePathOfTheDenseOne) {
  for (const FinderParameters& parameters : {textbook_parameters(), shipped_finder_parameters()}) {
    const FinderTables tables(parameters);
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
      const Heard heard = random_music(seed, 6);
      const tests::DenseLattice dense(heard.dance, heard.evidence, tables);
      const std::vector<int> best = dense.best_path();
      const std::vector<int> found =
          states_of(best_harmony_path(heard.dance, heard.evidence, tables));
      // Paths as good as each other but for rounding are as right.
      EXPECT_NEAR(dense.score(found), dense.score(best), 1e-4) << seed;
    }
  }
}

TEST(Lattice, IsAsCertainAsTheDenseOne) {
  const FinderTables tables(shipped_finder_parameters());
  const Heard heard = random_music(4, 4);
  const auto path = harmony_path(heard.dance, heard.evidence, tables);
  const auto posteriors = tests::DenseLattice(heard.dance, heard.evidence, tables).posteriors();
  for (std::size_t u = 0; u < path.size(); ++u) {
    const auto chord_of = [](int function, int tonic) {
      const HarmonicFunction& f = kFunctionTable[function];
      return Chord{static_cast<std::uint8_t>((f.offset + tonic) % 12), f.quality};
    };
    const int mode = mode_of_function(path[u].function);
    double chord = 0;
    double key = 0;
    for (int s = 0; s < static_cast<int>(kHarmonyStates); ++s) {
      const bool same_chord = chord_of(s / 12, s % 12) == chord_of(path[u].function, path[u].tonic);
      if (same_chord) chord += posteriors[u][s];
      if (s % 12 == path[u].tonic && mode_of_function(s / 12) == mode) key += posteriors[u][s];
    }
    EXPECT_NEAR(static_cast<double>(path[u].chord_certainty), chord, 1e-4) << u;
    EXPECT_NEAR(static_cast<double>(path[u].key_certainty), key, 1e-4) << u;
  }
}

TEST(Lattice, IsTheSameInBlocks) {
  const FinderTables tables(shipped_finder_parameters());
  const Heard heard = random_music(11, 53);
  const auto whole = harmony_path(heard.dance, heard.evidence, tables);
  for (const std::size_t block : {2, 7, 10, 52, 53}) {
    const auto again = harmony_path(heard.dance, heard.evidence, tables, block);
    ASSERT_EQ(again.size(), whole.size());
    for (std::size_t u = 0; u < whole.size(); ++u) {
      EXPECT_EQ(again[u].function, whole[u].function);
      EXPECT_EQ(again[u].tonic, whole[u].tonic);
      EXPECT_EQ(again[u].chord_certainty, whole[u].chord_certainty);
      EXPECT_EQ(again[u].key_certainty, whole[u].key_certainty);
    }
  }
}

TEST(FastExp, IsExact) {
  for (float x = 0; x >= -79.5F; x -= 0.37F) {
    float values[12];
    fast_exp(TonicLanes::all(x)).store(values);
    const double exact = std::exp(static_cast<double>(x));
    EXPECT_NEAR(static_cast<double>(values[5]) / exact, 1, 1e-5) << x;
  }
}

}  // namespace
}  // namespace bach

// Cadences where a musician finds them.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "corpus/corpus.h"
#include "harmony/finder.h"
#include "notation/abc/reader.h"
#include "score/form.h"
#include "score/key_estimate.h"
#include "score/key_name.h"

namespace bach {
namespace {

HarmonyAnalysis heard_in(const std::string& metre_key_and_music) {
  Result<Score> score = score_from_abc("X:1\nT:T\n" + metre_key_and_music + "\n");
  EXPECT_TRUE(score.ok());
  Result<HarmonyAnalysis> found = find_harmony(*score);
  EXPECT_TRUE(found.ok());
  return found.ok() ? *found : HarmonyAnalysis{};
}

bool is_key(const Key& a, const Key& b) { return tonic_of(a) == tonic_of(b) && a.mode == b.mode; }

TEST(Cadences, EndAllDancesOfTheSuitesAtHome) {
  int dances = 0;
  for (const Movement& movement : cello_movements()) {
    const Score score = *load_written_movement(movement);
    const HarmonyAnalysis found = *find_harmony(score);
    const Form form = form_of(score);
    for (std::size_t p = 0; p < form.parts.size(); ++p) {
      const Part& part = form.parts[p];
      if (p + 1 < form.parts.size() && form.parts[p + 1].dance == part.dance) continue;
      ++dances;
      const Cadence* last = nullptr;
      for (const Cadence& cadence : found.cadences) {
        if (cadence.at >= part.written.begin && cadence.at < part.written.end) last = &cadence;
      }
      ASSERT_NE(last, nullptr) << movement.name;
      EXPECT_EQ(last->kind, CadenceKind::kAuthentic) << movement.name;
      EXPECT_TRUE(is_key(last->key, found.home_at(last->at))) << movement.name;
      // Nothing but the tonic follows.
      const HarmonySpan& end = found.spans.back();
      if (p + 1 == form.parts.size()) {
        EXPECT_GE(last->at, end.begin) << movement.name;
      }
    }
  }
  EXPECT_EQ(dances, 42);
}

TEST(Cadences, FirstHalvesEndOnADegreeThatBachUses) {
  int ends = 0;
  int with_cadence = 0;
  for (const Movement& movement : cello_movements()) {
    const Score score = *load_written_movement(movement);
    const HarmonyAnalysis found = *find_harmony(score);
    const Form form = form_of(score);
    for (std::size_t p = 0; p + 1 < form.parts.size(); ++p) {
      const Part& part = form.parts[p];
      if (form.parts[p + 1].dance != part.dance || form.pattern == "AB") continue;
      ++ends;
      const HarmonySpan& end = found.at(part.written.end - 1);
      const Key& home = found.home_at(end.begin);
      const int degree = (end.chord.root - tonic_of(home) + 12) % 12;
      const bool minor = home.mode == Mode::kMinor;
      EXPECT_TRUE(degree == 7 || degree == 0 || (minor && degree == 3))
          << movement.name << " ends on " << degree;
      with_cadence +=
          std::any_of(found.cadences.begin(), found.cadences.end(), [&](const Cadence& cadence) {
            return cadence.at < part.written.end && cadence.at >= part.written.end - 3 * 1920;
          });
    }
  }
  EXPECT_EQ(ends, 36);  // all dances but the preludes
  EXPECT_GE(with_cadence, 34);
}

TEST(Cadences, AreToldApart) {
  const std::string four = "M:4/4\nL:1/4\n%%score (1 2 3 4)\nK:C\n";
  const HarmonyAnalysis perfect = heard_in(
      four + "V:1\ncAdB | c4 |]\nV:2\nGFGG | G4 |]\nV:3\nECB,D | E4 |]\nV:4\nC,F,G,G, | C,4 |]");
  ASSERT_EQ(perfect.cadences.size(), 1U);
  EXPECT_EQ(perfect.cadences[0].kind, CadenceKind::kAuthentic);
  EXPECT_TRUE(perfect.cadences[0].perfect);
  EXPECT_EQ(perfect.cadences[0].at, 1920);
  const HarmonyAnalysis imperfect = heard_in(
      four + "V:1\ncAdd | e4 |]\nV:2\nGFGG | G4 |]\nV:3\nECB,B, | C4 |]\nV:4\nC,F,G,G, | C,4 |]");
  ASSERT_EQ(imperfect.cadences.size(), 1U);
  EXPECT_FALSE(imperfect.cadences[0].perfect);
  const HarmonyAnalysis deceptive =
      heard_in(four +
               "V:1\ncAdB | c4 | cAdB | c4 |]\nV:2\nGFGG | E4 | GFGG | G4 |]\n"
               "V:3\nECB,D | C4 | ECB,D | E4 |]\nV:4\nC,F,G,G, | A,4 | C,F,G,G, | C,4 |]");
  ASSERT_EQ(deceptive.cadences.size(), 2U);
  EXPECT_EQ(deceptive.cadences[0].kind, CadenceKind::kDeceptive);
  EXPECT_EQ(deceptive.cadences[0].at, 1920);
  EXPECT_EQ(deceptive.cadences[1].kind, CadenceKind::kAuthentic);
  const HarmonyAnalysis half =
      heard_in(four +
               "V:1\nccdc | B4 | cAdB | c4 |]\nV:2\nGGAA | G4 | GFGG | G4 |]\n"
               "V:3\nEEFF | D4 | ECB,D | E4 |]\nV:4\nC,C,D,F, | G,4 | C,F,G,G, | C,4 |]");
  ASSERT_EQ(half.cadences.size(), 2U);
  EXPECT_EQ(half.cadences[0].kind, CadenceKind::kHalf);
  EXPECT_EQ(half.cadences[0].at, 1920);
}

TEST(Cadences, AreNotHeardWhereAPhraseBegins) {
  const HarmonyAnalysis found = heard_in(
      "M:3/4\nL:1/8\nK:G\nF2 | G6 | G,B,DGBG | CEGcec | DFAdcA | B,DGBGD | CEGcec | DFAdcA | G6 "
      "|]");
  for (const Cadence& cadence : found.cadences) EXPECT_GT(cadence.at, 1440 * 2);
  ASSERT_FALSE(found.cadences.empty());
  EXPECT_EQ(found.cadences.back().at, 1440 * 8);
}

TEST(Cadences, AreNotHeardInALineThatRunsOn) {
  const HarmonyAnalysis found = heard_in(
      "M:4/4\nL:1/8\nK:C\nCEGc EGce | G,B,DG B,DGB | CEGc EGce | G,B,DG B,DGF | CEGc EGce | C8 |]");
  ASSERT_LE(found.cadences.size(), 1U);
  for (const Cadence& cadence : found.cadences) EXPECT_GE(cadence.at, 4 * 1920);
}

}  // namespace
}  // namespace bach

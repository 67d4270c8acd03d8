// Which key a dance is in: what the score says, unless the notes say otherwise.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "corpus/corpus.h"
#include "harmony/finder.h"
#include "notation/abc/reader.h"
#include "score/key_name.h"

namespace bach {
namespace {

std::vector<std::string> homes_of(const Score& score) {
  Result<HarmonyAnalysis> found = find_harmony(score);
  EXPECT_TRUE(found.ok());
  std::vector<std::string> names;
  for (const Key& key : found->home) names.push_back(key_name(key));
  return names;
}

Score movement(const char* name) { return *load_written_movement(*find_movement(name)); }

TEST(HomeKey, IsThatOfTheScore) {
  EXPECT_EQ(homes_of(movement("bwv1007-1")), std::vector<std::string>{"G major"});
  EXPECT_EQ(homes_of(movement("bwv1008-2")), std::vector<std::string>{"D minor"});
  EXPECT_EQ(homes_of(movement("bwv1010-6")), std::vector<std::string>{"Eb major"});
}

TEST(HomeKey, IsFoundForEachDanceOfAPair) {
  EXPECT_EQ(homes_of(movement("bwv1007-5")), (std::vector<std::string>{"G major", "G minor"}));
  EXPECT_EQ(homes_of(movement("bwv1008-5")), (std::vector<std::string>{"D minor", "D major"}));
  EXPECT_EQ(homes_of(movement("bwv1012-5")), (std::vector<std::string>{"D major", "D major"}));
}

TEST(HomeKey, IsMinorWhereAFileSaysTheRelativeMajor) {
  Score score = movement("bwv1008-2");
  for (Key& key : score.keys) key.mode = Mode::kMajor;  // as MIDI files do
  EXPECT_EQ(homes_of(score), std::vector<std::string>{"D minor"});
  score.keys.clear();
  EXPECT_EQ(homes_of(score), std::vector<std::string>{"D minor"});
}

TEST(HomeKey, IsNotWhatTheNotesDeny) {
  Score score = movement("bwv1010-2");
  score.keys = {{0, 3, Mode::kMajor}};
  EXPECT_EQ(homes_of(score), std::vector<std::string>{"Eb major"});
}

TEST(HomeKey, ChangesAtTheDanceThatChangesIt) {
  const Score score = movement("bwv1007-5");
  const HarmonyAnalysis found = *find_harmony(score);
  ASSERT_EQ(found.home.size(), 2U);
  EXPECT_EQ(&found.home_at(0), &found.home[0]);
  EXPECT_EQ(&found.home_at(found.home[1].at - 1), &found.home[0]);
  EXPECT_EQ(&found.home_at(found.home[1].at), &found.home[1]);
  EXPECT_EQ(&found.at(-5), &found.spans.front());
  EXPECT_EQ(&found.at(score.end + 5), &found.spans.back());
  // A span ends where the second dance begins.
  EXPECT_EQ(found.at(found.home[1].at).begin, found.home[1].at);
}

}  // namespace
}  // namespace bach

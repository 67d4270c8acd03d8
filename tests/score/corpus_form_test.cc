// Folding, form and keys of the 36 movements, against what a score of the suites shows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "score/bars.h"
#include "score/fold.h"
#include "score/form.h"
#include "score/key_estimate.h"
#include "score/unfold.h"
#include "score/written.h"
#include "shared_midi.h"

namespace bach {
namespace {

struct Movement {
  std::string name;
  std::string pattern;
  std::vector<int> bars;  // of each part
  std::string key;        // small letters for minor; that of the second dance after a space
};

const std::vector<Movement>& cello_movements() {
  static const std::vector<Movement> all = {
      {"cs1-1pre", "A", {42}, "G"},
      {"cs1-2all", "AABB", {16, 16}, "G"},
      {"cs1-3cou", "AABB", {18, 24}, "G"},
      {"cs1-4sar", "AABB", {8, 8}, "G"},
      {"cs1-5men", "AABBCCDDAB", {8, 16, 8, 16}, "G g"},
      {"cs1-6gig", "AABB", {12, 22}, "G"},
      {"cs2-1pre", "A", {63}, "d"},
      {"cs2-2all", "AABB", {12, 12}, "d"},
      {"cs2-3cou", "AABB", {16, 16}, "d"},
      {"cs2-4sar", "AABB", {12, 16}, "d"},
      {"cs2-5men", "AABBCCDDAB", {8, 16, 8, 16}, "d D"},
      {"cs2-6gig", "AABB", {32, 44}, "d"},
      {"cs3-1pre", "A", {88}, "C"},
      {"cs3-2all", "AABB", {12, 12}, "C"},
      {"cs3-3cou", "AABB", {40, 44}, "C"},
      {"cs3-4sar", "AABB", {8, 16}, "C"},
      {"cs3-5bou", "AABBCCDDAB", {8, 20, 8, 16}, "C c"},
      {"cs3-6gig", "AABB", {48, 60}, "C"},
      {"cs4-1pre", "A", {91}, "Eb"},
      {"cs4-2all", "AABB", {16, 24}, "Eb"},
      {"cs4-3cou", "AABB", {26, 38}, "Eb"},
      {"cs4-4sar", "AABB", {12, 20}, "Eb"},
      {"cs4-5bou", "AABBCCDDAB", {12, 36, 4, 8}, "Eb Eb"},
      {"cs4-6gig", "AABB", {10, 32}, "Eb"},
      {"cs5-1pre", "AB", {26, 197}, "c"},
      {"cs5-2all", "AABB", {18, 18}, "c"},
      {"cs5-3cou", "AABB", {12, 12}, "c"},
      {"cs5-4sar", "AABB", {8, 12}, "c"},
      {"cs5-5gav", "AABBCCDDAB", {12, 24, 4, 18}, "c c"},
      {"cs5-6gig", "AABB", {24, 48}, "c"},
      {"cs6-1pre", "A", {104}, "D"},
      {"cs6-2all", "AABB", {8, 12}, "D"},
      {"cs6-3cou", "AABB", {28, 44}, "D"},
      {"cs6-4sar", "AABB", {8, 24}, "D"},
      {"cs6-5gav", "AABBCCDDAB", {8, 20, 4, 20}, "D D"},
      {"cs6-6gig", "AABB", {28, 40}, "D"},
  };
  return all;
}

std::string name_of(const Key& key) {
  static const char* const major[] = {"C",  "Db", "D",  "Eb", "E",  "F",
                                      "F#", "G",  "Ab", "A",  "Bb", "B"};
  static const char* const minor[] = {"c",  "c#", "d",  "eb", "e",  "f",
                                      "f#", "g",  "g#", "a",  "bb", "b"};
  return (key.mode == Mode::kMajor ? major : minor)[tonic_of(key)];
}

class CorpusTest : public ::testing::TestWithParam<Movement> {
 protected:
  void SetUp() override {
    if (const std::string reason = tests::no_shared_midi(); !reason.empty()) {
      GTEST_SKIP() << reason;
    }
    const auto score = tests::shared_score(GetParam().name);
    ASSERT_TRUE(score.has_value());
    played_ = *score;
  }

  Score played_;
};

TEST_P(CorpusTest, FoldsIntoThePartsOfTheScore) {
  const Form form = form_of(fold(snap_to_written(played_).score));
  EXPECT_EQ(form.pattern, GetParam().pattern);
  std::vector<int> bars;
  for (const Part& part : form.parts) {
    bars.push_back(part.bars);
    EXPECT_EQ(part.dance, form.parts.size() == 4 && part.name >= 'C' ? 1 : 0);
  }
  EXPECT_EQ(bars, GetParam().bars);
}

TEST_P(CorpusTest, IsTheSameMusicAfterFoldingAndUnfolding) {
  for (const Score& score : {played_, snap_to_written(played_).score}) {
    const Score folded = fold(score);
    const Score again = unfold(folded);
    EXPECT_EQ(tests::sounds_of(again), tests::sounds_of(score));
    EXPECT_EQ(again.metres, score.metres);
    EXPECT_EQ(form_of(folded).pattern, GetParam().pattern);
  }
}

TEST_P(CorpusTest, NoNoteCrossesTheEndOfItsSection) {
  const Score folded = fold(played_);
  for (const Section& section : folded.sections) {
    for (const Track& track : folded.tracks) {
      for (const Note& note : track.notes) {
        if (note.onset < section.begin || note.onset >= section.end) continue;
        EXPECT_LE(note.end(), section.end) << "at tick " << note.onset;
      }
    }
  }
}

TEST_P(CorpusTest, IsInItsKey) {
  const Score folded = fold(played_);
  const Form form = form_of(folded);
  std::string keys;
  // Two parts make a dance.
  for (std::size_t p = 0; p < form.parts.size(); p += 2) {
    const std::size_t last = std::min(p + 1, form.parts.size() - 1);
    if (!keys.empty()) keys += ' ';
    keys +=
        name_of(estimate_key(folded, form.parts[p].written.begin, form.parts[last].written.end));
  }
  EXPECT_EQ(keys, GetParam().key);
}

INSTANTIATE_TEST_SUITE_P(Movements, CorpusTest, ::testing::ValuesIn(cello_movements()),
                         [](const auto& instance) {
                           std::string name = instance.param.name;
                           name[3] = '_';
                           return name;
                         });

TEST(Corpus, FoldedItHoldsAboutThreeFifthsOfTheNotes) {
  if (const std::string reason = tests::no_shared_midi(); !reason.empty()) GTEST_SKIP() << reason;
  std::size_t played = 0;
  std::size_t written = 0;
  std::size_t statements = 0;  // every part once: what a reader learns from
  for (const std::string& name : tests::shared_names()) {
    const auto score = tests::shared_score(name);
    ASSERT_TRUE(score.has_value()) << name;
    const Score folded = fold(*score);
    const Form form = form_of(folded);
    for (const Track& track : score->tracks) played += track.notes.size();
    for (const Track& track : folded.tracks) {
      written += track.notes.size();
      for (const Note& note : track.notes) {
        for (const Part& part : form.parts) {
          statements += note.onset >= part.statement.begin && note.onset < part.statement.end;
        }
      }
    }
  }
  EXPECT_EQ(played, 30259U);
  EXPECT_EQ(statements, 17344U);
  EXPECT_EQ(written, 17697U);  // and the endings of cs6-6gig
}

TEST(Corpus, OnlyTheKnownNotesArePlayedOtherwiseThanWritten) {
  if (const std::string reason = tests::no_shared_midi(); !reason.empty()) GTEST_SKIP() << reason;
  std::size_t onsets = 0;
  std::size_t durations = 0;
  for (const std::string& name : tests::shared_names()) {
    const auto score = tests::shared_score(name);
    ASSERT_TRUE(score.has_value()) << name;
    for (const WrittenChange& change : snap_to_written(*score).changes) {
      EXPECT_EQ(change.played.pitch, change.written.pitch);
      const bool moved = change.played.onset != change.written.onset;
      const bool longer = change.played.duration != change.written.duration;
      onsets += moved;
      durations += longer;
      EXPECT_TRUE(!moved || name == "cs2-4sar") << name;
      EXPECT_LT(longer ? change.played.duration : 0, longer ? change.written.duration : 1);
    }
  }
  EXPECT_EQ(onsets, 8U);
  EXPECT_EQ(durations, 36U);
}

}  // namespace
}  // namespace bach

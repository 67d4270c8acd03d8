// What the network sees of a piece: the same in training and composing, at any pitch.
#include "suite/steps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/corpus.h"
#include "suite/encode.h"
#include "suite/hear.h"
#include "suite/random_suite.h"
#include "suite/record.h"

namespace bach {
namespace {

// With what is heard in it as its plan.
SuitePiece movement(const std::string& name) {
  SuitePiece piece = encode_any(*load_movement(*find_movement(name)), name)->piece;
  EXPECT_TRUE(hear_plan(piece, shipped_finder_parameters()).ok());
  return piece;
}

// The record of note `n` in words, for failures.
std::string differing_columns(std::span<const int> a, std::span<const int> b) {
  std::string names;
  for (std::size_t c = 0; c < suite::columns(); ++c) {
    if (a[c] == b[c]) continue;
    names += std::string(suite::features()[c].name) + " " + std::to_string(a[c]) + " not " +
             std::to_string(b[c]) + "; ";
  }
  return names;
}

void expect_same_records(const std::vector<int>& a, const std::vector<int>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t n = 0; n < a.size(); n += suite::columns()) {
    ASSERT_EQ(differing_columns({a.data() + n, suite::columns()}, {b.data() + n, suite::columns()}),
              "")
        << "note " << n / suite::columns();
  }
}

// As a composer walks: nothing known but the plan and the notes so far; other pitches are tried,
// and every tenth note on a copy.
std::vector<int> composed_records(const SuitePlan& plan, const std::vector<SuiteNote>& notes) {
  std::vector<int> records;
  SuiteSteps steps(plan);
  for (const SuiteNote& note : notes) {
    EXPECT_FALSE(steps.done());
    EXPECT_EQ(steps.onset(), note.onset);
    EXPECT_EQ(steps.part(), note.part);
    steps.choose(note.token.pitch == 60 ? 62 : 60);
    SuiteSteps tried = steps;
    tried.choose(40);
    tried.add({40, 3});
    steps.choose(note.token.pitch);
    records.insert(records.end(), steps.record().begin(), steps.record().end());
    steps.add(note.token);
  }
  EXPECT_TRUE(steps.done());
  return records;
}

TEST(SuiteSteps, ComposingSeesWhatTrainingSaw) {
  for (const char* name : {"cs2-4sar", "cs3-5bou", "cs6-1pre"}) {
    const SuitePiece piece = movement(name);
    expect_same_records(composed_records(piece.plan, first_statements(piece)),
                        suite_records(piece));
  }
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const SuitePiece piece = test::RandomSuite().make(seed);
    expect_same_records(composed_records(piece.plan, first_statements(piece)),
                        suite_records(piece));
  }
}

TEST(SuiteSteps, EveryColumnStaysInItsRange) {
  std::vector<bool> seen(suite::columns());
  for (const Movement& m : cello_movements()) {
    const SuitePiece piece = movement(m.alias);
    const std::vector<int> records = suite_records(piece);
    EXPECT_EQ(records.size(), first_statements(piece).size() * suite::columns());
    for (std::size_t i = 0; i < records.size(); ++i) {
      const std::size_t column = i % suite::columns();
      ASSERT_GE(records[i], -1);
      ASSERT_LT(records[i], suite::features()[column].values) << suite::features()[column].name;
      if (records[i] > 0) seen[column] = true;
    }
  }
  EXPECT_THAT(seen, testing::Each(true));
}

TEST(SuiteSteps, TransposedRecordsAreThoseOfTheTransposedPiece) {
  for (const char* name : {"cs2-4sar", "cs3-5bou", "cs6-6gig"}) {
    const SuitePiece piece = movement(name);
    for (const int by : {-6, 1, 5}) {
      std::vector<int> records = suite_records(piece);
      for (std::size_t n = 0; n < records.size(); n += suite::columns()) {
        suite::transpose_record(std::span(records).subspan(n, suite::columns()), by);
      }
      expect_same_records(records, suite_records(transposed(piece, by)));
    }
  }
}

TEST(SuiteSteps, GuessesBeyondTheVocabularyAreDropped) {
  const SuitePiece piece = movement("cs6-1pre");
  std::vector<int> records = suite_records(piece);
  const auto guess = static_cast<std::size_t>(suite::column("pitch_guess"));
  const auto bucket = static_cast<std::size_t>(suite::column("pitch_bucket"));
  int dropped = 0;
  for (std::size_t n = 0; n < records.size(); n += suite::columns()) {
    const auto record = std::span(records).subspan(n, suite::columns());
    const bool guessed = record[guess] >= 0;
    suite::transpose_record(record, 30);
    EXPECT_LT(record[guess], kSuitePitches);
    EXPECT_EQ(record[guess] < 0, record[bucket] < 0);
    if (guessed && record[guess] < 0) ++dropped;
  }
  EXPECT_GT(dropped, 0);
}

// Two bars of eighths in G major, then on with the same.
TEST(SuiteSteps, RecordsSayWhereANoteStands) {
  SuitePlan plan;
  plan.kind = PieceKind::kGavotte;
  plan.metres = {{0, 4, 4}};
  plan.parts = {{1440, 9600, 1440, PartRole::kLast, {0, 1, Mode::kMajor}}};
  SuiteSteps steps(plan);
  const auto value = [&](const char* feature) {
    return steps.record()[static_cast<std::size_t>(suite::column(feature))];
  };
  EXPECT_EQ(value("last_pitch"), -1);
  EXPECT_EQ(value("last_rhythm"), -1);
  EXPECT_EQ(value("strength"), 2);
  EXPECT_EQ(value("beats_to_bar"), 0);
  EXPECT_EQ(value("bar_of_four"), 3);  // an upbeat
  EXPECT_EQ(value("bars_left"), 4);
  EXPECT_EQ(value("end_clock"), 24);
  EXPECT_EQ(value("kind"), 7);
  EXPECT_EQ(value("mode"), 0);
  EXPECT_EQ((value("shift") + 67 - kLowestSuitePitch) % 12, 0);  // G is the tonic

  const auto quarter = static_cast<std::uint8_t>(*rhythm_class(480, 480));
  const auto chord = static_cast<std::uint8_t>(*rhythm_class(0, 480));
  steps.add({67, quarter});
  EXPECT_EQ(steps.onset(), 1920);
  EXPECT_EQ(value("last_class"), 0);
  EXPECT_EQ(value("strength"), 0);
  EXPECT_EQ(value("beats_to_bar"), 3);
  EXPECT_EQ(value("bar_of_four"), 0);
  steps.choose(71);
  EXPECT_EQ(value("pitch"), 71 - kLowestSuitePitch);
  EXPECT_EQ(value("class"), 4);
  EXPECT_EQ(value("interval"), 28);
  steps.add({71, chord});
  EXPECT_EQ(value("chord_notes"), 1);
  EXPECT_EQ(steps.onset(), 1920);
  steps.add({74, quarter});
  EXPECT_EQ(value("chord_notes"), 0);
  EXPECT_EQ(value("phase"), 0);
  EXPECT_EQ(value("pitch"), -1);
  while (steps.onset() < 9120) steps.add({74, quarter});
  EXPECT_EQ(value("end_clock"), 3 * 1 + 2);  // one beat, last part
  EXPECT_EQ(value("bars_left"), 0);
  steps.add({67, quarter});
  EXPECT_TRUE(steps.done());
}

}  // namespace
}  // namespace bach

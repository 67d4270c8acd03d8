// What the network sees of a piece: the same in training and composing, at any pitch.
#include "suite/steps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/corpus.h"
#include "suite/encode.h"
#include "suite/random_suite.h"

namespace bach {
namespace {

SuitePiece movement(const std::string& name) {
  return encode_any(*load_movement(*find_movement(name)), name)->piece;
}

// The record of note `n` in words, for failures.
std::string differing_columns(std::span<const int> a, std::span<const int> b) {
  std::string names;
  for (std::size_t c = 0; c < kSuiteColumns; ++c) {
    if (a[c] == b[c]) continue;
    names += std::string(kSuiteColumnInfo[c].name) + " " + std::to_string(a[c]) + " not " +
             std::to_string(b[c]) + "; ";
  }
  return names;
}

void expect_same_records(const std::vector<int>& a, const std::vector<int>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t n = 0; n < a.size(); n += kSuiteColumns) {
    ASSERT_EQ(differing_columns({a.data() + n, kSuiteColumns}, {b.data() + n, kSuiteColumns}), "")
        << "note " << n / kSuiteColumns;
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
  std::vector<bool> seen(kSuiteColumns);
  for (const Movement& m : movements()) {
    const SuitePiece piece = movement(m.alias);
    const std::vector<int> records = suite_records(piece);
    EXPECT_EQ(records.size(), first_statements(piece).size() * kSuiteColumns);
    for (std::size_t i = 0; i < records.size(); ++i) {
      const std::size_t column = i % kSuiteColumns;
      ASSERT_GE(records[i], -1);
      ASSERT_LT(records[i], kSuiteColumnInfo[column].range) << kSuiteColumnInfo[column].name;
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
      for (std::size_t n = 0; n < records.size(); n += kSuiteColumns) {
        transpose_record(std::span<int, kSuiteColumns>(records.data() + n, kSuiteColumns), by);
      }
      expect_same_records(records, suite_records(transposed(piece, by)));
    }
  }
}

TEST(SuiteSteps, GuessesBeyondTheVocabularyAreDropped) {
  const SuitePiece piece = movement("cs6-1pre");
  std::vector<int> records = suite_records(piece);
  int dropped = 0;
  for (std::size_t n = 0; n < records.size(); n += kSuiteColumns) {
    const std::span<int, kSuiteColumns> record(records.data() + n, kSuiteColumns);
    const bool guessed = record[kColumnPitchGuess] >= 0;
    transpose_record(record, 30);
    EXPECT_LT(record[kColumnPitchGuess], kSuitePitches);
    EXPECT_EQ(record[kColumnPitchGuess] < 0, record[kColumnPitchBucket] < 0);
    if (guessed && record[kColumnPitchGuess] < 0) ++dropped;
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
  auto value = [&](SuiteColumn column) { return steps.record()[column]; };
  EXPECT_EQ(value(kColumnLastPitch), -1);
  EXPECT_EQ(value(kColumnLastRhythm), -1);
  EXPECT_EQ(value(kColumnStrength), 2);
  EXPECT_EQ(value(kColumnBeatsToBar), 0);
  EXPECT_EQ(value(kColumnBarOfFour), 3);  // an upbeat
  EXPECT_EQ(value(kColumnBarsLeft), 4);
  EXPECT_EQ(value(kColumnEndClock), 24);
  EXPECT_EQ(value(kColumnKind), 7);
  EXPECT_EQ(value(kColumnMode), 0);
  EXPECT_EQ((value(kColumnShift) + 67 - kLowestSuitePitch) % 12, 0);  // G is the tonic

  const auto quarter = static_cast<std::uint8_t>(*rhythm_class(480, 480));
  const auto chord = static_cast<std::uint8_t>(*rhythm_class(0, 480));
  steps.add({67, quarter});
  EXPECT_EQ(steps.onset(), 1920);
  EXPECT_EQ(value(kColumnLastClass), 0);
  EXPECT_EQ(value(kColumnStrength), 0);
  EXPECT_EQ(value(kColumnBeatsToBar), 3);
  EXPECT_EQ(value(kColumnBarOfFour), 0);
  steps.choose(71);
  EXPECT_EQ(value(kColumnPitch), 71 - kLowestSuitePitch);
  EXPECT_EQ(value(kColumnClass), 4);
  EXPECT_EQ(value(kColumnInterval), 28);
  steps.add({71, chord});
  EXPECT_EQ(value(kColumnChordNotes), 1);
  EXPECT_EQ(steps.onset(), 1920);
  steps.add({74, quarter});
  EXPECT_EQ(value(kColumnChordNotes), 0);
  EXPECT_EQ(value(kColumnPhase), 0);
  EXPECT_EQ(value(kColumnPitch), -1);
  while (steps.onset() < 9120) steps.add({74, quarter});
  EXPECT_EQ(value(kColumnEndClock), 3 * 1 + 2);  // one beat, last part
  EXPECT_EQ(value(kColumnBarsLeft), 0);
  steps.add({67, quarter});
  EXPECT_TRUE(steps.done());
}

TEST(SuiteSteps, StrengthFollowsTheMetre) {
  const auto strengths = [](Metre metre, Tick step) {
    const std::vector<Metre> metres = {metre};
    const BarGrid bars(metres, kSuiteTicksPerQuarter);
    std::string text;
    for (Tick at = 0; at < bar_ticks(metre, kSuiteTicksPerQuarter); at += step) {
      text += std::to_string(metrical_strength(bars.at(at)));
    }
    return text;
  };
  EXPECT_EQ(strengths({0, 4, 4}, 120), "0434243414342434");
  EXPECT_EQ(strengths({0, 3, 4}, 160), "055255255");
  EXPECT_EQ(strengths({0, 3, 8}, 60), "043424342434");
  EXPECT_EQ(strengths({0, 6, 8}, 120), "043434143434");
  EXPECT_EQ(strengths({0, 12, 8}, 240), "033233133233");
}

}  // namespace
}  // namespace bach

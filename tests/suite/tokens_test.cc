// Scores become tokens and come back as they were.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "corpus/corpus.h"
#include "random_suite.h"
#include "score/fold.h"
#include "score/from_midi.h"
#include "suite/decode.h"
#include "suite/encode.h"
#include "suite/form.h"

namespace bach {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Score score_of(std::vector<Note> notes, Tick end) {
  Score score;
  score.tracks.push_back({"Cello", 0, 42, std::move(notes)});
  score.end = end;
  return score;
}

TEST(RhythmClasses, AreFoundByValue) {
  for (int i = 0; i < kRhythmClasses; ++i) {
    EXPECT_EQ(rhythm_class(rhythm(i).gap, rhythm(i).duration), i);
    EXPECT_EQ(nearest_duration(rhythm(i).gap, rhythm(i).duration), i);
    EXPECT_GT(rhythm(i).duration, 0);
  }
  EXPECT_EQ(rhythm_class(120, 100), std::nullopt);
  EXPECT_EQ(nearest_duration(120, 100), rhythm_class(120, 120));
  EXPECT_EQ(nearest_duration(125, 100), std::nullopt);
  EXPECT_EQ(longest_gap_within(14), 0);
  EXPECT_EQ(longest_gap_within(100000), kLongestGap);
}

TEST(SuiteTokens, AllMovementsComeBack) {
  std::size_t notes = 0;
  std::size_t written = 0;
  for (const Movement& movement : cello_movements()) {
    const Result<Score> score = load_written_movement(movement);
    ASSERT_TRUE(score.ok());
    const Result<SuiteEncoding> encoding = encode_suite(*score, kind_of(movement.alias));
    ASSERT_TRUE(encoding.ok()) << encoding.error().message;
    EXPECT_THAT(encoding->losses, IsEmpty()) << movement.alias;
    const Score again = decode_suite(encoding->piece);
    // The estimated keys are the true ones, so even they come back.
    EXPECT_EQ(again, without_performance(*score)) << movement.alias;
    EXPECT_EQ(encoding->piece.plan.kind, kind_of(score->title)) << movement.alias;
    EXPECT_NE(encoding->piece.plan.kind, PieceKind::kUnknown) << movement.alias;
    notes += first_statements(encoding->piece).size();
    for (const SuiteSection& section : encoding->piece.sections) written += section.tokens.size();
  }
  EXPECT_EQ(notes, 17344u);
  EXPECT_EQ(written, 17697u);  // and the second endings of cs6-6gig
}

TEST(SuiteTokens, TheMidiFilesGiveTheSameTokens) {
  if (const auto probe = read_file(std::string(BACH_SHARED_MIDI) + "/cs1-1pre.mid"); !probe) {
    GTEST_SKIP() << "the MIDI files are not here";
  }
  for (const Movement& movement : cello_movements()) {
    const auto bytes = read_file(std::string(BACH_SHARED_MIDI) + "/" + movement.alias + ".mid");
    ASSERT_TRUE(bytes.ok());
    const Result<ImportedScore> file = score_from_midi(*bytes);
    ASSERT_TRUE(file.ok());
    const Result<SuiteEncoding> theirs = encode_any(file->score, movement.alias);
    const Result<SuiteEncoding> ours = encode_any(*load_movement(movement), movement.alias);
    ASSERT_TRUE(theirs.ok() && ours.ok());
    EXPECT_EQ(theirs->piece, ours->piece) << movement.alias;
    EXPECT_THAT(ours->losses, IsEmpty());
  }
}

TEST(SuiteTokens, RandomPiecesComeBack) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const SuitePiece piece = test::RandomSuite().make(seed);
    const Score score = decode_suite(piece);
    const Result<SuiteEncoding> encoding = encode_suite(score, piece.plan.kind);
    ASSERT_TRUE(encoding.ok());
    ASSERT_THAT(encoding->losses, IsEmpty()) << seed;
    SuitePiece expected = piece;  // keys are estimated, plans not heard
    expected.plan.harmony.clear();
    expected.plan.motives.clear();
    for (std::size_t p = 0; p < piece.plan.parts.size(); ++p) {
      expected.plan.parts[p].key = encoding->piece.plan.parts[p].key;
    }
    ASSERT_EQ(encoding->piece, expected) << seed;
    Score same = decode_suite(encoding->piece);
    same.keys = score.keys;
    ASSERT_EQ(same, score) << seed;
    ASSERT_EQ(without_performance(score), score) << seed;
  }
}

TEST(SuiteTokens, NotesOfAPieceStandWhereTheyWere) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const SuitePiece piece = test::RandomSuite().make(seed);
    std::vector<Note> listed;
    for (const SuiteNote& note : first_statements(piece)) {
      const SuitePart& part = piece.plan.parts[static_cast<std::size_t>(note.part)];
      EXPECT_TRUE(note.onset >= part.begin && note.onset + note.duration <= part.end);
      listed.push_back({note.onset, note.duration, note.token.pitch, 100});
    }
    const Score score = decode_suite(piece);
    std::vector<Note> notes;
    for (const Track& track : score.tracks) {
      notes.insert(notes.end(), track.notes.begin(), track.notes.end());
    }
    std::sort(notes.begin(), notes.end());
    EXPECT_EQ(listed, notes);
  }
}

TEST(SuiteTokens, TransposingMovesPitchesAndKeys) {
  const SuitePiece piece = test::RandomSuite().make(3);
  for (int by = -6; by <= 5; ++by) {
    ASSERT_TRUE(transposable(piece, by));
    const SuitePiece moved = transposed(piece, by);
    const auto before = first_statements(piece);
    const auto after = first_statements(moved);
    ASSERT_EQ(before.size(), after.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
      EXPECT_EQ(after[i].token.pitch, before[i].token.pitch + by);
      EXPECT_EQ(after[i].token.rhythm, before[i].token.rhythm);
    }
    for (std::size_t p = 0; p < piece.plan.parts.size(); ++p) {
      const Key& key = moved.plan.parts[p].key;
      EXPECT_EQ(relative_major(key), (relative_major(piece.plan.parts[p].key) + by + 12) % 12);
      EXPECT_TRUE(key.fifths >= -6 && key.fifths <= 5);
      EXPECT_EQ(key.mode, piece.plan.parts[p].key.mode);
    }
    EXPECT_EQ(transposed(moved, -by), piece);
  }
  EXPECT_FALSE(transposable(piece, 60));
  EXPECT_FALSE(transposable(piece, -60));
}

TEST(SuiteTokens, PartsKnowTheirDance) {
  const Result<Score> bourrees = load_written_movement(*find_movement("cs3-5bou"));
  ASSERT_TRUE(bourrees.ok());
  const std::vector<SuitePart> parts = suite_parts(*bourrees);
  ASSERT_EQ(parts.size(), 4u);
  std::vector<PartRole> roles;
  for (const SuitePart& part : parts) roles.push_back(part.role);
  EXPECT_THAT(roles,
              ElementsAre(PartRole::kFirst, PartRole::kLast, PartRole::kFirst, PartRole::kLast));
  EXPECT_EQ(parts[1].key, (Key{0, 0, Mode::kMajor}));
  EXPECT_EQ(parts[2].key, (Key{55200, -3, Mode::kMinor}));

  const Result<Score> overture = load_written_movement(*find_movement("cs5-1pre"));
  ASSERT_TRUE(overture.ok());
  EXPECT_EQ(suite_parts(*overture)[0].role, PartRole::kFirst);
  EXPECT_EQ(suite_parts(*overture)[1].role, PartRole::kWhole);
}

TEST(SuiteTokens, SaysWhatItCannotRepresent) {
  const Score score = score_of({{0, 480, 10, 100},     // below the piano
                                {0, 130, 60, 100},     // no such duration
                                {120, 3000, 62, 100},  // longer than any class
                                {3120, 120, 64, 100},
                                {3127, 120, 65, 100},  // too near for a class
                                {3240, 120, 67, 100}},
                               3360);
  const Result<SuiteEncoding> encoding = encode_suite(score, PieceKind::kUnknown);
  ASSERT_TRUE(encoding.ok());
  EXPECT_THAT(encoding->losses, ElementsAre("1 note outside pitches 21 to 108 left out",
                                            "1 note struck again: longer than any rhythm class",
                                            "1 note of another duration, by up to 10 ticks",
                                            "1 note moved, by up to 7 ticks"));
  std::vector<Tick> onsets;
  for (const SuiteNote& note : first_statements(encoding->piece)) onsets.push_back(note.onset);
  EXPECT_THAT(onsets, ElementsAre(0, 120, 2040, 3120, 3120, 3240));
}

TEST(SuiteTokens, RefusesWhatIsNoMusicForThem) {
  const Result<SuiteEncoding> empty = encode_suite(score_of({}, 480), PieceKind::kUnknown);
  ASSERT_FALSE(empty.ok());
  EXPECT_EQ(empty.error().message, "no notes");
  Score fine = score_of({{0, 96, 60, 100}}, 96);
  fine.ticks_per_quarter = 96;
  EXPECT_EQ(encode_suite(fine, PieceKind::kUnknown).error().code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(encode_any(fine, "").ok());
}

TEST(DealVoices, LeaveNoVoiceWithTwoNotesAtOnce) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const Score score = decode_suite(test::RandomSuite().make(seed));
    for (const Track& track : score.tracks) {
      for (std::size_t i = 1; i < track.notes.size(); ++i) {
        EXPECT_LE(track.notes[i - 1].end(), track.notes[i].onset);
      }
    }
  }
}

TEST(DealVoices, TheHighestNoteLeads) {
  const auto voices =
      deal_voices({{0, 480, 40, 100}, {0, 120, 60, 100}, {120, 120, 59, 100}, {480, 240, 41, 100}});
  ASSERT_EQ(voices.size(), 2u);
  EXPECT_EQ(voices[0].size(), 3u);
  EXPECT_EQ(voices[0][0].pitch, 60);
  EXPECT_EQ(voices[0][1].pitch, 59);
  EXPECT_EQ(voices[0][2].pitch, 41);
  EXPECT_EQ(voices[1][0].pitch, 40);
}

TEST(PieceKind, IsToldByTheName) {
  EXPECT_EQ(kind_of("Cello Suite No. 3: 5. Bourrée I & II"), PieceKind::kBourree);
  EXPECT_EQ(kind_of("PRÉLUDE"), PieceKind::kPrelude);
  EXPECT_EQ(kind_of("Minuet in G"), PieceKind::kMenuet);
  EXPECT_EQ(kind_of("cs2-4sar"), PieceKind::kSarabande);
  EXPECT_EQ(kind_of("Prelude and Gigue"), PieceKind::kUnknown);
  EXPECT_EQ(kind_of("overall"), PieceKind::kUnknown);
  EXPECT_EQ(kind_of(""), PieceKind::kUnknown);
  for (int kind = 1; kind < kPieceKinds; ++kind) {
    EXPECT_EQ(kind_of(kind_name(static_cast<PieceKind>(kind))), static_cast<PieceKind>(kind));
  }
}

TEST(SuiteVocabulary, FingerprintNamesTheMeaning) {
  EXPECT_EQ(suite_vocabulary_fingerprint().size(), 64u);
  const std::vector<SuitePiece> one = {test::RandomSuite().make(1)};
  std::vector<SuitePiece> other = one;
  other[0].sections[0].tokens[0].pitch ^= 1;
  EXPECT_NE(corpus_hash(one), corpus_hash(other));
  EXPECT_EQ(corpus_hash(one), corpus_hash(std::vector<SuitePiece>{test::RandomSuite().make(1)}));
}

}  // namespace
}  // namespace bach

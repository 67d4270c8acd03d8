#include "packed/take.h"

#include <gmock/gmock.h>

#include "packed/payload.h"
#include "packed/small_set.h"
#include "suite/encode.h"
#include "token/pitch_sequences.h"

namespace bach {
namespace {

TEST(TakePiece, HasTheTokensOfBothPresets) {
  const Score score = wandering_score(1);
  const Taken taken = take_piece(score, "gavotte", {});
  ASSERT_TRUE(taken.piece);
  EXPECT_EQ(*read_suite_piece(taken.piece->suite), encode_any(score, "gavotte")->piece);
  const std::vector<int> rows = *rows_of_pitches(leading_pitches(score), "gavotte");
  EXPECT_TRUE(std::equal(rows.begin(), rows.end(), taken.piece->sequence.begin(),
                         taken.piece->sequence.end()));
  EXPECT_EQ(taken.piece->facts.dropped, 0U);
  EXPECT_EQ(taken.piece->facts.metre_numerator, 3);
  EXPECT_EQ(taken.piece->facts.notes, 64U);
}

TEST(TakePiece, CountsNotesWithoutATokenAndGoesOn) {
  Score score = wandering_score(2);
  score.tracks[0].notes[5].pitch = 120;
  const Taken taken = take_piece(score, "", {});
  ASSERT_TRUE(taken.piece);
  EXPECT_EQ(taken.piece->facts.dropped, 1U);
  EXPECT_EQ(taken.piece->facts.sequence_notes, 63U);
}

// The two tracks of the score are 64 notes of program 0 and 40 of program 42.
Score duet() {
  Score score = wandering_score(3);
  Track cello = wandering_score(4, 40).tracks[0];
  cello.program = kCelloProgram;
  cello.channel = 1;
  score.tracks.push_back(cello);
  return score;
}

TEST(TakePiece, TakesTheVoicesAskedFor) {
  EXPECT_EQ(take_piece(duet(), "", {}).piece->facts.notes, 104U);
  TakeOptions busiest;
  busiest.voices = TakenVoices::kBusiest;
  EXPECT_EQ(take_piece(duet(), "", busiest).piece->facts.notes, 64U);
  TakeOptions cello;
  cello.programs = {kCelloProgram};
  const Taken taken = take_piece(duet(), "", cello);
  EXPECT_EQ(taken.piece->facts.notes, 40U);
  EXPECT_EQ(taken.piece->facts.program, kCelloProgram);
}

TEST(TakePiece, NeverTakesPercussion) {
  Score score = duet();
  score.tracks[1].channel = kDrumChannel;
  const Taken taken = take_piece(score, "", {});
  EXPECT_EQ(taken.piece->facts.notes, 64U);
  EXPECT_EQ(taken.piece->facts.percussion, 100 * 40 / 104);
}

TEST(TakePiece, SaysWhyNot) {
  const auto cause = [](const Score& score, const auto& change) {
    TakeOptions options;
    change(options);
    const Taken taken = take_piece(score, "", options);
    return taken.piece ? std::string("taken") : taken.refusal.cause;
  };
  const auto nothing = [](TakeOptions&) {};
  EXPECT_EQ(cause(Score(), nothing), "no notes");
  EXPECT_EQ(cause(wandering_score(1, 8), nothing), "fewer than 32 notes");
  EXPECT_EQ(cause(duet(), [](TakeOptions& o) { o.most_notes = 50; }), "more than 50 notes");
  EXPECT_EQ(cause(duet(), [](TakeOptions& o) { o.most_tracks = 1; }), "more than 1 voices");
  EXPECT_EQ(cause(duet(), [](TakeOptions& o) { o.programs = {9}; }),
            "no track of the instruments asked for");
  EXPECT_EQ(cause(duet(), [](TakeOptions& o) { o.metres = {{0, 4, 4}}; }), "in another metre");
  EXPECT_EQ(cause(duet(), [](TakeOptions& o) { o.metres = {{0, 3, 4}}; }), "taken");
  Score drums = duet();
  drums.tracks[0].channel = kDrumChannel;
  EXPECT_EQ(cause(drums, [](TakeOptions& o) { o.most_percussion = 50; }),
            "more than 50 % percussion");
}

}  // namespace
}  // namespace bach

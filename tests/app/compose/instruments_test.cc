// Every instrument of the table: what is composed for it lies on it, in every output.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

#include "app/clueless_model.h"
#include "app/compose.h"
#include "app/compose/options.h"
#include "app/compose/values.h"
#include "compose/movement_rules.h"
#include "score/unfold.h"

namespace bach {
namespace {

using testing::HasSubstr;

class Instruments : public ::testing::Test {
 protected:
  Result<std::vector<ComposedPiece>> compose(const ComposeRequest& request) {
    return compose_with(model_, request, {}, cancellation_);
  }

  AnyModel model_ = test::clueless_model();
  Cancellation cancellation_;
};

std::vector<const Instrument*> composable() {
  std::vector<const Instrument*> all;
  for (const Instrument& each : instruments()) {
    if (each.composed_for()) all.push_back(&each);
  }
  return all;
}

// What sounds wherever a note begins, over all voices.
void expect_playable(const Instrument& instrument, const Score& folded) {
  const Score score = unfold(folded);
  std::vector<Note> notes;
  for (const Track& track : score.tracks) {
    notes.insert(notes.end(), track.notes.begin(), track.notes.end());
  }
  for (const Note& note : notes) {
    EXPECT_GE(note.pitch, instrument.lowest);
    EXPECT_LE(note.pitch, instrument.highest);
    std::vector<int> sounding;
    for (const Note& other : notes) {
      if (other.onset <= note.onset && other.end() > note.onset) sounding.push_back(other.pitch);
    }
    EXPECT_TRUE(playable_together(instrument, sounding)) << "tick " << note.onset;
  }
}

TEST_F(Instruments, PlayWhatIsComposedForThem) {
  for (const Instrument* instrument : composable()) {
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
      SCOPED_TRACE(std::string(instrument->name) + ", seed " + std::to_string(seed));
      const auto pieces = compose({.outputs = 2,
                                   .seed = seed,
                                   .instrument = Player(*instrument),
                                   .transpose = static_cast<int>(seed) * 5 - 5,
                                   .in_key = seed == 1,
                                   .bars = 8});
      ASSERT_TRUE(pieces.ok()) << pieces.error().text();
      for (const ComposedPiece& piece : *pieces) {
        expect_playable(*instrument, piece.score);
        const ComposedMovement& movement = *piece.movement;
        test::expect_rules_kept(movement.task, movement.outcome.notes);
        test::expect_endings_kept(movement.task, movement.outcome.notes);
        EXPECT_EQ(piece.score.tracks.front().name, title_of(*instrument));
        EXPECT_EQ(piece.score.tracks.front().program, instrument->first_program);
      }
      if (HasFailure()) return;
    }
  }
}

TEST_F(Instruments, AViolinPlaysACellosMusicATwelfthHigher) {
  // One note at a time: a violin's chords reach wider.
  const auto low = compose({.seed = 7,
                            .key = Key{0, 1, Mode::kMajor},
                            .range = PitchLimits{36, 74},
                            .double_stops = false});
  const auto high = compose({.seed = 7,
                             .key = Key{0, 2, Mode::kMajor},
                             .instrument = *parse_player("violin"),
                             .range = PitchLimits{55, 93},
                             .double_stops = false});
  ASSERT_TRUE(low.ok() && high.ok());
  std::vector<int> moved = low->front().pitches;
  for (int& pitch : moved) pitch += 19;
  EXPECT_EQ(high->front().pitches, moved);
  EXPECT_EQ(high->front().score.keys.front().fifths, 2);
  EXPECT_EQ(low->front().score.tracks.front().name, "");
}

TEST_F(Instruments, TransposingTakesTheKeyAlong) {
  const auto plain = compose({.key = Key{0, 0, Mode::kMinor}, .range = PitchLimits{40, 70}});
  const auto higher =
      compose({.key = Key{0, 0, Mode::kMinor}, .transpose = 3, .range = PitchLimits{43, 73}});
  ASSERT_TRUE(plain.ok() && higher.ok());
  EXPECT_EQ(higher->front().score.keys.front().fifths, -3);
  // The same music, but for what the open strings allow.
  EXPECT_EQ(higher->front().pitches.front(), plain->front().pitches.front() + 3);
}

TEST_F(Instruments, GivenMusicMovesToWhereItCanBePlayed) {
  const Instrument& violin = *find_instrument("violin");
  const auto pieces =
      compose({.key = {}, .instrument = Player(violin), .bars = 4, .primer = "cs1-1pre"});
  ASSERT_TRUE(pieces.ok()) << pieces.error().text();
  const Score& score = pieces->front().score;
  EXPECT_EQ(score.keys.front().fifths, 2);  // from G to D
  EXPECT_EQ(pieces->front().primer.front(), 43 + 19);
  for (const Track& track : score.tracks) {
    EXPECT_EQ(track.program, 40);
    EXPECT_EQ(track.name, "Violin");
    for (const Note& note : track.notes) EXPECT_GE(note.pitch, violin.lowest);
  }
  const auto on_flute = compose({.instrument = *parse_player("flute"), .primer = "cs6-1pre"});
  ASSERT_FALSE(on_flute.ok());
  EXPECT_EQ(on_flute.error().argument, "instrument");
  EXPECT_THAT(on_flute.error().message, HasSubstr("a flute's is C4 to C7"));
  const auto beyond =
      compose({.instrument = Player(violin), .transpose = 24, .primer = "cs1-1pre"});
  ASSERT_FALSE(beyond.ok());
  EXPECT_EQ(beyond.error().argument, "transpose");
}

TEST_F(Instruments, OthersAreASoundAsBefore) {
  const auto plain = compose({.notes = 60});
  const auto organ = compose({.instrument = *parse_player("church organ"), .notes = 60});
  ASSERT_TRUE(plain.ok() && organ.ok());
  EXPECT_EQ(organ->front().pitches, plain->front().pitches);
  EXPECT_EQ(organ->front().score.tracks.front().program, 19);
}

TEST(Players, AreReadAsTheyAreWritten) {
  EXPECT_EQ(parse_player("Cello Piccolo")->instrument->strings[4], 64);
  EXPECT_EQ(parse_player("41")->instrument->name, "violin");
  EXPECT_EQ(parse_player("contrabass")->instrument, nullptr);
  for (const Instrument* each : composable()) {
    EXPECT_EQ(*parse_player(player_text(Player(*each))), Player(*each));
  }
  for (int program = 0; program < 128; ++program) {
    EXPECT_EQ(parse_player(player_text(program))->program, program);
  }
  const auto wrong = parse_player("guitarr");
  ASSERT_FALSE(wrong.ok());
  EXPECT_THAT(wrong.error().message, HasSubstr("did you mean guitar?"));
  EXPECT_THAT(wrong.error().message, HasSubstr("composed for cello, cello piccolo, viola"));
}

}  // namespace
}  // namespace bach

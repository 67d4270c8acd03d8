// Wild music: what of it is learned from, and what is said of it.
#include "app/train/choice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/train/small_training.h"
#include "score/midi_notes.h"

namespace bach {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// `count` quarters from `pitch` on, on a track of a program.
Track track_of(std::uint8_t program, int count, std::uint8_t pitch, std::uint8_t channel = 0) {
  Track track;
  track.program = program;
  track.channel = channel;
  for (int k = 0; k < count; ++k) {
    Note note;
    note.onset = k * 480;
    note.duration = 480;
    note.pitch = static_cast<std::uint8_t>(pitch + k % 12);
    track.notes.push_back(note);
  }
  return track;
}

MusicPiece piece_of(const std::string& name, std::vector<Track> tracks, Metre metre = {}) {
  Score score;
  score.ticks_per_quarter = 480;
  score.tracks = std::move(tracks);
  score.metres = {metre};
  for (const Track& track : score.tracks) {
    score.end = std::max(score.end, track.notes.back().end());
  }
  return {name, name + ".mid", std::move(score)};
}

class ChosenPieces : public ::testing::Test {
 protected:
  ChosenPieces() {
    music_.push_back(piece_of("duo", {track_of(42, 40, 40), track_of(0, 80, 60)}));
    music_.push_back(piece_of("drums", {track_of(42, 20, 40), track_of(0, 60, 35, 9)}));
    music_.push_back(piece_of("waltz", {track_of(42, 48, 40)}, {0, 3, 4}));
    for (const MusicPiece& piece : music_) pieces_.push_back(&piece);
  }
  std::vector<std::string> chosen() {
    warnings_.clear();
    const Result<ChosenMusic> music = choose_music(choice_, pieces_, warnings_);
    EXPECT_TRUE(music.ok()) << (music ? "" : music.error().text());
    std::vector<std::string> names;
    for (const MusicPiece* piece : music->pieces) {
      std::size_t notes = 0;
      for (const Track& track : piece->score.tracks) notes += track.notes.size();
      names.push_back(piece->name + " " + std::to_string(notes));
    }
    return names;
  }

  std::vector<MusicPiece> music_;
  std::vector<const MusicPiece*> pieces_;
  MusicChoice choice_;
  std::vector<std::string> warnings_;
};

TEST_F(ChosenPieces, AreAllWithoutAChoice) {
  EXPECT_THAT(chosen(), ElementsAre("duo 120", "drums 80", "waltz 48"));
}

TEST_F(ChosenPieces, HaveTheTracksAskedFor) {
  choice_.instruments = {"cello"};
  EXPECT_THAT(chosen(), ElementsAre("duo 40", "drums 20", "waltz 48"));
  choice_.instruments = {};
  choice_.voices = TakenVoices::kBusiest;
  EXPECT_THAT(chosen(), ElementsAre("duo 80", "drums 20", "waltz 48"));
}

TEST_F(ChosenPieces, AreOfTheKindAskedFor) {
  choice_.metres = {"3/4"};
  EXPECT_THAT(chosen(), ElementsAre("waltz 48"));
  EXPECT_THAT(warnings_, ElementsAre("left out: duo.mid: in another metre (4/4)",
                                     "left out: drums.mid: in another metre (4/4)"));
  choice_ = {};
  choice_.most_voices = 1;
  choice_.least_notes = 30;
  EXPECT_THAT(chosen(), ElementsAre("waltz 48"));
  choice_ = {};
  choice_.most_percussion = 50;
  choice_.most_notes = 100;
  EXPECT_THAT(chosen(), ElementsAre("waltz 48"));
}

TEST_F(ChosenPieces, AreOfInstrumentsAndMetresThereAre) {
  choice_.instruments = {"celo"};
  EXPECT_THAT(choose_music(choice_, pieces_, warnings_).error().message, HasSubstr("cello"));
  choice_.instruments = {};
  choice_.metres = {"3"};
  EXPECT_EQ(choose_music(choice_, pieces_, warnings_).error().argument, "metre");
}

TEST_F(ChosenPieces, AreWhatATrainingLearnsFrom) {
  TrainOptions options = test::small_sequences();
  options.choice.instruments = {"cello"};
  const auto session = TrainingSession::prepare(options, {pieces_});
  ASSERT_TRUE(session.ok()) << session.error().text();
  EXPECT_EQ(session->summary().notes, 40U + 20 + 48);
  options.choice.metres = {"7/8"};
  EXPECT_THAT(TrainingSession::prepare(options, {pieces_}).error().message,
              HasSubstr("no music to learn from"));
}

// Notes without a token are left out and counted, once for all files.
TEST(WildMusic, IsSaidOnceACause) {
  std::vector<MusicPiece> music;
  for (int k = 0; k < 5; ++k) {
    music.push_back(piece_of("high" + std::to_string(k), {track_of(0, 60, 72)}));
  }
  std::vector<const MusicPiece*> pieces;
  for (const MusicPiece& piece : music) pieces.push_back(&piece);
  auto session = TrainingSession::prepare(test::small_sequences(), {pieces});
  ASSERT_TRUE(session.ok()) << session.error().text();
  // Of twelve pitches 72 … 83 four are above 79.
  EXPECT_EQ(session->summary().notes, 5U * 40);
  EXPECT_THAT(session->summary().warnings,
              ElementsAre("5 files: 100 notes outside pitches 1 to 79 left out; the first is "
                          "high0.mid"));

  music.push_back(piece_of("out", {track_of(0, 60, 90)}));
  pieces.clear();
  for (const MusicPiece& piece : music) pieces.push_back(&piece);
  session = TrainingSession::prepare(test::small_sequences(), {pieces});
  ASSERT_TRUE(session.ok()) << session.error().text();
  EXPECT_EQ(session->summary().pieces.size(), 5U);
  EXPECT_THAT(session->summary().warnings, testing::Contains(HasSubstr("skipped: out.mid: 60 of")));
}

}  // namespace
}  // namespace bach

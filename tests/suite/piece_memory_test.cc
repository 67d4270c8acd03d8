// What a piece remembers of itself.
#include "suite/piece_memory.h"

#include <gtest/gtest.h>

namespace bach {
namespace {

constexpr int kC = 0;
const auto kEighth = static_cast<std::uint8_t>(*rhythm_class(240, 240));
const auto kQuarter = static_cast<std::uint8_t>(*rhythm_class(480, 480));

// 4/4 in C major.
class Memory {
 public:
  const Guesses& next() { return memory_.guess({at_, 480, 1920, at_ % 1920, chord_notes_, kC}); }
  void add(int pitch, std::uint8_t value = kEighth) {
    next();
    memory_.add({static_cast<std::uint8_t>(pitch), value});
    at_ += rhythm(value).gap;
    chord_notes_ = rhythm(value).gap == 0 ? chord_notes_ + 1 : 0;
  }
  PieceMemory& memory() { return memory_; }

 private:
  PieceMemory memory_;
  Tick at_ = 0;
  int chord_notes_ = 0;
};

const LagGuesses& bar_ago(Memory& memory) { return memory.next().lags[kBarAgo]; }

TEST(PieceMemory, GuessesWhatFollowedTheSamePitches) {
  Memory m;
  EXPECT_EQ(m.next().pitch.pitch, -1);
  for (const int pitch : {60, 62, 65, 55, 60, 62}) m.add(pitch);
  const Guesses& guesses = m.next();
  EXPECT_EQ(guesses.pitch.pitch, 65);
  EXPECT_EQ(guesses.pitch.bucket, match_bucket(2));
  EXPECT_EQ(guesses.pitch.from, 2);
}

TEST(PieceMemory, GuessesTheSameIntervalAndTheSameStep) {
  Memory m;
  for (const int pitch : {60, 62, 65, 64, 65, 67}) m.add(pitch);
  EXPECT_EQ(m.next().interval.pitch, 70);  // after F G as after C D: up a minor third
  EXPECT_EQ(m.next().interval.bucket, match_bucket(1));
  EXPECT_EQ(m.next().interval.from, 2);
  EXPECT_EQ(m.next().step.pitch, 69);  // after a step up another one, as nearest before
  m.add(69);
  EXPECT_EQ(m.next().step.pitch, 71);
  EXPECT_EQ(m.next().step.bucket, match_bucket(2));
}

TEST(PieceMemory, LeavesALoopAlone) {
  Memory m;
  for (int i = 0; i < 12; ++i) m.add(60 + i % 3);
  EXPECT_EQ(m.next().pitch.pitch, -1);
  EXPECT_EQ(m.next().pitch.bucket, -1);
  EXPECT_EQ(m.next().interval.pitch, -1);
  EXPECT_EQ(m.next().step.pitch, -1);
}

TEST(PieceMemory, RemembersTheBarBefore) {
  Memory m;
  for (const int pitch : {60, 64, 67, 64, 72, 67, 64, 67}) m.add(pitch);
  m.add(59);
  // A bar ago: 64 after 60.
  EXPECT_EQ(bar_ago(m).pitch.pitch, 64);
  EXPECT_EQ(bar_ago(m).step.pitch, 62);  // two steps up from B
  EXPECT_EQ(bar_ago(m).rhythm.rhythm, kEighth);
  EXPECT_EQ(bar_ago(m).rhythm.bucket, run_bucket(1));
  m.add(62);
  m.add(65);
  EXPECT_EQ(bar_ago(m).step.bucket, run_bucket(2));
  EXPECT_EQ(bar_ago(m).pitch.bucket, run_bucket(0));
}

TEST(PieceMemory, FindsNotesOfAChordABarEarlier) {
  Memory m;
  const auto low = static_cast<std::uint8_t>(*rhythm_class(0, 480));
  m.add(48, low);
  m.add(64, kQuarter);
  for (int i = 0; i < 3; ++i) m.add(65, kQuarter);
  EXPECT_EQ(bar_ago(m).pitch.pitch, 48);
  EXPECT_EQ(bar_ago(m).step.pitch, -1);  // nothing before it
  m.add(50, low);
  EXPECT_EQ(bar_ago(m).pitch.pitch, 64);
  m.add(65, low);
  EXPECT_EQ(bar_ago(m).pitch.pitch, -1);  // no third note there
}

TEST(PieceMemory, RhythmComesFromThePlaceAndFromTheMatch) {
  Memory m;
  m.add(60, kEighth);
  m.add(62, kEighth);
  m.add(64, kQuarter);
  m.add(65, kQuarter);
  m.add(67, kQuarter);
  EXPECT_EQ(m.next().rhythm.rhythm, -1);  // a downbeat after a quarter is new
  m.add(60, kEighth);
  EXPECT_EQ(m.next().rhythm.rhythm, kEighth);
  m.add(62, kEighth);
  EXPECT_EQ(m.next().rhythm.rhythm, kQuarter);
  EXPECT_EQ(m.next().rhythm.bucket, run_bucket(1));
  EXPECT_EQ(m.memory().rhythm_of(64).rhythm, kQuarter);
  EXPECT_EQ(m.memory().rhythm_of(64).bucket, match_bucket(2));
  EXPECT_EQ(m.memory().rhythm_of(71).rhythm, -1);
}

TEST(ScaleSteps, ComeBackAndFollowTheOctave) {
  for (int key = 0; key < 12; ++key) {
    for (int step = 10; step < 60; ++step) {
      EXPECT_EQ(scale_step(scale_pitch(step, key), key), step);
      EXPECT_EQ(scale_pitch(step + 7, key), scale_pitch(step, key) + 12);
    }
  }
  EXPECT_EQ(scale_step(68, 0), scale_step(67, 0));  // G sharp
  EXPECT_EQ(scale_step(70, 0), scale_step(71, 0));  // B flat
}

}  // namespace
}  // namespace bach

// Tracks whose events are odd or damaged: each is named after what is wrong with them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "midi/midi_bytes.h"
#include "midi/reader.h"

namespace bach {
namespace {

using test::Bytes;
using test::header;
using test::in_words;
using test::join;
using test::quarter;
using test::text;
using test::track;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::size_t kFirstEvent = 22;  // its offset in the files below

MidiFile read(const Bytes& events) {
  const auto file = read_midi(join({header(0, 1), track(events)}));
  EXPECT_TRUE(file.ok());
  return file.ok() ? *file : MidiFile{};
}

TEST(MidiEvents, OfEveryKindAreKept) {
  const Bytes events = {0,    0xC0, 42,                         // program: one data byte
                        0,    0xB0, 7,    100,  0,    10,  64,  // controllers, running status
                        0x81, 0x48, 0xE3, 0,    64,             // pitch bend 200 ticks later
                        0,    0xF0, 2,    0x7E, 0xF7,           // system exclusive
                        0,    0xFF, 0x01, 3,    'a',  'b', 'c'};
  const MidiFile file = read(events);
  EXPECT_EQ(in_words(file.tracks[0]),
            "0 control 42, 0 control 7, 0 control 10, 200 control 0, 200 sysex size 2, "
            "200 meta 1 size 3, end 200");
  const auto payload = file.tracks[0].payload(file.tracks[0].events.back());
  EXPECT_EQ(Bytes(payload.begin(), payload.end()), text("abc"));
  EXPECT_THAT(file.repairs, IsEmpty());
}

TEST(MidiEvents, WithRunningStatusAndVelocityZero) {
  const MidiFile file = read({0, 0x90, 60, 64, 96, 60, 0, 0, 62, 64, 96, 62, 0});
  EXPECT_EQ(in_words(file.tracks[0]), "0 on 60, 96 off 60, 96 on 62, 192 off 62, end 192");
  EXPECT_THAT(file.repairs, IsEmpty());
}

TEST(MidiEvents, WithRunningStatusAcrossMetaEvents) {
  const MidiFile file = read({0, 0x90, 60, 64, 0, 0xFF, 0x01, 1, 'x', 96, 60, 0, 0, 62, 64});
  EXPECT_EQ(in_words(file.tracks[0]), "0 on 60, 0 meta 1 size 1, 96 off 60, 96 on 62, end 96");
  EXPECT_THAT(file.repairs, ElementsAre(Repair{RepairKind::kRunningStatus, 1, kFirstEvent + 10}));
}

TEST(MidiEvents, WithDataBytesAbove127) {
  const MidiFile file = read({0, 0x90, 60, 200, 96, 0x80, 60, 0x80, 0, 0x90, 62, 64});
  EXPECT_EQ(in_words(file.tracks[0]), "0 on 60, 96 off 60, 96 on 62, end 96");
  EXPECT_EQ(file.tracks[0].events[0].data2, 127);
  EXPECT_THAT(file.repairs, ElementsAre(Repair{RepairKind::kDataByte, 2, kFirstEvent + 3}));
}

TEST(MidiEvents, WithTheLongestDelta) {
  const MidiFile file = read({0xFF, 0xFF, 0xFF, 0x7F, 0x90, 60, 64});
  EXPECT_EQ(in_words(file.tracks[0]), "268435455 on 60, end 268435455");
  EXPECT_THAT(file.repairs, IsEmpty());
}

TEST(MidiEvents, WithANumberPaddedToFiveBytes) {
  const MidiFile file = read({0x80, 0x80, 0x80, 0x80, 96, 0x90, 60, 64});
  EXPECT_EQ(in_words(file.tracks[0]), "96 on 60, end 96");
  EXPECT_THAT(file.repairs, ElementsAre(Repair{RepairKind::kNumber, 1, kFirstEvent}));
}

TEST(MidiEvents, WithANegativeDeltaCountItAsNone) {
  const MidiFile file = read({0x8F, 0xFF, 0xFF, 0xFF, 0x7F, 0x90, 60, 64, 96, 60, 0});
  EXPECT_EQ(in_words(file.tracks[0]), "0 on 60, 96 off 60, end 96");
  EXPECT_THAT(file.repairs, ElementsAre(Repair{RepairKind::kNumber, 1, kFirstEvent}));
}

TEST(MidiEvents, WithANumberThatNeverEndsStopAtFourBytes) {
  const MidiFile file = read({0xFF, 0xFF, 0xFF, 0xFF, 0x90, 60, 64, 96, 60, 0});
  EXPECT_EQ(in_words(file.tracks[0]), "0 on 60, 96 off 60, end 96");
  EXPECT_THAT(file.repairs, ElementsAre(Repair{RepairKind::kNumber, 1, kFirstEvent}));
}

TEST(MidiEvents, WithSystemMessagesSkipThem) {
  const MidiFile file =
      read({0, 0xF8, 0, 0xFE, 0, 0xF2, 1, 2, 5, 0xF3, 1, 0, 0xF4, 0, 0x90, 60, 64, 96, 60, 0});
  EXPECT_EQ(in_words(file.tracks[0]), "5 on 60, 101 off 60, end 101");
  EXPECT_THAT(file.repairs, ElementsAre(Repair{RepairKind::kSystemMessage, 5, kFirstEvent + 1}));
}

TEST(MidiEvents, BehindDataWithoutAStatusAreFoundAgain) {
  const MidiFile file = read(join({{0, 60, 64, 96, 60}, quarter(62)}));
  EXPECT_EQ(in_words(file.tracks[0]), "0 on 62, 96 off 62, end 96");
  EXPECT_THAT(file.repairs, ElementsAre(Repair{RepairKind::kSkippedBytes, 5, kFirstEvent}));
}

TEST(MidiEvents, BehindATextThatIsLongerThanItsTrackAreFoundAgain) {
  const MidiFile file =
      read(join({quarter(60), {0, 0xFF, 0x01, 0x7F, 'a', 'b'}, quarter(62), quarter(64)}));
  EXPECT_EQ(in_words(file.tracks[0]),
            "0 on 60, 96 off 60, 96 on 62, 192 off 62, 192 on 64, 288 off 64, end 288");
  EXPECT_THAT(file.repairs, ElementsAre(Repair{RepairKind::kSkippedBytes, 6, kFirstEvent + 8}));
}

TEST(MidiEvents, BehindASystemExclusiveThatIsLongerThanItsTrackAreFoundAgain) {
  const MidiFile file = read(join({{0, 0xF0, 0xFF, 0x7F, 1, 2, 3}, quarter(62)}));
  EXPECT_EQ(in_words(file.tracks[0]), "0 on 62, 96 off 62, end 96");
  EXPECT_THAT(file.repairs, ElementsAre(Repair{RepairKind::kSkippedBytes, 7, kFirstEvent}));
}

TEST(MidiEvents, BehindASystemExclusiveWithStatusesInsideAreFoundAgain) {
  const MidiFile file = read(join({{0, 0xF0, 14}, quarter(60), quarter(62), quarter(64)}));
  EXPECT_EQ(in_words(file.tracks[0]),
            "0 on 60, 96 off 60, 96 on 62, 192 off 62, 192 on 64, 288 off 64, end 288");
  EXPECT_THAT(file.repairs, ElementsAre(Repair{RepairKind::kSkippedBytes, 3, kFirstEvent}));
}

// Ten notes as no text or number holds them: a status for each.
Bytes ten_notes() {
  Bytes notes;
  for (std::uint8_t k = 0; k < 10; ++k)
    notes = join({notes, quarter(static_cast<std::uint8_t>(60 + k))});
  return notes;
}

std::size_t notes_in(const MidiFile& file) {
  return static_cast<std::size_t>(
      std::count_if(file.tracks[0].events.begin(), file.tracks[0].events.end(),
                    [](const MidiEvent& event) { return event.status == midi::kNoteOn; }));
}

TEST(MidiEvents, TakenForAMetreWhoseLengthLiesAreFound) {
  const MidiFile file = read(join({{0, 0xFF, 0x58, 81}, ten_notes(), quarter(72)}));
  EXPECT_EQ(notes_in(file), 11u);
  EXPECT_THAT(file.repairs, ElementsAre(Repair{RepairKind::kSkippedBytes, 4, kFirstEvent}));
}

TEST(MidiEvents, TakenForATextWhoseLengthLiesAreFound) {
  const Bytes words(60, 'x');
  const MidiFile file = read(join({{0, 0xFF, 0x01, 0x81, 12}, words, ten_notes(), quarter(72)}));
  EXPECT_EQ(notes_in(file), 11u);
}

TEST(MidiEvents, AreNotLookedForInWords) {
  Bytes words(200, 'x');
  words[3] = 0xE9;  // é, as Windows-1252 has it, followed by what could be running status
  const MidiFile file = read(join({{0, 0xFF, 0x01, 0x81, 72}, words, quarter(72)}));
  EXPECT_EQ(notes_in(file), 1u);
  EXPECT_THAT(file.repairs, IsEmpty());
}

TEST(MidiEvents, BehindALostByteAreReadInStepAgain) {
  // Without its velocity the first note-on takes the delta for it, and then every status for a
  // delta: all of that would make sense.
  Bytes lost = quarter(60);
  lost.erase(lost.begin() + 3);
  const MidiFile file = read(join({lost, quarter(62), quarter(64)}));
  EXPECT_EQ(in_words(file.tracks[0]), "0 on 60, 0 on 62, 96 off 62, 96 on 64, 192 off 64, end 192");
  EXPECT_THAT(file.repairs, ElementsAre(Repair{RepairKind::kSkippedBytes, 3, kFirstEvent + 4}));
}

TEST(MidiEvents, CutOffByTheirTrackAreLeftOut) {
  const auto file = read_midi(join(
      {header(1, 2), test::chunk("MTrk", join({quarter(60), {0, 0x90, 62}})), track(quarter(64))}));
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(in_words(file->tracks[0]), "0 on 60, 96 off 60, end 96");
  EXPECT_EQ(in_words(file->tracks[1]), "0 on 64, 96 off 64, end 96");
}

TEST(MidiEvents, OfNothingButStatusBytesComeToAnEnd) {
  for (int byte = 0x80; byte <= 0xFF; ++byte) {
    const auto file = read_midi(join({header(0, 1), text("MTrk"), test::u32(0xFFFFFFFF),
                                      Bytes(1000, static_cast<std::uint8_t>(byte))}));
    ASSERT_TRUE(file.ok());
    EXPECT_LE(file->tracks[0].events.size(), 500u);
  }
}

}  // namespace
}  // namespace bach

#include "midi/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "midi/midi_bytes.h"
#include "midi/reader.h"

namespace bach {
namespace {

using test::Bytes;
using test::header;
using test::join;
using test::text;
using test::track;
using test::u32;

TEST(MidiWriter, WritesEveryStatusOut) {
  MidiFile file;
  file.division.ticks_per_quarter = 480;
  MidiTrack& voice = file.tracks.emplace_back();
  voice.add(0, 0xC3, 42);
  voice.add(0, 0x93, 60, 100);
  voice.add(480, 0x93, 64, 100);
  voice.add_payload(480, midi::kMeta, midi::kText, text("x"));
  voice.add_payload(480, midi::kSysEx, 0, Bytes{1, 0xF7});
  voice.end = 960;
  const Bytes events = {0,    0xC3, 42,  0, 0x93, 60, 100, 0x83, 0x60, 0x93, 64,   100,  0, 0xFF,
                        0x01, 1,    'x', 0, 0xF0, 2,  1,   0xF7, 0x83, 0x60, 0xFF, 0x2F, 0};
  EXPECT_EQ(write_midi(file), join({header(1, 1, 480), test::chunk("MTrk", events)}));
}

TEST(MidiWriter, GivesBackTheEventsItReads) {
  const Bytes bytes =
      join({header(1, 2, 0xE250), track({0, 0xFF, 0x03, 2, 'a', 0xE9, 0, 0xF7, 1, 0xF8}),
            track({0x87, 0x68, 0xB1, 1, 2, 0, 0xA1, 3, 4, 0, 0xD1, 5, 0, 0xE1, 6, 7})});
  const auto file = read_midi(bytes);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(write_midi(*file), bytes);
}

TEST(MidiWriter, ReachesFarTicksInSteps) {
  const std::int64_t far = std::int64_t{3} * midi::kMostNumber + 5;
  MidiFile file;
  file.tracks.emplace_back().add(far, 0x90, 60, 100);
  file.tracks[0].end = far + midi::kMostNumber + 1;
  const auto again = read_midi(write_midi(file));
  ASSERT_TRUE(again.ok());
  const MidiTrack& voice = again->tracks[0];
  ASSERT_EQ(voice.events.size(), 5u);  // three steps, the note, one step
  EXPECT_EQ(voice.events[3].tick, far);
  EXPECT_EQ(voice.end, far + midi::kMostNumber + 1);
  EXPECT_THAT(again->repairs, testing::IsEmpty());
}

TEST(MidiWriter, MovesAnEndBehindTheLastEvent) {
  MidiFile file;
  file.tracks.emplace_back().add(96, 0x90, 60, 100);
  EXPECT_EQ(read_midi(write_midi(file))->tracks[0].end, 96);
}

TEST(Repairs, CountAndKeepTheFirstOffset) {
  Repairs repairs;
  repairs.add(RepairKind::kDataByte, 30);
  repairs.add(RepairKind::kDataByte, 12);
  repairs.add(RepairKind::kTrailingBytes, 99, 5);
  EXPECT_THAT(repairs.list(), testing::ElementsAre(Repair{RepairKind::kTrailingBytes, 5, 99},
                                                   Repair{RepairKind::kDataByte, 2, 12}));
}

TEST(Repairs, AreDescribedInOneLineEach) {
  for (std::size_t kind = 0; kind < kRepairKinds; ++kind) {
    const std::string line = describe({static_cast<RepairKind>(kind), 3, 17});
    EXPECT_THAT(line, testing::MatchesRegex("[A-Za-z][^\n]+: 3, first at byte 17"));
  }
  EXPECT_EQ(describe({RepairKind::kTruncated, 1, 5}),
            "tracks cut off by the end of the file: 1, at byte 5");
}

}  // namespace
}  // namespace bach

// Files whose outer shape is odd or damaged: each is named after what is wrong with it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "midi/midi_bytes.h"
#include "midi/reader.h"

namespace bach {
namespace {

using test::Bytes;
using test::chunk;
using test::header;
using test::in_words;
using test::join;
using test::kEnd;
using test::quarter;
using test::text;
using test::track;
using test::u32;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kQuarterInWords[] = "0 on 60, 96 off 60, end 96";

// Reads one track that holds the quarter note, and only the repair given.
void expect_quarter(const Bytes& bytes, const Repair& repair) {
  const auto file = read_midi(bytes);
  ASSERT_TRUE(file.ok()) << file.error().message;
  ASSERT_EQ(file->tracks.size(), 1u);
  EXPECT_EQ(in_words(file->tracks[0]), kQuarterInWords);
  EXPECT_THAT(file->repairs, ElementsAre(repair));
}

TEST(MidiFile, WithoutFaultNeedsNoRepair) {
  const auto file = read_midi(join({header(1, 2, 480), track(quarter(60)), track(quarter(64))}));
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->format, 1);
  EXPECT_EQ(file->division, (Division{480, 0, 0}));
  ASSERT_EQ(file->tracks.size(), 2u);
  EXPECT_EQ(in_words(file->tracks[0]), kQuarterInWords);
  EXPECT_EQ(in_words(file->tracks[1]), "0 on 64, 96 off 64, end 96");
  EXPECT_THAT(file->repairs, IsEmpty());
}

TEST(MidiFile, EmptyIsRefusedAsTruncated) {
  const auto file = read_midi({});
  ASSERT_FALSE(file.ok());
  EXPECT_EQ(file.error().code, ErrorCode::kTruncated);
  EXPECT_THAT(file.error().message, HasSubstr("empty"));
}

TEST(MidiFile, ThatIsNotMidiIsRefused) {
  const Bytes png = join({{0x89}, text("PNG\r\n\x1a\n"), Bytes(100, 7)});
  const Bytes prose =
      text("MThd is how every MIDI file begins, and MTrk opens each of its tracks.");
  const Bytes wave = join({text("RIFF"), u32(0x24000000), text("WAVEfmt "), Bytes(40, 0)});
  const Bytes page = join({text("<p>A file: MThd then six bytes, then MTrk</p>"), Bytes(50, ' ')});
  for (const Bytes& bytes : {png, prose, wave, page, Bytes(5000, 0), text("M")}) {
    const auto file = read_midi(bytes);
    ASSERT_FALSE(file.ok());
    EXPECT_EQ(file.error().code, ErrorCode::kInvalidData);
    EXPECT_EQ(file.error().offset, 0u);
  }
}

TEST(MidiFile, ThatEndsBeforeItsFirstTrackIsTruncated) {
  const Bytes whole = join({header(1, 1), track(quarter(60))});
  for (std::size_t size = 4; size < 22; ++size) {
    const auto file = read_midi(std::span(whole).first(size));
    ASSERT_FALSE(file.ok()) << size;
    EXPECT_EQ(file.error().code, ErrorCode::kTruncated) << size;
  }
}

TEST(MidiFile, InARiffContainer) {
  const Bytes inner = join({header(0, 1), track(quarter(60))});
  const auto little = [](std::size_t n) {
    return Bytes{static_cast<std::uint8_t>(n), static_cast<std::uint8_t>(n >> 8), 0, 0};
  };
  const Bytes list = join({text("LIST"), little(5), text("odd.."), {0}});
  const Bytes data = join({text("data"), little(inner.size()), inner});
  const Bytes bank = join({text("DLS "), little(4), text("bank")});
  expect_quarter(join({text("RIFF"), little(4 + list.size() + data.size() + bank.size()),
                       text("RMID"), list, data, bank}),
                 {RepairKind::kRiffWrapper, 1, 0});
}

TEST(MidiFile, InARiffContainerThatLiesAboutItsSize) {
  const Bytes inner = join({header(0, 1), track(quarter(60))});
  expect_quarter(join({text("RIFF"), u32(0), text("RMIDdata"), u32(0xFFFFFFFF), inner}),
                 {RepairKind::kRiffWrapper, 1, 0});
}

TEST(MidiFile, BehindAMacBinaryHeader) {
  expect_quarter(join({Bytes(128, 0), header(0, 1), track(quarter(60))}),
                 {RepairKind::kLeadingBytes, 128, 0});
}

TEST(MidiFile, DeepInsideSomethingElseIsNotTakenForIt) {
  EXPECT_FALSE(read_midi(join({Bytes(5000, 0), header(0, 1), track(quarter(60))})).ok());
}

TEST(MidiFile, WhoseHeaderMarkIsDamaged) {
  Bytes bytes = join({header(0, 1), track(quarter(60))});
  bytes[2] = 'x';
  expect_quarter(bytes, {RepairKind::kHeaderMark, 1, 0});
}

TEST(MidiFile, WhoseHeaderIsLost) {
  expect_quarter(track(quarter(60)), {RepairKind::kHeaderMark, 1, 0});
  EXPECT_EQ(read_midi(track(quarter(60)))->division.ticks_per_quarter, 480);
}

TEST(MidiFile, WithALongerHeader) {
  expect_quarter(join({text("MThd"), u32(9), {0, 0, 0, 1, 0, 96, 1, 2, 3}, track(quarter(60))}),
                 {RepairKind::kHeaderLength, 1, 4});
}

TEST(MidiFile, WithAWrongHeaderLength) {
  for (const std::uint32_t length : {0u, 5u, 7u, 0xFFFFFFFFu}) {
    Bytes bytes = join({header(0, 1), track(quarter(60))});
    const Bytes wrong = u32(length);
    std::copy(wrong.begin(), wrong.end(), bytes.begin() + 4);
    expect_quarter(bytes, {RepairKind::kHeaderLength, 1, 4});
  }
}

TEST(MidiFile, OfAnUnknownFormat) {
  expect_quarter(join({header(7, 1), track(quarter(60))}), {RepairKind::kFormat, 1, 8});
  EXPECT_EQ(read_midi(join({header(7, 1), track(quarter(60))}))->format, 1);
}

TEST(MidiFile, OfFormat0WithSeveralTracksIsReadAsFormat1) {
  const auto file = read_midi(join({header(0, 2), track(quarter(60)), track(quarter(64))}));
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->format, 1);
  EXPECT_EQ(file->tracks.size(), 2u);
  EXPECT_THAT(file->repairs, ElementsAre(Repair{RepairKind::kFormat, 1, 8}));
}

TEST(MidiFile, OfFormat2KeepsItsSequencesApart) {
  const auto file = read_midi(join({header(2, 2), track(quarter(60)), track(quarter(64))}));
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->format, 2);
  EXPECT_THAT(file->repairs, IsEmpty());
}

TEST(MidiFile, WithSmpteDivision) {
  const auto file = read_midi(join({header(0, 1, 0xE728), track(quarter(60))}));
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->division, (Division{0, 25, 40}));
}

TEST(MidiFile, WithoutADivision) {
  expect_quarter(join({header(0, 1, 0), track(quarter(60))}), {RepairKind::kDivision, 1, 12});
  expect_quarter(join({header(0, 1, 0xE700), track(quarter(60))}), {RepairKind::kDivision, 1, 12});
}

TEST(MidiFile, WhoseTrackCountLies) {
  for (const int count : {0, 2, 65535}) {
    expect_quarter(join({header(1, count), track(quarter(60))}), {RepairKind::kTrackCount, 1, 10});
  }
}

TEST(MidiFile, WithUnknownChunks) {
  expect_quarter(join({header(1, 1), chunk("XFIH", text("yamaha")), track(quarter(60)),
                       chunk("XFKM", Bytes(33, 0))}),
                 {RepairKind::kUnknownChunk, 2, 14});
}

TEST(MidiFile, WhoseTrackMarkIsDamaged) {
  expect_quarter(join({header(1, 1), chunk("MTqk", join({quarter(60), kEnd}))}),
                 {RepairKind::kTrackMark, 1, 14});
}

TEST(MidiFile, WithBytesBetweenChunks) {
  const auto file =
      read_midi(join({header(1, 2), track(quarter(60)), {0, 0, 0}, track(quarter(64))}));
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->tracks.size(), 2u);
  EXPECT_THAT(file->repairs, ElementsAre(Repair{RepairKind::kStrayBytes, 3, 34}));
}

TEST(MidiFile, WithTrailingBytes) {
  expect_quarter(join({header(1, 1), track(quarter(60)), Bytes(100, 0)}),
                 {RepairKind::kTrailingBytes, 100, 34});
}

TEST(MidiFile, WithAnotherFileBehindItStopsThere) {
  const Bytes one = join({header(1, 1), track(quarter(60))});
  expect_quarter(join({one, one}), {RepairKind::kTrailingBytes, one.size(), one.size()});
}

std::vector<std::string> tracks_in_words(const Bytes& bytes) {
  const auto file = read_midi(bytes);
  EXPECT_TRUE(file.ok());
  std::vector<std::string> words;
  for (std::size_t k = 0; file && k < file->tracks.size(); ++k) {
    words.push_back(in_words(file->tracks[k]));
  }
  return words;
}

constexpr char kOtherInWords[] = "0 on 64, 96 off 64, end 96";

TEST(MidiFile, WithAnotherFileBehindADamagedTrackIsReadOnce) {
  for (const std::uint32_t length : {5u, 0xFFFFu}) {
    const Bytes damaged = join({text("MTrk"), u32(length), quarter(60), kEnd});
    const Bytes other = join({header(1, 2), track(quarter(64)), track(quarter(67))});
    for (const int promised : {1, 3}) {
      EXPECT_THAT(tracks_in_words(join({header(1, promised), damaged, other})),
                  ElementsAre(kQuarterInWords));
    }
  }
}

TEST(MidiFile, WithAHeaderAmongItsTracksIsReadOn) {
  const Bytes again = header(1, 2);
  EXPECT_THAT(tracks_in_words(join({again, track(quarter(60)), again, track(quarter(64))})),
              ElementsAre(kQuarterInWords, kOtherInWords));
  EXPECT_THAT(tracks_in_words(join({again, again, track(quarter(60)), track(quarter(64))})),
              ElementsAre(kQuarterInWords, kOtherInWords));
}

TEST(MidiFile, WithChunksBetweenDamagedTracksLosesNone) {
  const Bytes strange = chunk("XFIH", Bytes(20, 'x'));
  for (const std::uint32_t length : {0u, 3u, 30u, 44u, 45u, 60u, 0xFFFFFFFFu}) {
    const Bytes damaged = join({text("MTrk"), u32(length), quarter(60), kEnd});
    const Bytes file = join({header(1, 2), damaged, strange, track(quarter(64))});
    EXPECT_THAT(tracks_in_words(file), ElementsAre(kQuarterInWords, kOtherInWords)) << length;
    // A length that leads to the very end of the file.
    const Bytes rest = join({header(1, 2), strange, text("MTrk"), u32(12 + 28 + 20), quarter(60),
                             kEnd, strange, track(quarter(64))});
    EXPECT_THAT(tracks_in_words(rest), ElementsAre(kQuarterInWords, kOtherInWords)) << length;
  }
}

TEST(MidiFile, WithMusicBehindTheEndOfADamagedTrackKeepsIt) {
  Bytes events = join({quarter(60), kEnd});
  for (int k = 0; k < 8; ++k) events = join({events, quarter(62)});
  const Bytes damaged = join({text("MTrk"), u32(7), events});
  const std::vector<std::string> words = tracks_in_words(join({header(0, 1), damaged}));
  ASSERT_EQ(words.size(), 1u);
  EXPECT_THAT(words[0], HasSubstr("672 on 62, 768 off 62"));
}

TEST(MidiFile, WhoseTrackLengthIsWrong) {
  for (const std::uint32_t length : {0u, 3u, 11u, 13u, 100u, 0xFFFFFFFFu}) {
    const Bytes wrong = join({text("MTrk"), u32(length), quarter(60), kEnd});
    const auto file = read_midi(join({header(1, 2), wrong, track(quarter(64))}));
    ASSERT_TRUE(file.ok()) << length;
    ASSERT_EQ(file->tracks.size(), 2u) << length;
    EXPECT_EQ(in_words(file->tracks[0]), kQuarterInWords) << length;
    EXPECT_EQ(in_words(file->tracks[1]), "0 on 64, 96 off 64, end 96") << length;
    EXPECT_THAT(file->repairs, ElementsAre(Repair{RepairKind::kTrackLength, 1, 18})) << length;
  }
}

TEST(MidiFile, WhoseLastTrackLengthIsTooShort) {
  expect_quarter(join({header(1, 1), text("MTrk"), u32(5), quarter(60), kEnd}),
                 {RepairKind::kTrackLength, 1, 18});
}

TEST(MidiFile, CutOffInsideATrack) {
  const Bytes whole = join({header(1, 1), track(quarter(60))});
  const auto file = read_midi(std::span(whole).first(28));  // behind the note-on's first bytes
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(in_words(file->tracks[0]), "0 on 60, end 96");
  EXPECT_THAT(file->repairs, ElementsAre(Repair{RepairKind::kTruncated, 1, 28}));
}

TEST(MidiTrack, WithoutAnEnd) {
  const auto file = read_midi(join({header(1, 2), chunk("MTrk", quarter(60)), track(quarter(64))}));
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(file->tracks.size(), 2u);
  EXPECT_EQ(in_words(file->tracks[0]), kQuarterInWords);
  EXPECT_THAT(file->repairs, ElementsAre(Repair{RepairKind::kMissingEnd, 1, 30}));
}

TEST(MidiTrack, WithAnEndTooEarlyIsReadOn) {
  const auto file = read_midi(join({header(1, 1), track(join({quarter(60), kEnd, quarter(64)}))}));
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(in_words(file->tracks[0]), "0 on 60, 96 off 60, 96 on 64, 192 off 64, end 192");
  EXPECT_THAT(file->repairs, ElementsAre(Repair{RepairKind::kEarlyEnd, 1, 30}));
}

TEST(MidiTrack, WithBytesBehindItsEnd) {
  expect_quarter(join({header(1, 1), chunk("MTrk", join({quarter(60), kEnd, Bytes(6, 0)}))}),
                 {RepairKind::kBytesAfterEnd, 6, 34});
}

}  // namespace
}  // namespace bach

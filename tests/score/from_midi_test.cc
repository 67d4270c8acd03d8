// What music is made of the events of a MIDI file: the odd ones are named after what is odd.
#include "score/from_midi.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "midi/midi_bytes.h"

namespace bach {
namespace {

using test::Bytes;
using test::chunk;
using test::header;
using test::join;
using test::quarter;
using test::text;
using test::track;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

ImportedScore read(const Bytes& bytes) {
  auto imported = score_from_midi(bytes);
  EXPECT_TRUE(imported.ok());
  return imported.ok() ? *imported : ImportedScore{};
}

ImportedScore read_events(const Bytes& events) { return read(join({header(0, 1), track(events)})); }

std::vector<Note> notes_of(const Bytes& events) {
  const ImportedScore imported = read_events(events);
  EXPECT_EQ(imported.score.tracks.size(), 1u);
  return imported.score.tracks.empty() ? std::vector<Note>{} : imported.score.tracks[0].notes;
}

Bytes meta(std::uint8_t type, const Bytes& payload) {
  return join({{0, 0xFF, type, static_cast<std::uint8_t>(payload.size())}, payload});
}

TEST(NotePairing, EndsOverlappingEqualPitchesFirstInFirstOut) {
  EXPECT_THAT(notes_of({0, 0x90, 60, 1, 10, 60, 2, 10, 60, 3,  //
                        10, 60, 0, 5, 60, 0, 5, 60, 0}),
              ElementsAre(Note{0, 30, 60, 1}, Note{10, 25, 60, 2}, Note{20, 20, 60, 3}));
}

TEST(NotePairing, ClosesUnterminatedNotesAtTheEndOfTheirTrack) {
  const ImportedScore imported = read_events({0, 0x90, 60, 1, 10, 60, 2, 86, 0x80, 70, 0});
  EXPECT_THAT(imported.score.tracks.at(0).notes,
              ElementsAre(Note{0, 96, 60, 1}, Note{10, 86, 60, 2}));
  EXPECT_THAT(imported.warnings, ElementsAre(HasSubstr("closed at the end of their track: 2")));
}

TEST(NotePairing, GivesNotesWithoutLengthOneTick) {
  const ImportedScore imported = read_events({0, 0x90, 60, 1, 0, 60, 0, 5, 62, 1, 0, 62, 0});
  EXPECT_THAT(imported.score.tracks.at(0).notes, ElementsAre(Note{0, 1, 60, 1}, Note{5, 1, 62, 1}));
  EXPECT_EQ(imported.score.end, 6);
  EXPECT_THAT(imported.warnings, ElementsAre(HasSubstr("given one tick: 2, first at byte 29")));
}

TEST(NotePairing, SortsWhatBeginsTogether) {
  EXPECT_THAT(notes_of({0, 0x90, 67, 1, 0, 60, 1, 0, 64, 1, 9, 60, 0, 0, 64, 0, 0, 67, 0}),
              ElementsAre(Note{0, 9, 60, 1}, Note{0, 9, 64, 1}, Note{0, 9, 67, 1}));
}

TEST(NotePairing, PassesOverNoteOffsWithoutANote) {
  const ImportedScore imported = read_events(join({{0, 0x80, 60, 0}, quarter(60)}));
  EXPECT_THAT(imported.score.tracks.at(0).notes, ElementsAre(Note{0, 96, 60, 64}));
  EXPECT_THAT(imported.warnings, IsEmpty());
}

TEST(MidiTracks, AreSeparatedByChannelAndProgramInOrderOfAppearance) {
  const Score score = read_events({0,  0xC1, 40, 0, 0xC0, 7,                            //
                                   0,  0x91, 60, 1, 0,    0x90, 48, 1,                  // both
                                   10, 0x81, 60, 0, 0,    0x80, 48, 0, 0,    0xC1, 41,  // change
                                   0,  0x91, 62, 1, 10,   0x81, 62, 0,                  // new one
                                   0,  0xC1, 40, 0, 0x91, 64,   1,  9, 0x81, 64,   0})  // back
                          .score;
  ASSERT_EQ(score.tracks.size(), 3u);
  EXPECT_EQ(score.tracks[0], (Track{"", 1, 40, {{0, 10, 60, 1}, {20, 9, 64, 1}}}));
  EXPECT_EQ(score.tracks[1], (Track{"", 0, 7, {{0, 10, 48, 1}}}));
  EXPECT_EQ(score.tracks[2], (Track{"", 1, 41, {{10, 10, 62, 1}}}));
}

TEST(MidiTracks, TakeTheirProgramFromOtherTracksWhereTheirOwnSaysNothing) {
  const Bytes setup = {0, 0xC0, 19, 50, 0xC0, 20};
  const Bytes silent_on_programs = {0, 0x90, 60, 1, 49, 60, 0, 1, 62, 1, 9, 62, 0};
  const Score score =
      read(join({header(1, 3), track(setup), track(silent_on_programs), track(quarter(70))})).score;
  ASSERT_EQ(score.tracks.size(), 3u);
  EXPECT_EQ(score.tracks[0], (Track{"", 0, 19, {{0, 49, 60, 1}}}));
  EXPECT_EQ(score.tracks[1], (Track{"", 0, 20, {{50, 9, 62, 1}}}));
  EXPECT_EQ(score.tracks[2].program, 19);
}

TEST(MidiTracks, HaveProgram0WhereNothingIsSaid) {
  EXPECT_EQ(read_events(quarter(60)).score.tracks.at(0).program, 0);
}

TEST(MidiTracks, WithoutNotesAreDroppedButForWhatTheySay) {
  const Bytes conductor = join({meta(3, text("Suite")), meta(0x51, {7, 0xA1, 0x20})});
  const Bytes voice = join({meta(3, text("Cello")), quarter(60)});
  const Bytes empty = join({meta(3, text("Tacet")), {120, 0xB0, 7, 1}});
  const Score score =
      read(join({header(1, 3), track(conductor), track(voice), track(empty)})).score;
  EXPECT_EQ(score.title, "Suite");
  ASSERT_EQ(score.tracks.size(), 1u);
  EXPECT_EQ(score.tracks[0].name, "Cello");
  EXPECT_EQ(score.end, 120);
}

TEST(MidiTitle, IsTheFirstTracksNameWhereThatOneOnlyConducts) {
  const Bytes named = join({meta(3, text("Air")), quarter(60)});
  const Score one = read(join({header(0, 1), track(named)})).score;
  EXPECT_EQ(one.title, "Air");
  EXPECT_EQ(one.tracks.at(0).name, "");
  const Score other = read(join({header(1, 1), track(named)})).score;
  EXPECT_EQ(other.title, "");
  EXPECT_EQ(other.tracks.at(0).name, "Air");
}

TEST(MidiMeta, GivesTempoMetreKeyAndMarkersByTime) {
  const Bytes conductor = join({meta(0x58, {3, 2, 24, 8}),
                                meta(0x59, {0xFD, 1}),
                                meta(6, text("A")),
                                {96, 0xFF, 0x51, 3, 9, 0x27, 0xC0},
                                meta(6, text("B"))});
  const Bytes second = join({meta(0x51, {1, 0, 0}), quarter(60)});
  const Score score = read(join({header(1, 2), track(conductor), track(second)})).score;
  EXPECT_THAT(score.metres, ElementsAre(Metre{0, 3, 4}));
  EXPECT_THAT(score.keys, ElementsAre(Key{0, -3, Mode::kMinor}));
  EXPECT_THAT(score.tempos, ElementsAre(Tempo{0, 65536}, Tempo{96, 600000}));
  EXPECT_THAT(score.markers, ElementsAre(Marker{0, "A"}, Marker{96, "B"}));
}

TEST(MidiMeta, AtOneTickIsTheLastOfTheFirstTrackThatHasIt) {
  const Bytes first = join({meta(0x59, {1, 0}), meta(0x59, {2, 0})});
  const Bytes transposing = join({meta(0x59, {4, 0}), quarter(60)});
  EXPECT_THAT(read(join({header(1, 2), track(first), track(transposing)})).score.keys,
              ElementsAre(Key{0, 2, Mode::kMajor}));
}

TEST(MidiMeta, WithOddKeySignatures) {
  const auto keys_of = [](const Bytes& payload) {
    const ImportedScore imported = read_events(join({meta(0x59, payload), quarter(60)}));
    EXPECT_THAT(imported.warnings, ElementsAre(HasSubstr("key signatures")));
    return imported.score.keys;
  };
  EXPECT_THAT(keys_of({8, 0}), ElementsAre(Key{0, -4, Mode::kMajor}));    // G sharp: A flat
  EXPECT_THAT(keys_of({0xF8, 1}), ElementsAre(Key{0, 4, Mode::kMinor}));  // eight flats
  EXPECT_THAT(keys_of({1, 9}), ElementsAre(Key{0, 1, Mode::kMajor}));     // no such mode
  EXPECT_THAT(keys_of({2}), ElementsAre(Key{0, 2, Mode::kMajor}));        // no mode
  EXPECT_THAT(keys_of({100, 0}), IsEmpty());
  EXPECT_THAT(keys_of({}), IsEmpty());
}

TEST(MidiMeta, WithImpossibleMetresAndTempos) {
  const ImportedScore imported = read_events(
      join({meta(0x58, {0, 2, 24, 8}), meta(0x58, {4, 8, 24, 8}), meta(0x58, {4}),
            meta(0x51, {0, 0, 0}), meta(0x51, {1, 2}), meta(0x51, {0, 0, 0, 1}), quarter(60)}));
  EXPECT_THAT(imported.score.metres, IsEmpty());
  EXPECT_THAT(imported.score.tempos, IsEmpty());
  EXPECT_THAT(imported.warnings, ElementsAre(HasSubstr("impossible tempos ignored: 3"),
                                             HasSubstr("impossible time signatures ignored: 3")));
}

TEST(MidiText, InAnyEncodingBecomesUtf8) {
  const auto title = [](const Bytes& bytes) {
    return read_events(join({meta(3, bytes), quarter(60)})).score.title;
  };
  EXPECT_EQ(title(text("Prélude")), "Prélude");                       // UTF-8
  EXPECT_EQ(title({'P', 'r', 0xE9, 'l', 'u', 'd', 'e'}), "Prélude");  // Latin-1
  EXPECT_EQ(title({0x93, 'A', 'i', 'r', 0x94}), "“Air”");             // Windows-1252
  EXPECT_EQ(title({0xFF, 0xFE, 'A', 0, 0x8F, 0x5E}), "A序");          // UTF-16
  EXPECT_EQ(title({'A', 'i', 'r', 0, 0}), "Air");                     // padded with zeros
  const ImportedScore latin = read_events(join({meta(3, {0xE9}), meta(6, {0xE8}), quarter(60)}));
  EXPECT_THAT(latin.warnings, ElementsAre(HasSubstr("texts not in UTF-8 converted: 2")));
}

TEST(SmpteTime, KeepsTicksAndSeconds) {
  struct Case {
    int division;  // as in the file
    int ticks_per_quarter;
    std::uint32_t tempo;
  };
  for (const Case& c :
       {Case{0xE728, 500, 500000},     // 25 frames of 40 ticks
        Case{0xE804, 48, 500000},      // 24 of 4
        Case{0xE350, 1200, 500500},    // 29.97 of 80
        Case{0xE701, 25, 1000000}}) {  // 25 of 1: half a second is not a whole number
    const ImportedScore imported =
        read(join({header(0, 1, c.division), track(join({meta(0x51, {1, 0, 0}), quarter(60)}))}));
    EXPECT_EQ(imported.score.ticks_per_quarter, c.ticks_per_quarter);
    EXPECT_THAT(imported.score.tempos, ElementsAre(Tempo{0, c.tempo}));
    EXPECT_THAT(imported.score.tracks.at(0).notes, ElementsAre(Note{0, 96, 60, 64}));
    EXPECT_THAT(imported.warnings,
                ElementsAre(HasSubstr("film frames converted to quarters: 1, at byte 12"),
                            HasSubstr("in film time ignored: 1, at byte 26")));
  }
}

TEST(Format2, SetsItsSequencesOneAfterAnother) {
  const Bytes first =
      join({{0, 0xC0, 5}, meta(0x51, {1, 0, 0}), meta(0x58, {3, 2, 24, 8}), quarter(60)});
  const Bytes second = join({quarter(62), meta(6, text("here"))});
  const ImportedScore imported = read(join({header(2, 2), track(first), track(second)}));
  EXPECT_EQ(imported.format, 2);
  const Score& score = imported.score;
  ASSERT_EQ(score.tracks.size(), 2u);
  EXPECT_EQ(score.tracks[0], (Track{"", 0, 5, {{0, 96, 60, 64}}}));
  EXPECT_EQ(score.tracks[1], (Track{"", 0, 0, {{96, 96, 62, 64}}}));
  EXPECT_EQ(score.end, 192);
  EXPECT_THAT(score.tempos, ElementsAre(Tempo{0, 65536}, Tempo{96, 500000}));
  EXPECT_THAT(score.metres, ElementsAre(Metre{0, 3, 4}, Metre{96, 4, 4}));
  EXPECT_THAT(score.markers, ElementsAre(Marker{192, "here"}));
  EXPECT_THAT(imported.warnings, ElementsAre(HasSubstr("one after another: 2")));
}

TEST(FromMidi, PassesErrorsOn) {
  const auto imported = score_from_midi(text("no music"));
  ASSERT_FALSE(imported.ok());
  EXPECT_EQ(imported.error().code, ErrorCode::kInvalidData);
}

}  // namespace
}  // namespace bach

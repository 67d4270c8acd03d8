// Small pieces of MusicXML, one thing each.
#include "notation/musicxml/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "notation/musicxml/small_piece.h"

namespace bach {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Reads the piece, and its timewise twin, which has to be the same.
MusicXmlPiece read_both(const std::string& text) {
  Result<MusicXmlPiece> piece = read_musicxml(text);
  EXPECT_TRUE(piece.ok()) << (piece.ok() ? "" : piece.error().message) << "\n" << text;
  if (!piece) return {};
  const Result<MusicXmlPiece> twin = read_musicxml(timewise(text));
  EXPECT_TRUE(twin.ok());
  if (twin) {
    EXPECT_EQ(twin->score, piece->score);
    EXPECT_EQ(twin->marks, piece->marks);
    EXPECT_EQ(twin->warnings, piece->warnings);
  }
  return std::move(*piece);
}

TEST(MusicXmlReader, NotesRestsChordsAndAccidentals) {
  const MusicXmlPiece piece = read_both(partwise(
      {{start(2) + note("C4", 2) + chord("E4", 2) + chord("Bb4", 2) + rest(1) + note("F#5", 5)}}));
  EXPECT_EQ(notes_text(piece.score), "0+480:60 0+480:64 0+480:70 720+1200:78");
  EXPECT_EQ(metres_text(piece.score), "0:4/4");
  EXPECT_EQ(piece.score.end, 1920);
  EXPECT_THAT(piece.warnings, IsEmpty());
}

TEST(MusicXmlReader, AVoiceOfAPartIsATrack) {
  const MusicXmlPiece piece = read_both(partwise(
      {{start() + note("C5", 4, voice(1)) + backup(4) + forward(1) + note("C4", 2, voice(2))},
       {start() + note("C3", 4, voice(1))}}));
  EXPECT_EQ(notes_text(piece.score), "0+1920:72 | 480+960:60 | 0+1920:48");
  EXPECT_EQ(piece.score.tracks[1].name, "Part 1");
  EXPECT_EQ(piece.score.tracks[1].channel, 1);
  EXPECT_EQ(piece.score.tracks[2].name, "Part 2");
}

TEST(MusicXmlReader, TiesLeadAcrossBarsAndVoices) {
  const MusicXmlPiece piece = read_both(
      partwise({{start() + note("C4", 2, tie("start")) + note("C4", 2, tie("stop") + tie("start")),
                 note("C4", 1, tie("stop") + voice(2)) + note("C4", 3, voice(2))}}));
  EXPECT_EQ(notes_text(piece.score), "0+2400:60 | 2400+1440:60");
  EXPECT_THAT(piece.warnings, IsEmpty());
}

TEST(MusicXmlReader, TiesAlsoWhereOnlyTheEyeIsTold) {
  const std::string from = "<notations><tied type=\"start\"/></notations>";
  const std::string to = "<notations><tied type=\"stop\"/></notations>";
  EXPECT_EQ(
      notes_text(read_both(partwise({{start() + note("C4", 2, from) + note("C4", 2, to)}})).score),
      "0+1920:60");
}

TEST(MusicXmlReader, LooseTiesAreCounted) {
  const MusicXmlPiece piece =
      read_both(partwise({{start() + note("C4", 2, tie("stop")) + note("D4", 2, tie("start"))}}));
  EXPECT_EQ(notes_text(piece.score), "0+960:60 960+960:62");
  EXPECT_THAT(piece.warnings,
              ElementsAre("ties that come from nowhere: 1, the first in measure 1 of part P1",
                          "ties that lead nowhere: 1, the first in measure 1 of part P1"));
}

TEST(MusicXmlReader, TicksAreChosenSoThatTupletsAreWhole) {
  const auto ticks = [](int per_quarter, int part) {
    const std::string text =
        partwise({{start(per_quarter) + note("C4", part) + note("D4", 4 * per_quarter - part)}});
    const MusicXmlPiece piece = read_both(text);
    EXPECT_THAT(piece.warnings, IsEmpty());
    EXPECT_EQ(piece.score.end, 4 * piece.score.ticks_per_quarter);
    return std::pair(piece.score.ticks_per_quarter, piece.score.tracks[0].notes[0].duration);
  };
  EXPECT_EQ(ticks(3, 1), std::pair(480, Tick{160}));
  EXPECT_EQ(ticks(7, 2), std::pair(3360, Tick{960}));
  EXPECT_EQ(ticks(10080, 5040), std::pair(480, Tick{240}));  // no finer than it is used
  EXPECT_EQ(ticks(1001, 1), std::pair(24024, Tick{24}));     // 7 · 11 · 13: no room for 480
}

TEST(MusicXmlReader, WhatHasNoCommonDivisionIsRoundedWithoutDrift) {
  std::string measure = start(65521);
  for (int i = 0; i < 65521; i += 101) measure += note("C4", 101);
  const MusicXmlPiece piece = read_both(partwise({{measure}}));
  EXPECT_EQ(piece.score.ticks_per_quarter, 30240);
  const std::vector<Note>& notes = piece.score.tracks[0].notes;
  for (std::size_t i = 1; i < notes.size(); ++i) EXPECT_EQ(notes[i].onset, notes[i - 1].end());
  EXPECT_NEAR(static_cast<double>(notes.back().end() - notes[0].onset), 30240.0 * 649 * 101 / 65521,
              0.5);
  EXPECT_THAT(piece.warnings, ElementsAre(HasSubstr("rounded to 30240ths of a quarter: 649")));
}

TEST(MusicXmlReader, DivisionsMayChangeAndBeDecimal) {
  const MusicXmlPiece piece = read_both(
      partwise({{start(2) + note("C4", 4) + attributes(divisions("0.5")) + note("D4", 1)}}));
  EXPECT_EQ(notes_text(piece.score), "0+960:60 960+960:62");
}

TEST(MusicXmlReader, GraceNotesAreMarksAndCueNotesLeftOut) {
  const MusicXmlPiece piece = read_both(partwise(
      {{start() +
        "<note><grace slash=\"yes\"/><pitch><step>D</step><octave>4</octave></pitch></note>" +
        note("C4", 2) + note("E4", 2, "", "<cue/>")}}));
  EXPECT_EQ(notes_text(piece.score), "0+960:60");
  EXPECT_EQ(piece.score.end, 1920);
  EXPECT_THAT(piece.marks, ElementsAre(Mark{0, 0, 62, MarkKind::kGraceNote, 1, "slash"}));
  EXPECT_THAT(piece.warnings, ElementsAre(HasSubstr("grace notes kept as marks of no length: 1"),
                                          HasSubstr("cue notes left out: 1")));
}

TEST(MusicXmlReader, TransposingInstrumentsSound) {
  const std::string b_flat =
      "<key><fifths>2</fifths><mode>major</mode></key>"
      "<transpose><diatonic>-1</diatonic><chromatic>-2</chromatic></transpose>";
  const std::string bass =
      "<transpose><chromatic>0</chromatic><octave-change>-1</octave-change></transpose>";
  const MusicXmlPiece piece =
      read_both(partwise({{attributes(divisions("1") + b_flat) + note("D4", 4)},
                          {attributes(divisions("1") + bass) + note("C4", 4)}}));
  EXPECT_EQ(notes_text(piece.score), "0+1920:60 | 0+1920:48");
  EXPECT_THAT(piece.score.keys, ElementsAre(Key{0, 0, Mode::kMajor}));
}

TEST(MusicXmlReader, OctaveClefsAndShiftsChangeNothing) {
  const std::string clef =
      "<clef><sign>G</sign><line>2</line><clef-octave-change>-1</clef-octave-change></clef>";
  const std::string shift =
      "<direction><direction-type><octave-shift type=\"down\" "
      "size=\"8\"/></direction-type></direction>";
  EXPECT_EQ(
      notes_text(
          read_both(partwise({{attributes(divisions("1") + clef) + shift + note("C4", 4)}})).score),
      "0+1920:60");
}

TEST(MusicXmlReader, KeysAndTheirModes) {
  const auto key = [](const std::string& fifths, const std::string& mode) {
    return attributes("<key><fifths>" + fifths + "</fifths>" +
                      (mode.empty() ? "" : "<mode>" + mode + "</mode>") + "</key>");
  };
  const MusicXmlPiece piece = read_both(
      partwise({{start() + key("-3", "minor") + note("C4", 4), key("9", "major") + note("C4", 4),
                 key("1", "dorian") + note("C4", 4)}}));
  EXPECT_THAT(piece.score.keys, ElementsAre(Key{0, -3, Mode::kMinor}, Key{1920, -3, Mode::kMajor},
                                            Key{3840, 1, Mode::kMinor}));
}

TEST(MusicXmlReader, AModeThatIsNotSaidIsHeard) {
  const std::string key = attributes("<key><fifths>-1</fifths></key>");
  const std::string minor = note("D4", 1) + note("F4", 1) + note("A4", 1) + note("D5", 1);
  const std::string leading = note("C#5", 1) + note("E4", 1) + note("A4", 1) + note("D4", 1);
  const MusicXmlPiece piece = read_both(partwise({{start() + key + minor, leading, minor}}));
  EXPECT_THAT(piece.score.keys, ElementsAre(Key{0, -1, Mode::kMinor}));
}

TEST(MusicXmlReader, CompoundMetresAreSums) {
  const std::string mixed = attributes(
      "<time><beats>3</beats><beat-type>8</beat-type><beats>1</beats><beat-type>4</beat-type></"
      "time>");
  const MusicXmlPiece piece =
      read_both(partwise({{start(2, "3+2", "8") + note("C4", 5), mixed + note("D4", 5),
                           attributes(time("3", "4")) + note("E4", 6)}}));
  EXPECT_EQ(metres_text(piece.score), "0:5/8 2400:3/4");
}

TEST(MusicXmlReader, WithoutMetreABarIsAsLongAsItIs) {
  const MusicXmlPiece piece = read_both(
      partwise({{attributes(divisions("1") + "<time><senza-misura/></time>") + note("C4", 7),
                 note("D4", 9)}}));
  EXPECT_EQ(metres_text(piece.score), "0:7/4 3360:9/4");
}

TEST(MusicXmlReader, SenselessMetresAreCounted) {
  const MusicXmlPiece piece = read_both(partwise({{start(1, "4", "3") + note("C4", 4)}}));
  EXPECT_THAT(piece.warnings, ElementsAre(HasSubstr("time signatures that make no sense")));
}

TEST(MusicXmlReader, TemposToHearAndToSee) {
  const std::string seen =
      "<direction><direction-type><metronome><beat-unit>quarter</beat-unit><beat-unit-dot/>"
      "<per-minute>ca. 40</per-minute></metronome></direction-type></direction>";
  const MusicXmlPiece piece = read_both(
      partwise({{start() + sound("tempo=\"72.5\"") + note("C4", 4),
                 note("C4", 2) + seen + note("C4", 2), sound("tempo=\"0\"") + note("C4", 4)}}));
  EXPECT_THAT(piece.score.tempos, ElementsAre(Tempo{0, 827586}, Tempo{2880, 1000000}));
  EXPECT_THAT(piece.warnings, ElementsAre(HasSubstr("tempos that make no sense")));
}

TEST(MusicXmlReader, TitlesAndComposer) {
  const std::string head =
      "<work><work-title>Suite No. 2</work-title></work><movement-number>4</movement-number>"
      "<movement-title>Sara\nbande</movement-title><identification><creator type=\"lyricist\">X"
      "</creator><creator type=\"composer\">J. S. Bach</creator></identification>" +
      plain_list(1);
  const MusicXmlPiece piece = read_both(partwise({{start() + note("C4", 4)}}, head));
  EXPECT_EQ(piece.score.title, "Suite No. 2: 4. Sara bande");
  EXPECT_EQ(piece.composer, "J. S. Bach");
}

TEST(MusicXmlReader, InstrumentsByProgramByNameAndDrums) {
  const auto part = [](int number, const std::string& name, const std::string& midi) {
    const std::string id = "P" + std::to_string(number);
    return "<score-part id=\"" + id + "\"><part-name>" + name +
           "</part-name><score-instrument id=\"" + id + "-I1\"><instrument-name>" + name +
           "</instrument-name></score-instrument>" + "<midi-instrument id=\"" + id + "-I1\">" +
           midi + "</midi-instrument></score-part>";
  };
  const std::string head =
      "<part-list>" + part(1, "Something", "<midi-program>43</midi-program>") +
      part(2, "Violin I", "") +
      part(3, "Drums", "<midi-channel>10</midi-channel><midi-unpitched>39</midi-unpitched>") +
      "</part-list>";
  const std::string hit = "<note><unpitched/><duration>4</duration></note>";
  const MusicXmlPiece piece = read_both(
      partwise({{start() + note("C3", 4)}, {start() + note("C5", 4)}, {start() + hit}}, head));
  ASSERT_EQ(piece.score.tracks.size(), 3U);
  EXPECT_EQ(piece.score.tracks[0].program, 42);
  EXPECT_EQ(piece.score.tracks[1].program, 40);
  EXPECT_EQ(piece.score.tracks[2].channel, kDrumChannel);
  EXPECT_EQ(piece.score.tracks[2].notes[0].pitch, 38);
}

TEST(MusicXmlReader, UnpitchedNotesWithoutADrumAreCounted) {
  const MusicXmlPiece piece =
      read_both(partwise({{start() + "<note><unpitched/><duration>4</duration></note>"}}));
  EXPECT_THAT(piece.score.tracks, IsEmpty());
  EXPECT_THAT(piece.warnings, ElementsAre(HasSubstr("unpitched notes without a drum")));
}

TEST(MusicXmlReader, SlursArticulationsAndFingeringsAreKept) {
  const std::string first =
      "<notations><slur type=\"start\" number=\"2\"/><technical><fingering>3</fingering><down-bow/>"
      "</technical></notations>";
  const std::string last =
      "<notations><slur type=\"stop\" number=\"2\"/><articulations><staccato/></articulations>"
      "<ornaments><trill-mark/></ornaments></notations>";
  const MusicXmlPiece piece =
      read_both(partwise({{start() + note("C4", 2, first) + note("D4", 2, last)}}));
  EXPECT_THAT(piece.marks, ElementsAre(Mark{0, 0, 60, MarkKind::kSlurStart, 2, ""},
                                       Mark{0, 0, 60, MarkKind::kFingering, 1, "3"},
                                       Mark{0, 0, 60, MarkKind::kDownBow, 1, ""},
                                       Mark{0, 960, 62, MarkKind::kSlurStop, 2, ""},
                                       Mark{0, 960, 62, MarkKind::kStaccato, 1, ""},
                                       Mark{0, 960, 62, MarkKind::kTrill, 1, ""}));
}

TEST(MusicXmlReader, WhatIsDamagedButClearIsMendedAndCounted) {
  const std::string no_duration =
      "<note><pitch><step>E</step><octave>4</octave></pitch><type>half</type></note>";
  const MusicXmlPiece piece = read_both(partwise(
      {{start() + chord("C4", 2) + backup(9) + note("G4", 2) + no_duration, "", note("C4", 4)}}));
  EXPECT_EQ(notes_text(piece.score), "0+960:60 0+960:67 960+960:64 3840+1920:60");
  EXPECT_THAT(piece.warnings,
              ElementsAre(HasSubstr("durations missing and taken from the written values: 1"),
                          HasSubstr("backups beyond the beginning of their measure: 1"),
                          HasSubstr("chord notes with nothing before them: 1"),
                          HasSubstr("measures without anything in them")));
}

TEST(MusicXmlReader, WholeBarRestsAreAsLongAsTheBar) {
  const std::string whole = "<note><rest measure=\"yes\"/><duration>4</duration></note>";
  const MusicXmlPiece piece = read_both(partwise(
      {{start(1, "3", "4") + whole, note("C4", 3)}, {start(1, "3", "4") + note("C3", 3), whole}}));
  EXPECT_EQ(notes_text(piece.score), "1440+1440:60 | 0+1440:48");
  EXPECT_EQ(metres_text(piece.score), "0:3/4");
}

TEST(MusicXmlReader, PartsThatEndEarlyAreSilentAndCounted) {
  const Result<MusicXmlPiece> piece = read_musicxml(
      partwise({{start() + note("C4", 4), note("D4", 4)}, {start() + note("C3", 4)}}));
  ASSERT_TRUE(piece.ok());
  EXPECT_EQ(piece->score.end, 3840);
  EXPECT_THAT(piece->warnings, ElementsAre("parts that end before the others: 1, the first in "
                                           "measure 2 of part P2"));
}

TEST(MusicXmlReader, ReadsUtf16) {
  const std::string text = partwise({{start() + note("C4", 4)}});
  std::string wide = "\xFF\xFE";
  for (const char c : text) {
    wide += c;
    wide += '\0';
  }
  const Result<MusicXmlPiece> piece = read_musicxml(wide);
  ASSERT_TRUE(piece.ok());
  EXPECT_EQ(notes_text(piece->score), "0+1920:60");
}

}  // namespace
}  // namespace bach

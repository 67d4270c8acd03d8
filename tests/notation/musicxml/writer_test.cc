// Music as MusicXML, read back by a reader of our own.
#include "notation/musicxml/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "notation/musicxml/check.h"
#include "notation/random_notation.h"
#include "score/build_score.h"
#include "score/unfold.h"

namespace bach {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// All notes of a score as it sounds, from its first onset on.
std::vector<test::PlayedNote> notes_of(const Score& unfolded) {
  std::vector<test::PlayedNote> notes;
  for (const Track& track : unfolded.tracks) {
    for (const Note& note : track.notes) notes.push_back({note.onset, note.pitch, note.duration});
  }
  std::sort(notes.begin(), notes.end());
  return notes;
}

// From the first note on.
std::vector<test::PlayedNote> from_zero(std::vector<test::PlayedNote> notes) {
  const long long first = notes.empty() ? 0 : notes.front().onset;
  for (test::PlayedNote& note : notes) note.onset -= first;
  return notes;
}

TEST(MusicXmlWriter, WritesWhatARepeatingPlayerPlays) {
  test::RandomNotation random;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Score score = random.make(seed);
    const Result<std::string> text = musicxml_from_score(score);
    ASSERT_TRUE(text.ok()) << "seed " << seed << ": " << text.error().message;
    test::MusicXmlCheck check(*text);
    ASSERT_THAT(check.faults(), IsEmpty()) << "seed " << seed;
    ASSERT_EQ(from_zero(check.played()), from_zero(notes_of(unfold(score)))) << "seed " << seed;
  }
}

TEST(MusicXmlWriter, ADaCapoIsASign) {
  test::RandomNotation random;
  int with_da_capo = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Score score = random.make(seed);
    if (score.play_order.size() < 4 || score.play_order[0] != 0 || score.play_order[1] != 0) {
      continue;
    }
    score.play_order.push_back(0);
    ++with_da_capo;
    const Result<std::string> text = musicxml_from_score(score);
    ASSERT_TRUE(text.ok()) << "seed " << seed << ": " << text.error().message;
    EXPECT_THAT(*text, HasSubstr("dacapo=\"yes\"")) << "seed " << seed;
    EXPECT_THAT(*text, HasSubstr("fine=\"yes\"")) << "seed " << seed;
    test::MusicXmlCheck check(*text);
    ASSERT_THAT(check.faults(), IsEmpty()) << "seed " << seed;
    ASSERT_EQ(from_zero(check.played()), from_zero(notes_of(unfold(score)))) << "seed " << seed;
  }
  EXPECT_GT(with_da_capo, 20);
}

TEST(MusicXmlWriter, SaysTitleMovementComposerKeyMetreClefAndTempo) {
  Score score = tests::quarters({48, 50, 52});
  score.metres = {{0, 3, 4}};
  score.keys = {{0, -1, Mode::kMinor}};
  score.tempos = {{0, 60000000 / 52}};
  score.title = "Suite No. 2: 4. Sarabande";
  const std::string text = musicxml_from_score(score, {"J. S. Bach"}).value();
  for (const char* expected :
       {"<work-title>Suite No. 2</work-title>", "<movement-number>4</movement-number>",
        "<movement-title>Sarabande</movement-title>",
        "<creator type=\"composer\">J. S. Bach</creator>", "<fifths>-1</fifths>",
        "<mode>minor</mode>", "<beats>3</beats>", "<beat-type>4</beat-type>", "<sign>F</sign>",
        "<per-minute>52</per-minute>", "<midi-program>43</midi-program>"}) {
    EXPECT_THAT(text, HasSubstr(expected));
  }
}

TEST(MusicXmlWriter, KeepsControlCharactersOutOfTheFile) {
  Score score = tests::quarters({48});
  score.title = "a\nb\x01<c>";
  const std::string text = musicxml_from_score(score).value();
  EXPECT_THAT(text, HasSubstr("<work-title>a b &lt;c&gt;</work-title>"));
  EXPECT_THAT(test::MusicXmlCheck(text).faults(), IsEmpty());
}

TEST(MusicXmlWriter, InstrumentsHaveStavesOfTheirOwnAndVoicesShareOne) {
  Score score = tests::quarters({48, 50, 52, 53});
  score.tracks.push_back({"Second", 1, 42, {{0, 1920, 36, 80}}});
  EXPECT_THAT(musicxml_from_score(score).value(), Not(HasSubstr("\"P2\"")));
  score.tracks[1].program = 40;
  EXPECT_THAT(musicxml_from_score(score).value(), HasSubstr("\"P2\""));
}

TEST(MusicXmlWriter, WithoutNotesThereIsNothingToWrite) {
  const Result<std::string> text = musicxml_from_score(Score());
  ASSERT_FALSE(text.ok());
  EXPECT_EQ(text.error().code, ErrorCode::kInvalidData);
}

TEST(MusicXmlWriter, RefusesNotesTooShortForAnyGrid) {
  Score score = tests::quarters({48});
  score.ticks_per_quarter = 32767;
  score.tracks[0].notes = {{0, 1, 60, 80}};
  const Result<std::string> text = musicxml_from_score(score);
  ASSERT_FALSE(text.ok());
  EXPECT_EQ(text.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(text.error().message, "track 1, tick 0: the note is too short to be written");
}

TEST(MusicXmlWriter, SaysWhichStaffAndTickItCannotWrite) {
  Score score = tests::quarters({48});
  score.tracks[0].notes = {{7, 100, 60, 80}};
  const Result<std::string> text = musicxml_from_score(score);
  ASSERT_FALSE(text.ok());
  EXPECT_EQ(text.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(text.error().message, HasSubstr("staff 1, tick "));
}

}  // namespace
}  // namespace bach

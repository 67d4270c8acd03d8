// Several movements in one file, for the music stand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "notation/abc/writer.h"
#include "notation/dances.h"
#include "notation/musicxml/check.h"
#include "notation/musicxml/read_text.h"
#include "notation/musicxml/writer.h"
#include "notation/random_notation.h"
#include "score/build_score.h"
#include "score/unfold.h"

namespace bach {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

// Pitches in the order they sound; those of one moment from the lowest on.
void append_pitches(const Score& unfolded, std::vector<int>& pitches) {
  std::vector<std::pair<Tick, int>> notes;
  for (const Track& track : unfolded.tracks) {
    for (const Note& note : track.notes) notes.emplace_back(note.onset, note.pitch);
  }
  std::sort(notes.begin(), notes.end());
  for (const auto& note : notes) pitches.push_back(note.second);
}

Score one_voice(test::RandomNotation& random, std::uint64_t seed, int number) {
  Score score = random.make(seed);
  score.tracks.resize(1);
  score.tracks[0].program = kCelloProgram;
  score.title = "Suite: " + std::to_string(number) + ". Piece";
  return score;
}

bool has_da_capo_form(const Score& score) {
  return score.play_order.size() >= 4 && score.play_order[0] == 0 && score.play_order[1] == 0;
}

TEST(Movements, SoundInMusicXmlOneAfterTheOther) {
  test::RandomNotation random;
  int with_da_capo = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    std::vector<Score> movements;
    std::vector<int> expected;
    for (int m = 0; m < 3; ++m) {
      Score score = one_voice(random, 3 * seed + static_cast<std::uint64_t>(m), m + 1);
      if (has_da_capo_form(score)) {
        score.play_order.push_back(0);
        ++with_da_capo;
      }
      append_pitches(unfold(score), expected);
      movements.push_back(std::move(score));
    }
    const Result<std::string> text = musicxml_from_movements(movements);
    ASSERT_TRUE(text.ok()) << text.error().message;
    ASSERT_THAT(test::MusicXmlCheck(*text).faults(), IsEmpty()) << "seed " << seed;
    std::vector<int> found;
    append_pitches(unfold(test::read_text(*text).score), found);
    ASSERT_EQ(found, expected) << "seed " << seed << "\n" << *text;
  }
  EXPECT_GT(with_da_capo, 20);
}

TEST(Movements, HaveHeadingsAndBarsFromOneOnPagesOfTheirOwn) {
  Score first = tests::quarters({48, 50, 52, 53, 55, 53, 52, 50});
  first.title = "Suite in C major: 1. Prelude";
  Score second = first;
  second.title = "Suite in C major: 2. Allemande";
  const std::string text =
      musicxml_from_movements(std::vector<Score>{first, second}, {.composer = "bach"}).value();
  EXPECT_THAT(text, HasSubstr("<work-title>Suite in C major</work-title>"));
  EXPECT_THAT(text, Not(HasSubstr("<movement-title>")));
  for (const char* heading : {">1. Prelude</words>", ">2. Allemande</words>"}) {
    EXPECT_THAT(text, HasSubstr(heading));
  }
  const std::size_t page = text.find("<print new-page=\"yes\" />");
  ASSERT_NE(page, std::string::npos);
  EXPECT_THAT(text.substr(text.rfind("<measure", page)), StartsWith("<measure number=\"1\">"));
  EXPECT_THAT(text.substr(page), HasSubstr("<fifths>"));
  EXPECT_THAT(text.substr(page), HasSubstr("<beats>"));
}

TEST(Movements, WithOtherStavesAreNamed) {
  Score cello = tests::quarters({48});
  Score violin = tests::quarters({72});
  violin.tracks[0].program = 40;
  const auto refused = musicxml_from_movements(std::vector<Score>{cello, violin});
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.error().message, StartsWith("movement 2: other staves"));
}

TEST(Movements, AreTunesOfABookInAbcAndBeginWithTheirUpbeats) {
  // A quarter's upbeat to a bar of 3/4.
  Score score = tests::quarters({0, 0, 48, 50, 52, 53, 55, 53, 52}, {0, 3, 4});
  const std::string book = abc_from_movements(std::vector<Score>{score, score}).value();
  EXPECT_THAT(book, StartsWith("X:1\n"));
  EXPECT_THAT(book, HasSubstr("\n\nX:2\n"));
  EXPECT_THAT(book, HasSubstr("[V:1] C,4 | D,4 E,4 F,4 |"));
  EXPECT_THAT(book, Not(HasSubstr("x")));
}

// A pair of dances AABBCCDDAB, four bars of 3/4 a part.
Score pair_of_dances() {
  std::vector<int> pitches;
  for (int part = 0; part < 4; ++part) {
    for (const int pitch : tests::line(12, 40 + part, 1 + part)) pitches.push_back(pitch);
  }
  Score score = tests::quarters(pitches, {0, 3, 4});
  score.title = "Suite: 5. Menuet I and II";
  for (int part = 0; part < 4; ++part) {
    score.sections.push_back({part * 12 * 480, (part + 1) * 12 * 480});
  }
  score.play_order = {0, 0, 1, 1, 2, 2, 3, 3, 0, 1};
  return score;
}

TEST(Movements, DancesOfAPairAreNamed) {
  Score score = pair_of_dances();
  name_dances(score);
  const std::vector<Marker> expected = {{0, "Menuet I"}, {2 * 12 * 480, "Menuet II"}};
  EXPECT_EQ(score.markers, expected);
  Score again = score;
  name_dances(again);
  EXPECT_EQ(again, score);
  for (const auto& text : {musicxml_from_score(score).value(),
                           musicxml_from_movements(std::vector<Score>{score, score}).value()}) {
    EXPECT_THAT(text, HasSubstr(">Menuet I</words>"));
    EXPECT_THAT(text, HasSubstr(">Menuet II</words>"));
  }
  EXPECT_THAT(musicxml_from_score(score).value(), HasSubstr(">D.C. al Fine</words>"));
  EXPECT_THAT(musicxml_from_movements(std::vector<Score>{score, score}).value(),
              HasSubstr(">Menuet I da capo</words>"));
  const std::string abc = abc_from_movements({&score, 1}).value();
  for (const char* words : {"[P:Menuet I]", "[P:Menuet II]", "[P:Menuet I da capo]"}) {
    EXPECT_THAT(abc, HasSubstr(words));
  }
}

TEST(Movements, OtherScoresHaveNoNamesOfDances) {
  Score single = pair_of_dances();
  single.title = "Suite: 6. Gigue";
  name_dances(single);
  EXPECT_THAT(single.markers, IsEmpty());
  Score no_pair = tests::quarters({48, 50});
  no_pair.title = "Menuet I & II";
  name_dances(no_pair);
  EXPECT_THAT(no_pair.markers, IsEmpty());
}

}  // namespace
}  // namespace bach

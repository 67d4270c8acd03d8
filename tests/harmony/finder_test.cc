// Keys and chords of music that leaves no doubt.
#include "harmony/finder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "corpus/corpus.h"
#include "notation/abc/reader.h"
#include "score/key_name.h"

namespace bach {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Score abc(const std::string& metre_key_and_music) {
  Result<Score> score = score_from_abc("X:1\nT:T\n" + metre_key_and_music + "\n");
  EXPECT_TRUE(score.ok()) << (score.ok() ? "" : score.error().message);
  return score.ok() ? *score : Score{};
}

HarmonyAnalysis heard(const Score& score) {
  Result<HarmonyAnalysis> found = find_harmony(score);
  EXPECT_TRUE(found.ok()) << (found.ok() ? "" : found.error().message);
  return found.ok() ? *found : HarmonyAnalysis{};
}

std::vector<std::string> numerals(const HarmonyAnalysis& analysis) {
  std::vector<std::string> all;
  for (const HarmonySpan& span : analysis.spans) all.push_back(roman_numeral(span));
  return all;
}

// Spans and keys follow one another without gaps and say probabilities.
void expect_tiles(const HarmonyAnalysis& analysis) {
  ASSERT_FALSE(analysis.spans.empty());
  ASSERT_FALSE(analysis.home.empty());
  for (std::size_t i = 0; i < analysis.spans.size(); ++i) {
    const HarmonySpan& span = analysis.spans[i];
    ASSERT_LT(span.begin, span.end);
    if (i > 0) {
      ASSERT_EQ(span.begin, analysis.spans[i - 1].end);
    }
    EXPECT_GE(span.chord_certainty, 0);
    EXPECT_LE(span.chord_certainty, 1);
    EXPECT_GE(span.key_certainty, 0);
    EXPECT_LE(span.key_certainty, 1);
  }
  EXPECT_EQ(analysis.keys.front().begin, analysis.spans.front().begin);
  EXPECT_EQ(analysis.keys.back().end, analysis.spans.back().end);
  for (std::size_t i = 1; i < analysis.keys.size(); ++i) {
    ASSERT_EQ(analysis.keys[i].begin, analysis.keys[i - 1].end);
  }
}

const char* const kArpeggios =
    "M:4/4\nL:1/8\nK:G\nG,B,DG B,DGB | CEGc EGce | DFAd FAdf | G,B,DG G,4 |]";
const char* const kChorale =
    "M:4/4\nL:1/4\n%%score (1 2 3 4)\nK:C\n"
    "V:1\ncded | c2 B2 | A2 d2 | c4 |]\n"
    "V:2\nGAGG | G2 G2 | F2 F2 | E4 |]\n"
    "V:3\nEFGB, | E2 D2 | C2 B,2 | C4 |]\n"
    "V:4\nC,F,C,G, | A,2 G,2 | F,2 G,2 | C,4 |]";

TEST(FindHarmony, HearsArpeggiosOfOneLine) {
  const HarmonyAnalysis found = heard(abc(kArpeggios));
  EXPECT_THAT(numerals(found), ElementsAre("I", "IV", "V", "I"));
  ASSERT_EQ(found.spans.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(found.spans[i].begin, static_cast<Tick>(i) * 1920);
    EXPECT_EQ(key_name(found.spans[i].key), "G major");
    EXPECT_GT(found.spans[i].chord_certainty, 0.6);
  }
  expect_tiles(found);
}

TEST(FindHarmony, HearsFourVoices) {
  const HarmonyAnalysis found = heard(abc(kChorale));
  EXPECT_THAT(numerals(found), ElementsAre("I", "ii6", "I", "V", "vi7", "V", "IV", "V7", "I"));
  expect_tiles(found);
}

TEST(FindHarmony, TellsACadentialSixFour) {
  const std::string head = "M:4/4\nL:1/4\n%%score (1 2 3 4)\nK:C\n";
  const HarmonyAnalysis found = heard(abc(
      head + "V:1\ncAcB | c4 |]\nV:2\nGFGF | E4 |]\nV:3\nECED | C4 |]\nV:4\nC,F,G,G, | C,4 |]"));
  EXPECT_THAT(numerals(found), ElementsAre("I", "IV", "Cad64", "V7", "I"));
  EXPECT_EQ(found.spans[2].chord.root, 0);
}

TEST(FindHarmony, HearsAScaleAsOneKey) {
  const HarmonyAnalysis found =
      heard(abc("M:4/4\nL:1/8\nK:Dm\nDEFG A=B^cd | c_BAG FEDC | ^CDEF GAGE | D8 |]"));
  ASSERT_EQ(found.keys.size(), 1U);
  EXPECT_EQ(key_name(found.keys[0].key), "D minor");
  EXPECT_EQ(roman_numeral(found.spans.back()), "i");
}

TEST(FindHarmony, FollowsAModulation) {
  const HarmonyAnalysis found =
      heard(abc("M:4/4\nL:1/8\nK:C\nCEGc EGce | FAcf GBdf | CEGc EGce | A,CEA DFAc | DFAd FAdf |"
                "G,B,DG D^FAc | G,B,DG C^DF^F | G,B,DG D^FAc | G,8 |]"));
  EXPECT_EQ(key_name(found.keys.front().key), "C major");
  EXPECT_EQ(key_name(found.keys.back().key), "G major");
}

Score transposed(Score score, int semitones) {
  score.keys.clear();
  for (Track& track : score.tracks) {
    for (Note& note : track.notes) note.pitch = static_cast<std::uint8_t>(note.pitch + semitones);
  }
  return score;
}

TEST(FindHarmony, HearsTheSameInTwelveKeys) {
  std::vector<Score> pieces = {abc(kArpeggios), abc(kChorale)};
  for (const char* name : {"bwv1007-1", "bwv1008-4", "bwv1001-2"}) {
    pieces.push_back(*load_written_movement(*find_movement(name)));
  }
  for (const Score& piece : pieces) {
    const HarmonyAnalysis plain = heard(transposed(piece, 0));
    for (int up = 1; up < 12; ++up) {
      const HarmonyAnalysis moved = heard(transposed(piece, up));
      EXPECT_EQ(numerals(moved), numerals(plain)) << "up " << up << " in " << piece.title;
      ASSERT_EQ(moved.cadences.size(), plain.cadences.size());
    }
  }
}

TEST(FindHarmony, IsTheSameInEveryThread) {
  const Score score = *load_written_movement(*find_movement("bwv1010-2"));
  const HarmonyAnalysis first = heard(score);
  std::vector<HarmonyAnalysis> found(4);
  std::vector<std::thread> threads;
  for (HarmonyAnalysis& one : found) threads.emplace_back([&] { one = heard(score); });
  for (std::thread& thread : threads) thread.join();
  for (const HarmonyAnalysis& one : found) {
    EXPECT_EQ(one.spans, first.spans);
    EXPECT_EQ(one.keys, first.keys);
    EXPECT_EQ(one.cadences, first.cadences);
  }
}

TEST(FindHarmony, PassesOverDrums) {
  Score score = abc(kArpeggios);
  const HarmonyAnalysis plain = heard(score);
  Track drums{"Drums", kDrumChannel, 0, {}};
  for (Tick at = 0; at < 4 * 1920; at += 240) drums.notes.push_back({at, 120, 37, 90});
  score.tracks.push_back(drums);
  EXPECT_EQ(heard(score).spans, plain.spans);
}

// FNV-1a over all that was heard.
std::uint64_t digest(const HarmonyAnalysis& found) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  const auto add = [&hash](std::uint64_t value) {
    for (int byte = 0; byte < 8; ++byte) {
      hash = (hash ^ (value >> (8 * byte) & 0xFFU)) * 0x100000001B3U;
    }
  };
  for (const HarmonySpan& span : found.spans) {
    add(static_cast<std::uint64_t>(span.begin));
    add(span.chord.root);
    add(std::bit_cast<std::uint64_t>(span.chord_certainty));
    add(std::bit_cast<std::uint64_t>(span.key_certainty));
  }
  return hash;
}

// The same bits from every compiler and processor. The number changes with the finder alone.
TEST(FindHarmony, IsTheSameOnEveryMachine) {
  EXPECT_EQ(digest(heard(*load_written_movement(*find_movement("bwv1010-2")))),
            1328981752952417075U);
}

std::string error_of(const Score& score) {
  Result<HarmonyAnalysis> found = find_harmony(score);
  EXPECT_FALSE(found.ok());
  if (found.ok()) return "";
  EXPECT_EQ(found.error().code, ErrorCode::kInvalidData);
  return found.error().message;
}

TEST(FindHarmony, RefusesNotesThatSoundForTooLong) {
  Score score = abc(kArpeggios);
  const Note first = score.tracks.front().notes.front();
  Note endless = first;
  endless.duration = Tick{1000} * score.ticks_per_quarter;
  score.tracks.front().notes.insert(score.tracks.front().notes.begin(), 2000, endless);
  const auto refused = find_harmony(score);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kLimit);
  EXPECT_THAT(refused.error().message, HasSubstr("at most 2000000 are heard"));
  score.tracks.front().notes.erase(score.tracks.front().notes.begin() + 100,
                                   score.tracks.front().notes.begin() + 2000);
  EXPECT_TRUE(find_harmony(score).ok());
}

TEST(FindHarmony, SaysWhatIsMissing) {
  Score score = abc(kArpeggios);
  score.metres.clear();
  EXPECT_THAT(error_of(score), HasSubstr("metre"));
  EXPECT_THAT(error_of(abc("M:4/4\nL:1/8\nK:G\nG,B,DG |]")), HasSubstr("less than a bar"));
  score = abc(kArpeggios);
  for (Track& track : score.tracks) track.channel = kDrumChannel;
  EXPECT_THAT(error_of(score), HasSubstr("drums"));
  EXPECT_THAT(error_of(Score{}), HasSubstr("no notes"));
}

}  // namespace
}  // namespace bach

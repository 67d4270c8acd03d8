// bach inspect --harmony, as a user runs it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/program.h"

namespace bach {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

nlohmann::json harmony_of(const ScratchFolder& folder, const std::string& input) {
  const Outcome outcome = run_bach({"inspect", "--harmony", "--json", input}, folder.path());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  return nlohmann::json::parse(outcome.out)["harmony"];
}

TEST(InspectHarmony, TellsKeysCadencesAndNumerals) {
  ScratchFolder folder;
  const Outcome outcome = run_bach({"inspect", "--harmony", "cs1-4sar"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("cs1-4sar: G major\n  keys      1–"));
  EXPECT_THAT(outcome.out,
              testing::ContainsRegex("bar 16: (perfect )?authentic cadence in G major"));
  EXPECT_THAT(outcome.out, HasSubstr("\n         1  | G: I"));
  EXPECT_THAT(outcome.out, HasSubstr("\n         9  | "));  // the second part begins a line
}

TEST(InspectHarmony, SpeaksJson) {
  ScratchFolder folder;
  const nlohmann::json harmony = harmony_of(folder, "cs1-4sar");
  EXPECT_EQ(harmony["home"][0]["key"], "G major");
  const nlohmann::json& chords = harmony["chords"];
  ASSERT_GT(chords.size(), 16u);
  EXPECT_EQ(chords[0]["begin"], nlohmann::json::parse(R"({"bar": 1, "beat": 1.0, "tick": 0})"));
  EXPECT_EQ(chords[0]["numeral"], "I");
  EXPECT_EQ(chords[0]["symbol"], "G");
  EXPECT_EQ(chords[0]["bass"], 7);
  for (std::size_t i = 0; i + 1 < chords.size(); ++i) {
    EXPECT_EQ(chords[i]["end"], chords[i + 1]["begin"]);
    EXPECT_GT(chords[i]["chord_certainty"], 0.0);
    EXPECT_LE(chords[i]["chord_certainty"], 1.0);
  }
  EXPECT_EQ(harmony["keys"].front()["begin"], chords.front()["begin"]);
  EXPECT_EQ(harmony["keys"].back()["end"], chords.back()["end"]);
  EXPECT_EQ(harmony["cadences"].back()["kind"], "authentic");
  EXPECT_EQ(harmony["cadences"].back()["at"]["bar"], 16);
}

TEST(InspectHarmony, HearsTheSameInEveryFormat) {
  ScratchFolder folder;
  const nlohmann::json expected = harmony_of(folder, "cs1-4sar");
  for (const char* file : {"sar.mid", "sar.abc", "sar.musicxml"}) {
    ASSERT_EQ(run_bach({"render", "cs1-4sar", "-o", file}, folder.path()).exit_code, 0);
    EXPECT_EQ(harmony_of(folder, file)["chords"], expected["chords"]) << file;
  }
}

TEST(InspectHarmony, RefusesMusicWithoutMetreOrPitchInOneLine) {
  ScratchFolder folder;
  write_text(folder / "free.abc", "X:1\nT:free\nM:none\nL:1/8\nK:C\nCDEFGABc CDEFGABc|]\n");
  write_text(folder / "short.abc", "X:1\nT:short\nM:3/4\nL:1/4\nK:C\nCD|]\n");
  // A drum in 3/4.
  const unsigned char drums[] = {'M', 'T', 'h', 'd',  0,  0,  0,  6,  0, 0,    0,    1,    0, 96,
                                 'M', 'T', 'r', 'k',  0,  0,  0,  19, 0, 0xFF, 0x58, 4,    3, 2,
                                 24,  8,   0,   0x99, 43, 64, 96, 43, 0, 0,    0xFF, 0x2F, 0};
  write_text(folder / "drums.mid", std::string(reinterpret_cast<const char*>(drums), sizeof drums));
  for (const char* file : {"free.abc", "short.abc", "drums.mid"}) {
    const Outcome outcome = run_bach({"inspect", "--harmony", file}, folder.path());
    EXPECT_EQ(outcome.exit_code, 1) << file << outcome.out;
    EXPECT_THAT(outcome.err, StartsWith("bach: " + std::string(file).substr(0, 4)));
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    const Outcome json = run_bach({"inspect", "--harmony", "--json", file}, folder.path());
    EXPECT_EQ(json.exit_code, 1);
    EXPECT_TRUE(nlohmann::json::parse(json.out).contains("error"));
  }
}

}  // namespace
}  // namespace bach

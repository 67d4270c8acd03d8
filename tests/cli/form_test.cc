// bach inspect --form and bach plot form, as a user runs them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/program.h"

namespace bach {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Bar 2 is bar 1 up a step, bar 3 has its rhythm, bar 4 is new; all is repeated, then four others.
constexpr const char* kTune =
    "X:1\nT:Tune\nM:4/4\nL:1/8\nK:C\n"
    "|: C D E F G E D B, | D E F G A F E C | G C A B, C G A c | c3 G2 E3 :|\n"
    "|: D E F G A F E C | F8 | C D E F G E D B, | C8 :|\n";

TEST(InspectForm, TellsRelationsPartsPhrasesAndRecall) {
  ScratchFolder folder;
  write_text(folder / "tune.abc", kTune);
  const Outcome outcome = run_bach({"inspect", "--form", "tune.abc"}, folder.path());
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("tune.abc: AABB\n"
                                      "  A                   4 bars: 1–4\n"
                                      "  B                   4 bars: 5–8; opens like A 100 %"));
  EXPECT_THAT(outcome.out, HasSubstr("    2                 = bar 1 up a step\n"
                                     "    3                 rhythm of bar 2\n"
                                     "    4                 new\n"
                                     "    5                 = bar 1 up a step\n"));
  EXPECT_THAT(outcome.out, HasSubstr("\n  phrases"));
  EXPECT_THAT(outcome.out, HasSubstr("\n  literal cycles      none\n"));
  EXPECT_THAT(outcome.out, HasSubstr("of the last quarter stood in the first\n"));
}

TEST(InspectForm, AsJsonOfAnyInput) {
  ScratchFolder folder;
  write_text(folder / "tune.abc", kTune);
  for (const char* made : {"tune.mid", "tune.musicxml"}) {
    const Outcome outcome = run_bach({"render", "tune.abc", "-o", made}, folder.path());
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  }
  const Outcome outcome =
      run_bach({"inspect", "--form", "--json", "tune.abc", "tune.mid", "tune.musicxml", "cs1-4sar"},
               folder.path());
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  std::vector<nlohmann::json> lines;
  for (std::size_t at = 0; at < outcome.out.size();) {
    const std::size_t end = outcome.out.find('\n', at);
    lines.push_back(nlohmann::json::parse(outcome.out.substr(at, end - at)));
    at = end + 1;
  }
  ASSERT_EQ(lines.size(), 4u);
  for (int i = 0; i < 3; ++i) {
    const nlohmann::json& form = lines[static_cast<std::size_t>(i)]["form"];
    EXPECT_EQ(form["pattern"], "AABB");
    ASSERT_EQ(form["bars"].size(), 8u) << i;
    EXPECT_EQ(form["bars"][1]["relation"], "sequence");
    EXPECT_EQ(form["bars"][1]["source"], 0);
    EXPECT_EQ(form["bars"][1]["shift"], 1);
    EXPECT_EQ(form["bars"][3]["source"], nullptr);
    EXPECT_EQ(form["bars"][6]["relation"], "literal");
    EXPECT_EQ(form["parts"][1]["opens_like_first"], 1.0);
    EXPECT_EQ(form["phrases"][0]["begin"], 0.0);
  }
  EXPECT_EQ(lines[3]["form"]["bars"].size(), 16u);
}

TEST(InspectForm, SaysWhyThereIsNone) {
  ScratchFolder folder;
  write_text(folder / "tune.abc", kTune);
  write_text(folder / "short.abc", "X:1\nM:4/4\nL:1/4\nK:C\nC |]\n");
  const Outcome outcome = run_bach({"inspect", "--form", "short.abc", "tune.abc"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("short: harmony: less than a bar of music"));
  EXPECT_THAT(outcome.out, StartsWith("tune.abc"));
}

TEST(PlotForm, IsDrawnAndWrittenAsCharactersAndNumbers) {
  ScratchFolder folder;
  write_text(folder / "tune.abc", kTune);
  const Outcome text = run_bach({"plot", "form", "tune.abc"}, folder.path());
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_THAT(text.out, StartsWith("Tune\nAABB, 4 + 4 bars; 50 % from earlier ones; recall "));
  EXPECT_THAT(text.out, HasSubstr("\nA  ·    s1+1 r2   ·\n"));
  const Outcome json = run_bach({"plot", "form", "tune.abc", "--json"}, folder.path());
  const nlohmann::json numbers = nlohmann::json::parse(json.out);
  EXPECT_EQ(numbers["kind"], "form");
  EXPECT_EQ(numbers["pieces"][0]["name"], "tune");
  EXPECT_EQ(numbers["pieces"][0]["bars"].size(), 8u);
  const Outcome file = run_bach({"plot", "form", "tune.abc", "-o", "-"}, folder.path());
  EXPECT_EQ(file.exit_code, 0) << file.err;
  EXPECT_THAT(file.out, HasSubstr("<svg"));
}

}  // namespace
}  // namespace bach

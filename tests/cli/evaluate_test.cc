// bach evaluate, on the built program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/program.h"

namespace bach {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class EvaluateCommand : public testing::Test {
 protected:
  Outcome run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "evaluate");
    return run_bach(arguments, folder_.path());
  }
  // Three pieces, one of them held out, a moment of training.
  Outcome split(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments = {"cs1-1pre", "cs1-2all",  "cs1-4sar", "--split",
                                          "cs1-4sar", "--preset",  "notebook", "--epochs",
                                          "1",        "--batches", "1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }

  ScratchFolder folder_;
};

TEST_F(EvaluateCommand, SaysWhatIsCountedAndWhatItIsToBeReadAgainst) {
  const Outcome outcome = split({});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("split cs1-4sar, preset notebook, repeats played, first "
                                      "track, notes 21 and on: "));
  for (const char* row : {"notebook, seed 42", "uniform", "unigram", "adaptive 12", "cs1-4sar"}) {
    EXPECT_THAT(outcome.out, HasSubstr(row));
  }
  EXPECT_THAT(outcome.err, HasSubstr("baselines learned from 2 pieces; trained in "));
}

TEST_F(EvaluateCommand, GivesOneJsonObject) {
  const Outcome outcome = split({"--json", "-q"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  const auto json = nlohmann::json::parse(outcome.out, nullptr, false);
  ASSERT_TRUE(json.is_object());
  for (const char* key :
       {"split", "preset", "folded", "voices", "notes", "pitch_nats", "rhythm_nats", "averaged",
        "fresh", "repeated", "pieces", "baselines", "train_seconds"}) {
    EXPECT_TRUE(json.contains(key)) << key;
  }
  EXPECT_EQ(json["preset"], "notebook");
  EXPECT_EQ(json["folded"], false);
  EXPECT_EQ(json["voices"], "first");
  EXPECT_EQ(json["pieces"].size(), 1u);
  EXPECT_EQ(json["baselines"][0]["name"], "uniform");
  EXPECT_TRUE(json["rhythm_nats"].is_null());
  EXPECT_EQ(json["fresh"]["notes"].get<int>() + json["repeated"]["notes"].get<int>(),
            json["notes"].get<int>());
}

TEST_F(EvaluateCommand, WritesALineANote) {
  const Outcome outcome = split({"--per-note", "notes.tsv", "--json"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto json = nlohmann::json::parse(outcome.out, nullptr, false);
  const std::string table = contents(folder_ / "notes.tsv");
  EXPECT_THAT(table, StartsWith("piece\tnote\tpitch\trhythm\tpitch_nats\trhythm_nats\trepeated\n"
                                "cs1-4sar\t21\t"));
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 1 + json["notes"].get<int>());
  const Outcome again = split({"--per-note", "notes.tsv"});
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.err, HasSubstr("--force"));
}

TEST_F(EvaluateCommand, MeasuresModels) {
  ASSERT_EQ(run_bach({"train", "--preset", "notebook", "cs1-1pre", "cs1-4sar", "--holdout",
                      "cs1-4sar", "--epochs", "1", "--batches", "1", "-o", "m"},
                     folder_.path())
                .exit_code,
            0);
  const Outcome outcome = run({"-m", "m", "-m", "m", "cs1-4sar"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("no split, "));
  EXPECT_THAT(outcome.out, HasSubstr("2 mixed"));
  EXPECT_THAT(outcome.err, HasSubstr("baselines learned from 35 pieces"));
}

TEST_F(EvaluateCommand, TrainsTheSuiteNetworkUnlessToldOtherwise) {
  const Outcome outcome = run({"cs1-4sar", "cs2-4sar", "--split", "cs2-4sar", "--epochs", "1",
                               "--batches", "1", "--average", "--json", "--per-note", "n.tsv"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto json = nlohmann::json::parse(outcome.out, nullptr, false);
  ASSERT_TRUE(json.is_object());
  EXPECT_EQ(json["preset"], "suite");
  EXPECT_EQ(json["folded"], true);
  EXPECT_EQ(json["voices"], "all");
  EXPECT_EQ(json["first_note"], 1);
  EXPECT_TRUE(json["rhythm_nats"].is_number());
  EXPECT_EQ(json["averaged"]["notes"], json["notes"]);
  ASSERT_EQ(json["views"].size(), 1u);
  EXPECT_EQ(json["views"][0]["folded"], false);
  EXPECT_EQ(json["views"][0]["voices"], "first");
  const std::string table = contents(folder_ / "n.tsv");
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 1 + json["notes"].get<int>());
}

TEST_F(EvaluateCommand, HoldsPiecesAgainstOthers) {
  const Outcome outcome = run({"cs1-5men", "cs4-4sar", "--against", "cs1-1pre", "--against",
                               "cs4-4sar", "--against", "cs3-1pre"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("repeats folded, all voices, against 2 pieces\n"));
  EXPECT_THAT(outcome.out, HasSubstr("cs1-5men "));
  EXPECT_THAT(outcome.out, HasSubstr("notes from bar "));
  EXPECT_THAT(outcome.err, HasSubstr("left out cs4-4sar, which is judged itself"));
}

TEST_F(EvaluateCommand, ComparesWithTheBuiltInCorpusInJson) {
  const Outcome outcome = run({"cs1-5men", "--against", "bach", "--json"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto json = nlohmann::json::parse(outcome.out, nullptr, false);
  ASSERT_TRUE(json.is_object());
  EXPECT_EQ(json["against"], 35);
  EXPECT_EQ(json["loops"], 0);
  ASSERT_EQ(json["pieces"].size(), 1u);
  EXPECT_EQ(json["pieces"][0]["longest"]["notes"], json["longest"]);
  EXPECT_EQ(json["found"].size(), 17u);
  EXPECT_EQ(json["floor"]["pieces"].size(), 35u);
  EXPECT_EQ(json["floor"]["longest"], 17);
}

TEST_F(EvaluateCommand, TheCriticTellsMeasureByMeasureAndDanceByDance) {
  const Outcome outcome = run({"cs1-5men", "--against", "bach"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("2 dances against 40 dances; "));
  EXPECT_THAT(outcome.out, HasSubstr("\nkeys and cadences\n  local keys "));
  EXPECT_THAT(outcome.out, HasSubstr("\ncs1-5men II, "));
  EXPECT_THAT(outcome.out, HasSubstr(" (usual: "));
  EXPECT_THAT(outcome.out, HasSubstr("no classifier: 2 dances among the judged"));
  const Outcome one = run({"cs1-5men", "--against", "cs1-6gig"});
  EXPECT_EQ(one.exit_code, 0) << one.err;
  EXPECT_THAT(one.out, HasSubstr("no critic: one piece is no set"));
}

TEST_F(EvaluateCommand, TheCriticTellsManyPiecesFromTheSet) {
  const Outcome outcome = run({"violin", "--against", "bach"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("told from the set: AUC 0."));
  EXPECT_THAT(outcome.out, HasSubstr("over 6 suites and 6 suites"));
  EXPECT_THAT(outcome.out, HasSubstr("mean separation: 0."));
  const Outcome as_json = run({"violin", "--against", "bach", "--json", "--threads", "1"});
  const auto json = nlohmann::json::parse(as_json.out, nullptr, false);
  ASSERT_TRUE(json.is_object());
  const auto& critic = json["critic"];
  EXPECT_GT(critic["auc"], critic["auc_interval"][0]);
  EXPECT_EQ(critic["group_auc"].size(), 7u);
  EXPECT_EQ(critic["set_dances"].size(), 42u);
  for (const auto& measure : critic["measures"]) {
    const std::string name = measure["name"];
    for (const auto& dance : critic["dances"]) {
      EXPECT_TRUE(dance["measures"].contains(name)) << name;
    }
  }
  EXPECT_TRUE(json["no_critic"].is_null());
  // The same on any number of threads.
  EXPECT_EQ(run({"violin", "--against", "bach", "--json", "--threads", "3"}).out, as_json.out);
}

TEST_F(EvaluateCommand, WritesAPage) {
  const std::vector<std::string> wanted = {"cs1-4sar", "--against", "bach", "--in-full", "0"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), wanted.begin(), wanted.end());
    return run(more);
  };
  const Outcome outcome = with({"--report", "page.html"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("MEASURE BY MEASURE"));
  EXPECT_THAT(outcome.err, HasSubstr("wrote page.html"));
  const std::string page = contents(folder_ / "page.html");
  EXPECT_THAT(page, StartsWith("<!DOCTYPE html>"));
  EXPECT_THAT(page, HasSubstr("cs1-4sar against bach"));
  const Outcome again = with({"--report", "page.html"});
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.err, HasSubstr("--force"));
  const Outcome quiet = with({"--report", "page.html", "--force", "-q"});
  EXPECT_EQ(quiet.exit_code, 0) << quiet.err;
  EXPECT_THAT(quiet.err, Not(HasSubstr("wrote")));
  EXPECT_EQ(with({"--report", "-"}).out, page);
  EXPECT_EQ(run({"cs1-4sar", "--report", "other.html"}).exit_code, 2);
  const Outcome none = run({"cs1-4sar", "--against", "cs1-6gig", "--report", "other.html"});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.err, HasSubstr("no page: no critic: one piece is no set"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "other.html"));
}

TEST_F(EvaluateCommand, WhatTheCriticCannotHearIsTold) {
  const std::string folder = std::string(folder_.path()) + "/unheard";
  std::filesystem::create_directories(folder);
  std::ofstream(folder + "/free.abc") << "X:1\nM:none\nL:1/4\nK:C\nCDEFGABc|CDEF\n";
  std::ofstream(folder + "/short.abc") << "X:1\nM:4/4\nL:1/4\nK:C\nCD|\n";
  const Outcome outcome = run({folder, "--against", "bach"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("the critic left out free: "));
  EXPECT_THAT(outcome.err, HasSubstr("the critic left out short: "));
  EXPECT_THAT(outcome.out, HasSubstr("no critic: keys and chords are found in none of the judged"));
  const auto json = nlohmann::json::parse(run({folder, "--against", "bach", "--json"}).out);
  EXPECT_TRUE(json["critic"].is_null());
}

TEST_F(EvaluateCommand, ASuitesFolderCountsEachMovementOnce) {
  const std::string folder = std::string(folder_.path()) + "/twice";
  std::filesystem::create_directories(folder);
  const std::string scale = "X:1\nM:4/4\nL:1/4\nK:C\nCDEF|GABc|";
  const std::string fall = "X:1\nM:4/4\nL:1/4\nK:C\ncBAG|FEDC|";
  std::ofstream(folder + "/1.abc") << scale << "\n";
  std::ofstream(folder + "/1-again.abc") << scale << "\n";
  std::ofstream(folder + "/2.abc") << fall << "\n";
  std::ofstream(folder + "/all.abc") << "X:1\nM:4/4\nL:1/4\nK:C\nCDEF|GABc|cBAG|FEDC|\n";
  const Outcome outcome = run({folder, "--against", "bach"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("left out 1 file with the same notes as another"));
  EXPECT_THAT(outcome.err, HasSubstr("all.abc, which is all the others of its folder together"));
  EXPECT_THAT(outcome.out, HasSubstr("2 dances against 42 dances"));
}

TEST_F(EvaluateCommand, UsageErrorsAreTold) {
  EXPECT_EQ(run({"--against", "bach"}).exit_code, 2);
  EXPECT_EQ(run({"cs1-1pre", "--against", "cs1-1pre"}).exit_code, 2);
  EXPECT_EQ(run({"cs1-1pre", "--against", "bach", "--split", "A"}).exit_code, 2);
  EXPECT_EQ(run({"cs1-1pre", "--against", "none.mid"}).exit_code, 1);
  const Outcome nothing = run({"cs1-1pre"});
  EXPECT_EQ(nothing.exit_code, 2);
  EXPECT_THAT(nothing.err, HasSubstr("--split"));
  EXPECT_EQ(run({"--split", "C"}).exit_code, 2);
  EXPECT_EQ(run({"-m", "none", "cs1-1pre"}).exit_code, 1);
  EXPECT_EQ(run({"-m", "m", "--networks", "2", "cs1-1pre"}).exit_code, 2);
}

}  // namespace
}  // namespace bach

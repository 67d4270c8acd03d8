// Models of every preset, measured and drawn by the built program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "cli/program.h"

namespace bach {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::vector<std::string> kPresetNames = {"notebook", "sequences", "suite"};

// The movement that is held out: notes of its first track as played, and of all voices as written.
constexpr const char* kHeldOut = "cs1-5men";
constexpr int kNotesPlayed = 642;
constexpr int kNotesWritten = 260;

class Presets : public testing::Test {
 protected:
  // A moment of training each; the files are called after the presets.
  static void SetUpTestSuite() {
    folder_ = new ScratchFolder;
    for (const std::string& preset : kPresetNames) {
      std::vector<std::string> arguments = {
          "train",    "--preset", preset,      "cs1-4sar", kHeldOut, "--holdout", kHeldOut,
          "--epochs", "1",        "--batches", "2",        "-o",     preset};
      if (preset != "notebook") arguments.insert(arguments.end(), {"--hidden", "16"});
      const Outcome trained = run_bach(arguments, folder_->path());
      EXPECT_EQ(trained.exit_code, 0) << trained.err;
    }
  }
  static void TearDownTestSuite() { delete folder_; }

  static Outcome run(const std::vector<std::string>& arguments) {
    return run_bach(arguments, folder_->path());
  }
  static nlohmann::json json_of(std::vector<std::string> arguments) {
    arguments.push_back("--json");
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return nlohmann::json::parse(outcome.out, nullptr, false);
  }

  static ScratchFolder* folder_;
};

ScratchFolder* Presets::folder_ = nullptr;

TEST_F(Presets, AreMeasuredOnTheMusicTheyAreFor) {
  for (const std::string& preset : kPresetNames) {
    const auto json = json_of({"evaluate", "-m", preset, kHeldOut});
    ASSERT_TRUE(json.is_object()) << preset;
    const bool suite = preset == "suite";
    EXPECT_EQ(json["preset"], preset);
    EXPECT_EQ(json["folded"], suite) << preset;
    EXPECT_EQ(json["voices"], suite ? "all" : "first") << preset;
    EXPECT_EQ(json["first_note"], preset == "notebook" ? 21 : 1);
    EXPECT_EQ(json["notes"], suite                  ? kNotesWritten
                             : preset == "notebook" ? kNotesPlayed - 20
                                                    : kNotesPlayed);
    EXPECT_EQ(json["rhythm_nats"].is_number(), suite) << preset;
    EXPECT_LT(json["pitch_nats"], 5);
    EXPECT_EQ(json["baselines"][0]["notes"], json["notes"]) << "the same notes";
  }
}

TEST_F(Presets, SayWhatTheyHaveLearnedFrom) {
  for (const std::string& preset : kPresetNames) {
    const Outcome held_out = run({"evaluate", "-m", preset, kHeldOut});
    EXPECT_THAT(held_out.err, Not(HasSubstr("may have learned"))) << preset;
    EXPECT_THAT(held_out.out,
                StartsWith("no split, preset " + preset + ", repeats " +
                           (preset == "suite" ? "folded, all voices" : "played, first track")));
    const Outcome learned = run({"evaluate", "-m", preset, "cs1-4sar"});
    EXPECT_EQ(learned.exit_code, 0);
    EXPECT_THAT(learned.err, HasSubstr(preset + ": may have learned from cs1-4sar")) << preset;
  }
}

TEST_F(Presets, RefuseByNameWhatTheyCannotBeAsked) {
  for (const std::string preset : {"notebook", "sequences"}) {
    const Outcome average = run({"evaluate", "-m", preset, kHeldOut, "--average"});
    EXPECT_EQ(average.exit_code, 1);
    EXPECT_EQ(average.err,
              "bach: --average: " + preset + " has learned pieces in their own keys only\n");
  }
  EXPECT_EQ(run({"evaluate", "-m", "notebook", kHeldOut, "--context", "7"}).err,
            "bach: --context: notebook sees windows of 20 notes, no other\n");
  for (const std::string preset : {"sequences", "suite"}) {
    const auto json = json_of({"evaluate", "-m", preset, kHeldOut, "--context", "7"});
    EXPECT_EQ(json["context"], 7);
    EXPECT_GT(json["notes"], 0);
  }
  EXPECT_TRUE(json_of({"evaluate", "-m", "suite", kHeldOut, "--average"})["averaged"].is_object());
  EXPECT_THAT(run({"evaluate", "-m", "notebook", "-m", "sequences", kHeldOut}).err,
              HasSubstr("of preset sequences, which cannot be mixed with one of preset notebook"));
}

TEST_F(Presets, AreTrainedOnTheRestOfASplit) {
  for (const std::string& preset : kPresetNames) {
    const auto json = json_of({"evaluate", "--preset", preset, "cs1-4sar", kHeldOut, "--split",
                               kHeldOut, "--epochs", "1", "--batches", "1"});
    EXPECT_EQ(json["preset"], preset);
    EXPECT_EQ(json["name"], preset + ", seed 42");
    EXPECT_EQ(json["learned_pieces"], 1);
    EXPECT_GT(json["notes"], 0);
    EXPECT_TRUE(json["train_seconds"].is_number());
  }
}

TEST_F(Presets, SurpriseIsThatOfTheNotesTheyPredict) {
  for (const std::string& preset : kPresetNames) {
    const auto notes = json_of({"plot", "surprise", kHeldOut, "-m", preset})["pieces"][0]["notes"];
    const bool suite = preset == "suite";
    ASSERT_EQ(notes.size(), static_cast<std::size_t>(suite ? kNotesWritten : kNotesPlayed));
    for (std::size_t i = 0; i < notes.size(); ++i) {
      EXPECT_EQ(notes[i]["pitch_bits"].is_null(), preset == "notebook" && i < 20) << preset << i;
      EXPECT_EQ(notes[i]["rhythm_bits"].is_null(), !suite) << preset << i;
    }
    const std::string text = run({"plot", "surprise", kHeldOut, "-m", preset}).out;
    EXPECT_THAT(text, HasSubstr(suite ? " bits per note (pitch + rhythm), 260 notes"
                                : preset == "notebook" ? " bits per note (pitch), 622 of 642 notes"
                                                       : " bits per note (pitch), 642 notes"));
  }
}

TEST_F(Presets, NextIsWhatTheyExpect) {
  for (const std::string& preset : kPresetNames) {
    const auto notes = json_of({"plot", "next", kHeldOut, "-m", preset, "--from", "19", "--notes",
                                "4"})["pieces"][0]["notes"];
    ASSERT_EQ(notes.size(), 4u);
    for (std::size_t i = 0; i < notes.size(); ++i) {
      const bool blank = preset == "notebook" && i < 2;  // notes 19 and 20
      EXPECT_EQ(notes[i]["expected"].is_null(), blank) << preset << i;
      double sum = 0;
      for (const auto& probability : notes[i]["expected"]) sum += probability.get<double>();
      EXPECT_LE(sum, 1.0001);
    }
  }
  EXPECT_THAT(run({"plot", "next", kHeldOut, "-m", "notebook"}).out,
              HasSubstr("expected of each note from note 21 on; notes 1–64 of 642"));
}

}  // namespace
}  // namespace bach

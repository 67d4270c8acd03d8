// `bach plot` as a user runs it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "cli/program.h"

namespace bach {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kScale = "X:1\nT:Scale\nM:4/4\nL:1/4\nK:C\nC D E F | G A B c |]\n";

TEST(Plot, LengthsOfTheCorpusAreThoseTheNotebookSees) {
  const ScratchFolder folder;
  const Outcome outcome = run_bach({"plot", "lengths", "--json"}, folder.path());
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const nlohmann::json json = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(json["kind"], "lengths");
  ASSERT_EQ(json["pieces"].size(), 36u);
  EXPECT_EQ(json["pieces"][0]["name"], "cs1-1pre");
  std::size_t notes = 0;
  for (const auto& piece : json["pieces"]) notes += piece["notes"].get<std::size_t>();
  EXPECT_EQ(notes, 24501u);
  std::size_t pieces = 0;
  for (const auto& bin : json["bins"]) pieces += bin["pieces"].get<std::size_t>();
  EXPECT_EQ(pieces, 36u);
  EXPECT_EQ(json["bins"].back()["to"], 1000);
}

TEST(Plot, AllNotesCountsTheOtherVoicesToo) {
  const ScratchFolder folder;
  const Outcome outcome = run_bach({"plot", "lengths", "--all-notes"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("30,259 in all"));
}

TEST(Plot, NotesComeInCharactersWithoutAFile) {
  const ScratchFolder folder;
  write_text(folder / "scale.abc", kScale);
  const Outcome outcome = run_bach({"plot", "notes", "scale.abc", "--notes", "5"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("scale, the first 5 of 8 notes\n"));
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("C4│▄"), HasSubstr("▀"), Not(HasSubstr("\x1b"))));
}

TEST(Plot, NotesAsNumbers) {
  const ScratchFolder folder;
  write_text(folder / "scale.abc", kScale);
  const Outcome outcome = run_bach({"plot", "notes", "scale.abc", "--json"}, folder.path());
  EXPECT_EQ(outcome.out,
            "{\"kind\":\"notes\",\"pieces\":[{\"name\":\"scale\",\"notes\":8,"
            "\"pitches\":[60,62,64,65,67,69,71,72]}]}\n");
}

TEST(Plot, WritesEachFormatAndSaysSo) {
  const ScratchFolder folder;
  for (const std::string name : {"a.png", "a.svg", "a.pdf"}) {
    const Outcome outcome = run_bach({"plot", "notes", "--line", "-o", name}, folder.path());
    if (outcome.err.find("libcairo") != std::string::npos) GTEST_SKIP() << outcome.err;
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "wrote " + name + "\n");
    EXPECT_EQ(outcome.out, "");
  }
  EXPECT_THAT(folder.entries(), ElementsAre("a.pdf", "a.png", "a.svg"));
}

TEST(Plot, DoesNotReplaceAFileUnasked) {
  const ScratchFolder folder;
  write_text(folder / "a.png", "mine");
  const Outcome outcome = run_bach({"plot", "lengths", "-o", "a.png"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.err, "bach: a.png exists; --force replaces it\n");
  EXPECT_EQ(contents(folder / "a.png"), "mine");
}

TEST(Plot, MistakesAreOneLineEach) {
  const ScratchFolder folder;
  const Outcome kind = run_bach({"plot", "lenghts"}, folder.path());
  EXPECT_EQ(kind.exit_code, 2);
  EXPECT_THAT(kind.err, HasSubstr("did you mean lengths"));
  const Outcome ending = run_bach({"plot", "lengths", "-o", "a.gif"}, folder.path());
  EXPECT_EQ(ending.exit_code, 2);
  EXPECT_THAT(ending.err, HasSubstr(".png, .svg or .pdf"));
  const Outcome size = run_bach({"plot", "lengths", "--size", "big"}, folder.path());
  EXPECT_EQ(size.exit_code, 2);
  EXPECT_THAT(size.err, HasSubstr("--size: 'big': give WIDTHxHEIGHT"));
  const Outcome piece = run_bach({"plot", "notes", "cs1-1per"}, folder.path());
  EXPECT_EQ(piece.exit_code, 1);
  EXPECT_THAT(piece.err, HasSubstr("cs1-1pre"));
}

TEST(Plot, RollNamesBarsKeyAndTime) {
  const ScratchFolder folder;
  const Outcome outcome = run_bach({"plot", "roll", "--bars", "1-4"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("G major"));
  EXPECT_THAT(outcome.out, HasSubstr("bars 1–4 of 42"));
  EXPECT_THAT(outcome.out, HasSubstr("C4 │"));
}

TEST(Plot, RollAsNumbers) {
  const ScratchFolder folder;
  write_text(folder / "scale.abc", kScale);
  const Outcome outcome =
      run_bach({"plot", "roll", "scale.abc", "--bars", "2", "--json"}, folder.path());
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const nlohmann::json piece = nlohmann::json::parse(outcome.out)["pieces"][0];
  EXPECT_EQ(piece["key"], "C major");
  ASSERT_EQ(piece["bars"].size(), 1u);
  EXPECT_EQ(piece["bars"][0]["number"], 2);
  ASSERT_EQ(piece["notes"].size(), 4u);
  EXPECT_EQ(piece["notes"][0]["begin"], 4.0);
  EXPECT_EQ(piece["notes"][0]["pitch"], 67);
  EXPECT_EQ(piece["notes"][0]["name"], "G");
}

TEST(Plot, BarsOfARollAreCheckedEarly) {
  const ScratchFolder folder;
  for (const std::string bars : {"5-3", "x", "1-", "-2", "1-2-3"}) {
    const Outcome outcome = run_bach({"plot", "roll", "--bars=" + bars}, folder.path());
    EXPECT_EQ(outcome.exit_code, 2) << bars;
    EXPECT_THAT(outcome.err, HasSubstr("FIRST-LAST")) << bars;
  }
  const Outcome far = run_bach({"plot", "roll", "--bars", "90-99"}, folder.path());
  EXPECT_EQ(far.exit_code, 2);
  EXPECT_THAT(far.err, HasSubstr("cs1-1pre: no such bars; it has bars 1 to 42"));
}

TEST(Plot, IntervalsStandBesideThoseOfOtherMusic) {
  const ScratchFolder folder;
  write_text(folder / "scale.abc", kScale);
  const Outcome alone = run_bach({"plot", "intervals", "scale.abc", "--json"}, folder.path());
  ASSERT_EQ(alone.exit_code, 0) << alone.err;
  EXPECT_EQ(nlohmann::json::parse(alone.out)["sets"].size(), 1u);
  const Outcome both =
      run_bach({"plot", "intervals", "scale.abc", "--json", "--against"}, folder.path());
  ASSERT_EQ(both.exit_code, 0) << both.err;
  const nlohmann::json json = nlohmann::json::parse(both.out);
  ASSERT_EQ(json["sets"].size(), 2u);
  EXPECT_EQ(json["sets"][0]["count"], 7);
  EXPECT_EQ(json["sets"][1]["pieces"], 36);
  std::map<int, int> steps;  // of the first set, by semitones
  for (const auto& bin : json["bins"]) steps[bin["value"]] = bin["counts"][0];
  EXPECT_EQ(steps[2], 5) << "whole steps in a major scale";
  EXPECT_EQ(steps[1], 2);
  EXPECT_GT(json["overlap"], 0);
  EXPECT_LT(json["overlap"], 1);
}

TEST(Plot, PitchesOfAnOctaveOrAll) {
  const ScratchFolder folder;
  write_text(folder / "scale.abc", kScale);
  const Outcome classes =
      run_bach({"plot", "pitches", "scale.abc", "--classes", "--against", "scale.abc", "--json"},
               folder.path());
  ASSERT_EQ(classes.exit_code, 0) << classes.err;
  const nlohmann::json json = nlohmann::json::parse(classes.out);
  ASSERT_EQ(json["bins"].size(), 12u);
  EXPECT_EQ(json["bins"][0]["counts"], nlohmann::json({2, 2}));
  EXPECT_NEAR(json["overlap"].get<double>(), 1, 1e-12);
  EXPECT_THAT(run_bach({"plot", "pitches", "scale.abc"}, folder.path()).out, HasSubstr("C4 "));
}

TEST(Plot, LossComesFromTheLogOfARun) {
  const ScratchFolder folder;
  const Outcome trained =
      run_bach({"train", "--preset", "notebook", "cs1-1pre", "cs1-4sar", "--holdout", "cs1-4sar",
                "--epochs", "1", "--batches", "3", "--log", "run.jsonl", "-q"},
               folder.path());
  ASSERT_EQ(trained.exit_code, 0) << trained.err;
  const Outcome drawn = run_bach(
      {"plot", "loss", "run.jsonl", "--baseline", "trigrams=2.5", "--json"}, folder.path());
  ASSERT_EQ(drawn.exit_code, 0) << drawn.err;
  const nlohmann::json json = nlohmann::json::parse(drawn.out);
  ASSERT_EQ(json["runs"][0]["training"].size(), 3u);
  EXPECT_EQ(json["runs"][0]["training"][2]["targets"], 192);
  EXPECT_EQ(json["runs"][0]["held_out"].size(), 1u);
  EXPECT_EQ(json["baselines"][0]["nats"], 2.5);
  EXPECT_THAT(run_bach({"plot", "loss", "run.jsonl"}, folder.path()).out, HasSubstr("held out"));
  EXPECT_EQ(run_bach({"plot", "loss", "run.jsonl", "--baseline", "x"}, folder.path()).exit_code, 2);
  EXPECT_EQ(run_bach({"train", "--log", "run.jsonl"}, folder.path()).exit_code, 1)
      << "a log is not replaced unasked";
}

TEST(Plot, TheNumbersOfARollAreThoseOfAllBars) {
  const ScratchFolder folder;
  const Outcome all = run_bach({"plot", "roll", "cs1-5men", "--json"}, folder.path());
  ASSERT_EQ(all.exit_code, 0) << all.err;
  const nlohmann::json json = nlohmann::json::parse(all.out);
  EXPECT_GT(json["pieces"][0]["bars"].size(), 8u);
  EXPECT_THAT(run_bach({"plot", "roll", "cs1-5men"}, folder.path()).out, HasSubstr("bars 1–8 of"));
}

TEST(Plot, SurpriseAndNextAreWhatTheModelInTheProgramMakesOfMusic) {
  const ScratchFolder folder;
  const Outcome surprise = run_bach({"plot", "surprise", "cs1-6gig", "--json"}, folder.path());
  ASSERT_EQ(surprise.exit_code, 0) << surprise.err;
  const auto notes = nlohmann::json::parse(surprise.out)["pieces"][0]["notes"];
  ASSERT_EQ(notes.size(), 213u);
  double bits = 0;
  for (const auto& note : notes) {
    bits += note["pitch_bits"].get<double>() + note["rhythm_bits"].get<double>();
  }
  EXPECT_GT(bits / 213, 0.5);
  EXPECT_LT(bits / 213, 4.0);

  const Outcome next = run_bach(
      {"plot", "next", "cs1-6gig", "--from", "5", "--notes", "8", "--json"}, folder.path());
  ASSERT_EQ(next.exit_code, 0) << next.err;
  const auto columns = nlohmann::json::parse(next.out)["pieces"][0]["notes"];
  ASSERT_EQ(columns.size(), 8u);
  EXPECT_EQ(columns[0]["came"], notes[4]["pitch"]);
  double likely = 0;
  for (const auto& probability : columns[0]["expected"]) likely += probability.get<double>();
  EXPECT_GT(likely, 0.5);
  EXPECT_LE(likely, 1.001);
  EXPECT_THAT(run_bach({"plot", "next", "cs1-6gig", "--from", "214"}, folder.path()).err,
              HasSubstr("--from: must be one of the 213 notes of cs1-6gig"));
}

TEST(Plot, HarmonyIsDrawnAndCounted) {
  const ScratchFolder folder;
  const Outcome text = run_bach({"plot", "harmony", "--bars", "1-4"}, folder.path());
  ASSERT_EQ(text.exit_code, 0) << text.err;
  EXPECT_THAT(text.out, AllOf(HasSubstr("G · e │▓"), HasSubstr("\n     I "),
                              HasSubstr("█ notes of the chord")));
  const Outcome file = run_bach({"plot", "harmony", "-o", "h.svg", "--json"}, folder.path());
  ASSERT_EQ(file.exit_code, 0) << file.err;
  const nlohmann::json json = nlohmann::json::parse(file.out);
  EXPECT_EQ(json["kind"], "harmony");
  EXPECT_EQ(json["pieces"][0]["name"], "cs1-4sar");
  EXPECT_EQ(json["pieces"][0]["chords"][0]["numeral"], "I");
  EXPECT_THAT(contents(folder / "h.svg"), HasSubstr("<svg"));
}

TEST(Plot, RollsShowHarmonyWhereAsked) {
  const ScratchFolder folder;
  const Outcome roll = run_bach({"plot", "roll", "cs1-4sar", "--harmony", "--json"}, folder.path());
  ASSERT_EQ(roll.exit_code, 0) << roll.err;
  const nlohmann::json piece = nlohmann::json::parse(roll.out)["pieces"][0];
  EXPECT_EQ(piece["bars"].size(), 16u);  // as written
  EXPECT_EQ(piece["harmony"]["home"][0]["key"], "G major");
  write_text(folder / "free.abc", "X:1\nT:free\nM:none\nL:1/8\nK:C\nCDEFGABc CDEFGABc|]\n");
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"plot", "harmony", "free.abc"},
        {"plot", "roll", "--harmony", "free.abc"}}) {
    const Outcome refused = run_bach(arguments, folder.path());
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.err, AllOf(StartsWith("bach: free: "), HasSubstr("metre")));
    EXPECT_EQ(refused.out, "");
  }
}

}  // namespace
}  // namespace bach

// `bach corpus` as a user runs it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/program.h"

namespace bach {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::StartsWith;

class CorpusCommand : public testing::Test {
 protected:
  Outcome corpus(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "corpus");
    return run_bach(arguments, folder_.path());
  }
  ScratchFolder folder_;
};

TEST_F(CorpusCommand, ListsEveryMovementOnALine) {
  const Outcome outcome = corpus({"list"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 1 + 36 + 1 + 31 + 1 + 80);
  EXPECT_THAT(outcome.out, ContainsRegex("\nbwv1007-1 +cs1-1pre +G major"));
  EXPECT_THAT(outcome.out, ContainsRegex("\n\nbwv1001-1 +vs1-1ada +G minor"));
  EXPECT_THAT(outcome.out, ContainsRegex("\n\nbwv773 +inv-02 +C minor"));
  EXPECT_THAT(outcome.out, ContainsRegex("\nbwv1008-5 +cs2-5men +D minor, D major +3/4"));
}

TEST_F(CorpusCommand, ListsAsJson) {
  std::istringstream lines(corpus({"list", "cello", "--json"}).out);
  std::size_t notes = 0;
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    const nlohmann::json entry = nlohmann::json::parse(line);
    notes += entry.at("notes").get<std::size_t>();
    EXPECT_GT(entry.at("seconds").get<double>(), 30);
    EXPECT_GE(entry.at("bars").get<int>(), 32) << line;
  }
  EXPECT_EQ(count, 36);
  EXPECT_EQ(notes, 30259u);
}

TEST_F(CorpusCommand, ShowsAMovementByNameOrAlias) {
  const Outcome outcome = corpus({"show", "bwv1007-1"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("X:1\nT:"));
  EXPECT_THAT(outcome.out, HasSubstr("\nK:G clef=bass\n"));
  EXPECT_EQ(corpus({"show", "CS1-1PRE"}).out, outcome.out);
}

TEST_F(CorpusCommand, AnUnknownNameGetsTheNearest) {
  const Outcome outcome = corpus({"show", "cs1-1pra"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err,
            "bach: no movement is called 'cs1-1pra', did you mean cs1-1pre? (bach corpus list "
            "names them all)\n");
}

TEST_F(CorpusCommand, ExportsAllAsMidi) {
  const Outcome outcome = corpus({"export", "new/out"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "new/out: 36 files written\n");
  EXPECT_THAT(contents(folder_ / "new/out/bwv1012-6.mid"), StartsWith("MThd"));
}

TEST_F(CorpusCommand, ExportsNamedOnesOnceAsAbc) {
  const Outcome outcome =
      corpus({"export", "out", "cs6-6gig", "bwv1007-1", "cs1-1pre", "--format", "abc"});
  EXPECT_EQ(outcome.out, "out: 2 files written\n") << outcome.err;
  EXPECT_EQ(contents(folder_ / "out/bwv1007-1.abc"), corpus({"show", "bwv1007-1"}).out);
}

TEST_F(CorpusCommand, ReplacesNothingUnasked) {
  std::filesystem::create_directory(folder_ / "out");
  write_text(folder_ / "out/bwv1007-2.mid", "mine");
  const Outcome refused = corpus({"export", "out"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_EQ(refused.err, "bach: out/bwv1007-2.mid exists; --force replaces it\n");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "out/bwv1007-1.mid")) << "nothing at all";
  EXPECT_EQ(contents(folder_ / "out/bwv1007-2.mid"), "mine");
  EXPECT_EQ(corpus({"export", "out", "--force"}).exit_code, 0);
  EXPECT_THAT(contents(folder_ / "out/bwv1007-2.mid"), StartsWith("MThd"));
}

TEST_F(CorpusCommand, PackingNothingFailsAndLeavesNoSet) {
  std::filesystem::create_directory(folder_ / "empty");
  const Outcome outcome = corpus({"pack", "empty", "-o", "set"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("nothing to learn from"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "set"));
}

TEST_F(CorpusCommand, AWrongFormatIsAMistakeOfUse) {
  EXPECT_EQ(corpus({"export", "out", "--format", "wav"}).exit_code, 2);
  EXPECT_EQ(corpus({}).exit_code, 2);
}

}  // namespace
}  // namespace bach

#include "cli/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/train.h"
#include "cli/option_round_trip.h"
#include "cli/program.h"

namespace bach::cli {
namespace {

using ::testing::HasSubstr;

enum class Size { kSmall, kLarge };

struct Request {
  std::vector<std::string> inputs;
  std::string output;
  std::optional<int> notes;
  double temperature = 1;
  bool greedy = false;
  Size size = Size::kLarge;
  std::uint64_t seed = 42;
  std::optional<double> top_p;
};

const OptionTable<Request>& requests() {
  static const OptionTable<Request> table(
      {{.name = "inputs", .value = at<&Request::inputs>, .help = "Files"},
       {.name = "output",
        .value = at<&Request::output>,
        .help = "What to write",
        .kind = "FILE",
        .required = true},
       {.name = "notes", .value = at<&Request::notes>, .range = {1, 1000000}, .help = "How many"},
       {.name = "temperature",
        .value = at<&Request::temperature>,
        .range = {0.01, 100},
        .help = "How bold"},
       {.name = "greedy",
        .value = at<&Request::greedy>,
        .help = "The best",
        .excludes = {"temperature"}},
       {.name = "size",
        .value = at<&Request::size>,
        .words = {"small", "large"},
        .help = "How large"},
       {.name = "seed", .value = at<&Request::seed>, .help = "Decides"},
       {.name = "top_p", .value = at<&Request::top_p>, .range = {0, 1, true}, .help = "Share"}});
  return table;
}

const Spellings kSpellings = {{"inputs", "inputs"}, {"output", "-o,--output"}};

std::string usage_error(const std::vector<std::string>& words) {
  try {
    typed(requests(), kSpellings, words);
  } catch (const CLI::ParseError& error) {
    return error.what();
  }
  return "";
}

TEST(CommandLineOptions, EachRoundTrips) {
  expect_every_option_round_trips(requests(), kSpellings);
}

TEST(CommandLineOptions, OfTrainingRoundTripEachInEveryPreset) {
  expect_every_option_round_trips(train_options(), kSpellings);
}

TEST(CommandLineOptions, AreCheckedWhereTheyAreTyped) {
  EXPECT_EQ(usage_error({"--notes", "5", "a.mid", "b.mid"}), "");
  EXPECT_EQ(usage_error({"--notes", "0"}), "--notes: must be from 1 to 1000000");
  EXPECT_EQ(usage_error({"--notes", "many"}), "--notes: must be a whole number");
  EXPECT_EQ(usage_error({"--top-p", "0"}), "--top-p: must be above 0 and at most 1");
  EXPECT_EQ(usage_error({"--seed", "-1"}), "--seed: must be 0 or more");
  EXPECT_EQ(usage_error({"--size", "huge"}), "--size: must be small or large, not 'huge'");
  EXPECT_THAT(usage_error({"--greedy", "--temperature", "2"}), HasSubstr("excludes"));
}

TEST(CommandLineOptions, HelpShowsRangeDefaultAndWords) {
  CLI::App app;
  GivenOptions given;
  add_options(app, requests(), given, kSpellings);
  const std::string help = app.help();
  EXPECT_THAT(help, HasSubstr("--notes INT:INT in [1 - 1000000]"));
  EXPECT_THAT(help, HasSubstr("--temperature FLOAT:FLOAT in [0.01 - 100]=1"));
  EXPECT_THAT(help, HasSubstr("--size TEXT:{small,large}=large"));
  EXPECT_THAT(help, HasSubstr("-o,--output FILE REQUIRED"));
  EXPECT_THAT(help, HasSubstr("--seed UINT=42"));
}

TEST(Seeds, AreRefusedBelowZeroByEveryCommand) {
  const ScratchFolder folder;
  const std::vector<std::vector<std::string>> commands = {
      {"train", "-o", "m"}, {"compose", "-o", "a.mid"}, {"suite", "-o", "s"},
      {"evaluate"},         {"render", "cs1-1pre"},     {"play", "cs1-1pre"}};
  for (std::vector<std::string> command : commands) {
    command.insert(command.end(), {"--seed", "-1"});
    const Outcome outcome = run_bach(command, folder.path());
    EXPECT_EQ(outcome.exit_code, 2) << command[0];
    EXPECT_THAT(outcome.err, HasSubstr("bach: --seed: must be 0 or more")) << command[0];
  }
}

}  // namespace
}  // namespace bach::cli

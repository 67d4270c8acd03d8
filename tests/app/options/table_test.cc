#include "app/options/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "app/options/config_text.h"
#include "app/options/json.h"

namespace bach {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

enum class Wood { kSpruce, kMaple };

struct Strings {
  int count = 4;
  std::optional<double> tension;
};

struct Cello {
  std::string preset = "full";
  Strings strings;
  Wood wood = Wood::kMaple;
  double size = 1;
  bool fretted = false;
  std::uint64_t seed = 42;
  std::vector<std::string> players;
  int threads = 0;
};

Cello child() {
  Cello cello;
  cello.preset = "child";
  cello.size = 0.5;
  return cello;
}

const OptionTable<Cello>& cellos() {
  static const OptionTable<Cello> table(
      {{.name = "preset", .value = at<&Cello::preset>, .help = "Which"},
       {.name = "strings",
        .value = at<&Cello::strings, &Strings::count>,
        .range = {1, 8},
        .help = "How many"},
       {.name = "string_tension",
        .value = at<&Cello::strings, &Strings::tension>,
        .range = {0, 1, true},
        .help = "How tight",
        .needs = "strings"},
       {.name = "wood", .value = at<&Cello::wood>, .words = {"spruce", "maple"}, .help = "Of what"},
       {.name = "size", .value = at<&Cello::size>, .range = {.least = 0.1}, .help = "How large"},
       {.name = "fretted",
        .value = at<&Cello::fretted>,
        .help = "As a gamba",
        .group = "Full size",
        .excludes = {"wood"}},
       {.name = "seed", .value = at<&Cello::seed>, .help = "Decides"},
       {.name = "players", .value = at<&Cello::players>, .help = "Who plays"},
       {.name = "threads", .value = at<&Cello::threads>, .help = "Speed", .decides = false}},
      "preset",
      {{{"full",
         "",
         {"Full size"},
         {{"preset"}, {"size"}, {"strings", Stored::kBeside, "players"}, {"seed"}}},
        {}},
       {{"child", "", {}, {{"preset"}, {"seed"}, {"strings", Stored::kNever}}}, child()}});
  return table;
}

std::string cello_refusal(const GivenOptions& given) {
  const Result<Cello> cello = cellos().read(given);
  return cello ? "" : cello.error().text();
}

OptionValue text(const char* word) { return std::string(word); }
OptionValue whole(std::int64_t number) { return number; }

TEST(OptionTable, APresetHasItsDefaultsAndItsOptions) {
  EXPECT_EQ(cellos().read({})->size, 1);
  const Result<Cello> small = cellos().read({{"preset", text("child")}, {"strings", whole(5)}});
  ASSERT_TRUE(small.ok()) << small.error().text();
  EXPECT_EQ(small->size, 0.5);
  EXPECT_EQ(small->strings.count, 5);
  EXPECT_EQ(cellos().default_text(cellos()["strings"]), "4");
  EXPECT_EQ(cellos().default_text(cellos()["size"]), "");
  EXPECT_EQ(cellos().defaults_by_preset(cellos()["size"]), "full 1, child 0.5");
}

TEST(OptionTable, RefusalsNameTheOption) {
  EXPECT_EQ(cello_refusal({{"preset", text("child")}, {"fretted", true}}),
            "fretted: is not an option of `preset` child");
  EXPECT_EQ(cello_refusal({{"preset", text("childs")}}),
            "preset: must be full or child, not 'childs', did you mean child?");
  EXPECT_EQ(cello_refusal({{"strings", whole(9)}}), "strings: must be from 1 to 8");
  EXPECT_EQ(cello_refusal({{"size", 0.0}}), "size: must be 0.1 or more");
  EXPECT_EQ(cello_refusal({{"size", NAN}}), "size: must be 0.1 or more");
  EXPECT_EQ(cello_refusal({{"string_tension", 0.5}}), "string_tension: needs `strings`");
  EXPECT_EQ(cello_refusal({{"fretted", true}, {"wood", text("maple")}}),
            "fretted: cannot be given beside `wood`");
  EXPECT_EQ(cello_refusal({{"fretted", false}, {"wood", text("maple")}}), "");
  EXPECT_EQ(cello_refusal({{"stings", whole(4)}}),
            "no option is called 'stings', did you mean strings?");
  EXPECT_EQ(cello_refusal({{"strings", text("four")}}), "strings: must be a whole number");
  Cello impossible;
  impossible.strings.tension = 0;
  EXPECT_EQ(cellos().check(impossible).error().text(),
            "string_tension: must be above 0 and at most 1");
  impossible.preset = "viola";
  EXPECT_EQ(cellos().check(impossible).error().argument, "preset");
}

TEST(OptionTable, TheStoredCommandHasWhatDecides) {
  Cello cello;
  cello.threads = 3;
  EXPECT_EQ(cellos().command_text("build", cello), "build --preset full --size 1 --seed 42");
  cello.players = {"Anna", "Pau"};
  cello.fretted = true;
  cello.strings.tension = 0.25;
  EXPECT_EQ(cellos().command_text("build", cello),
            "build --preset full --size 1 --strings 4 --seed 42 --string-tension 0.25 --fretted "
            "--players Anna --players Pau");
  EXPECT_THAT(cellos().stored_values(cellos().command_text("build", cello), "players"),
              ElementsAre("Anna", "Pau"));
  EXPECT_THAT(cellos().stored_values("build --players-of Anna", "players"), ElementsAre());
  EXPECT_THAT(cellos().describe(cello),
              ElementsAre(Pair("--fretted", ""), Pair("--players", "Anna, Pau"),
                          Pair("--preset", "full"), Pair("--seed", "42"), Pair("--size", "1"),
                          Pair("--string-tension", "0.25"), Pair("--strings", "4")));
  EXPECT_EQ(cellos().command_text("build", child()), "build --preset child --seed 42");
  EXPECT_EQ(cellos().describe(child()).at("--strings"), "4");
}

TEST(ParseOption, TakesWhatPeopleType) {
  const auto said = [](const char* name, const char* text) {
    const Result<OptionValue> value = parse_option(cellos()[name], text);
    return value ? testing::PrintToString(option_texts(*value)) : value.error().text();
  };
  EXPECT_EQ(said("strings", "+5"), "{ \"5\" }");
  EXPECT_EQ(said("strings", "5.5"), "strings: must be a whole number");
  EXPECT_EQ(said("strings", "99999999999999999999"), "strings: must be from 1 to 8");
  EXPECT_EQ(said("size", "1e-1"), "{ \"0.1\" }");
  EXPECT_EQ(said("size", "large"), "size: must be a number");
  EXPECT_EQ(said("size", "inf"), "size: must be 0.1 or more");
  EXPECT_EQ(said("fretted", "yes"), "{ \"true\" }");
  EXPECT_EQ(said("fretted", "maybe"), "fretted: must be true or false");
  EXPECT_EQ(said("wood", "oak"), "wood: must be spruce or maple, not 'oak'");
  EXPECT_EQ(said("seed", "0"), "{ \"0\" }");
  EXPECT_EQ(said("seed", "18446744073709551615"), "{ \"18446744073709551615\" }");
  EXPECT_EQ(said("seed", "18446744073709551616"), "seed: must be at most 18446744073709551615");
  for (const char* negative : {"-1", "-18446744073709551616", "-0.5"}) {
    EXPECT_EQ(said("seed", negative), "seed: must be 0 or more") << negative;
  }
  for (const char* word : {"", "x", "1.5", "- 1", "1 "}) {
    EXPECT_EQ(said("seed", word), "seed: must be a whole number") << word;
  }
}

TEST(ReadConfig, TakesALineEachUnlessItIsGiven) {
  GivenOptions given = {{"size", 2.0}};
  ASSERT_TRUE(read_config("# mine\nstrings = 5 # five\n\n size=3\nstring-tension = .5\r\n"
                          "players = Anna\nplayers = Pau Casals",
                          "c", cellos(), given)
                  .ok());
  EXPECT_EQ(given.at("strings"), whole(5));
  EXPECT_EQ(given.at("size"), OptionValue(2.0));
  EXPECT_EQ(given.at("string_tension"), OptionValue(0.5));
  EXPECT_EQ(given.at("players"), OptionValue(std::vector<std::string>{"Anna", "Pau Casals"}));
}

TEST(ReadConfig, RefusalsNameFileAndLine) {
  const auto said = [](const char* text) {
    GivenOptions given;
    return read_config(text, "c", cellos(), given).error().text();
  };
  EXPECT_EQ(said("\nstings = 4"), "c, line 2: no option is called 'stings', did you mean strings?");
  EXPECT_EQ(said("size = 1\nsize = 1"), "c, line 2: 'size' is given twice");
  EXPECT_EQ(said("as many as there are"),
            "c, line 1: not of the form NAME = VALUE; one option a line");
  EXPECT_EQ(said("strings = 40"), "c, line 1: `strings` must be from 1 to 8");
  GivenOptions given;
  EXPECT_EQ(read_config_file("none.conf", cellos(), given).error().code, ErrorCode::kNotFound);
}

TEST(OptionsFromJson, RefusesOtherTypes) {
  const auto said = [](const char* text) {
    const auto given = options_from_json(cellos(), nlohmann::json::parse(text));
    return given ? std::to_string(given->size()) : given.error().text();
  };
  EXPECT_EQ(said(R"({"strings": 5, "string_tension": null, "size": 2, "seed": 0})"), "3");
  EXPECT_EQ(said("[]"), "options are a JSON object");
  EXPECT_EQ(said(R"({"strings": 5.5})"), "strings: must be a whole number");
  EXPECT_EQ(said(R"({"strings": 18446744073709551615})"), "strings: must be from 1 to 8");
  EXPECT_EQ(said(R"({"seed": -1})"), "seed: must be 0 or more");
  EXPECT_EQ(said(R"({"seed": "1"})"), "seed: must be a whole number");
  EXPECT_EQ(said(R"({"players": ["Anna", 5]})"), "players: must be a list of texts");
  EXPECT_EQ(said(R"({"string_tension": "tight"})"), "string_tension: must be a number");
  EXPECT_EQ(said(R"({"wood": "oak"})"), "wood: must be spruce or maple, not 'oak'");
  EXPECT_THAT(said(R"({"sise": 1})"), HasSubstr("did you mean size?"));
}

}  // namespace
}  // namespace bach

// What there is to ask for.
#include <gtest/gtest.h>

#include <algorithm>

#include "answers.h"
#include "app/compose/options.h"
#include "app/train.h"

namespace bach::test {
namespace {

ordered_json catalog_of(const std::string& fields = "") {
  const auto events = answers_to(R"({"version": 1, "request": "catalog")" + fields + "}");
  EXPECT_EQ(events.back()["event"], "done") << events.back();
  return event_of(events, "catalog");
}

ordered_json named(const ordered_json& list, const std::string& name) {
  for (const ordered_json& each : list) {
    if (each["name"] == name) return each;
  }
  return {};
}

TEST(ApiCatalog, ListsWhatThereIs) {
  const ordered_json catalog = catalog_of();
  EXPECT_EQ(catalog["program"], BACH_VERSION);
  EXPECT_EQ(catalog["kinds"].size(), 8U);
  EXPECT_EQ(catalog["metres"].size(), 8U);
  EXPECT_EQ(catalog["metres"]["courante"], ordered_json({"3/4", "3/2"}));
  EXPECT_EQ(catalog["keys"].size(), 30U);
  EXPECT_EQ(named(catalog["keys"], "F# minor")["fifths"], 3);
  EXPECT_EQ(catalog["sounds"].size(), 128U);
  EXPECT_EQ(catalog["sounds"][42], "Cello");
  EXPECT_EQ(named(catalog["instruments"], "violin")["lowest"], 55);
  EXPECT_TRUE(named(catalog["instruments"], "contrabass").is_null());
  EXPECT_EQ(catalog["presets"][0]["name"], "suite");
  EXPECT_EQ(catalog["movements"].size(), 147U);
  EXPECT_EQ(named(catalog["movements"], "bwv1007-4")["metre"], "3/4");
  EXPECT_FALSE(catalog_of(R"(, "movements": false)").contains("movements"));
  const ordered_json& endings = catalog["as"];
  EXPECT_NE(std::find(endings.begin(), endings.end(), "wav"), endings.end());
}

TEST(ApiCatalog, TellsOptionsAsTheirTablesHaveThem) {
  const ordered_json options = catalog_of(R"(, "movements": false)")["options"];
  const ordered_json bars = named(options["compose"], "bars");
  EXPECT_EQ(bars["type"], "text");
  EXPECT_TRUE(bars["default"].is_null());
  const ordered_json top_p = named(options["suite"], "top_p");
  EXPECT_EQ(top_p["above"], 0);
  EXPECT_EQ(top_p["most"], 1);
  EXPECT_EQ(named(options["compose"], "seed")["default"], 42);
  EXPECT_EQ(named(options["compose"], "daring")["words"], ordered_json({"less", "usual", "more"}));
  EXPECT_EQ(named(options["compose"], "in_key")["type"], "flag");
  const ordered_json epochs = named(options["train"], "epochs");
  EXPECT_EQ(epochs["presets"]["suite"], train_options().defaults("suite").epochs);
  EXPECT_EQ(epochs["presets"]["notebook"], train_options().defaults("notebook").epochs);
  const ordered_json lanes = named(options["train"], "lanes");
  EXPECT_FALSE(lanes["presets"].contains("notebook")) << lanes;
  EXPECT_TRUE(lanes["least"].is_number_integer());
  EXPECT_TRUE(named(options["compose"], "from_bar").is_null());
  EXPECT_FALSE(named(options["infill"], "from_bar").is_null());
}

// Composing refuses what its metres do not name, and its message names those it has.
TEST(ApiCatalog, TellsTheMetresOfEachKind) {
  const ordered_json metres = catalog_of(R"(, "movements": false)")["metres"];
  for (const auto& [kind, list] : metres.items()) {
    ASSERT_FALSE(list.empty()) << kind;
    std::string named;
    for (const std::string metre : list) named += (named.empty() ? "" : ", ") + metre;
    const auto problem =
        answers_to(R"({"version": 1, "request": "compose", "options": {"kind": ")" + kind +
                   R"(", "metre": "7/8"}})")
            .back();
    const std::string message = problem["message"];
    EXPECT_TRUE(message.ends_with("known metres: " + named)) << message;
  }
}

// What it lists can be given, and what it does not list cannot.
TEST(ApiCatalog, ListsWhatRequestsTake) {
  const ordered_json options = catalog_of(R"(, "movements": false)")["options"];
  const std::pair<const char*, const OptionList*> tables[] = {
      {"compose", &compose_options()}, {"suite", &suite_options()}, {"train", &train_options()}};
  std::size_t refused = 0;
  for (const auto& [kind, table] : tables) {
    for (const Option& option : table->options()) {
      const std::string name(option.name);
      if (name == "from_bar" || name == "to_bar") continue;
      // Of another type, which is refused after the name was.
      const ordered_json problem = answers_to(R"({"version": 1, "request": ")" + std::string(kind) +
                                              R"(", "options": {")" + name + R"(": {}}})")
                                       .back();
      const std::string message = problem["message"];
      const bool unknown = message.find("request") != std::string::npos;
      EXPECT_EQ(named(options[kind], name).is_null(), unknown) << kind << " " << message;
      refused += unknown ? 1 : 0;
    }
  }
  EXPECT_GT(refused, 8U);
}

}  // namespace
}  // namespace bach::test

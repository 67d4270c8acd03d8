// The suite network follows from the table of features.
#include "suite/preset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "suite/record.h"

namespace bach {
namespace {

TEST(SuitePreset, IsAValidNetworkOverTheRecord) {
  const NetworkConfig config = suite_config();
  EXPECT_TRUE(validate(config).ok());
  EXPECT_TRUE(is_suite_config(config).ok());
  for (std::size_t c = 0; c < suite::columns(); ++c) {
    EXPECT_EQ(field_range(config, static_cast<int>(c)), suite::features()[c].values);
  }
  NetworkConfig other = config;
  other.hidden = 64;
  EXPECT_TRUE(is_suite_config(other).ok());
  other.fields[3].name = "tempo";
  EXPECT_NE(is_suite_config(other).error().message.find("'tempo'"), std::string::npos);
  other.fields.pop_back();
  EXPECT_FALSE(is_suite_config(other).ok());
}

// Names of fields in the order given.
std::string names(const NetworkConfig& config, const std::vector<int>& fields) {
  std::string text;
  for (const int field : fields) text += config.fields[static_cast<std::size_t>(field)].name + " ";
  return text;
}

TEST(SuitePreset, InputsHaveTheOrderOfTheTable) {
  const NetworkConfig config = suite_config();
  EXPECT_TRUE(std::is_sorted(config.inputs.begin(), config.inputs.end()));
  EXPECT_TRUE(names(config, config.inputs).starts_with("last_pitch last_rhythm last_class phase "));
}

TEST(SuitePreset, HeadsHaveTheirFieldsInTheOrderOfTheTableButForThoseThatFollowOthers) {
  const NetworkConfig config = suite_config();
  const HeadConfig& pitch = config.heads[kPitchHead];
  const HeadConfig& rhythm = config.heads[kRhythmHead];
  EXPECT_TRUE(names(config, pitch.fields).starts_with("phase strength "));
  EXPECT_THAT(names(config, pitch.fields), testing::HasSubstr(" end_clock last_class "));
  const std::string both = " bars_left bar_of_four motive ";
  EXPECT_THAT(names(config, pitch.fields), testing::HasSubstr(both + "chord local_key "));
  EXPECT_THAT(names(config, rhythm.fields),
              testing::EndsWith(both + "motive_rhythm pitch class interval match_rhythm "));
  std::vector<int> guesses;
  for (const GuessConfig& guess : rhythm.guesses) guesses.push_back(guess.field);
  EXPECT_TRUE(names(config, guesses)
                  .starts_with("rhythm_guess placed_rhythm match_rhythm beat_ago_rhythm "));
}

TEST(SuitePreset, ThePitchHeadIsTiedToThePitchesAndKnowsKeyAndStep) {
  const NetworkConfig config = suite_config();
  const HeadConfig& head = config.heads[kPitchHead];
  EXPECT_EQ(config.tables[static_cast<std::size_t>(head.tied_table)].name, "pitch");
  ASSERT_EQ(head.relatives.size(), 3u);
  EXPECT_EQ(names(config, {head.relatives[0].field}), "shift ");
  EXPECT_TRUE(head.relatives[0].cyclic);
  EXPECT_EQ(names(config, {head.relatives[1].field}), "root_shift ");
  EXPECT_TRUE(head.relatives[1].cyclic);
  EXPECT_EQ(names(config, {head.relatives[2].field}), "last_pitch ");
  EXPECT_FALSE(head.relatives[2].cyclic);
}

// Models of before there were plans are used as they are.
TEST(SuitePreset, EarlierNetworksAreLaidOverTheRecord) {
  const NetworkConfig whole = suite_config();
  EXPECT_EQ(over_this_record(whole), whole);
  EXPECT_TRUE(follows_harmony(whole));
  EXPECT_TRUE(follows_motives(whole));

  NetworkConfig early;
  early.tables = {{"pitch", kSuitePitches, 8}};
  const int last = suite::column("last_pitch");
  const int pitch = suite::column("pitch");
  early.fields = {whole.fields[static_cast<std::size_t>(pitch)],
                  whole.fields[static_cast<std::size_t>(last)]};
  early.inputs = {1};
  early.heads.resize(2);
  early.heads[0].name = "pitch";
  early.heads[0].classes = kSuitePitches;
  early.heads[0].relatives = {{"step", 1, 25, false}};
  early.heads[0].guesses = {{1, -1}};
  early.heads[1].name = "rhythm";
  early.heads[1].classes = kRhythmClasses;
  early.heads[1].fields = {0};
  ASSERT_TRUE(validate(early).ok());
  const NetworkConfig laid = over_this_record(early);
  EXPECT_TRUE(validate(laid).ok());
  EXPECT_TRUE(is_suite_config(laid).ok());
  EXPECT_EQ(laid.tables, early.tables);
  EXPECT_EQ(laid.inputs, std::vector<int>{last});
  EXPECT_EQ(laid.heads[0].relatives[0].field, last);
  EXPECT_EQ(laid.heads[0].guesses[0], (GuessConfig{last, -1}));
  EXPECT_EQ(laid.heads[1].fields, std::vector<int>{pitch});
  EXPECT_FALSE(follows_harmony(laid));
  EXPECT_FALSE(follows_motives(laid));

  early.fields[0].name = "tempo";
  EXPECT_EQ(over_this_record(early), early);
}

TEST(SuitePreset, TablesOfGuessesComeLast) {
  const std::vector<TableConfig> tables = suite_config().tables;
  ASSERT_GT(tables.size(), 2u);
  EXPECT_EQ(tables.front().name, "pitch");
  EXPECT_EQ(tables[tables.size() - 2].name, "pitch_guess");
  EXPECT_EQ(tables.back().name, "rhythm_guess");
}

}  // namespace
}  // namespace bach

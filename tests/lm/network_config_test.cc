#include "lm/network_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lm/network_config_text.h"
#include "lm/network_parameters.h"
#include "lm/small_sequence.h"

namespace bach {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(NetworkConfig, IsTheSameAfterTextAndBack) {
  for (const NetworkConfig& config :
       {plain_sequence_config(), rich_sequence_config(3, true), rich_sequence_config(1, false),
        window_sequence_config(2, true)}) {
    const std::string text = network_config_text(config);
    const Result<NetworkConfig> read = parse_sequence_config(text);
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(*read, config);
    EXPECT_EQ(network_config_text(*read), text);
    EXPECT_EQ(text.find('\n'), std::string::npos);
  }
}

TEST(NetworkConfig, CutAnywhereIsRefused) {
  const std::string text = network_config_text(rich_sequence_config(1, true));
  for (std::size_t length = 0; length < text.size(); ++length) {
    EXPECT_FALSE(parse_sequence_config(text.substr(0, length)).ok()) << length;
  }
}

// Why the plain network's text is refused after `from` became `to`.
std::string text_refusal(const std::string& from, const std::string& to) {
  std::string text = network_config_text(plain_sequence_config());
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  const Result<NetworkConfig> read = parse_sequence_config(text);
  return read.ok() ? "accepted" : read.error().message;
}

TEST(NetworkConfig, TextThatLiesIsRefusedWithTheReason) {
  EXPECT_THAT(text_refusal("\"hidden\":5", "\"hiden\":5"),
              HasSubstr("'hiden', did you mean hidden?"));
  EXPECT_THAT(text_refusal("\"hidden\":5", "\"hidden\":5000"), HasSubstr("hidden is 5000"));
  EXPECT_THAT(text_refusal("\"hidden\":5", "\"hidden\":99999999999"),
              HasSubstr("'hidden' is not a"));
  EXPECT_THAT(text_refusal("\"hidden\":5", "\"hidden\":-5"), HasSubstr("'hidden' is not a whole"));
  EXPECT_THAT(text_refusal("\"hidden\":5", "\"hidden\":\"5\""),
              HasSubstr("'hidden' is not a whole"));
  EXPECT_THAT(text_refusal("\"layers\":1", "\"layers\":9"), HasSubstr("layers is 9"));
  EXPECT_THAT(text_refusal("\"inputs\":[\"note\"]", "\"inputs\":[\"nota\"]"),
              HasSubstr("nothing called 'nota', did you mean note?"));
  EXPECT_THAT(text_refusal("\"inputs\":[\"note\"]", "\"inputs\":[]"),
              HasSubstr("number of inputs"));
  EXPECT_THAT(text_refusal("\"inputs\":[\"note\"]", "\"inputs\":7"), HasSubstr("not a list"));
  EXPECT_THAT(text_refusal("\"activation\":\"none\"", "\"activation\":\"gelu\""),
              HasSubstr("none, relu or tanh"));
  EXPECT_THAT(text_refusal("\"output\":0.0", "\"output\":1.0"), HasSubstr("output dropout is 1"));
  EXPECT_THAT(text_refusal("\"guesses\":[]", "\"guesses\":[{}]"), HasSubstr("has no 'field'"));
  EXPECT_THAT(text_refusal("\"classes\":7", "\"classes\":7,\"classes\":8"), HasSubstr("twice"));
  EXPECT_THAT(text_refusal("\"guesses\":[]", "\"guesses\":[[[[[[1]]]]]]"), HasSubstr("too deeply"));
}

TEST(NetworkConfig, WhatCannotBeIsNamed) {
  const auto message = [](auto change) {
    NetworkConfig config = rich_sequence_config(1, false);
    change(config);
    const Status status = validate(config);
    return status.ok() ? std::string("accepted") : status.error().message;
  };
  EXPECT_EQ(message([](NetworkConfig&) {}), "accepted");
  EXPECT_THAT(message([](auto& c) { c.tables[1].name = c.tables[0].name; }),
              HasSubstr("two of the tables are called pitch"));
  EXPECT_THAT(message([](auto& c) { c.fields[2].name = "a.b"; }), HasSubstr("small letters"));
  EXPECT_THAT(message([](auto& c) { c.fields[3].range = 5; }), HasSubstr("range of field strong"));
  EXPECT_THAT(message([](auto& c) { c.fields[5].range = 0; }), HasSubstr("range of field key"));
  EXPECT_THAT(message([](auto& c) { c.fields[0].table = 3; }), HasSubstr("table of field last"));
  EXPECT_THAT(message([](auto& c) { c.inputs = {5}; }), HasSubstr("key is among the inputs but"));
  EXPECT_THAT(message([](auto& c) { c.heads[0].relatives[1].outputs = 12; }), HasSubstr("odd"));
  EXPECT_THAT(message([](auto& c) { c.heads[0].relatives[1].outputs = 300; }), HasSubstr("step"));
  EXPECT_THAT(message([](auto& c) { c.heads[0].relatives[0].field = 99; }), HasSubstr("shift"));
  EXPECT_THAT(message([](auto& c) { c.heads[0].relatives[1].name = "shift"; }),
              HasSubstr("two of the relatives"));
  EXPECT_THAT(message([](auto& c) { c.heads[0].relatives[1].name = "guess_1"; }),
              HasSubstr("like a guess"));
  EXPECT_THAT(message([](auto& c) { c.heads[0].tied_table = 2; }), HasSubstr("tied to table"));
  EXPECT_THAT(message([](auto& c) { c.heads[0].tied_table = 1; }), HasSubstr("tied to table"));
  EXPECT_THAT(message([](auto& c) { c.heads[0].activation = Activation::kTanh; }),
              HasSubstr("no hidden layer"));
  EXPECT_THAT(message([](auto& c) { c.heads[1].guesses[0].bucket = 99; }), HasSubstr("bucket"));
  EXPECT_THAT(message([](auto& c) { c.heads.clear(); }), HasSubstr("number of heads"));
  EXPECT_THAT(message([](auto& c) { c.fields[0].dropout = 1; }), HasSubstr("dropout of field"));
}

TEST(NetworkConfig, OfWindowsHasTheirFormAndNoOther) {
  const NetworkConfig good = window_sequence_config(2, true);
  EXPECT_TRUE(validate(good).ok());
  EXPECT_EQ(window_network(window_config(good)), good);
  const auto message = [&](auto change) {
    NetworkConfig config = good;
    change(config);
    const Status status = validate(config);
    return status.ok() ? std::string("accepted") : status.error().message;
  };
  EXPECT_THAT(message([](auto& c) { c.window = 4097; }), HasSubstr("window is 4097"));
  EXPECT_THAT(message([](auto& c) { c.heads[0].hidden = 0; }), HasSubstr("one one-hot field"));
  EXPECT_THAT(message([](auto& c) { c.tables[0].width = 4; }), HasSubstr("one one-hot field"));
  EXPECT_THAT(message([](auto& c) { c.output_dropout = 0.5; }), HasSubstr("nothing else"));
  EXPECT_THAT(message([](auto& c) { c.fields[0].dropout = 0.5; }), HasSubstr("nothing else"));
}

TEST(NetworkConfigText, TakesTheOneShiftOfEarlierModels) {
  NetworkConfig config = rich_sequence_config(1, false);
  config.heads[0].relatives.resize(1);
  config.heads[2].relatives.clear();
  std::string text = network_config_text(config);
  const std::string now =
      R"("relatives":[{"name":"shift","field":"key","outputs":12,"cyclic":true}])";
  const std::size_t at = text.find(now);
  ASSERT_NE(at, std::string::npos) << text;
  text.replace(at, now.size(), R"("shift":"key")");
  const Result<NetworkConfig> read = parse_sequence_config(text);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(*read, config);
}

TEST(NetworkConfig, FieldsOfOneTableShareItsOneHotRows) {
  const NetworkConfig config = rich_sequence_config(1, false);
  const FieldInputs inputs = field_inputs(config, config.inputs);
  EXPECT_EQ(inputs.rows, 4);
  EXPECT_EQ(inputs.width, 5 + 5 + 3);
  ASSERT_EQ(inputs.one_hot.size(), 2u);
  EXPECT_EQ(inputs.one_hot[1].first, 0);
  ASSERT_EQ(inputs.embedded.size(), 3u);
  EXPECT_EQ(inputs.embedded[2].first, 10);
}

TEST(NetworkParameters, HaveTheNamesAndShapesOfTheContract) {
  const ParameterLayout layout(rich_sequence_config(2, false));
  std::vector<std::string> lines;
  for (const TensorSlot& slot : layout.tensors()) {
    std::string line = slot.name;
    for (const int extent : slot.shape) line += " " + std::to_string(extent);
    lines.push_back(line);
  }
  EXPECT_THAT(lines,
              ElementsAre("tables.pitch 13 5", "tables.rhythm 6 3", "lstm.weight_ih_l0 28 17",
                          "lstm.weight_hh_l0 28 7", "lstm.bias_ih_l0 28", "lstm.bias_hh_l0 28",
                          "lstm.weight_ih_l1 28 7", "lstm.weight_hh_l1 28 7", "lstm.bias_ih_l1 28",
                          "lstm.bias_hh_l1 28", "heads.pitch.output.weight 5 14",
                          "heads.pitch.output.bias 5", "heads.pitch.tied_bias 13",
                          "heads.pitch.shift.weight 12 14", "heads.pitch.shift.bias 12",
                          "heads.pitch.step.weight 19 14", "heads.pitch.step.bias 19",
                          "heads.pitch.guess.weight 2 14", "heads.pitch.guess_0.bias 4",
                          "heads.pitch.guess_1.bias 1", "heads.rhythm.hidden.weight 9 16",
                          "heads.rhythm.hidden.bias 9", "heads.rhythm.output.weight 6 9",
                          "heads.rhythm.output.bias 6", "heads.rhythm.guess.weight 1 9",
                          "heads.rhythm.guess_0.bias 4", "heads.length.hidden.weight 17 12",
                          "heads.length.hidden.bias 17", "heads.length.output.weight 4 17",
                          "heads.length.output.bias 4", "heads.length.shift.weight 12 17",
                          "heads.length.shift.bias 12"));
}

TEST(NetworkParameters, BeginWithTheForgetBiasAndZeroBonuses) {
  NetworkConfig config = rich_sequence_config(2, false);
  std::vector<float> with = initial_parameters(config, 3);
  config.forget_bias = 0;
  std::vector<float> without = initial_parameters(config, 3);
  const ParameterLayout layout(config);
  for (const TensorSlot& slot : layout.tensors()) {
    for (std::size_t k = 0; k < slot.size; ++k) {
      const bool forget = slot.name.starts_with("lstm.bias_ih") && k / 7 == 1;
      EXPECT_EQ(with[slot.offset + k], without[slot.offset + k] + (forget ? 1.0f : 0.0f))
          << slot.name;
      if (slot.name.ends_with("tied_bias") || slot.name.starts_with("heads.pitch.guess_")) {
        EXPECT_EQ(with[slot.offset + k], 0.0f);
      }
    }
  }
  EXPECT_EQ(with.size(), layout.size());
}

TEST(Batch, CutsLanesAndLeavesNothingBeyondTheirEnds) {
  const NetworkConfig config = plain_sequence_config();
  Lane longer{{1, 2, 3}, {2, 3, -1}, {1, 2, 3}, {1, 0, 0}};
  Lane shorter{{4}, {5}, {}, {1}};
  const std::vector<Lane> lanes = {longer, shorter};
  Batch batch;
  cut_batch(config, lanes, 0, 2, batch);
  EXPECT_THAT(batch.fields, ElementsAre(1, 4, 2, -1));
  EXPECT_THAT(batch.targets, ElementsAre(2, 5, 3, -1));
  EXPECT_THAT(batch.weights, ElementsAre(1, 1, 2, 0));
  EXPECT_THAT(batch.begins, ElementsAre(1, 1, 0, 0));
  EXPECT_EQ(counted_rows(batch), 3);
  cut_batch(config, lanes, 2, 2, batch);
  EXPECT_THAT(batch.fields, ElementsAre(3, -1, -1, -1));
  EXPECT_EQ(counted_rows(batch), 0);
}

TEST(Batch, FieldsDropAtTheirRateAndNoOthers) {
  const NetworkConfig config = rich_sequence_config(1, true);
  Batch batch;
  batch.lanes = 20;
  batch.steps = 50;
  batch.fields.assign(1000 * config.fields.size(), 2);
  drop_fields(config, 1, 2, batch);
  int dropped = 0;
  for (std::size_t row = 0; row < 1000; ++row) {
    for (std::size_t f = 0; f < config.fields.size(); ++f) {
      const int value = batch.fields[row * config.fields.size() + f];
      EXPECT_TRUE(value == 2 || (f == 4 && value == -1));
      dropped += value == -1 ? 1 : 0;
    }
  }
  EXPECT_NEAR(dropped, 400, 60);
}

}  // namespace
}  // namespace bach

// Model files of networks over sequences.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "lm/model_file.h"
#include "lm/network_config_text.h"
#include "lm/network_parameters.h"
#include "lm/safetensors.h"
#include "lm/small_model.h"
#include "lm/small_sequence.h"

namespace bach {
namespace {

using ::testing::HasSubstr;

Model small_sequence_model() {
  Model model;
  model.config = rich_sequence_config(2, true);
  model.parameters = initial_parameters(model.config, 3);
  model.card = model_of(small_config(1)).card;
  model.card.starts.clear();
  return model;
}

// Why the model's file is refused after `change`.
template <typename Change>
std::string sequence_refusal_after(Change change) {
  const auto bytes = encode_model(small_sequence_model());
  auto file = *parse_safetensors(bytes, "x");
  change(file);
  const auto decoded =
      decode_model(write_safetensors(file.metadata, file.tensors), "bach.safetensors");
  return decoded.ok() ? "accepted" : decoded.error().message;
}

TEST(NetworkModelFile, ReadsBackWhatWasWritten) {
  const Model model = small_sequence_model();
  const auto bytes = encode_model(model);
  EXPECT_EQ(bytes, encode_model(model));
  const auto decoded = decode_model(bytes, "x");
  ASSERT_TRUE(decoded.ok()) << decoded.error().message;
  EXPECT_TRUE(*decoded == model);
}

// A network of windows described as one over sequences is the same network.
TEST(NetworkModelFile, MayDescribeWindows) {
  Model windows = model_of(small_config(1));
  windows.card.starts.clear();
  auto bytes = encode_model(windows);
  auto file = *parse_safetensors(bytes, "x");
  EXPECT_EQ(file.metadata["kind"], "windows");
  file.metadata["kind"] = "sequences";
  file.metadata["network"] = network_config_text(windows.config);
  const auto decoded = decode_model(write_safetensors(file.metadata, file.tensors), "x");
  ASSERT_TRUE(decoded.ok()) << decoded.error().message;
  EXPECT_TRUE(*decoded == windows);
}

TEST(NetworkModelFile, ThatLiesIsRefusedWithTheReason) {
  EXPECT_EQ(sequence_refusal_after([](Safetensors&) {}), "accepted");
  EXPECT_THAT(sequence_refusal_after([](auto& file) { file.metadata.erase("network"); }),
              HasSubstr("no 'network'"));
  EXPECT_THAT(sequence_refusal_after([](auto& file) { file.metadata["network"] = "{"; }),
              HasSubstr("not valid JSON"));
  EXPECT_THAT(sequence_refusal_after([](auto& file) { file.metadata["network"] = "{}"; }),
              HasSubstr("number of fields"));
  EXPECT_THAT(sequence_refusal_after([](auto& file) {
                NetworkConfig larger = rich_sequence_config(2, true);
                larger.hidden = 4096;
                file.metadata["network"] = network_config_text(larger);
              }),
              HasSubstr("has the shape (28, 17) instead of (16384, 17)"));
  EXPECT_THAT(sequence_refusal_after([](auto& file) { file.tensors.pop_back(); }),
              HasSubstr("is missing"));
  EXPECT_THAT(sequence_refusal_after([](auto& file) { file.metadata["kind"] = "windows"; }),
              HasSubstr("no 'rows'"));
  EXPECT_THAT(sequence_refusal_after([](auto& file) { file.metadata["seed"] = "x"; }),
              HasSubstr("not a number"));
}

TEST(NetworkModelFile, CutShortOrWithAWeightThatIsNoNumberIsRefused) {
  Model model = small_sequence_model();
  const auto bytes = encode_model(model);
  for (const std::size_t length : {bytes.size() - 1, bytes.size() / 2, std::size_t{100}}) {
    EXPECT_FALSE(decode_model(std::span(bytes).first(length), "x").ok()) << length;
  }
  model.parameters[7] = std::numeric_limits<float>::quiet_NaN();
  const auto decoded = decode_model(encode_model(model), "x");
  ASSERT_FALSE(decoded.ok());
  EXPECT_THAT(decoded.error().message, HasSubstr("'tables.pitch'"));
}

}  // namespace
}  // namespace bach

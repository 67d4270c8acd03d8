#include "lm/model_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/sha256.h"
#include "lm/safetensors.h"
#include "lm/small_model.h"

namespace bach {
namespace {

using ::testing::HasSubstr;

Model small_model(int layers = 1) { return model_of(small_config(layers)); }

std::string refusal(std::span<const std::uint8_t> bytes) {
  const auto decoded = decode_model(bytes, "bach.safetensors");
  return decoded.ok() ? "accepted" : decoded.error().message;
}

// The small model's file with its metadata and tensors changed by `change`.
template <typename Change>
std::string refusal_after(Change change) {
  const auto bytes = encode_model(small_model());
  auto file = *parse_safetensors(bytes, "x");
  change(file);
  return refusal(write_safetensors(file.metadata, file.tensors));
}

std::string refusal_with(const std::string& key, const std::string& value) {
  return refusal_after([&](Safetensors& file) { file.metadata[key] = value; });
}

TEST(ModelFile, ReadsBackWhatWasWritten) {
  for (const int layers : {1, 2, 3}) {
    const Model model = small_model(layers);
    const auto decoded = decode_model(encode_model(model), "x");
    ASSERT_TRUE(decoded.ok()) << decoded.error().message;
    EXPECT_TRUE(*decoded == model) << layers;
  }
}

TEST(ModelFile, ReadsBackAModelWithoutTheOptionalParts) {
  Model model = small_model();
  model.card.held_out_nats.reset();
  model.card.starts.clear();
  model.config.layer_dropout = model.config.head_dropout = 0;
  const auto decoded = decode_model(encode_model(model), "x");
  ASSERT_TRUE(decoded.ok()) << decoded.error().message;
  EXPECT_TRUE(*decoded == model);
}

TEST(ModelFile, IsTheSameForTheSameModel) {
  const auto bytes = encode_model(small_model());
  EXPECT_EQ(bytes, encode_model(small_model()));
  // Written by an earlier build: a change here is a change of the format.
  EXPECT_EQ(sha256_hex(bytes), "74fa5a10b13055caa655627d3c5187f8e8a3dbc4a234b8db708506be647e110b");
}

TEST(ModelFile, KeepsHalfOfEachWeightIfAsked) {
  const Model model = small_model();
  const auto whole = encode_model(model), half = encode_model(model, WeightType::kFloat16);
  EXPECT_LT(half.size(), whole.size() - model.parameters.size());
  const auto read = decode_model(half, "m");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->card, model.card);
  ASSERT_EQ(read->parameters.size(), model.parameters.size());
  for (std::size_t k = 0; k < model.parameters.size(); ++k) {
    EXPECT_NEAR(read->parameters[k], model.parameters[k],
                std::fabs(model.parameters[k]) * 0x1p-11 + 0x1p-25);
  }
  EXPECT_EQ(encode_model(*read, WeightType::kFloat16), half);
}

TEST(ModelFile, CutShortAnywhereIsRefused) {
  const auto bytes = encode_model(small_model());
  ASSERT_EQ(refusal(bytes), "accepted");
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const auto decoded = decode_model(std::span(bytes).first(length), "bach.safetensors");
    ASSERT_FALSE(decoded.ok()) << length;
    ASSERT_THAT(decoded.error().message, HasSubstr("bach.safetensors: ")) << length;
    ASSERT_EQ(decoded.error().code, ErrorCode::kTruncated) << length;
  }
}

TEST(ModelFile, WithOneByteMoreIsRefused) {
  auto bytes = encode_model(small_model());
  bytes.push_back(0);
  EXPECT_THAT(refusal(bytes), HasSubstr("1 bytes after the last tensor"));
}

TEST(ModelFile, WithAnyHeaderByteChangedIsRefusedOrStillWhole) {
  const auto bytes = encode_model(small_model());
  const std::size_t data = ParameterLayout(window_network(small_config(1))).size() * sizeof(float);
  int refused = 0;
  for (std::size_t at = 0; at < bytes.size() - data; ++at) {
    for (const char other : {'\0', '"', '0', '9', '{', '\xFF'}) {
      auto changed = bytes;
      changed[at] = static_cast<std::uint8_t>(other);
      const auto decoded = decode_model(changed, "x");
      if (decoded.ok()) {  // some other name or number: it must still hang together
        EXPECT_TRUE(validate(decoded->config).ok());
        EXPECT_EQ(decoded->parameters.size(), ParameterLayout(decoded->config).size());
      } else {
        ++refused;
      }
    }
  }
  EXPECT_GT(refused, 1000);
}

TEST(ModelFile, WithAnyBitOfItsWeightsFlippedIsRefused) {
  for (const WeightType type : {WeightType::kFloat32, WeightType::kFloat16}) {
    Model model = small_model();
    model.attachments = {{"a", {1, 2, 3}}};
    const auto bytes = encode_model(model, type);
    const Result<Safetensors> file = parse_safetensors(bytes, "x");
    ASSERT_TRUE(file.ok());
    const auto data = static_cast<std::size_t>(file->tensors.front().bytes.data() - bytes.data());
    EXPECT_TRUE(has_digest(bytes));
    for (std::size_t at = data; at < bytes.size(); at += 7) {
      auto changed = bytes;
      changed[at] ^= static_cast<std::uint8_t>(1U << at % 8);
      ASSERT_NE(refusal(changed), "accepted") << at;
    }
    auto changed = bytes;
    changed.back() ^= 1U;
    EXPECT_THAT(refusal(changed), HasSubstr("not those its digest"));
  }
}

TEST(ModelFile, WithoutADigestIsReadAndSaysSo) {
  const auto bytes = encode_model(small_model());
  Result<Safetensors> file = parse_safetensors(bytes, "x");
  ASSERT_TRUE(file.ok());
  file->metadata.erase("tensors_sha256");
  const auto foreign = write_safetensors(file->metadata, file->tensors);
  EXPECT_EQ(refusal(foreign), "accepted");
  EXPECT_FALSE(has_digest(foreign));
}

TEST(ModelFile, IsCheckedByItsShapesAlone) {
  const auto bytes = encode_model(small_model());
  Result<Safetensors> file = parse_safetensors(bytes, "x");
  ASSERT_TRUE(file.ok());
  for (SafetensorsTensor& tensor : file->tensors) tensor.bytes = {};
  EXPECT_TRUE(check_model_shapes(*file, "x").ok());
  EXPECT_TRUE(has_digest(*file));
  Safetensors other = *file;
  other.tensors.front().shape.push_back(1);
  EXPECT_THAT(check_model_shapes(other, "x").error().message, HasSubstr("has the shape"));
  other = *file;
  other.tensors.pop_back();
  EXPECT_THAT(check_model_shapes(other, "x").error().message, HasSubstr("is missing"));
  other = *file;
  other.metadata.erase("kind");
  EXPECT_THAT(check_model_shapes(other, "x").error().message, HasSubstr("'kind'"));
}

TEST(ModelFile, NotWrittenByUsIsRefused) {
  EXPECT_THAT(refusal({}), HasSubstr("not a safetensors file"));
  const std::string midi = "MThd\0\0\0\6\0\1\0\1\1\xe0MTrk";
  EXPECT_THAT(refusal(std::vector<std::uint8_t>(midi.begin(), midi.end())),
              HasSubstr("not a safetensors file"));
  EXPECT_THAT(refusal_after([](Safetensors& file) { file.metadata.clear(); }),
              HasSubstr("no 'bach_format'; was it written by bach?"));
  EXPECT_THAT(refusal_with("bach_format", "2"), HasSubstr("format '2', this program reads"));
  EXPECT_THAT(refusal_with("kind", "oracle"), HasSubstr("kind 'oracle'"));
}

TEST(ModelFile, WithMetadataThatLiesIsRefused) {
  EXPECT_THAT(refusal_with("hidden", "six"), HasSubstr("'hidden' is 'six', not a number"));
  EXPECT_THAT(refusal_with("hidden", "6 "), HasSubstr("not a number"));
  EXPECT_THAT(refusal_with("hidden", ""), HasSubstr("not a number"));
  EXPECT_THAT(refusal_with("hidden", "99999999999"), HasSubstr("not a number"));
  EXPECT_THAT(refusal_with("hidden", "4096"), HasSubstr("instead of (16384, 11)"));
  EXPECT_THAT(refusal_with("hidden", "1000000"), HasSubstr("hidden is 1000000"));
  EXPECT_THAT(refusal_with("layers", "0"), HasSubstr("layers is 0"));
  EXPECT_THAT(refusal_with("layers", "2"), HasSubstr("'lstm.weight_ih_l1' is missing"));
  EXPECT_THAT(refusal_with("window", "0"), HasSubstr("window is 0"));
  EXPECT_THAT(refusal_with("window", "6"), HasSubstr("does not hold 6 rows"));
  EXPECT_THAT(refusal_with("window", "4"), HasSubstr("does not hold 4 rows"));
  EXPECT_THAT(refusal_with("dropout", "nan"), HasSubstr("not a number"));
  EXPECT_THAT(refusal_with("dropout", "1"), HasSubstr("dropout"));
  EXPECT_THAT(refusal_with("seed", "-1"), HasSubstr("not a number"));
  EXPECT_THAT(refusal_with("held_out_nats", "inf"), HasSubstr("not a number"));
  EXPECT_THAT(refusal_with("starts", "1 2 3 4 11"), HasSubstr("other than rows 0 to 10"));
  EXPECT_THAT(refusal_with("starts", "1 2 3 4 -1"), HasSubstr("other than rows"));
  EXPECT_THAT(refusal_with("starts", "1 2 3 4 5;;1 2 3 4 5"), HasSubstr("window 2 does not"));
  EXPECT_THAT(refusal_with("starts", "1,2,3,4,5"), HasSubstr("other than rows"));
  EXPECT_THAT(refusal_after([](Safetensors& file) { file.metadata.erase("starts"); }),
              HasSubstr("no 'starts'"));
}

TEST(ModelFile, WithTheWrongTensorsIsRefused) {
  const std::vector<std::uint8_t> four(4);
  EXPECT_THAT(refusal_after([](Safetensors& file) { file.tensors.pop_back(); }),
              HasSubstr("is missing"));
  EXPECT_THAT(refusal_after([&](Safetensors& file) {
                file.tensors.push_back({"extra", "F32", {1}, four});
              }),
              HasSubstr("'extra' is not part of the network"));
  EXPECT_THAT(refusal_after([](Safetensors& file) {
                for (auto& tensor : file.tensors) {
                  if (tensor.name == "lstm.bias_ih_l0") tensor.dtype = "I32";
                }
              }),
              HasSubstr("is of type I32, not F32 or F16"));
  EXPECT_THAT(refusal_after([](Safetensors& file) {
                for (auto& tensor : file.tensors) {
                  if (tensor.name == "lin_1.weight") tensor.shape = {6, 7};
                }
              }),
              HasSubstr("'lin_1.weight' has the shape (6, 7) instead of (7, 6)"));
  EXPECT_THAT(refusal_after([](Safetensors& file) {
                for (auto& tensor : file.tensors) {
                  if (tensor.name == "lin_1.weight") tensor.shape = {42};
                }
              }),
              HasSubstr("the shape (42) instead"));
}

TEST(ModelFile, CarriesWhatIsAttached) {
  Model model = small_model();
  model.attachments = {{"empty", {}}, {"finder", {1, 2, 255}}};
  for (const WeightType type : {WeightType::kFloat32, WeightType::kFloat16}) {
    const auto decoded = decode_model(encode_model(model, type), "x");
    ASSERT_TRUE(decoded.ok()) << decoded.error().message;
    EXPECT_EQ(decoded->attachments, model.attachments);
  }
  ASSERT_NE(model.find("finder"), nullptr);
  EXPECT_EQ(model.find("finder")->bytes.size(), 3u);
  EXPECT_EQ(model.find("plans"), nullptr);

  const std::vector<std::uint8_t> four(4);
  EXPECT_THAT(refusal_after([&](Safetensors& file) {
                file.tensors.push_back({"attached.finder", "F32", {1}, four});
              }),
              HasSubstr("'attached.finder' is not a row of bytes"));
  EXPECT_THAT(refusal_after([&](Safetensors& file) {
                file.tensors.push_back({"attached.finder", "U8", {2, 2}, four});
              }),
              HasSubstr("'attached.finder' is not a row of bytes"));
}

TEST(ModelFile, WithAWeightThatIsNoNumberIsRefused) {
  for (const float bad :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
        -std::numeric_limits<float>::infinity()}) {
    Model model = small_model();
    model.parameters[model.parameters.size() - 3] = bad;
    EXPECT_THAT(refusal(encode_model(model)), HasSubstr("number 8 of tensor 'lin_2.bias'"));
  }
}

}  // namespace
}  // namespace bach

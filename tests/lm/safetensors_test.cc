#include "lm/safetensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace bach {
namespace {

using ::testing::HasSubstr;

// A file with this header and `data` bytes of zeros.
std::vector<std::uint8_t> file_of(const std::string& header, std::size_t data) {
  std::vector<std::uint8_t> bytes;
  for (int shift = 0; shift < 64; shift += 8) {
    bytes.push_back(static_cast<std::uint8_t>(std::uint64_t{header.size()} >> shift));
  }
  bytes.insert(bytes.end(), header.begin(), header.end());
  bytes.resize(bytes.size() + data, 0);
  return bytes;
}

std::string safetensors_refusal(const std::vector<std::uint8_t>& bytes) {
  const auto parsed = parse_safetensors(bytes, "x.safetensors");
  return parsed.ok() ? "accepted" : parsed.error().message;
}

std::string safetensors_refusal(const std::string& header, std::size_t data) {
  return safetensors_refusal(file_of(header, data));
}

TEST(Safetensors, ReadBackWhatWasWritten) {
  const std::vector<std::uint8_t> a = {1, 2, 3, 4, 5, 6, 7, 8}, b = {9, 10, 11};
  const std::vector<SafetensorsTensor> tensors = {
      {"weights", "F32", {2, 1}, a}, {"bytes", "U8", {3}, b}, {"empty", "F32", {0, 5}, {}}};
  const auto bytes = write_safetensors({{"key", "värde \"quoted\""}}, tensors);
  EXPECT_EQ((bytes.size() - a.size() - b.size()) % 8, 0u);
  const auto parsed = parse_safetensors(bytes, "x");
  ASSERT_TRUE(parsed.ok()) << parsed.error().message;
  EXPECT_EQ(parsed->metadata.at("key"), "värde \"quoted\"");
  ASSERT_EQ(parsed->tensors.size(), 3u);
  const SafetensorsTensor* weights = parsed->find("weights");
  ASSERT_NE(weights, nullptr);
  EXPECT_EQ(weights->shape, (std::vector<std::uint64_t>{2, 1}));
  EXPECT_TRUE(std::equal(a.begin(), a.end(), weights->bytes.begin(), weights->bytes.end()));
  EXPECT_EQ(parsed->find("bytes")->bytes.back(), 11);
  EXPECT_EQ(parsed->find("nothing"), nullptr);
  EXPECT_EQ(bytes, write_safetensors({{"key", "värde \"quoted\""}}, tensors));
}

TEST(Safetensors, SayWhatTheyHoldByTheirHeaderAlone) {
  const std::vector<std::uint8_t> a(24, 1), b(3, 2);
  const auto bytes =
      write_safetensors({{"key", "value"}}, {{{"a", "F32", {2, 3}, a}, {"b", "U8", {3}, b}}});
  const std::size_t header = bytes.size() - a.size() - b.size();
  const auto said = parse_safetensors_header(std::span(bytes).first(header), bytes.size(), "x");
  ASSERT_TRUE(said.ok()) << said.error().message;
  EXPECT_EQ(said->metadata.at("key"), "value");
  ASSERT_EQ(said->tensors.size(), 2u);
  EXPECT_EQ(said->tensors[0].shape, (std::vector<std::uint64_t>{2, 3}));
  EXPECT_TRUE(said->tensors[0].bytes.empty());
  // The size is part of it: terabytes are as good as bytes, and one too few is none.
  EXPECT_FALSE(
      parse_safetensors_header(std::span(bytes).first(header), bytes.size() - 1, "x").ok());
  EXPECT_FALSE(
      parse_safetensors_header(std::span(bytes).first(header), bytes.size() + 1, "x").ok());
  EXPECT_FALSE(
      parse_safetensors_header(std::span(bytes).first(header - 1), bytes.size(), "x").ok());
  const auto huge = file_of(
      R"({"w":{"dtype":"F8_E4M3","shape":[1048576,1048576],"data_offsets":[0,1099511627776]}})", 0);
  EXPECT_TRUE(parse_safetensors_header(huge, huge.size() + (std::uint64_t{1} << 40), "x").ok());
  EXPECT_FALSE(parse_safetensors_header(huge, huge.size(), "x").ok());
}

TEST(Safetensors, MayBePaddedWithSpacesAndHoldNoTensor) {
  EXPECT_EQ(safetensors_refusal("{}   ", 0), "accepted");
  EXPECT_EQ(safetensors_refusal(R"({"s":{"dtype":"F32","shape":[],"data_offsets":[0,4]}} )", 4),
            "accepted");
}

TEST(Safetensors, RefuseLengthsThatLie) {
  EXPECT_THAT(safetensors_refusal({}), HasSubstr("0 bytes, not even the 8"));
  EXPECT_THAT(safetensors_refusal({1, 2, 3}), HasSubstr("3 bytes, not even the 8"));
  EXPECT_THAT(safetensors_refusal(std::vector<std::uint8_t>(16, 0xFF)),
              HasSubstr("at most 4194304"));
  EXPECT_THAT(safetensors_refusal({9, 0, 0, 0, 0, 0, 0, 0, '{', '}'}),
              HasSubstr("but only 2 follow"));
  EXPECT_THAT(safetensors_refusal({0, 0, 0, 0, 0, 0, 0, 0, '{', '}'}), HasSubstr("does not begin"));
}

TEST(Safetensors, RefuseHeadersThatAreNotTheJsonExpected) {
  EXPECT_THAT(safetensors_refusal("[]", 0), HasSubstr("does not begin with '{'"));
  EXPECT_THAT(safetensors_refusal("{\"a\":", 0), HasSubstr("not valid JSON"));
  EXPECT_THAT(safetensors_refusal("{} x", 0), HasSubstr("not valid JSON"));
  EXPECT_THAT(safetensors_refusal("{\"\xff\":1}", 0), HasSubstr("not valid JSON"));
  EXPECT_THAT(safetensors_refusal(R"({"a":1})", 0), HasSubstr("'a' is not described by"));
  EXPECT_THAT(safetensors_refusal(R"({"a":{"dtype":"F32","shape":[1]}})", 4),
              HasSubstr("not described by"));
  EXPECT_THAT(safetensors_refusal(R"({"__metadata__":[]})", 0), HasSubstr("__metadata__ is not"));
  EXPECT_THAT(safetensors_refusal(R"({"__metadata__":{"k":1}})", 0),
              HasSubstr("'k' is not a string"));
  EXPECT_THAT(safetensors_refusal("{\"a\":" + std::string(100000, '['), 0),
              HasSubstr("nested too deeply"));
}

TEST(Safetensors, RefuseNamesSaidTwice) {
  const std::string tensor = R"("a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]})";
  EXPECT_THAT(safetensors_refusal("{" + tensor + "," + tensor + "}", 1),
              HasSubstr("names 'a' twice"));
  EXPECT_THAT(safetensors_refusal(R"({"__metadata__":{"k":"1","k":"2"}})", 0),
              HasSubstr("'k' twice"));
  EXPECT_THAT(safetensors_refusal(
                  R"({"a":{"dtype":"U8","dtype":"F32","shape":[1],"data_offsets":[0,1]}})", 1),
              HasSubstr("'dtype' twice"));
}

TEST(Safetensors, RefuseTensorsThatCannotBe) {
  const auto tensor = [](const char* dtype, const char* shape, const char* offsets) {
    return std::string(R"({"a":{"dtype":)") + dtype + R"(,"shape":)" + shape +
           R"(,"data_offsets":)" + offsets + "}}";
  };
  EXPECT_EQ(safetensors_refusal(tensor("\"F32\"", "[2]", "[0,8]"), 8), "accepted");
  EXPECT_THAT(safetensors_refusal(tensor("7", "[2]", "[0,8]"), 8),
              HasSubstr("dtype that is not a string"));
  EXPECT_THAT(safetensors_refusal(tensor("\"F31\"", "[2]", "[0,8]"), 8),
              HasSubstr("unknown dtype 'F31'"));
  EXPECT_THAT(safetensors_refusal(tensor("\"F32\"", "2", "[0,8]"), 8),
              HasSubstr("shape that is not a list"));
  EXPECT_THAT(safetensors_refusal(tensor("\"F32\"", "[-2]", "[0,8]"), 8),
              HasSubstr("shape that is not"));
  EXPECT_THAT(safetensors_refusal(tensor("\"F32\"", "[2.0]", "[0,8]"), 8),
              HasSubstr("shape that is not"));
  EXPECT_THAT(safetensors_refusal(tensor("\"F32\"", "[2]", "[0]"), 8),
              HasSubstr("not two numbers"));
  EXPECT_THAT(safetensors_refusal(tensor("\"F32\"", "[2]", "[8,0]"), 8),
              HasSubstr("ends before it begins"));
  EXPECT_THAT(safetensors_refusal(tensor("\"F32\"", "[2]", "[0,9]"), 8),
              HasSubstr("there are 8 bytes"));
  EXPECT_THAT(safetensors_refusal(tensor("\"F32\"", "[3]", "[0,8]"), 8),
              HasSubstr("needs 12 bytes"));
  EXPECT_THAT(safetensors_refusal(tensor("\"F32\"", "[4611686018427387905,1]", "[0,4]"), 4),
              HasSubstr("impossible shape"));
  EXPECT_THAT(safetensors_refusal(tensor("\"F32\"", "[4294967296,4294967296]", "[0,0]"), 0),
              HasSubstr("impossible shape"));
}

TEST(Safetensors, RefuseOverlapsGapsAndLeftovers) {
  const auto two = [](const char* first, const char* second) {
    return std::string(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":)") + first +
           R"(},"b":{"dtype":"U8","shape":[4],"data_offsets":)" + second + "}}";
  };
  EXPECT_EQ(safetensors_refusal(two("[0,4]", "[4,8]"), 8), "accepted");
  EXPECT_EQ(safetensors_refusal(two("[4,8]", "[0,4]"), 8), "accepted");
  EXPECT_THAT(safetensors_refusal(two("[0,4]", "[3,7]"), 8), HasSubstr("'b' overlaps"));
  EXPECT_THAT(safetensors_refusal(two("[0,4]", "[0,4]"), 4), HasSubstr("overlaps"));
  EXPECT_THAT(safetensors_refusal(two("[0,4]", "[5,9]"), 9), HasSubstr("'b' begins after a gap"));
  EXPECT_THAT(safetensors_refusal(two("[1,5]", "[5,9]"), 9), HasSubstr("'a' begins after a gap"));
  EXPECT_THAT(safetensors_refusal(two("[0,4]", "[4,8]"), 9),
              HasSubstr("1 bytes after the last tensor"));
}

TEST(Safetensors, ShowNamesFromFilesSafely) {
  EXPECT_EQ(shown_name("plain"), "'plain'");
  EXPECT_EQ(shown_name("a\x1b[2Jb\n"), "'a?[2Jb?'");
  EXPECT_EQ(shown_name(std::string(70, 'x')), "'" + std::string(60, 'x') + "…'");
  EXPECT_EQ(shown_name(std::string(59, 'x') + "é…"), "'" + std::string(59, 'x') + "…'");
}

}  // namespace
}  // namespace bach

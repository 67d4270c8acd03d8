// The finder's parameters in a model file.
#include "harmony/finder_bytes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

namespace bach {
namespace {

std::string refusal(const std::vector<std::uint8_t>& bytes) {
  const Result<FinderParameters> read = finder_from_bytes(bytes, "x.safetensors");
  return read ? "" : read.error().message;
}

TEST(FinderBytes, ComeBack) {
  for (const FinderParameters& parameters : {shipped_finder_parameters(), textbook_parameters()}) {
    const Result<FinderParameters> read = finder_from_bytes(finder_bytes(parameters), "x");
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(*read, parameters);
  }
}

TEST(FinderBytes, OfAnotherNumberOrWithoutProbabilitiesAreRefused) {
  std::vector<std::uint8_t> bytes = finder_bytes(shipped_finder_parameters());
  bytes.pop_back();
  EXPECT_THAT(refusal(bytes), testing::StartsWith("x.safetensors: its harmony finder has "));
  EXPECT_THAT(refusal({}), testing::HasSubstr(" has 0 bytes"));
  for (const float bad : {-0.1F, 1.5F, std::nanf("")}) {
    bytes = finder_bytes(shipped_finder_parameters());
    std::memcpy(bytes.data() + 40, &bad, sizeof bad);
    EXPECT_THAT(refusal(bytes), testing::HasSubstr("no probability")) << bad;
  }
}

}  // namespace
}  // namespace bach

#include "base/base64.h"

#include <gtest/gtest.h>

#include <string_view>

namespace bach {
namespace {

std::string base64_of(std::string_view text) {
  return base64_text(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

// The vectors of RFC 4648, section 10.
TEST(Base64, IsThatOfTheRfc) {
  EXPECT_EQ(base64_of(""), "");
  EXPECT_EQ(base64_of("f"), "Zg==");
  EXPECT_EQ(base64_of("fo"), "Zm8=");
  EXPECT_EQ(base64_of("foo"), "Zm9v");
  EXPECT_EQ(base64_of("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64_of("\xFB\xFF\xFE"), "+//+");
}

}  // namespace
}  // namespace bach

#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bach {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes bytes(const std::string& text) { return {text.begin(), text.end()}; }

TEST(Utf8, KnowsItsOwn) {
  for (const char* text : {"", "Bach", "Prélude", "序曲", "𝄢", "\xEF\xBF\xBF", "\xED\x9F\xBF"}) {
    EXPECT_TRUE(is_utf8(bytes(text))) << text;
  }
}

TEST(Utf8, RefusesWhatOnlyLooksLikeIt) {
  const Bytes lone_continuation = {0x80};
  const Bytes overlong_slash = {0xC0, 0xAF};
  const Bytes overlong_three = {0xE0, 0x9F, 0xBF};
  const Bytes surrogate = {0xED, 0xA0, 0x80};
  const Bytes beyond = {0xF4, 0x90, 0x80, 0x80};
  const Bytes cut_off = {'a', 0xE5, 0xBA};
  const Bytes wrong_third = {0xE5, 0xBA, 'x'};
  for (const Bytes& text : {lone_continuation, overlong_slash, overlong_three, surrogate, beyond,
                            cut_off, wrong_third, Bytes{0xFF}}) {
    EXPECT_FALSE(is_utf8(text));
  }
}

TEST(DecodeText, ReadsWindows1252WhereItIsNotUtf8) {
  const DecodedText decoded = decode_text(Bytes{0x80, ' ', 0xE4, 0x9F, 0x81});
  EXPECT_EQ(decoded.utf8, "€ äŸ\xC2\x81");
  EXPECT_TRUE(decoded.converted);
}

TEST(DecodeText, ReadsUtf16ByItsMark) {
  EXPECT_EQ(decode_text(Bytes{0xFE, 0xFF, 0x00, 'A', 0xD8, 0x34, 0xDD, 0x22}).utf8, "A𝄢");
  EXPECT_EQ(decode_text(Bytes{0xFF, 0xFE, 'A', 0x00, 0x34, 0xD8}).utf8, "A\uFFFD");  // half a pair
  EXPECT_EQ(decode_text(Bytes{0xFF, 0xFE, 'A'}).utf8, "");
}

TEST(DecodeText, DropsZerosAtTheEnd) {
  const DecodedText decoded = decode_text(Bytes{'A', 0, 'B', 0, 0});
  EXPECT_EQ(decoded.utf8, std::string("A\0B", 3));
  EXPECT_FALSE(decoded.converted);
}

TEST(CutText, KeepsCharactersWhole) {
  std::string text = "Prélude";
  cut_text(text, 3);  // in the middle of é
  EXPECT_EQ(text, "Pr");
  cut_text(text, 3);
  EXPECT_EQ(text, "Pr");
}

}  // namespace
}  // namespace bach

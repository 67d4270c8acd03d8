#include "audio/general_midi.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bach {
namespace {

using testing::HasSubstr;

TEST(GeneralMidi, ByNameInAnyCaseOrByNumberFromOne) {
  EXPECT_EQ(*parse_instrument("cello"), 42);
  EXPECT_EQ(*parse_instrument("43"), 42);
  EXPECT_EQ(*parse_instrument("Church ORGAN"), 19);
  EXPECT_EQ(*parse_instrument("1"), 0);
  EXPECT_EQ(*parse_instrument("128"), 127);
  for (int program = 0; program < 128; ++program) {
    EXPECT_EQ(*parse_instrument(std::string(instrument_name(program))), program);
  }
}

TEST(GeneralMidi, SaysWhatComesNearest) {
  EXPECT_THAT(parse_instrument("celo").error().message, HasSubstr("did you mean cello?"));
  for (const char* wrong : {"0", "129", "", "-1", "4 3"}) {
    EXPECT_EQ(parse_instrument(wrong).error().code, ErrorCode::kInvalidArgument) << wrong;
  }
}

}  // namespace
}  // namespace bach

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "nn/engine/isa.h"
#include "nn/engine/kernel_table.h"

namespace bach::engine {
namespace {

using ::testing::HasSubstr;

TEST(ChooseIsa, TakesTheFastestThereIs) {
  for (const char* nothing : {static_cast<const char*>(nullptr), ""}) {
    const auto chosen = choose_isa(nothing);
    ASSERT_TRUE(chosen.ok());
    for (const Isa isa : all_isas()) {
      EXPECT_TRUE(!isa_available(isa) || *chosen >= isa);
    }
  }
}

TEST(ChooseIsa, ObeysWhatIsForcedOrSaysWhyNot) {
  for (const Isa isa : all_isas()) {
    const auto chosen = choose_isa(std::string(isa_name(isa)).c_str());
    if (isa_available(isa)) {
      ASSERT_TRUE(chosen.ok());
      EXPECT_EQ(*chosen, isa);
    } else {
      ASSERT_FALSE(chosen.ok());
      EXPECT_EQ(chosen.error().code, ErrorCode::kUnsupported);
      EXPECT_THAT(chosen.error().message, HasSubstr(std::string(isa_name(isa))));
    }
  }
}

TEST(ChooseIsa, RefusesNamesItDoesNotKnow) {
  const auto chosen = choose_isa("sse9");
  ASSERT_FALSE(chosen.ok());
  EXPECT_EQ(chosen.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(chosen.error().message, HasSubstr("sse9"));
}

TEST(Kernels, TablesKnowTheirLevel) {
  for (const Isa isa : all_isas()) {
    EXPECT_TRUE(!isa_available(isa) || kernels(isa).isa == isa);
  }
}

}  // namespace
}  // namespace bach::engine

#include "base/json_assert.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <exception>
#include <new>

namespace bach {
namespace {

struct HalfMade {
  ~HalfMade() noexcept { fail_json_assertion("type == null"); }
};

void end_with_7_where_memory_ended() {
  std::set_terminate([] {
    try {
      std::rethrow_exception(std::current_exception());
    } catch (const std::bad_alloc&) {
      std::_Exit(7);
    }
  });
  try {
    const HalfMade value;
    throw std::bad_alloc();
  } catch (const std::bad_alloc&) {
    std::_Exit(8);
  }
}

TEST(JsonAssertDeathTest, IsAboutMemoryWhereThatEnded) {
  EXPECT_EXIT(end_with_7_where_memory_ended(), testing::ExitedWithCode(7), "");
}

TEST(JsonAssertDeathTest, ElseSaysWhatDoesNotHold) {
  EXPECT_DEATH(fail_json_assertion("1 == 2"), "1 == 2 does not hold");
}

}  // namespace
}  // namespace bach

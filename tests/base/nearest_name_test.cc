#include "base/nearest_name.h"

#include <gtest/gtest.h>

namespace bach {
namespace {

const std::vector<std::string> kVerbs = {"train", "compose", "render", "--temperature"};

TEST(NearestName, ForgivesSlipsOfTheFinger) {
  EXPECT_EQ(nearest_name("tarin", kVerbs), "train");
  EXPECT_EQ(nearest_name("Compse", kVerbs), "compose");
  EXPECT_EQ(nearest_name("--temprature", kVerbs), "--temperature");
}

TEST(NearestName, DoesNotGuessWildly) {
  EXPECT_EQ(nearest_name("violin", kVerbs), "");
  EXPECT_EQ(nearest_name("", {"mid"}), "");
  EXPECT_EQ(did_you_mean("xyz", kVerbs), "");
  EXPECT_EQ(did_you_mean("rendr", kVerbs), ", did you mean render?");
}

TEST(NearestName, IsBoundedForAbsurdInput) {
  EXPECT_EQ(nearest_name(std::string(1000000, 'a'), kVerbs), "");
}

}  // namespace
}  // namespace bach

#include "evaluate/splits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "corpus/corpus.h"

namespace bach {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> all_movements() {
  std::vector<std::string> names;
  for (const Movement& movement : cello_movements()) names.push_back(movement.alias);
  return names;
}

TEST(Splits, AAndBHoldOneMovementOfEachSuiteAndHaveNoneInCommon) {
  std::set<std::string> held;
  for (const char* name : {"A", "B"}) {
    const auto split = split_of(name, all_movements());
    ASSERT_TRUE(split.ok()) << split.error().message;
    ASSERT_EQ(split->folds.size(), 1u);
    std::set<char> suites;
    for (const std::string& piece : split->folds[0].held_out) {
      suites.insert(piece[2]);
      EXPECT_TRUE(held.insert(piece).second) << piece;
    }
    EXPECT_EQ(suites.size(), 6u);
  }
}

TEST(Splits, SuitesHoldsEachMovementOutOnce) {
  const auto split = split_of("suites", all_movements());
  ASSERT_TRUE(split.ok());
  ASSERT_EQ(split->folds.size(), 6u);
  EXPECT_EQ(split->folds[2].name, "suite 3");
  std::set<std::string> held;
  for (const Fold& fold : split->folds) {
    EXPECT_EQ(fold.held_out.size(), 6u);
    held.insert(fold.held_out.begin(), fold.held_out.end());
  }
  EXPECT_EQ(held.size(), 36u);
}

TEST(Splits, TakesAList) {
  const auto split = split_of("b,d", {"a", "b", "c", "d"});
  ASSERT_TRUE(split.ok());
  EXPECT_EQ(split->name, "b,d");
  EXPECT_THAT(split->folds[0].held_out, ElementsAre("b", "d"));
}

TEST(Splits, SaysWhatIsWrong) {
  const auto message = [](const std::string& name, const std::vector<std::string>& known) {
    const auto split = split_of(name, known);
    return split.ok() ? std::string("no error") : split.error().message;
  };
  EXPECT_THAT(message("cs1-6gi", all_movements()), HasSubstr("did you mean cs1-6gig?"));
  EXPECT_THAT(message("suite", all_movements()), HasSubstr("did you mean suites?"));
  EXPECT_THAT(message("A,cs1-6gig", all_movements()), HasSubstr("A is a split of its own"));
  EXPECT_THAT(message("a,a", {"a", "b"}), HasSubstr("'a' is named twice"));
  EXPECT_THAT(message("a,b", {"a", "b"}), HasSubstr("nothing is left"));
  EXPECT_THAT(message("", {"a", "b"}), HasSubstr("no piece called ''"));
  EXPECT_THAT(message("A", {"a", "b"}), HasSubstr("no piece called 'cs1-6gig'"));
  EXPECT_THAT(message("suites", {"a", "b"}), HasSubstr("two suites"));
}

}  // namespace
}  // namespace bach

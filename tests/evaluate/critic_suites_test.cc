#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evaluate/critic/suites.h"

namespace bach {
namespace {

using testing::ElementsAre;

using Texts = std::vector<std::string>;

TEST(CriticSuites, MovementsAreOfTheirWork) {
  EXPECT_THAT(suite_names(Texts{"cs1-1pre", "vp2-5cha"}, Texts{"cs1-1pre", "bwv1004-5"},
                          std::vector<char>{1, 1}),
              ElementsAre("cs1", "vp2"));
}

TEST(CriticSuites, FilesAreOfTheirFolder) {
  EXPECT_THAT(suite_names(Texts{"1-prelude", "1-prelude", "cs1-1pre"},
                          Texts{"out/1/1-prelude.mid", "out/2/1-prelude.mid", "cs1-1pre"},
                          std::vector<char>{0, 0, 1}),
              ElementsAre("out/1", "out/2", "cs1"));
}

TEST(CriticSuites, InOneFolderTheBeginningOfTheNameTells) {
  EXPECT_THAT(suite_names(Texts{"a_1", "a_2", "b-1"}, Texts{"x/a_1.mid", "x/a_2.mid", "x/b-1.mid"},
                          std::vector<char>{0, 0, 0}),
              ElementsAre("a", "a", "b"));
  // All different, or all the same: each piece stands alone.
  EXPECT_THAT(
      suite_names(Texts{"a-1", "b-1"}, Texts{"a-1.mid", "b-1.mid"}, std::vector<char>{0, 0}),
      ElementsAre("a-1", "b-1"));
  EXPECT_THAT(
      suite_names(Texts{"a-1", "a-2"}, Texts{"a-1.mid", "a-2.mid"}, std::vector<char>{0, 0}),
      ElementsAre("a-1", "a-2"));
}

TEST(CriticSuites, FoldsAreTheSetsSuites) {
  const SuiteFolds dealt =
      deal_suites(Texts{"cs2", "cs1", "cs2", "cs3"}, Texts{"x", "y", "z", "v", "cs3", "x"});
  EXPECT_EQ(dealt.folds, 3);
  EXPECT_THAT(dealt.set_suite, ElementsAre(1, 0, 1, 2));
  EXPECT_THAT(dealt.set_fold, ElementsAre(1, 0, 1, 2));
  // cs3 is where the set's is; the others are dealt in turn: v, x, y, z.
  EXPECT_THAT(dealt.judged_suite, ElementsAre(2, 3, 4, 1, 0, 2));
  EXPECT_THAT(dealt.judged_fold, ElementsAre(1, 2, 0, 0, 2, 1));
  EXPECT_THAT(dealt.judged_shares, ElementsAre(0, 0, 0, 0, 1, 0));
}

TEST(CriticSuites, ManySuitesMakeTenFolds) {
  Texts set;
  for (int i = 0; i < 25; ++i) set.push_back(std::string(1, static_cast<char>('a' + i)));
  const SuiteFolds dealt = deal_suites(set, Texts{"!"});
  EXPECT_EQ(dealt.folds, kMostFolds);
  EXPECT_EQ(dealt.set_fold[24], 4);
  EXPECT_EQ(dealt.judged_fold[0], 0);
}

}  // namespace
}  // namespace bach

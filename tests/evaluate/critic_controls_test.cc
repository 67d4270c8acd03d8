#include "evaluate/critic_controls.h"

#include <gtest/gtest.h>

#include "corpus/corpus.h"

namespace bach {
namespace {

// doc/critic.md has the figures; here stand floors, and what must not be told apart.
class CriticControls : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    threads_ = new ThreadPool(2);
    bach_ = new std::vector<CriticPiece>(controls::heard_movements(cello_movements(), *threads_));
  }
  static void TearDownTestSuite() {
    delete bach_;
    delete threads_;
  }
  static double auc(const std::vector<CriticPiece>& judged) {
    const CriticReport report = criticise(judged, *bach_, *threads_);
    EXPECT_EQ(report.no_classifier, "");
    return report.auc.value_or(-1);
  }

  static ThreadPool* threads_;
  static std::vector<CriticPiece>* bach_;
};

ThreadPool* CriticControls::threads_ = nullptr;
std::vector<CriticPiece>* CriticControls::bach_ = nullptr;

TEST_F(CriticControls, BachIsFortyTwoDancesOfSixSuites) {
  std::size_t dances = 0;
  for (const CriticPiece& piece : *bach_) dances += piece.dances.size();
  EXPECT_EQ(bach_->size(), 36u);
  EXPECT_EQ(dances, 42u);
}

TEST_F(CriticControls, ItselfIsNotTold) {
  const CriticReport report = criticise(*bach_, *bach_, *threads_);
  EXPECT_LT(*report.auc, 0.6);
  EXPECT_EQ(report.separation->mean, 0);
  EXPECT_EQ(report.judged.front().values[0].value, report.set.front().values[0].value);
}

TEST_F(CriticControls, ShuffledBarsAreHeard) {
  EXPECT_GT(auc(controls::changed(*bach_, controls::bars_shuffled, *threads_)), 0.85);
}

TEST_F(CriticControls, TransposedBlocksAreHeard) {
  EXPECT_GT(auc(controls::changed(*bach_, controls::blocks_transposed, *threads_)), 0.95);
}

TEST_F(CriticControls, WrongNotesAreHeardTheMoreThereAre) {
  const auto wrong = [&](std::uint32_t per_thousand) {
    return auc(controls::changed(
        *bach_,
        [&](const CriticDance& dance, std::uint32_t row) {
          return controls::notes_moved(dance, row, per_thousand);
        },
        *threads_));
  };
  const double few = wrong(10);
  const double more = wrong(40);
  EXPECT_GT(more, 0.75);
  EXPECT_LT(few, more);
}

TEST_F(CriticControls, ThreadsChangeNothing) {
  const std::vector<CriticPiece> judged =
      controls::changed(*bach_, controls::bars_shuffled, *threads_);
  ThreadPool alone(1);
  EXPECT_EQ(criticise(judged, *bach_, *threads_), criticise(judged, *bach_, alone));
}

}  // namespace
}  // namespace bach

#include "compose/melody_generator.h"

#include <gtest/gtest.h>

#include <set>

#include "lm/network_parameters.h"
#include "lm/small_sequence.h"
#include "lm/window_config.h"

namespace bach {
namespace {

constexpr int kEndRow = 6;

class MelodyGenerator : public ::testing::Test {
 protected:
  std::vector<std::vector<int>> generate(int lanes, std::uint32_t output,
                                         std::vector<int> primer = {6, 1}) {
    NetworkPredictor predictor(config_, parameters_, lanes, engine::Isa::kPortable);
    MelodyPlan plan = plan_;
    plan.output = output;
    const std::vector<std::vector<int>> beginnings(static_cast<std::size_t>(lanes), primer);
    const auto rows = continue_melodies(predictor, beginnings, plan, {}, cancellation_);
    return rows.ok() ? *rows : std::vector<std::vector<int>>();
  }

  NetworkConfig config_ = plain_sequence_config();
  std::vector<float> parameters_ = initial_parameters(config_, 1);
  MelodyPlan plan_{.notes = 50, .sampling = {}, .seed = 3, .output = 0, .forbidden = kEndRow};
  Cancellation cancellation_;
};

TEST_F(MelodyGenerator, EachPieceIsTheSameAloneAndAmongOthers) {
  const auto together = generate(4, 0);
  ASSERT_EQ(together.size(), 4u);
  for (std::uint32_t k = 0; k < 4; ++k) EXPECT_EQ(generate(1, k)[0], together[k]);
  EXPECT_EQ(generate(2, 2)[1], together[3]);
  EXPECT_NE(together[0], together[1]);
}

TEST_F(MelodyGenerator, NeverChoosesWhatIsForbidden) {
  std::set<int> chosen;
  for (const auto& piece : generate(8, 0)) {
    EXPECT_EQ(piece.size(), 50u);
    chosen.insert(piece.begin(), piece.end());
  }
  EXPECT_EQ(chosen, (std::set<int>{0, 1, 2, 3, 4, 5}));
}

TEST_F(MelodyGenerator, HearsAllOfThePrimer) {
  plan_.sampling.greedy = false;
  bool differs = false;
  for (int first = 0; first < 6; ++first) {
    differs = differs || generate(1, 0, {first, 1}) != generate(1, 0, {6, 1});
  }
  EXPECT_TRUE(differs);
}

TEST_F(MelodyGenerator, ANetworkOfWindowsSeesTheLastRowsAlone) {
  config_ = window_network({.vocabulary = 7, .window = 3, .layers = 1, .hidden = 8, .dense = 5});
  parameters_ = initial_parameters(config_, 1);
  const auto together = generate(3, 0, {6, 1, 2, 3});
  ASSERT_EQ(together.size(), 3u);
  EXPECT_EQ(together, generate(3, 0, {5, 1, 2, 3}));
  EXPECT_EQ(together[1], generate(1, 1, {1, 2, 3})[0]);
  EXPECT_NE(together, generate(3, 0, {1, 2, 4}));
}

TEST_F(MelodyGenerator, StopsOnRequest) {
  cancellation_.request();
  NetworkPredictor predictor(config_, parameters_, 1, engine::Isa::kPortable);
  const std::vector<std::vector<int>> beginnings = {{6}};
  const auto rows = continue_melodies(predictor, beginnings, plan_, {}, cancellation_);
  ASSERT_FALSE(rows.ok());
  EXPECT_EQ(rows.error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace bach

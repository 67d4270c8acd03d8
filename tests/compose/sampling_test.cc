#include "compose/sampling.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

#include "base/random.h"

namespace bach {
namespace {

constexpr float kForbidden = -std::numeric_limits<float>::infinity();

std::vector<double> frequencies(const SamplingOptions& options, const std::vector<float>& logits) {
  Sampler sampler(options);
  const CounterRandom random(7, Purpose::kSample);
  std::vector<double> counts(logits.size());
  constexpr int kDraws = 40000;
  for (int i = 0; i < kDraws; ++i) {
    const int chosen =
        sampler.choose(logits, random.uniform_double(0, 0, static_cast<std::uint32_t>(i)));
    counts[static_cast<std::size_t>(chosen)] += 1.0 / kDraws;
  }
  return counts;
}

TEST(Sampling, FollowsTheSoftmax) {
  const std::vector<float> logits = {0.0f, std::log(2.0f), std::log(5.0f)};
  const auto seen = frequencies({}, logits);
  EXPECT_NEAR(seen[0], 1.0 / 8, 0.01);
  EXPECT_NEAR(seen[1], 2.0 / 8, 0.01);
  EXPECT_NEAR(seen[2], 5.0 / 8, 0.01);
}

TEST(Sampling, TemperatureRaisesProbabilitiesToItsInverse) {
  const std::vector<float> logits = {0.0f, std::log(3.0f)};
  EXPECT_NEAR(frequencies({.temperature = 0.5}, logits)[1], 9.0 / 10, 0.01);
}

TEST(Sampling, TopKKeepsTheBestAndLowerIndicesAmongEquals) {
  const auto seen = frequencies({.top_k = 2}, {1.0f, 3.0f, 1.0f, 0.0f});
  EXPECT_GT(seen[0], 0);
  EXPECT_GT(seen[1], 0);
  EXPECT_EQ(seen[2], 0);
  EXPECT_EQ(seen[3], 0);
}

TEST(Sampling, TopPKeepsTheFewestThatHoldTheMass) {
  // Probabilities 0.5, 0.3, 0.2: a nucleus of 0.6 needs two of them.
  const std::vector<float> logits = {std::log(0.5f), std::log(0.3f), std::log(0.2f)};
  const auto seen = frequencies({.top_p = 0.6}, logits);
  EXPECT_NEAR(seen[0], 5.0 / 8, 0.01);
  EXPECT_NEAR(seen[1], 3.0 / 8, 0.01);
  EXPECT_EQ(seen[2], 0);
}

TEST(Sampling, ATinyNucleusIsTheMostProbable) {
  EXPECT_NEAR(frequencies({.top_p = 1e-9}, {0.0f, 2.0f, 1.0f})[1], 1, 1e-9);
}

TEST(Sampling, GreedyTakesTheFirstOfTheBest) {
  Sampler greedy({.greedy = true});
  EXPECT_EQ(greedy.choose(std::vector<float>{1.0f, 4.0f, 4.0f}, 0.99), 1);
}

TEST(Sampling, WhatIsForbiddenIsNeverChosen) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const auto seen = frequencies({}, {kForbidden, 0.0f, nan, -80.0f});
  EXPECT_EQ(seen[0], 0);
  EXPECT_EQ(seen[2], 0);
  EXPECT_NEAR(seen[1], 1, 1e-9);
}

TEST(Sampling, TheEdgesOfTheUniformChooseTheEdgesOfTheRanking) {
  Sampler sampler({});
  const std::vector<float> logits = {0.0f, 1.0f, 2.0f};
  EXPECT_EQ(sampler.choose(logits, 0.0), 2);
  EXPECT_EQ(sampler.choose(logits, 1.0 - 0x1p-53), 0);
}

}  // namespace
}  // namespace bach

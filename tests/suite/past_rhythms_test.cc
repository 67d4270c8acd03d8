// Rhythms that a piece has shown become more probable, and nothing else changes.
#include "suite/past_rhythms.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace bach::suite {
namespace {

// What a network may say: every class a share, the later the greater.
std::vector<double> some_shares() {
  std::vector<double> shares(kRhythmClasses);
  std::iota(shares.begin(), shares.end(), 1.0);
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  for (double& share : shares) share /= sum;
  return shares;
}

TEST(PastRhythms, SayNothingOfAPieceThatHasNotBegun) {
  const PastRhythms past;
  std::vector<double> shares = some_shares();
  past.mix_into(shares);
  EXPECT_EQ(shares, some_shares());
  EXPECT_EQ(past.mixed(0.25, 3), 0.25);
}

TEST(PastRhythms, MixTheSharesOfAllClasses) {
  PastRhythms past;
  const std::vector<double> network = some_shares();
  for (int n = 0; n < 100; ++n) {
    past.add(n * n % 23);
    std::vector<double> shares = network;
    past.mix_into(shares);
    ASSERT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), 1.0, 1e-12);
    for (std::size_t k = 0; k < shares.size(); ++k) {
      ASSERT_NEAR(past.mixed(network[k], static_cast<int>(k)), shares[k], 1e-15);
      ASSERT_GT(shares[k], network[k] / 2);  // the network's share is more than half
    }
  }
}

TEST(PastRhythms, ExpectWhatCameAgain) {
  PastRhythms past;
  for (int n = 0; n < 40; ++n) past.add(n % 3);  // 0 1 2 0 1 2 … 0
  EXPECT_GT(past.mixed(0.01, 1), 0.4);
  EXPECT_LT(past.mixed(0.01, 2), 0.01);
  // What never came keeps the network's share and little more.
  EXPECT_LT(past.mixed(0.01, 7), 0.0065);
}

TEST(PastRhythms, HaveFiniteNatsWhateverTheNetworkSays) {
  PastRhythms past;
  EXPECT_NEAR(past.mixed_nats(2, 5), 2, 1e-12);
  past.add(5);
  past.add(5);
  EXPECT_NEAR(past.mixed_nats(2, 5), -std::log(past.mixed(std::exp(-2.0), 5)), 1e-12);
  EXPECT_NEAR(past.mixed_nats(900, 7), 900 - std::log(0.6), 1e-9);
}

TEST(PastRhythms, LookNoFartherBackThanTenNotes) {
  // What came before the last ten makes no difference to the context, only to the counts.
  PastRhythms one, other;
  one.add(5);
  other.add(6);
  for (int n = 0; n < 30; ++n) {
    one.add(n % 4);
    other.add(n % 4);
  }
  EXPECT_DOUBLE_EQ(one.mixed(0.1, 2), other.mixed(0.1, 2));
  EXPECT_GT(one.mixed(0.001, 5), other.mixed(0.001, 5));
}

TEST(PastRhythms, AreThoseOfTheLatestNotes) {
  constexpr auto kReach = static_cast<int>(PastRhythms::kReach);
  std::vector<SuiteNote> notes;
  PastRhythms past;
  for (int n = 0; n < 4 * kReach; ++n) {
    const auto rhythm = static_cast<std::uint8_t>(n < kReach ? n % 3 : 20 + n * n % 7);
    notes.push_back({n, 1, {60, rhythm}, 0});
    past.add(rhythm);
    if (n % 97 != 0 && n % kReach > 1 && n % kReach < kReach - 1) continue;
    const PastRhythms same(notes);
    for (const int next : {1, 21, 24}) {
      ASSERT_EQ(same.mixed(0.001, next), past.mixed(0.001, next)) << n;
    }
  }
  PastRhythms latest;
  for (const SuiteNote& note : std::span(notes).last(PastRhythms::kReach)) {
    latest.add(note.token.rhythm);
  }
  EXPECT_EQ(latest.mixed(0.001, 21), past.mixed(0.001, 21));
  PastRhythms first;
  for (int n = 0; n < kReach; ++n) first.add(n % 3);
  EXPECT_NE(first.mixed(0.001, 0), past.mixed(0.001, 0));
}

TEST(PastRhythms, CopiesGoTheirOwnWays) {
  PastRhythms past;
  for (int n = 0; n < 12; ++n) past.add(n % 2);
  PastRhythms copy = past;
  copy.add(9);
  copy.add(9);
  EXPECT_GT(copy.mixed(0.01, 9), 0.1);
  EXPECT_LT(past.mixed(0.01, 9), 0.01);
}

TEST(PastRhythms, SpeakWhereNobodyPlanned) {
  SuitePlan plan;
  EXPECT_TRUE(PastRhythms::speak_for(plan));
  plan.harmony.emplace_back();
  EXPECT_FALSE(PastRhythms::speak_for(plan));
}

}  // namespace
}  // namespace bach::suite

// What counting makes of movements it has not seen, against figures taken before with other code:
// nats per note over the first track of split A, repeats played, from the 21st note of each piece.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/corpus.h"
#include "ngram/backoff_model.h"

namespace bach {
namespace {

constexpr std::array<std::string_view, 6> kSplitA = {"cs1-6gig", "cs2-2all", "cs3-3cou",
                                                     "cs4-5bou", "cs5-4sar", "cs6-1pre"};
constexpr std::array<std::string_view, 6> kSplitB = {"cs1-3cou", "cs2-6gig", "cs3-5bou",
                                                     "cs4-2all", "cs5-6gig", "cs6-4sar"};
constexpr int kSymbols = 84;
using Pieces = std::vector<std::vector<int>>;

std::pair<Pieces, Pieces> learned_and_held_out(const std::array<std::string_view, 6>& names) {
  std::pair<Pieces, Pieces> pieces;
  for (const Movement& movement : cello_movements()) {
    const auto score = load_movement(movement);
    if (!score.ok()) continue;
    std::vector<int> pitches;
    for (const Note& note : score->tracks.front().notes) pitches.push_back(note.pitch - 1);
    const bool held = std::find(names.begin(), names.end(), movement.alias) != names.end();
    (held ? pieces.second : pieces.first).push_back(std::move(pitches));
  }
  return pieces;
}

double nats(const BackoffModel& learned, const Pieces& pieces, bool adapt) {
  double sum = 0;
  std::size_t notes = 0;
  for (const std::vector<int>& piece : pieces) {
    BackoffModel model = learned;
    for (std::size_t i = 0; i < piece.size(); ++i) {
      const std::span<const int> history = std::span(piece).first(i);
      if (i >= 20) {
        sum -= std::log(model.probability(history, piece[i]));
        ++notes;
      }
      if (adapt) model.observe(history, piece[i]);
    }
  }
  return sum / static_cast<double>(notes);
}

double learned_nats(const std::pair<Pieces, Pieces>& pieces, int context, double discount,
                    bool adapt) {
  BackoffModel model({kSymbols, context, discount});
  for (const std::vector<int>& piece : pieces.first) model.learn(piece);
  return nats(model, pieces.second, adapt);
}

TEST(HeldOut, SplitAReachesTheFiguresTakenBefore) {
  const auto pieces = learned_and_held_out(kSplitA);
  ASSERT_EQ(pieces.second.size(), 6u);
  EXPECT_NEAR(nats(BackoffModel({.symbols = 79}), pieces.second, false), 4.37, 0.005);
  EXPECT_NEAR(learned_nats(pieces, 0, 1.5, false), 3.24, 0.005);
  EXPECT_NEAR(learned_nats(pieces, 5, 1.5, false), 2.49, 0.02);
  EXPECT_NEAR(nats(BackoffModel({kSymbols, 10, 0.9}), pieces.second, true), 1.71, 0.05);
  EXPECT_NEAR(learned_nats(pieces, 6, 0.85, true), 1.69, 0.02);
  EXPECT_NEAR(learned_nats(pieces, 8, 0.85, true), 1.59, 0.02);

  BackoffModel transposed({kSymbols, 5, 1.5});
  for (std::vector<int> piece : pieces.first) {
    for (int& pitch : piece) pitch -= 6;
    for (int shift = -6; shift <= 5; ++shift) {
      transposed.learn(piece);
      for (int& pitch : piece) ++pitch;
    }
  }
  EXPECT_NEAR(nats(transposed, pieces.second, false), 2.43, 0.02);
}

TEST(HeldOut, SplitBReachesTheFigureTakenBefore) {
  const auto pieces = learned_and_held_out(kSplitB);
  ASSERT_EQ(pieces.second.size(), 6u);
  EXPECT_NEAR(learned_nats(pieces, 12, 0.9, true), 1.24, 0.02);
}

}  // namespace
}  // namespace bach

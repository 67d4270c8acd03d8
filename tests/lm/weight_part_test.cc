#include "lm/weight_part.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "lm/network_weights.h"
#include "lm/parameters.h"
#include "lm/small_sequence.h"

namespace bach {
namespace {

NetworkWeights weights_of_parts(const NetworkConfig& config) {
  return {config, engine::host_kernels(engine::Isa::kPortable), true};
}

// Each parameter is in one part, the heads' come first, the tables with the first layer.
TEST(WeightParts, HaveAllNumbersOnceInTheOrderOfTheWayBack) {
  const NetworkConfig config = rich_sequence_config(2, true);
  const NetworkWeights weights = weights_of_parts(config);
  for (const std::size_t most : {std::size_t{1}, std::size_t{3000}, std::size_t{1} << 20}) {
    const std::vector<WeightPart> parts = weight_parts(weights, most);
    std::vector<int> seen(weights.arena().size());
    int stage = 0;
    for (const WeightPart& part : parts) {
      EXPECT_GE(part.stage, stage);
      stage = part.stage;
      EXPECT_TRUE(part.numbers <= most || part.pieces.size() == 1);
      for (const WeightPiece& piece : part.pieces) {
        EXPECT_EQ(piece.kind == WeightPiece::kHead, stage == 0);
        EXPECT_TRUE(piece.kind != WeightPiece::kTable || stage == 2);
      }
      visit_spans(part, {0, part.numbers}, [&](const WeightSpan& span, std::size_t) {
        for (std::size_t i = 0; i < span.in_arena.count; ++i) ++seen[span.in_arena.offset + i];
      });
    }
    EXPECT_EQ(stage, 2);
    EXPECT_LE(*std::max_element(seen.begin(), seen.end()), 1);
    std::copy(seen.begin(), seen.end(), weights.arena().values());
    std::vector<float> parameters(ParameterLayout(config).size());
    weights.export_parameters(parameters);
    EXPECT_EQ(parameters, std::vector<float>(parameters.size(), 1.0f));
    EXPECT_TRUE(most > 1 || parts.size() > 10) << parts.size();
  }
}

TEST(WeightParts, AreSharedChunkByChunk) {
  NetworkConfig config = rich_sequence_config(1, false);
  config.hidden = 80;
  const NetworkWeights weights = weights_of_parts(config);
  for (const WeightPart& part : weight_parts(weights)) {
    std::size_t covered = 0;
    for (std::size_t chunk = 0; chunk < chunks_of(part); ++chunk) {
      EXPECT_EQ(chunk_of(part, chunk).first, covered);
      EXPECT_GT(chunk_of(part, chunk).count(), std::size_t{0});
      covered = chunk_of(part, chunk).end;
    }
    EXPECT_EQ(covered, part.numbers);
    for (const int ranks : {1, 2, 3, 7, 64}) {
      std::size_t numbers = 0, chunks = 0;
      for (int rank = 0; rank < ranks; ++rank) {
        EXPECT_EQ(slice_of_rank(part, rank, ranks).first, numbers);
        numbers = slice_of_rank(part, rank, ranks).end;
        EXPECT_EQ(chunks_of_rank(part, rank, ranks).first, chunks);
        chunks = chunks_of_rank(part, rank, ranks).end;
      }
      EXPECT_EQ(numbers, part.numbers);
      EXPECT_EQ(chunks, chunks_of(part));
    }
  }
}

// What is visited of a range is what is visited of all, from `first` on.
TEST(WeightParts, AreVisitedInParts) {
  const NetworkConfig config = rich_sequence_config(1, false);
  const NetworkWeights weights = weights_of_parts(config);
  const WeightPart part = weight_parts(weights).back();
  const auto places = [&](PartRange range) {
    std::vector<std::size_t> found;
    visit_spans(part, range, [&](const WeightSpan& span, std::size_t number) {
      EXPECT_EQ(number, found.size());
      for (std::size_t i = 0; i < span.in_arena.count; ++i) {
        found.push_back(span.in_arena.offset + i);
      }
    });
    return found;
  };
  const std::vector<std::size_t> all = places({0, part.numbers});
  ASSERT_EQ(all.size(), part.numbers);
  for (std::size_t first = 0; first < part.numbers; first += 304) {
    const std::size_t end = std::min(first + 560, part.numbers);
    const auto at = [&](std::size_t number) {
      return all.begin() + static_cast<std::ptrdiff_t>(number);
    };
    EXPECT_EQ(places({first, end}), std::vector<std::size_t>(at(first), at(end)));
  }
}

}  // namespace
}  // namespace bach

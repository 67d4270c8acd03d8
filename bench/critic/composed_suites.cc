#include "critic/composed_suites.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "app/suite.h"
#include "score/unfold.h"

namespace bach {
namespace {

constexpr Key kKeys[] = {{0, 1, Mode::kMajor},  {0, -1, Mode::kMinor}, {0, 0, Mode::kMajor},
                         {0, -3, Mode::kMajor}, {0, -3, Mode::kMinor}, {0, 2, Mode::kMajor}};

Result<ComposedSuites> composed_suite(int seed, const SuiteRequest& request) {
  const Result<ComposedSuite> suite = compose_suite(suite_request(seed, request), {}, {});
  if (!suite) return suite.error();
  ComposedSuites heard;
  for (const SuiteMovement& movement : suite->movements) {
    const std::string name = std::to_string(seed) + "/" + movement.name;
    Result<std::vector<CriticDance>> dances = hear_dances(name, unfold(movement.piece.score));
    if (!dances) return std::move(dances).error();
    heard.pieces.push_back({name, std::to_string(seed), std::move(*dances)});
    heard.longest_shared = std::max(heard.longest_shared, movement.originality.longest.notes);
  }
  return heard;
}

}  // namespace

SuiteRequest suite_request(int seed, SuiteRequest request) {
  request.movement.seed = static_cast<std::uint64_t>(seed);
  if (!request.movement.key) request.movement.key = kKeys[(seed - 1) % 6];
  return request;
}

Result<ComposedSuites> composed_suites(int first, int last, const SuiteRequest& request,
                                       ThreadPool& threads) {
  std::vector<std::optional<Result<ComposedSuites>>> each(
      static_cast<std::size_t>(std::max(0, last - first + 1)));
  threads.run(static_cast<int>(each.size()), [&](int k) {
    each[static_cast<std::size_t>(k)] = composed_suite(first + k, request);
  });
  ComposedSuites all;
  for (std::optional<Result<ComposedSuites>>& one : each) {
    if (!*one) return std::move(*one).error();
    std::move((*one)->pieces.begin(), (*one)->pieces.end(), std::back_inserter(all.pieces));
    all.longest_shared = std::max(all.longest_shared, (*one)->longest_shared);
  }
  return all;
}

std::size_t place_in_suite(const CriticPiece& piece) {
  return static_cast<std::size_t>(piece.name[piece.name.find_first_of("-/") + 1] - '1');
}

}  // namespace bach

#include "audio/passages.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace bach {
namespace {

constexpr double kSilenceSeconds = 1;
constexpr double kShortestSeconds = 30;

}  // namespace

std::vector<Passage> passages_of(std::span<const TimedNote> notes, int sample_rate_hz) {
  std::vector<Passage> passages;
  if (notes.empty()) return passages;
  passages.emplace_back();
  std::size_t first = 0;
  double end = 0;
  for (std::size_t k = 0; k < notes.size(); ++k) {
    const double start = notes[k].start_seconds;
    if (k > first && start >= end + kSilenceSeconds &&
        start >= notes[first].start_seconds + kShortestSeconds) {
      const auto begin = static_cast<std::int64_t>(std::floor(start * sample_rate_hz));
      passages.back().notes = notes.subspan(first, k - first);
      passages.back().end = begin;
      passages.push_back({{}, begin, {}});
      first = k;
    }
    end = std::max(end, notes[k].end_seconds);
  }
  passages.back().notes = notes.subspan(first);
  return passages;
}

}  // namespace bach

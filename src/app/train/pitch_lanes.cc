#include "app/train/pitch_lanes.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/random.h"
#include "token/pitch_sequences.h"

namespace bach {

Lane pitch_lane(std::span<const int> rows) {
  Lane lane;
  lane.fields.push_back(kPieceMark);
  lane.fields.insert(lane.fields.end(), rows.begin(), rows.end());
  lane.targets.assign(rows.begin(), rows.end());
  lane.targets.push_back(kPieceMark);
  lane.begins.assign(lane.fields.size(), 0);
  lane.begins.front() = 1;
  return lane;
}

std::vector<Lane> pitch_lanes(std::span<const std::vector<int>> pieces, int lanes,
                              std::uint64_t seed, int epoch) {
  const CounterRandom random(seed, Purpose::kBatch);
  std::vector<std::pair<std::uint32_t, std::size_t>> order;
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    order.emplace_back(
        random.bits(static_cast<std::uint64_t>(epoch), static_cast<std::uint32_t>(p), 0), p);
  }
  std::sort(order.begin(), order.end());
  Lane all;
  for (const auto& [number, piece] : order) {
    const Lane one = pitch_lane(pieces[piece]);
    all.fields.insert(all.fields.end(), one.fields.begin(), one.fields.end());
    all.targets.insert(all.targets.end(), one.targets.begin(), one.targets.end());
    all.begins.insert(all.begins.end(), one.begins.begin(), one.begins.end());
  }
  const std::size_t steps = all.steps();
  const std::size_t count = std::min(static_cast<std::size_t>(lanes), steps);
  std::vector<Lane> cut;
  for (std::size_t l = 0; l < count; ++l) {
    const auto begin = static_cast<std::ptrdiff_t>(steps * l / count);
    const auto end = static_cast<std::ptrdiff_t>(steps * (l + 1) / count);
    const auto part = [&](const auto& list) {
      return std::vector(list.begin() + begin, list.begin() + end);
    };
    cut.push_back({part(all.fields), part(all.targets), {}, part(all.begins)});
    cut.back().begins.front() = 1;
  }
  return cut;
}

}  // namespace bach

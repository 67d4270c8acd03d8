#include "harmony/plan/skeleton.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "harmony/functions.h"
#include "harmony/plan/chord_tables.h"

namespace bach {
namespace {

constexpr int kShortRegion = 3;

std::vector<KeyRegion> regions_of(const std::vector<PlanLabel>& labels,
                                  std::span<const BeatContext> beats) {
  std::vector<KeyRegion> all;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (all.empty() || all.back().key != labels[i].key) {
      all.push_back({labels[i].key, static_cast<int>(i), beats[i].strength});
    }
  }
  std::vector<KeyRegion> kept;
  for (std::size_t r = 0; r < all.size(); ++r) {
    const bool last = r + 1 == all.size();
    const bool brief = !last && all[r + 1].begin - all[r].begin < kShortRegion;
    if (!kept.empty() && (brief || kept.back().key == all[r].key)) continue;
    kept.push_back(all[r]);
  }
  return kept;
}

// How much like the wish a skeleton is: a weight > 0.
double likeness(const KeySkeleton& skeleton, const SkeletonWish& wish, int metre, int beats) {
  double weight = 1;
  if (skeleton.role != wish.role) weight *= 0.001;
  const int longer = std::max(skeleton.beats, beats);
  const int shorter = std::min(skeleton.beats, beats);
  if (3 * shorter < 2 * longer) weight *= 0.3;
  if (2 * shorter < longer) weight *= 0.1;
  if (4 * shorter < longer) weight *= 0.1;
  if (skeleton.kind == wish.kind) weight *= 3;
  if (skeleton.metre == metre) weight *= 1.5;
  if (wish.last) {
    const PlannedChord last = chord_of(skeleton.last, {});
    if (last.chord.root != wish.last->root) weight *= 0.001;
    if (last.chord != *wish.last) weight *= 0.1;
  }
  const auto regions = static_cast<int>(skeleton.regions.size());
  for (int r = 1; r < regions; ++r) {
    if (wish.modulation == Modulation::kLess) weight *= 0.25;
    if (wish.modulation == Modulation::kMore && r < 8) weight *= 2.5;
  }
  return weight;
}

}  // namespace

int most_metre(std::span<const BeatContext> beats) {
  std::array<int, kBeatMetres> count{};
  for (const BeatContext& beat : beats) ++count[beat.metre];
  return static_cast<int>(std::max_element(count.begin(), count.end()) - count.begin());
}

std::vector<KeySkeleton> key_skeletons(const PlanBook& book) {
  std::vector<KeySkeleton> skeletons;
  for (const PlanExample& example : book.examples()) {
    const std::vector<BeatContext> beats = beat_contexts(beats_of(example));
    KeySkeleton next;
    next.kind = example.kind;
    next.role = example.role;
    next.mode = example.mode;
    next.beats = static_cast<int>(beats.size());
    next.metre = most_metre(beats);
    next.regions = regions_of(labels_of(example), beats);
    next.pace = pace_of(static_cast<double>(example.runs.size() - 1) / next.beats);
    next.last = example.runs.back().label;
    next.rest = example.runs.back().beats;
    skeletons.push_back(std::move(next));
  }
  return skeletons;
}

std::vector<std::uint8_t> stretched(const KeySkeleton& skeleton,
                                    std::span<const BeatContext> beats) {
  const auto count = static_cast<int>(beats.size());
  std::vector<std::uint8_t> keys(beats.size(), skeleton.regions.front().key);
  for (std::size_t r = 1; r < skeleton.regions.size(); ++r) {
    const KeyRegion& region = skeleton.regions[r];
    const double wanted = static_cast<double>(region.begin) * count / skeleton.beats;
    int best = std::min(static_cast<int>(wanted), count - 1);
    double nearest = -1;
    // Two bars to either side hold a beat of any strength.
    for (int i = std::max(1, best - 12); i <= std::min(count - 1, best + 12); ++i) {
      if (beats[i].strength != region.strength) continue;
      const double distance = i < wanted ? wanted - i : i - wanted;
      if (nearest >= 0 && distance >= nearest) continue;
      nearest = distance;
      best = i;
    }
    std::fill(keys.begin() + best, keys.end(), region.key);
  }
  return keys;
}

const KeySkeleton* drawn_skeleton(const std::vector<KeySkeleton>& all, const SkeletonWish& wish,
                                  std::span<const BeatContext> beats, Draws& draws) {
  const int metre = most_metre(beats);
  std::vector<double> weights;
  double sum = 0;
  for (const KeySkeleton& skeleton : all) {
    double weight = skeleton.mode == wish.mode
                        ? likeness(skeleton, wish, metre, static_cast<int>(beats.size()))
                        : 0;
    if (weight > 0 && !wish.fixed.empty()) {
      const std::vector<std::uint8_t> keys = stretched(skeleton, beats);
      for (std::size_t i = 0; i < wish.fixed.size(); ++i) {
        // Below 1e-300 nothing is told apart: what disagrees everywhere is as good as what does for
        // 200 beats.
        if (wish.fixed[i] && *wish.fixed[i] != keys[i] && weight > 1e-200) weight *= 0.5;
      }
    }
    weights.push_back(weight);
    sum += weight;
  }
  return sum > 0 ? &all[draws.weighted(weights)] : nullptr;
}

}  // namespace bach

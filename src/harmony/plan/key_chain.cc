#include "harmony/plan/key_chain.h"

#include <algorithm>
#include <array>

#include "base/math.h"
#include "harmony/functions.h"

namespace bach {
namespace {

int mode_index(Mode mode) { return mode == Mode::kMinor ? 1 : 0; }

std::array<std::uint64_t, 2> change_contexts(const BeatContext& beat, Mode mode, int key) {
  const int home = key == kTonics * mode_index(mode) ? 1 : 0;
  return {PackedContext().with(beat.strength, kBeatStrengths),
          PackedContext().with(beat.strength, kBeatStrengths).with(home, 2)};
}

std::array<std::uint64_t, 2> first_contexts(Mode mode, PartRole role) {
  const int m = mode_index(mode);
  return {PackedContext().with(m, 2),
          PackedContext().with(m, 2).with(static_cast<int>(role), kPartRoles)};
}

std::array<std::uint64_t, 3> next_contexts(Mode mode, PartRole role, int key) {
  const int m = mode_index(mode);
  return {PackedContext().with(m, 2), PackedContext().with(m, 2).with(key, kKeys),
          PackedContext().with(m, 2).with(key, kKeys).with(static_cast<int>(role), kPartRoles)};
}

}  // namespace

// The discounts are those that explain sections left out best.
KeyChain::KeyChain(const PlanBook& book)
    : changes_(2, {1, 1}), firsts_(kKeys, {1, 1}), nexts_(kKeys, {3, 3, 3}) {
  for (const PlanExample& example : book.examples()) {
    const std::vector<BeatContext> beats = beat_contexts(beats_of(example));
    const std::vector<PlanLabel> labels = labels_of(example);
    firsts_.add(first_contexts(example.mode, example.role), labels.front().key);
    for (std::size_t i = 1; i < labels.size(); ++i) {
      const int before = labels[i - 1].key;
      const int key = labels[i].key;
      changes_.add(change_contexts(beats[i], example.mode, before), key != before ? 1 : 0);
      if (key != before) nexts_.add(next_contexts(example.mode, example.role, before), key);
    }
  }
}

double KeyChain::change(const BeatContext& beat, Mode mode, int key) const {
  return changes_.probability(change_contexts(beat, mode, key), 1);
}

double KeyChain::first(Mode mode, PartRole role, int key) const {
  return firsts_.probability(first_contexts(mode, role), key);
}

double KeyChain::next(Mode mode, PartRole role, int key, int other) const {
  const auto contexts = next_contexts(mode, role, key);
  return nexts_.probability(contexts, other) / (1 - nexts_.probability(contexts, key));
}

double KeyChain::nats(Mode mode, PartRole role, std::span<const BeatContext> beats,
                      std::span<const std::uint8_t> keys) const {
  double sum = -portable_log(first(mode, role, keys[0]));
  for (std::size_t i = 1; i < keys.size(); ++i) {
    const double p = change(beats[i], mode, keys[i - 1]);
    sum -= keys[i] == keys[i - 1]
               ? portable_log(1 - p)
               : portable_log(p) + portable_log(next(mode, role, keys[i - 1], keys[i]));
  }
  return sum;
}

std::vector<std::uint8_t> KeyChain::draw(Mode mode, PartRole role,
                                         std::span<const BeatContext> beats,
                                         std::span<const std::uint8_t> wanted,
                                         const std::vector<bool>& forced, Draws& draws) const {
  using PerKey = std::array<double, kKeys>;
  const std::size_t count = beats.size();
  std::array<PerKey, kKeys> to{};
  for (int key = 0; key < kKeys; ++key) {
    for (int other = 0; other < kKeys; ++other) {
      if (other != key) to[key][other] = next(mode, role, key, other);
    }
  }
  // Of the beats behind beat i, up to a factor, given its key.
  std::vector<PerKey> ahead(count);
  ahead.back().fill(1);
  const auto weight = [&](std::size_t i, int key) {
    if (key == wanted[i]) return ahead[i][key];
    return forced[i] ? 0 : kStray * ahead[i][key];
  };
  const auto step = [&](std::size_t i, int key, PerKey& out) {  // from beat i − 1
    const double p = change(beats[i], mode, key);
    for (int other = 0; other < kKeys; ++other) {
      out[other] = (other == key ? 1 - p : p * to[key][other]) * weight(i, other);
    }
  };
  PerKey weights{};
  for (std::size_t i = count - 1; i > 0; --i) {
    double most = 0;
    for (int key = 0; key < kKeys; ++key) {
      step(i, key, weights);
      double sum = 0;
      for (const double each : weights) sum += each;
      ahead[i - 1][key] = sum;
      most = std::max(most, sum);
    }
    for (double& each : ahead[i - 1]) each /= most;
  }
  std::vector<std::uint8_t> keys(count);
  for (int key = 0; key < kKeys; ++key) weights[key] = first(mode, role, key) * weight(0, key);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) step(i, keys[i - 1], weights);
    keys[i] = static_cast<std::uint8_t>(draws.weighted(weights));
  }
  return keys;
}

}  // namespace bach

// Local keys beat by beat, counted from home (kKeys): how often they change, and to which.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/draws.h"
#include "harmony/plan/beat_context.h"
#include "harmony/plan/book.h"
#include "harmony/plan/context_counts.h"

namespace bach {

class KeyChain {
 public:
  explicit KeyChain(const PlanBook& book);

  // −ln P of a section's keys.
  double nats(Mode mode, PartRole role, std::span<const BeatContext> beats,
              std::span<const std::uint8_t> keys) const;

  // The keys of a section drawn near `wanted`, one a beat: a beat in another one counts as so much
  // less probable (kStray). Where `forced` it is the one; then what is drawn leads there and on. By
  // the chain's probabilities given all that, exactly.
  std::vector<std::uint8_t> draw(Mode mode, PartRole role, std::span<const BeatContext> beats,
                                 std::span<const std::uint8_t> wanted,
                                 const std::vector<bool>& forced, Draws& draws) const;

 private:
  static constexpr double kStray = 0.05;
  double change(const BeatContext& beat, Mode mode, int key) const;
  double first(Mode mode, PartRole role, int key) const;
  double next(Mode mode, PartRole role, int key, int other) const;

  ContextCounts changes_;
  ContextCounts firsts_;
  ContextCounts nexts_;
};

}  // namespace bach

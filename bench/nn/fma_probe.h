// How fast one core can multiply and add at all: the peak that the engine's speed is a share of.
#pragma once

#include "nn/engine/isa.h"

namespace bach::bench {

// Runs `turns` × 12 independent fused multiply-adds on vectors as wide as `isa` has, in registers.
// Returns the floating-point operations done (two for each number). `isa` must be available and not
// portable. The sum of all results goes to `sink`.
double multiply_add(engine::Isa isa, long turns, float& sink);

}  // namespace bach::bench

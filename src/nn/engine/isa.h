// Which instruction set the kernels run on: found once, forced by BACH_FORCE_ISA.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"

namespace bach::engine {

// Levels of the x86-64 psABI, WebAssembly's 128 bits, and plain C++ for everything else. Results are the
// same bits on all.
enum class Isa {
  kPortable,
  kSimd128,  // WebAssembly's fixed-width SIMD
  kAvx2,     // x86-64-v3: AVX2 and FMA
  kAvx512,   // x86-64-v4: AVX-512 F, BW, CD, DQ, VL
};

// All levels of this kind of machine, the slowest first.
std::span<const Isa> all_isas();

// "portable", "avx2", "avx512", "simd128": what BACH_FORCE_ISA takes.
std::string_view isa_name(Isa isa);

// Whether this processor and its operating system can run `isa`, and it is built in.
bool isa_available(Isa isa);

// The fastest available level, or the one `forced` names. Null or empty forces nothing. An unknown
// name (kInvalidArgument) or a level this machine lacks (kUnsupported) is an error.
Result<Isa> choose_isa(const char* forced);

// choose_isa() with the environment's BACH_FORCE_ISA.
Result<Isa> isa_for_this_run();

}  // namespace bach::engine

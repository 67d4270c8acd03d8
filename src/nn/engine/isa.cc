#include "nn/engine/isa.h"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace bach::engine {
namespace {

#if defined(__wasm__)
constexpr std::array kIsas = {Isa::kPortable, Isa::kSimd128};
#else
constexpr std::array kIsas = {Isa::kPortable, Isa::kAvx2, Isa::kAvx512};
#endif

#if defined(__x86_64__)

struct CpuidWords {
  std::uint32_t eax = 0, ebx = 0, ecx = 0, edx = 0;
};

CpuidWords cpuid(std::uint32_t leaf) {
  CpuidWords words;
  if (__get_cpuid_count(leaf, 0, &words.eax, &words.ebx, &words.ecx, &words.edx) == 0) return {};
  return words;
}

constexpr bool has_bits(std::uint32_t word, std::uint32_t bits) { return (word & bits) == bits; }

// The register files the operating system saves (XCR0). Needs OSXSAVE.
std::uint32_t saved_state() {
  std::uint32_t low = 0, high = 0;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low;
}

// Everything -march=x86-64-v3 lets the compiler use. Bits as in Intel's manual, CPUID.
bool has_v3() {
  constexpr std::uint32_t kLeaf1 =
      1u << 12 | 1u << 22 | 1u << 27 | 1u << 28 | 1u << 29;      // FMA, MOVBE, OSXSAVE, AVX, F16C
  constexpr std::uint32_t kLeaf7 = 1u << 3 | 1u << 5 | 1u << 8;  // BMI1, AVX2, BMI2
  constexpr std::uint32_t kLzcnt = 1u << 5;
  constexpr std::uint32_t kXmmYmm = 0x6;
  return has_bits(cpuid(1).ecx, kLeaf1) && has_bits(saved_state(), kXmmYmm) &&
         has_bits(cpuid(7).ebx, kLeaf7) && has_bits(cpuid(0x80000001u).ecx, kLzcnt);
}

bool has_v4() {
  constexpr std::uint32_t kLeaf7 =
      1u << 16 | 1u << 17 | 1u << 28 | 1u << 30 | 1u << 31;  // AVX-512 F, DQ, CD, BW, VL
  constexpr std::uint32_t kXmmToZmm = 0xE6;
  return has_v3() && has_bits(cpuid(7).ebx, kLeaf7) && has_bits(saved_state(), kXmmToZmm);
}

#else

bool has_v3() { return false; }
bool has_v4() { return false; }

#endif

}  // namespace

std::span<const Isa> all_isas() { return kIsas; }

std::string_view isa_name(Isa isa) {
  switch (isa) {
    case Isa::kAvx2:
      return "avx2";
    case Isa::kAvx512:
      return "avx512";
    case Isa::kSimd128:
      return "simd128";
    case Isa::kPortable:
      break;
  }
  return "portable";
}

bool isa_available(Isa isa) {
#if defined(__wasm__)
  // A browser without it would not have loaded the program.
  if (isa == Isa::kSimd128) return true;
#endif
  static const bool v3 = has_v3();
  static const bool v4 = has_v4();
  return isa == Isa::kPortable || (isa == Isa::kAvx2 && v3) || (isa == Isa::kAvx512 && v4);
}

Result<Isa> choose_isa(const char* forced) {
  const std::string_view name = forced == nullptr ? "" : forced;
  Isa best = Isa::kPortable;
  for (const Isa isa : kIsas) {
    if (name == isa_name(isa)) {
      if (isa_available(isa)) return isa;
      return Error{ErrorCode::kUnsupported,
                   "BACH_FORCE_ISA=" + std::string(name) +
                       ": this processor cannot run it; unset it or force a lower level",
                   {}};
    }
    if (isa_available(isa)) best = isa;
  }
  if (name.empty()) return best;
  std::string names;
  for (const Isa isa : kIsas) names += (names.empty() ? "" : ", ") + std::string(isa_name(isa));
  return Error{ErrorCode::kInvalidArgument,
               "BACH_FORCE_ISA=" + std::string(name) + ": no such level; use one of " + names +
                   ", or unset it",
               {}};
}

Result<Isa> isa_for_this_run() { return choose_isa(std::getenv("BACH_FORCE_ISA")); }

}  // namespace bach::engine

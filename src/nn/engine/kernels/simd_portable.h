// V16 as sixteen numbers in plain C++. Exact on machines without fused multiply-add too: there the
// compiler calls libm's fmaf, which rounds once by definition. See simd.h.
#pragma once

#include <cstdint>
#include <cstring>

namespace bach::engine::BACH_KERNEL_ISA {
namespace {

struct V16 {
  float lane[16];
};

constexpr int kTileRows = 4;
constexpr int kTilePanels = 1;

[[maybe_unused]] inline V16 load(const float* p) {
  V16 x;
  std::memcpy(x.lane, p, sizeof x.lane);
  return x;
}
[[maybe_unused]] inline void store(float* p, V16 x) { std::memcpy(p, x.lane, sizeof x.lane); }
[[maybe_unused]] inline V16 broadcast(float x) {
  V16 out;
  for (float& lane : out.lane) lane = x;
  return out;
}
[[maybe_unused]] inline V16 operator+(V16 a, V16 b) {
  for (int i = 0; i < 16; ++i) a.lane[i] += b.lane[i];
  return a;
}
[[maybe_unused]] inline V16 operator-(V16 a, V16 b) {
  for (int i = 0; i < 16; ++i) a.lane[i] -= b.lane[i];
  return a;
}
[[maybe_unused]] inline V16 operator*(V16 a, V16 b) {
  for (int i = 0; i < 16; ++i) a.lane[i] *= b.lane[i];
  return a;
}
[[maybe_unused]] inline V16 operator/(V16 a, V16 b) {
  for (int i = 0; i < 16; ++i) a.lane[i] /= b.lane[i];
  return a;
}
// a · b + c, rounded once.
[[maybe_unused]] inline V16 fma(V16 a, V16 b, V16 c) {
  for (int i = 0; i < 16; ++i) c.lane[i] = __builtin_fmaf(a.lane[i], b.lane[i], c.lane[i]);
  return c;
}
[[maybe_unused]] inline V16 sqrt(V16 x) {
  for (float& lane : x.lane) lane = __builtin_sqrtf(lane);
  return x;
}
// a < b ? a : b and a > b ? a : b; the second when one is not a number.
[[maybe_unused]] inline V16 min(V16 a, V16 b) {
  for (int i = 0; i < 16; ++i) b.lane[i] = a.lane[i] < b.lane[i] ? a.lane[i] : b.lane[i];
  return b;
}
[[maybe_unused]] inline V16 max(V16 a, V16 b) {
  for (int i = 0; i < 16; ++i) b.lane[i] = a.lane[i] > b.lane[i] ? a.lane[i] : b.lane[i];
  return b;
}
// a < b ? x : 0
[[maybe_unused]] inline V16 where_less(V16 a, V16 b, V16 x) {
  for (int i = 0; i < 16; ++i) x.lane[i] = a.lane[i] < b.lane[i] ? x.lane[i] : 0.0f;
  return x;
}
// The low bits of x as the exponent of a float: bits << 23.
[[maybe_unused]] inline V16 low_bits_as_exponent(V16 x) {
  std::uint32_t bits[16];
  std::memcpy(bits, x.lane, sizeof bits);
  for (std::uint32_t& word : bits) word <<= 23;
  std::memcpy(x.lane, bits, sizeof bits);
  return x;
}

}  // namespace
}  // namespace bach::engine::BACH_KERNEL_ISA

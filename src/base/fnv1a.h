// FNV-1a, 64 bits (Fowler, Noll, Vo): a hash of few bytes, of no use against whoever wants two alike.
#pragma once

#include <cstdint>

namespace bach {

// Of the elements of `bytes`, each of one byte.
template <typename Bytes>
std::uint64_t fnv1a(const Bytes& bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const auto byte : bytes) {
    static_assert(sizeof(byte) == 1);
    hash = (hash ^ static_cast<std::uint8_t>(byte)) * 0x100000001B3U;
  }
  return hash;
}

}  // namespace bach

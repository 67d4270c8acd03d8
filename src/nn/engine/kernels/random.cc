// Philox4x32-10 (see base/random.h) on kWords counters at a time.
#include "nn/engine/kernel_table.h"
#include "nn/engine/kernels/simd.h"
#include "nn/engine/kernels/tables.h"

namespace bach::engine::BACH_KERNEL_ISA {

void draw_mask(const MaskDraw& s) {
  constexpr int kRounds = 10;
  Words keys[kRounds][2];
  std::uint32_t key0 = s.key[0], key1 = s.key[1];
  for (Words(&key)[2] : keys) {
    key[0] = words(key0);
    key[1] = words(key1);
    key0 += 0x9E3779B9u;
    key1 += 0xBB67AE85u;
  }
  const Words factor_a = words(0xD2511F53u), factor_b = words(0xCD9E8D57u);
  for (int first = 0; first < s.blocks; first += kWords) {
    Words word[4] = {words(s.counter[0] + static_cast<std::uint32_t>(first)) + counted_words(),
                     words(s.counter[1]), words(s.counter[2]), words(s.counter[3])};
    for (const Words(&key)[2] : keys) {
      const WordProducts a = multiply_words(factor_a, word[0]);
      const WordProducts b = multiply_words(factor_b, word[2]);
      word[0] = exclusive_or(b.high, word[1], key[0]);
      word[1] = b.low;
      word[2] = exclusive_or(a.high, word[3], key[1]);
      word[3] = a.low;
    }
    store_kept(word, s.threshold, s.factor, s.mask + std::ptrdiff_t{first} * 4);
  }
}

}  // namespace bach::engine::BACH_KERNEL_ISA

// Philox4x32-10 (see base/random.h) on sixteen counters at a time.
#include "nn/engine/kernel_table.h"
#include "nn/engine/kernels/tables.h"

namespace bach::engine::BACH_KERNEL_ISA {
namespace {

constexpr int kBlocks = 16;
using Words = std::uint32_t[kBlocks];

// The two halves of each product.
void multiply_words(std::uint32_t factor, const Words& x, Words& high, Words& low) {
  for (int i = 0; i < kBlocks; ++i) {
    const std::uint64_t product = std::uint64_t{factor} * x[i];
    high[i] = static_cast<std::uint32_t>(product >> 32);
    low[i] = static_cast<std::uint32_t>(product);
  }
}

}  // namespace

void draw_mask(const MaskDraw& s) {
  for (int first = 0; first < s.blocks; first += kBlocks) {
    Words word[4];
    for (int i = 0; i < kBlocks; ++i) {
      word[0][i] = s.counter[0] + static_cast<std::uint32_t>(first + i);
      for (int w = 1; w < 4; ++w) word[w][i] = s.counter[w];
    }
    std::uint32_t key0 = s.key[0], key1 = s.key[1];
    for (int round = 0; round < 10; ++round) {
      Words high_a, low_a, high_b, low_b;
      multiply_words(0xD2511F53u, word[0], high_a, low_a);
      multiply_words(0xCD9E8D57u, word[2], high_b, low_b);
      for (int i = 0; i < kBlocks; ++i) {
        word[0][i] = high_b[i] ^ word[1][i] ^ key0;
        word[1][i] = low_b[i];
        word[2][i] = high_a[i] ^ word[3][i] ^ key1;
        word[3][i] = low_a[i];
      }
      key0 += 0x9E3779B9u;
      key1 += 0xBB67AE85u;
    }
    float* mask = s.mask + std::ptrdiff_t{first} * 4;
    for (int i = 0; i < kBlocks; ++i) {
      for (int w = 0; w < 4; ++w) mask[4 * i + w] = word[w][i] >= s.threshold ? s.factor : 0.0f;
    }
  }
}

}  // namespace bach::engine::BACH_KERNEL_ISA

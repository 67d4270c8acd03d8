// Choices out of a fuzzer's bytes.
#pragma once

#include <cstdint>
#include <span>

namespace bach::fuzz {

// Takes bytes from the front; zeros when there are none left.
class Choices {
 public:
  Choices(const std::uint8_t* data, std::size_t size) : left_(data, size) {}

  bool over() const { return left_.empty(); }
  std::uint8_t byte() {
    if (left_.empty()) return 0;
    const std::uint8_t first = left_.front();
    left_ = left_.subspan(1);
    return first;
  }
  // 0 … bound − 1, bound of 1 … 256.
  int below(int bound) { return byte() % bound; }
  bool coin() { return (byte() & 1) != 0; }

 private:
  std::span<const std::uint8_t> left_;
};

}  // namespace bach::fuzz

// Where the last symbols of a sequence occurred before, and for how long back they agree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bach {

struct EarlierMatch {
  std::ptrdiff_t next = -1;  // index of the symbol after the earlier place; −1: there is none
  int length = 0;            // symbols that agree, at least 1; counted up to 32767
  std::ptrdiff_t lag = 0;    // how far back that symbol is from the one to come

  // The music has begun to go round: it agrees with itself for two periods and more. Who follows
  // such a match never leaves the loop.
  bool goes_round() const { return length > 2 && length >= 2 * lag; }
};

// Grows symbol by symbol and always knows the longest earlier match of its end; of equally long
// ones the nearest. A place further back than kFarthest symbols is not looked at. Each add() takes
// one pass over the symbols in reach, a fraction of a nanosecond each. Copies are independent.
class EarlierMatches {
 public:
  static constexpr std::ptrdiff_t kFarthest = 16384;

  void add(std::int16_t symbol);
  const EarlierMatch& longest() const { return longest_; }
  std::size_t size() const { return symbols_.size(); }

 private:
  std::vector<std::int16_t> symbols_;
  // lengths_[i]: how many symbols up to and with symbols_[i − 1] agree with the last ones; [0] is
  // 0.
  std::vector<std::int16_t> lengths_ = {0};
  std::vector<std::int16_t> before_;  // the same, one symbol earlier
  EarlierMatch longest_;
};

// Matches fall into nine classes by length: 1, 2, 3, 4, 5–6, 7–9, 10–14, 15–23, longer.
inline constexpr int kMatchBuckets = 9;
int match_bucket(int length);  // length > 0

}  // namespace bach

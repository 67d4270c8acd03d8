// A place in a line of ABC.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

namespace bach::abc {

class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool done() const { return at_ >= text_.size(); }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  std::string_view rest() const { return text_.substr(at_); }
  void skip(std::size_t count = 1) { at_ = std::min(at_ + count, text_.size()); }
  bool take(char expected) {
    if (done() || text_[at_] != expected) return false;
    ++at_;
    return true;
  }
  bool at_digit(std::size_t ahead = 0) const { return peek(ahead) >= '0' && peek(ahead) <= '9'; }
  // Nothing where no digit stands; kMostNumber + 1 for anything above kMostNumber.
  std::optional<int> take_number() {
    if (!at_digit()) return std::nullopt;
    int value = 0;
    for (; at_digit(); ++at_) value = std::min(10 * value + (peek() - '0'), kMostNumber + 1);
    return value;
  }

  static constexpr int kMostNumber = 100'000;

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace bach::abc

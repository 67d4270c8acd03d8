// Windows cut from row sequences, named by where they start; nothing is copied until asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace bach {

// Window w is rows[starts[w]] … rows[starts[w] + length − 1]; what follows it is its target. All
// spans must outlive the set; each start leaves room for length + 1 rows.
struct WindowSet {
  std::span<const int> rows;              // all pieces, one after another
  std::span<const std::uint32_t> starts;  // windows never reach across pieces
  int length = 0;

  std::size_t size() const { return starts.size(); }
  std::span<const int> inputs(std::size_t w) const {
    return rows.subspan(starts[w], static_cast<std::size_t>(length));
  }
  int target(std::size_t w) const { return rows[starts[w] + static_cast<std::size_t>(length)]; }
};

}  // namespace bach

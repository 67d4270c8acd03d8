// Windows cut from row sequences, named by where they start; nothing is copied until asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "lm/batch.h"

namespace bach {

// Window w is rows[starts[w]] … rows[starts[w] + length − 1]; what follows it is its target. All
// spans must outlive the set; each start leaves room for length + 1 rows.
struct WindowSet {
  std::span<const int> rows;              // all pieces, one after another
  std::span<const std::uint32_t> starts;  // windows never reach across pieces
  int length = 0;

  std::size_t size() const { return starts.size(); }
};

// These windows side by side, each with one target, after its last step. `batch` keeps its memory
// from call to call.
void cut_windows(const WindowSet& windows, std::span<const std::size_t> which, Batch& batch);

}  // namespace bach

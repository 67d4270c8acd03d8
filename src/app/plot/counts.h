// How often each of some whole numbers occurs in a set of pieces, and one set beside another.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/plot.h"
#include "base/result.h"
#include "plot/histogram.h"
#include "score/score.h"

namespace bach {

struct CountedMusic {
  std::string name;  // of the set: of its piece, or how many there are
  std::size_t pieces = 0;
  std::uint64_t total = 0;
  std::map<int, std::uint64_t> counts;

  double share(int value) const;  // of `total`, 0 … 1; 0 when there is nothing
};

struct CountComparison {
  std::vector<CountedMusic> sets;     // one, or two
  std::vector<std::string> warnings;  // as read_plot_music() gives them
  // Of two sets: how much of one lies within the other, 0 … 1 (one minus the total variation
  // distance).
  double overlap() const;
};

// Calls `count` once for each thing to be counted in a score.
using Counter = std::function<void(const Score&, const std::function<void(int)>& count)>;

Result<CountComparison> compare_counts(const HistogramOptions& options, const Counter& counter,
                                       const ProgressCallback& progress,
                                       const Cancellation& cancellation);

struct ValueName {
  int value = 0;
  std::string name;   // for terminals
  std::string label;  // on the axis; empty: a stroke alone
};

// The picture and numbers of a comparison over `values` (one after another). `what` is what was
// counted, in the plural: "steps".
Plot count_plot(CountComparison comparison, const std::string& kind, const std::string& title,
                const std::string& what, const std::string& x_title,
                const std::vector<ValueName>& values);

}  // namespace bach

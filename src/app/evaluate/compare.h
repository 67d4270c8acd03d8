// Pieces held against others: what `bach evaluate --against` does, without the printing.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "evaluate/comparison.h"
#include "evaluate/piece.h"

namespace bach {

// In `against`, the built-in corpus.
inline constexpr char kBuiltInCorpus[] = "bach";

struct CompareOptions {
  std::vector<std::string> inputs;   // pieces judged; files, folders, names
  std::vector<std::string> against;  // likewise, or kBuiltInCorpus; a file of that name is "./bach"
  View view;                         // how both are looked at
};

struct ComparisonReport {
  View view;
  std::size_t against = 0;            // pieces
  Comparison comparison;              // pieces in name order
  std::optional<Comparison> floor;    // `against` itself, see floor_of()
  std::vector<std::string> warnings;  // one line each
};

// A piece among `against` that has the same notes as one of the judged is left out, with a warning.
// Errors: no music in either, or none left in `against`.
Result<ComparisonReport> compare_pieces(const CompareOptions& options,
                                        const ProgressCallback& progress,
                                        const Cancellation& cancellation);

}  // namespace bach

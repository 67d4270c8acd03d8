// How much of a piece Bach wrote before.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/music/named_score.h"
#include "base/cancel.h"
#include "base/result.h"
#include "evaluate/comparison.h"

namespace bach {

struct Originality {
  LongestRun longest;        // written bars of both
  std::string source_title;  // of longest.source
  bool copied = false;       // kCopiedRun notes or more
};

// The piece against all movements carried in the program, which the models learned from, but for the one
// called `except`, if it is one. From any thread.
Result<Originality> originality_of(const NamedScore& piece, const std::string& except,
                                   const Cancellation& cancellation);

// Those movements ready to be compared, read at the first call.
Result<std::shared_ptr<const std::vector<ComparedPiece>>> compared_bach(
    const Cancellation& cancellation);

}  // namespace bach

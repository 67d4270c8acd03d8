// Which pieces a page shows in full, and what stands beside them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/evaluate.h"

namespace bach {

// The name as a heading: without the folders before it, as the page says nothing of where it was made.
std::string name_on_page(const std::string& name);

// How many values of a piece are outside the set's range: those of its dance that has most.
std::size_t outside_of_piece(const HeardPiece& piece, const CriticReport& report);

// At most `most` indices of judged pieces, in order: those with most values outside; of equal ones
// those the classifier is surer of, then the first.
std::vector<std::size_t> pieces_in_full(const ComparisonReport& report, std::size_t most);

// A piece of the set to stand beside another.
struct Comparable {
  std::size_t piece = 0;  // index into set_pieces
  std::string why;        // "of the same kind (sarabande), mode (major) and metre (3/4); …"
};

// The first by: the same kind (by name or title), the same metre, the same mode, the nearest in number
// of bars, its name.
Comparable comparable_of(const HeardPiece& judged, const ComparisonReport& report);

}  // namespace bach

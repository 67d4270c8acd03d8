// Pieces held against others: how alike they are on the whole, how much they share literally.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evaluate/compared_piece.h"
#include "ngram/loops.h"

namespace bach {

inline constexpr int kShortestGram = 4;
inline constexpr int kLongestGram = 20;
inline constexpr int kOwnGram = 8;

// Counted in notes; two runs are the same when their intervals are, in whatever key.
struct LongestRun {
  std::size_t notes = 0;  // 0: not even an interval is shared
  int bar = 0;            // where it begins in the piece
  std::string source;     // the piece it also stands in
  int source_bar = 0;     // where it begins there
  int last_bar = 0;       // where its last note begins, in both
  int last_source_bar = 0;
};

// Runs of so many notes are copies: Bach's cello suites share runs of 17 at most with each other.
inline constexpr std::size_t kCopiedRun = 18;

struct PieceComparison {
  std::string name;
  std::size_t notes = 0;
  LongestRun longest;
  double found = 0;           // share of its 8-grams found in the others, by interval
  double own_repetition = 0;  // share of its 8-grams that occurred earlier in it, by interval
  std::optional<Loop> loop;   // by pitch
};

struct SetComparison {
  std::vector<PieceComparison> pieces;
  std::size_t notes = 0;
  double class_distance = 0;  // js_distance() of all pieces together: pitch classes above the tonic
  double interval_distance = 0;
  double duration_distance = 0;
  // found[n]: of all n-grams (n notes) of all pieces, the share found in the others by interval;
  // n = kShortestGram … kLongestGram.
  std::array<double, kLongestGram + 1> found{};
  double own_repetition = 0;  // as a piece's, of all pieces' 8-grams together
  std::size_t loops = 0;      // pieces with one
  std::size_t longest = 0;    // notes of the longest run of all
  double median_longest = 0;  // over the pieces
};

// `pieces` against `others`.
SetComparison compare(std::span<const ComparedPiece> pieces, std::span<const ComparedPiece> others);

// What to expect of `others` themselves: dealt into groups of about as many pieces as are judged
// (at least two groups), each group against all the other groups. Pieces are all of them, distances
// the means over the groups. None for fewer than two pieces. `judged` > 0.
std::optional<SetComparison> floor_of(std::span<const ComparedPiece> others, std::size_t judged);

}  // namespace bach

#include "evaluate/comparison.h"

#include <algorithm>

#include "ngram/repeated_runs.h"
#include "ngram/shared_runs.h"

namespace bach {
namespace {

// How many n-grams there are and how many of them were found, n by n.
struct GramCounts {
  std::array<std::size_t, kLongestGram + 1> all{};
  std::array<std::size_t, kLongestGram + 1> found{};

  // `runs` by interval; a gram of n notes is a run of n − 1 intervals.
  void add(std::span<const SharedRuns::Run> runs) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      for (std::size_t n = kShortestGram; n <= kLongestGram; ++n) {
        if (i + 2 < n) break;
        ++all[n];
        if (runs[i].length + 1 >= n) ++found[n];
      }
    }
  }
  double share(std::size_t n) const {
    return all[n] == 0 ? 0 : static_cast<double>(found[n]) / static_cast<double>(all[n]);
  }
};

LongestRun longest_of(const ComparedPiece& piece, std::span<const SharedRuns::Run> runs,
                      std::span<const ComparedPiece> others) {
  LongestRun longest;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (runs[i].length == 0 || runs[i].length + 1 <= longest.notes) continue;
    const ComparedPiece& source = others[static_cast<std::size_t>(runs[i].sequence)];
    longest.notes = runs[i].length + 1;
    longest.bar = piece.bars[i + 1 - runs[i].length];
    longest.source = source.name;
    longest.source_bar = source.bars[runs[i].begin];
    longest.last_bar = piece.bars[i + 1];
    longest.last_source_bar = source.bars[runs[i].begin + runs[i].length];
  }
  return longest;
}

// Fills in what is derived from the pieces.
void summarise(const GramCounts& grams, std::span<const ComparedPiece> pieces,
               SetComparison& whole) {
  for (std::size_t n = kShortestGram; n <= kLongestGram; ++n) whole.found[n] = grams.share(n);
  std::vector<std::size_t> lengths;
  double recurring = 0;
  double all = 0;
  for (std::size_t p = 0; p < whole.pieces.size(); ++p) {
    const PieceComparison& piece = whole.pieces[p];
    whole.notes += piece.notes;
    whole.loops += piece.loop ? 1 : 0;
    lengths.push_back(piece.longest.notes);
    if (pieces[p].notes() < kOwnGram) continue;
    const auto count = static_cast<double>(pieces[p].notes() - kOwnGram + 1);
    recurring += piece.own_repetition * count;
    all += count;
  }
  whole.own_repetition = all == 0 ? 0 : recurring / all;
  if (lengths.empty()) return;
  std::sort(lengths.begin(), lengths.end());
  const std::size_t middle = lengths.size() / 2;
  whole.longest = lengths.back();
  whole.median_longest = lengths.size() % 2 == 1
                             ? static_cast<double>(lengths[middle])
                             : static_cast<double>(lengths[middle - 1] + lengths[middle]) / 2;
}

// Compares and counts, without the summary.
SetComparison compare_group(std::span<const ComparedPiece> pieces,
                            std::span<const ComparedPiece> others, GramCounts& grams) {
  SharedRuns index;
  PieceCounts theirs;
  for (const ComparedPiece& other : others) {
    index.add(other.intervals);
    theirs.add(other);
  }
  SetComparison comparison;
  PieceCounts ours;
  for (const ComparedPiece& piece : pieces) {
    ours.add(piece);
    const std::vector<SharedRuns::Run> runs = index.longest_runs(piece.intervals);
    grams.add(runs);
    GramCounts own;
    own.add(runs);
    comparison.pieces.push_back(
        {piece.name, piece.notes(), longest_of(piece, runs, others), own.share(kOwnGram),
         recurring_share(piece.intervals, kOwnGram - 1), find_loop(piece.pitches)});
  }
  comparison.class_distance = js_distance(ours.classes, theirs.classes);
  comparison.interval_distance = js_distance(ours.intervals, theirs.intervals);
  comparison.duration_distance = js_distance(ours.durations, theirs.durations);
  return comparison;
}

}  // namespace

SetComparison compare(std::span<const ComparedPiece> pieces,
                      std::span<const ComparedPiece> others) {
  GramCounts grams;
  SetComparison comparison = compare_group(pieces, others, grams);
  summarise(grams, pieces, comparison);
  return comparison;
}

std::optional<SetComparison> floor_of(std::span<const ComparedPiece> others, std::size_t judged) {
  if (others.size() < 2) return std::nullopt;
  const std::size_t groups =
      std::clamp<std::size_t>((others.size() + judged / 2) / judged, 2, others.size());
  SetComparison whole;
  GramCounts grams;
  std::vector<ComparedPiece> in_order;
  for (std::size_t group = 0; group < groups; ++group) {
    std::vector<ComparedPiece> members;
    std::vector<ComparedPiece> rest;
    for (std::size_t p = 0; p < others.size(); ++p) {
      // Each round begins one group further: of six suites of six movements a group gets one
      // movement of each and one of each kind.
      const bool member = (p + p / groups) % groups == group;
      (member ? members : rest).push_back(others[p]);
    }
    const SetComparison one = compare_group(members, rest, grams);
    whole.class_distance += one.class_distance / static_cast<double>(groups);
    whole.interval_distance += one.interval_distance / static_cast<double>(groups);
    whole.duration_distance += one.duration_distance / static_cast<double>(groups);
    whole.pieces.insert(whole.pieces.end(), one.pieces.begin(), one.pieces.end());
    in_order.insert(in_order.end(), members.begin(), members.end());
  }
  summarise(grams, in_order, whole);
  return whole;
}

}  // namespace bach

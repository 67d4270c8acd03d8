// Marks made ready to be written: found by their notes, slurs that begin and end.
#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "notation/marks.h"
#include "score/score.h"

namespace bach::notation {

class MarkTable {
 public:
  MarkTable() = default;
  // Times become 480ths of a quarter. Marks at no note of `score` and slurs without one of their ends
  // are left out; both ends of the others get a `text` that no other slur has.
  MarkTable(const Marks& marks, const Score& score);

  bool any() const { return !marks_.empty() || !graces_.empty(); }
  // Those of a note, in the order they were written; grace notes are not among them.
  std::vector<Mark> at(int track, Tick onset, std::uint8_t pitch) const;
  // The grace notes before what begins at `onset`.
  std::vector<Mark> graces(int track, Tick onset) const;

 private:
  std::map<std::tuple<int, Tick, int>, std::vector<Mark>> marks_;
  std::map<std::tuple<int, Tick>, std::vector<Mark>> graces_;
};

}  // namespace bach::notation

// Where a piece says what a movement of the suites says.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "corpus/corpus.h"
#include "ngram/shared_runs.h"
#include "plot/roll.h"
#include "score/score.h"

namespace bach {

// Runs of a voice that one of Bach's solos carried in the program, for cello or violin, has too, in
// any key: equal steps from note to note. Notes of a voice are taken by onset, then pitch upward.
class Quotations {
 public:
  // Leaves out the movement called `except` (a name or alias), if it is one; with all of them, they
  // are the same ones after the first call. From any thread.
  static Result<std::shared_ptr<const Quotations>> prepare(const std::string& except);

  // Runs of `least` notes or more, by begin; of those that overlap the longest. Each is named after
  // the movement and bar where it stands first.
  std::vector<RollMark> find(const Score& score, std::size_t least) const;

 private:
  // One for each sequence of `runs_`.
  struct Source {
    std::string name;
    std::vector<std::int64_t> bars;  // in which each note begins
  };
  static Result<std::shared_ptr<const Quotations>> without(const Movement* left_out);

  SharedRuns runs_;
  std::vector<Source> sources_;
};

}  // namespace bach

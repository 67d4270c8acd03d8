// Bars as they are counted on paper, as editors of Bach do.
#pragma once

#include <cstdint>
#include <vector>

#include "score/bars.h"
#include "score/score.h"

namespace bach {

// The first whole bar is 1. Music that begins in the second half of a bar begins with an upbeat: bar
// 0, whose rest the last bar before a repeat sign lacks. A bar that such a sign cuts keeps one
// number on both sides. First and second endings are counted on.
class WrittenBars {
 public:
  // `score` folded, or what is written as it sounds.
  explicit WrittenBars(const Score& score);

  // The bar at a tick of the music as it is written.
  std::int64_t at(Tick written) const { return grid_.at(written).bar - uncounted_; }
  // At a tick of the same music as it sounds (score/unfold.h): where that stands on paper.
  std::int64_t at_sounding(Tick sounding) const { return at(written_tick(sounding)); }
  Tick written_tick(Tick sounding) const;

  // The last bar in which a note sounds.
  std::int64_t last() const { return last_; }
  // Where bar `number` begins and where the next does, in written ticks; bars that there are.
  Section extent_of(std::int64_t number) const;

 private:
  struct Statement {
    Tick sounding = 0;  // where it begins
    Tick written = 0;
  };
  BarGrid grid_;
  std::vector<Statement> statements_;  // by `sounding`
  std::int64_t uncounted_ = 0;         // BarPosition::bar less the number
  std::int64_t last_ = 0;
};

}  // namespace bach

// Which bars stand on the page, and where on it what sounds is read.
#pragma once

#include <cstdint>
#include <vector>

#include "notation/page/measures.h"
#include "score/score.h"

namespace bach::notation {

struct PageBar {
  Tick begin = 0;
  std::int64_t number = 0;  // as WrittenBars counts; in a da capo that of the bar that comes again
};

// Ticks are 480 to a quarter.
struct WrittenPage {
  std::vector<PageBar> bars;          // all that stand between two bar signs, in order
  std::vector<PlayedStretch> played;  // see MeasuredScore
  Tick sounding_end = 0;
};

// Of a score in written form, with a note, as ABC writes it: a da capo is music of its own at the end,
// an upbeat a bar of its own at the beginning.
WrittenPage written_page(const Score& written);

}  // namespace bach::notation

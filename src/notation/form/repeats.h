// Repeats, endings and jumps as sections and the order in which they sound.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "base/result.h"
#include "notation/form/road_signs.h"
#include "score/score.h"

namespace bach::notation {

struct PlayedForm {
  std::vector<Section> sections;  // empty where the music is played once from end to end
  std::vector<int> play_order;
};

// From the signs of a piece that lasts from 0 to `end`; `signs` come back sorted, each once.
//  - A backward repeat leads to the last forward one, to where the last repeat ended, or to the
//    beginning. A later ending, or one of a higher number, is played in its pass; the last one ends
//    the repeat.
//  - Da capo and dal segno are followed once each. Behind them repeats are not played again, but
//    for those without endings that say so (after-jump), and of endings the last one is; to fine, or by way of
//    "to coda" to the coda.
// Jumps that lead nowhere are passed over; `stray_jump` hears where they stand. Errors: kLimit for
// more than `most` entries in play_order.
Result<PlayedForm> played_form(std::vector<RoadSign>& signs, Tick end, std::size_t most,
                               const std::function<void(Tick)>& stray_jump);

// kLimit when a folded score plays more than `most` times the notes that are written.
Status check_growth(const Score& score, std::size_t most);

}  // namespace bach::notation

// A score cut into measures: where bars, repeats and endings begin and end.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "score/bars.h"
#include "score/chord_symbol.h"
#include "score/score.h"

namespace bach::notation {

// The music between two bar signs: a bar, or the part of one where a section begins or ends within
// it. Every voice is written measure by measure.
struct Measure {
  Tick begin = 0;
  Tick end = 0;
  std::string opening;    // what stands before it: "", "|:"
  std::string closing;    // what stands after it: "|", ":|", "|1", ":|2", "||", "|]"
  bool new_line = false;  // a section begins here
  bool silent = false;    // the part of the first bar before the music begins
  int ending = 0;         // 1 or 2 in a first or second ending
  bool fine = false;      // the da capo ends after it
  bool da_capo = false;   // back to the beginning after it
};

// What sounds from a tick on, and where it stands. It lasts to the next one or to the end.
struct PlayedStretch {
  Tick sounding = 0;
  Tick written = 0;
  Tick first = 0;  // where the same music stood first: less than `written` in a da capo written out

  bool operator==(const PlayedStretch&) const = default;
};

struct MeasuredScore {
  Score score;  // 480 ticks per quarter, unfolded but for its repeats
  std::vector<Measure> measures;
  WrittenChords chords;               // of the same music
  std::vector<PlayedStretch> played;  // in the order it sounds, the first from tick 0 on
  Tick sounding_end = 0;              // of the last of them
};

enum class DaCapo {
  kWrittenOut,  // as music of its own
  kSign,        // as "da capo", "fine", where play_order is as score/fold.h says
};

// `score` in written form with its times multiplied to 480 ticks per quarter (rounded down where that
// is not whole) and the signs between its measures. `chords` are at ticks of `score`; where music is
// written out they stand over it again.
MeasuredScore into_measures(const Score& score, DaCapo da_capo = DaCapo::kWrittenOut,
                            const WrittenChords& chords = {});

// Whether the repeats of `folded` are such as signs can say (see score/fold.h): each section played
// once or twice where it stands, first and second endings, then perhaps a da capo.
bool has_plain_repeats(const Score& folded);

// Takes away what is silent before the first note, which begins at `first`: what is left begins where
// a repeat does, or in the bar of that note, at its beginning when less than half of it is silent,
// else with the upbeat.
void drop_silence(const BarGrid& grid, Tick first, std::vector<Measure>& measures);

// kUnsupported when rounding down leaves a note no length; the message names track and tick of
// `score`.
Status check_lengths(const Score& score);

}  // namespace bach::notation

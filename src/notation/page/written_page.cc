#include "notation/page/written_page.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "score/bars.h"
#include "score/written_bars.h"

namespace bach::notation {
namespace {

Tick first_onset_of(const Score& score) {
  Tick first = std::numeric_limits<Tick>::max();
  for (const Track& track : score.tracks) {
    if (!track.notes.empty()) first = std::min(first, track.notes.front().onset);
  }
  return first;
}

// Where the music at `written` stood first.
Tick first_written(const std::vector<PlayedStretch>& played, Tick written) {
  Tick first = written;
  for (const PlayedStretch& stretch : played) {
    if (stretch.written == stretch.first || written < stretch.written) continue;
    first = stretch.first + written - stretch.written;
  }
  return first;
}

}  // namespace

WrittenPage written_page(const Score& written) {
  MeasuredScore music = into_measures(written);
  drop_silence(BarGrid(music.score), first_onset_of(music.score), music.measures);
  const WrittenBars bars(music.score);
  WrittenPage page;
  for (const Measure& measure : music.measures) {
    page.bars.push_back({measure.begin, bars.at(first_written(music.played, measure.begin))});
  }
  page.played = std::move(music.played);
  page.sounding_end = music.sounding_end;
  return page;
}

}  // namespace bach::notation

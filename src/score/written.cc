#include "score/written.h"

#include <algorithm>
#include <cstdlib>

namespace bach {
namespace {

// Lengths in 1/96 of a quarter.
constexpr Tick kTripletStep = 4;  // 1/24
constexpr Tick kFineStep = 3;     // 1/32
constexpr Tick kStep = 12;        // 1/8

class Writer {
 public:
  explicit Writer(int ticks_per_quarter) : unit_(ticks_per_quarter / 96) {}

  Note write(Note note) const {
    note.onset = onset(note.onset);
    note.duration = duration(note.duration);
    return note;
  }

 private:
  Tick onset(Tick tick) const {
    if (tick % (kFineStep * unit_) == 0 || tick % (kTripletStep * unit_) == 0) return tick;
    const Tick step = kStep * unit_;
    const Tick nearest = (tick + step / 2) / step * step;
    return std::abs(nearest - tick) * 40 <= 96 * unit_ ? nearest : tick;
  }

  Tick duration(Tick ticks) const {
    const Tick step = kStep * unit_;
    Tick next = (ticks + step - 1) / step * step;
    for (const Tick steps : {1, 2, 3, 6}) {
      const Tick value = steps * kFineStep * unit_;
      if (value >= ticks) next = std::min(next, value);
    }
    Tick triplet = kTripletStep * unit_;
    while (triplet < ticks) triplet *= 2;
    next = std::min(next, triplet);
    return next - ticks <= kTripletStep * unit_ ? next : ticks;
  }

  Tick unit_;
};

}  // namespace

Written snap_to_written(const Score& played) {
  Written result{played, {}};
  if (played.ticks_per_quarter % 96 != 0) return result;
  const Writer writer(played.ticks_per_quarter);
  for (std::size_t t = 0; t < played.tracks.size(); ++t) {
    std::vector<Note>& notes = result.score.tracks[t].notes;
    for (std::size_t n = 0; n < notes.size(); ++n) {
      const Note before = notes[n];
      notes[n] = writer.write(before);
      result.score.end = std::max(result.score.end, notes[n].end());
      if (notes[n] != before) result.changes.push_back({static_cast<int>(t), n, before, notes[n]});
    }
    std::sort(notes.begin(), notes.end());
  }
  return result;
}

}  // namespace bach

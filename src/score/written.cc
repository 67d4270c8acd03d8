#include "score/written.h"

#include <algorithm>
#include <cstdlib>
#include <type_traits>
#include <utility>

#include "base/make_sorted.h"

namespace bach {
namespace {

// Lengths in 1/96 of a quarter.
constexpr Tick kTripletStep = 4;  // 1/24
constexpr Tick kFineStep = 3;     // 1/32
constexpr Tick kStep = 12;        // 1/8

// Unit: of lengths above, in ticks; a number, or a constant, by which there is no division to be done.
template <typename Unit>
class Writer {
 public:
  explicit Writer(Unit unit) : unit_(unit) {}

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
    if (next == ticks) return ticks;
    Tick triplet = kTripletStep * unit_;
    while (triplet < ticks) triplet *= 2;
    next = std::min(next, triplet);
    return next - ticks <= kTripletStep * unit_ ? next : ticks;
  }

  [[no_unique_address]] Unit unit_;
};

template <typename Unit>
void write_notes(Unit unit, Written& result) {
  const Writer<Unit> writer(unit);
  Score& score = result.score;
  for (std::size_t t = 0; t < score.tracks.size(); ++t) {
    std::vector<Note>& notes = score.tracks[t].notes;
    for (std::size_t n = 0; n < notes.size(); ++n) {
      const Note before = notes[n];
      notes[n] = writer.write(before);
      score.end = std::max(score.end, notes[n].end());
      if (notes[n] != before) result.changes.push_back({static_cast<int>(t), n, before, notes[n]});
    }
    make_sorted(notes);
  }
}

}  // namespace

Written snap_to_written(Score played) {
  constexpr Tick kParts = 96;
  constexpr Tick kUsualUnit = 480 / kParts;
  Written result{std::move(played), {}};
  if (result.score.ticks_per_quarter % kParts != 0) return result;
  const Tick unit = result.score.ticks_per_quarter / kParts;
  if (unit == kUsualUnit) {
    write_notes(std::integral_constant<Tick, kUsualUnit>(), result);
  } else {
    write_notes(unit, result);
  }
  return result;
}

}  // namespace bach

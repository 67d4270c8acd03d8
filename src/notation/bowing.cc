#include "notation/bowing.h"

#include <cstddef>
#include <cstdlib>
#include <vector>

#include "score/bars.h"

namespace bach {
namespace {

bool is_alone(const std::vector<Note>& notes, std::size_t n) {
  const bool meets_before = n > 0 && notes[n - 1].end() > notes[n].onset;
  const bool meets_next = n + 1 < notes.size() && notes[n].end() > notes[n + 1].onset;
  return !meets_before && !meets_next;
}

class Bow {
 public:
  explicit Bow(const Score& score) : score_(score), bars_(score) {}

  bool joins(const std::vector<Note>& notes, std::size_t n) const {
    const Note& from = notes[n];
    const Note& to = notes[n + 1];
    const int step = std::abs(to.pitch - from.pitch);
    return is_alone(notes, n) && is_alone(notes, n + 1) && from.end() == to.onset && step >= 1 &&
           step <= 2 && is_short(from) && is_short(to) &&
           beat_at(from.onset) == beat_at(to.onset) && same_section(from.onset, to.onset);
  }

 private:
  Tick beat_of(const Metre& metre) const {
    if (metre.denominator < 4) return score_.ticks_per_quarter;
    return beat_ticks(metre, score_.ticks_per_quarter);
  }
  bool is_short(const Note& note) const {
    return note.duration < beat_of(bars_.at(note.onset).metre);
  }
  // Where the beat of `tick` begins.
  Tick beat_at(Tick tick) const {
    const BarPosition bar = bars_.at(tick);
    return tick - bar.offset % beat_of(bar.metre);
  }
  bool same_section(Tick a, Tick b) const {
    for (const Section& section : score_.sections) {
      if (a < section.begin && section.begin <= b) return false;
    }
    return true;
  }

  const Score& score_;
  const BarGrid bars_;
};

}  // namespace

Marks bowing_of(const Score& written) {
  const Bow bow(written);
  Marks marks;
  for (std::size_t t = 0; t < written.tracks.size(); ++t) {
    const std::vector<Note>& notes = written.tracks[t].notes;
    const auto mark = [&](const Note& note, MarkKind kind) {
      marks.push_back({static_cast<int>(t), note.onset, note.pitch, kind});
    };
    for (std::size_t n = 0; n + 1 < notes.size();) {
      std::size_t last = n;
      while (last + 1 < notes.size() && bow.joins(notes, last)) ++last;
      if (last > n) {
        mark(notes[n], MarkKind::kSlurStart);
        mark(notes[last], MarkKind::kSlurStop);
      }
      n = last + 1;
    }
  }
  return marks;
}

}  // namespace bach

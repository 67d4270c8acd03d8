// Which notes of a track sound in a stretch of time, without a look at all of them.
#pragma once

#include <cstddef>
#include <vector>

#include "score/score.h"

namespace bach {

class SoundingNotes {
 public:
  // `notes`: sorted by onset.
  explicit SoundingNotes(const std::vector<Note>& notes);

  // Indices [first, last) of notes among which are all that sound in [begin, end), and others only where a long
  // note sounds over them.
  struct Range {
    std::size_t first = 0;
    std::size_t last = 0;
  };
  Range in(Tick begin, Tick end) const;

 private:
  std::vector<Tick> onsets_;
  std::vector<Tick> latest_ends_;  // of a note and those before it
};

}  // namespace bach

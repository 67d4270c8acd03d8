// Time in MusicXML: durations in divisions of a quarter, and the ticks they become.
#pragma once

#include <cstdint>

#include "notation/musicxml/document.h"
#include "score/score.h"

namespace bach::musicxml {

// Durations and divisions are read in thousandths, so that decimal ones are whole numbers.
inline constexpr std::int64_t kMostDivisions = 1'000'000'000;

struct Timing {
  int ticks_per_quarter = 480;
  bool exact = true;              // every duration is a whole number of ticks
  std::int64_t divisions = 1000;  // until a part says otherwise: the first that are said anywhere
};

// The least that serves every duration of the piece; see reader.h.
Timing timing_of(const Document& document);

// A place in a part. The divisions in force are counted from `base`, so that nothing is rounded
// twice.
class Cursor {
 public:
  Cursor() = default;
  Cursor(Tick at, std::int64_t divisions) : base_(at), divisions_(divisions) {}

  // Rounded to the nearest tick.
  Tick at(int ticks_per_quarter) const;
  bool is_whole(int ticks_per_quarter) const {
    return units_ % divisions_ * ticks_per_quarter % divisions_ == 0;
  }
  // `duration` in thousandths, of either sign.
  void move(std::int64_t duration) { units_ += duration; }
  void set_divisions(std::int64_t divisions, int ticks_per_quarter);
  std::int64_t divisions() const { return divisions_; }
  // Whole quarters from the base.
  std::int64_t quarters() const { return units_ / divisions_; }

 private:
  Tick base_ = 0;
  std::int64_t units_ = 0;
  std::int64_t divisions_ = 1000;  // > 0
};

}  // namespace bach::musicxml

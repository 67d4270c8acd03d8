// A piece note by note, as the suite network sees it: in training, in measuring and in composing.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "score/bars.h"
#include "suite/columns.h"
#include "suite/piece.h"
#include "suite/piece_memory.h"

namespace bach {

// Stands before the next note of a piece, the first part's first note to begin with. Copies are
// independent and cost what the notes so far weigh.
class SuiteSteps {
 public:
  // Requires at least one part, in order, and a metre.
  explicit SuiteSteps(const SuitePlan& plan);

  // Where the next note stands. Requires !done(), as everything below does.
  bool done() const { return part_ >= static_cast<int>(frame_->plan.parts.size()); }
  int part() const { return part_; }
  Tick onset() const { return onset_; }
  int chord_notes() const { return chord_notes_; }
  std::size_t notes() const { return memory_.notes(); }
  const SuitePlan& plan() const { return frame_->plan; }

  // The record of the next note, see SuiteColumn; the columns from kColumnPitch on are −1 until
  // choose().
  std::span<const int, kSuiteColumns> record() const { return record_; }

  // Fills the columns of a pitch (a suite pitch) that is chosen or tried.
  void choose(int pitch);

  // The note is decided. The next one stands where its gap leads, or, at the end of the part or
  // beyond, where the next part has its first onset.
  void add(SuiteToken token);

  // The next note stands elsewhere than add() thinks: where a section within a part begins with
  // silence, or no class had the gap to a part's end.
  void move_to(int part, Tick onset);

 private:
  struct Frame {
    SuitePlan plan;
    BarGrid bars;
  };
  void stand_at(Tick onset);
  void fill_place(const BarPosition& place);
  void fill_guesses(const Guesses& guesses);

  std::shared_ptr<const Frame> frame_;
  PieceMemory memory_;
  int part_ = 0;
  Tick onset_ = 0;
  int chord_notes_ = 0;
  int last_pitch_ = -1;
  int last_rhythm_ = -1;
  std::array<int, kSuiteColumns> record_{};
};

// How strong a place of a bar is: 0 the downbeat, 1 the middle of a bar of an even number of beats,
// 2 another beat, 3 half a beat (a third in compound time), 4 half of that, 5 a triplet's second or
// third note in simple time, 6 anything else.
int metrical_strength(const BarPosition& place);

// The records of first_statements(piece), [notes][kSuiteColumns], all columns filled.
std::vector<int> suite_records(const SuitePiece& piece);

// The record `semitones` higher: what SuiteSteps would say of the transposed piece, but for guesses
// beyond the suite pitches, which become −1 and, once they are, stay so.
void transpose_record(std::span<int, kSuiteColumns> record, int semitones);

}  // namespace bach

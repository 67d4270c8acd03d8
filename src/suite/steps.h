// A piece note by note, as the suite network sees it: in training, in measuring and in composing.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "score/bars.h"
#include "suite/features.h"
#include "suite/motive_follower.h"
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

  // The record of the next note, see suite/record.h; what needs its pitch is −1 until choose().
  std::span<const int> record() const { return record_; }

  // What the features are computed from; valid until the next call of add() or move_to().
  suite::NoteView coming() const { return view(-1); }

  // Fills in what depends on a pitch (a suite pitch) that is chosen or tried.
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
  suite::NoteView view(int pitch) const;
  const PlannedChord* planned_chord(Tick tick) const;

  std::shared_ptr<const Frame> frame_;
  PieceMemory memory_;
  MotiveFollower motive_;
  int part_ = 0;
  Tick onset_ = 0;
  BarPosition place_;  // of onset_
  int chord_notes_ = 0;
  int last_pitch_ = -1;
  int last_rhythm_ = -1;
  suite::LastNote last_;
  std::vector<int> record_;
};

// The records of first_statements(piece), [notes][suite::columns()], pitches chosen.
std::vector<int> suite_records(const SuitePiece& piece);

}  // namespace bach

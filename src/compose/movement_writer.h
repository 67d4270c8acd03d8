// One movement while it is being composed: what stands already, what may come, what is removed again.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/random.h"
#include "compose/bar_guard.h"
#include "compose/movement_task.h"
#include "compose/note_mask.h"
#include "compose/quotation_guard.h"
#include "suite/past_rhythms.h"
#include "suite/steps.h"

namespace bach {

// Goes through a piece step by step beside a network that it never sees: record() is fed, then the
// network's logits come to choose_pitch() and, with the pitch in the record, choose_rhythm().
//
// A note from which a part's last chord cannot be reached is rejected at once and another drawn.
// Loops, copies and endings still reached by an odd leap are removed and composed again with other
// draws; the network then goes back to where it stood (take_rewind()), so that the result does not
// depend on what was removed. Of a bar that goes round in circles (BarGuard) the notes are
// removed from one on that is then forbidden there; it is drawn as redrawing the bar until it is
// another one would have chosen it. After kMostRemovals such bars the last note of the next ones is
// forbidden before it comes. Draws come from (Purpose::kSample, draw, task.output).
class MovementWriter {
 public:
  // So many of the most notes that ever stood are the ones that may be removed, and the network be
  // asked to go back over.
  static constexpr std::size_t kMostTakenBack = 4096;

  // `task` must keep its contract: endings for all parts, `given` in the plan's order. `guard` may
  // be null; else it must outlive the writer.
  MovementWriter(const MovementTask& task, const QuotationGuard* guard);

  bool done() const;
  // How many notes the network has gone past where it must stand before the next step: once at the
  // beginning, 0, and once after each removal; else none.
  std::optional<std::size_t> take_rewind();
  std::span<const int> record() const { return steps_.record(); }

  // The next note: drawn, or the one that stands there already while the network hears it again.
  void choose_pitch(std::span<float> logits);   // [kSuitePitches]; scratch afterwards
  void choose_rhythm(std::span<float> logits);  // [kRhythmClasses]; likewise
  // After choose_rhythm(): the note was not kept, and both need the same logits again.
  bool note_rejected() const { return note_rejected_; }

  std::size_t notes() const { return written_.size(); }
  std::size_t given() const { return task_.given.size(); }
  // Given and new ones as they stand, where they sound.
  std::vector<SuiteNote> sounding() const;
  // Once done().
  MovementOutcome outcome() const;

 private:
  // What may not stand behind so many notes as long as they stay.
  struct Forbidden {
    std::size_t place = 0;
    SuiteNote note;
  };
  // Where steps_ stood.
  struct Milestone {
    std::size_t passed = 0;
    SuiteSteps steps;
  };
  bool unplanned() const { return suite::PastRhythms::speak_for(task_.plan); }
  bool replaying() const { return passed_ < written_.size(); }
  std::size_t new_notes() const { return written_.size() - task_.given.size(); }
  bool composing() const { return !stopped_ && !replaying(); }
  NotePlace place() const;
  NotePlace place_of_ending(const PartEnding& ending, Tick end, int part) const;
  void forbid_rejected(std::span<float> logits) const;
  std::vector<SuiteNote> forbidden_at(Tick onset) const;
  std::uint32_t classes_in(int part) const;
  bool can_lead_to_ending(const NotePlace& here, SuiteToken token) const;
  void mix_with_past(std::span<float> logits) const;
  void step(SuiteToken token);  // past the note that was chosen
  void move_on();               // to where the next note stands, if that is elsewhere
  void check_last_note();       // the last new note and what it completes
  bool remove_loop_or_copy();
  bool remove_cycle();
  void check_ending(const SuiteNote& note);
  std::size_t where_to_part(std::size_t first);
  void write_down(std::span<const SuiteNote> notes);
  void remember_place();
  std::size_t composed() const;       // of written_, without the following ones
  void keep_first(std::size_t keep);  // removes the notes after so many
  bool is_full() const;
  void stop_when_full();

  MovementTask task_;  // as the network hears it
  const QuotationGuard* guard_;
  BarGuard bar_guard_;
  NoteMask mask_;
  Sampler pitch_sampler_;
  Sampler rhythm_sampler_;
  CounterRandom random_;
  BarGrid bars_;
  SuiteSteps steps_;
  suite::PastRhythms past_;         // of the notes steps_ has gone past, unless there is a plan
  std::vector<SuiteNote> written_;  // given, new and at last following notes
  std::vector<double> nats_;        // of each, once it was heard
  std::size_t passed_ = 0;          // of written_, how many steps_ has gone past
  std::size_t composed_ = 0;        // once stopped_, without the following ones
  bool stopped_ = false;            // nothing more is composed
  bool rewind_ = true;
  std::vector<Milestone> milestones_;  // by `passed`
  std::uint64_t draw_ = 0;
  int pitch_ = 0;  // chosen for the note at hand
  double pitch_nats_ = 0;
  bool note_rejected_ = false;
  std::vector<int> rejected_;  // pitches drawn for the note at hand and not kept
  std::vector<Forbidden> forbidden_;
  std::size_t most_notes_ = 0;     // that stood at once
  int stuck_ = 0;                  // removals since then
  int removals_ = 0;               // in all, but for cycles
  std::vector<int> ending_tries_;  // one per part
  MovementOutcome counts_;
};

}  // namespace bach

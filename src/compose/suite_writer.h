// One piece while it is being composed: what stands already, what may come, what is taken back.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/random.h"
#include "compose/quotation_guard.h"
#include "compose/suite_mask.h"
#include "compose/suite_task.h"
#include "suite/steps.h"

namespace bach {

// Goes through a piece step by step beside a network that it never sees: record() is fed, then the
// network's logits come to hear_pitch() and, with the pitch in the record, hear_rhythm().
//
// A note that leads to a part's last chord and does not come home gives way to another at once.
// Loops, copies and endings still reached by an odd leap are taken back and composed anew with
// other draws; the network then hears the piece from its beginning (begins_anew()), so that the
// result does not depend on what was taken back. Draws come from (Purpose::kSample, draw,
// task.output).
class SuiteWriter {
 public:
  // `task` must keep its contract: endings for all parts, `given` in the plan's order. `guard` may
  // be null; else it must outlive the writer.
  SuiteWriter(SuiteTask task, const QuotationGuard* guard);

  bool done() const;
  // True once before the first step and after each taking back: the network must forget.
  bool begins_anew();
  std::span<const int> record() const { return steps_.record(); }

  void hear_pitch(std::span<float> logits);   // [kSuitePitches]; scratch afterwards
  void hear_rhythm(std::span<float> logits);  // [kRhythmClasses]; likewise
  // After hear_rhythm(): the note was not taken, and both want to hear the same logits again.
  bool draws_again() const { return draws_again_; }

  std::size_t notes() const { return written_.size(); }
  // Once done().
  SuiteOutcome outcome() const;

 private:
  struct Written {
    SuiteNote note;
    double nats = 0;
  };
  bool hears_again() const { return at_ < written_.size(); }
  std::size_t fresh() const { return written_.size() - task_.given.size(); }
  bool composes() const { return !stopped_ && !hears_again(); }
  SuitePlace place() const;
  SuitePlace place_of_ending(const SuiteEnding& ending, Tick end, int part) const;
  void forbid_refused(std::span<float> logits) const;
  std::uint32_t classes_in(int part) const;
  bool comes_home(const SuitePlace& here, SuiteToken token) const;
  void step(SuiteToken token);  // past the note that was decided
  void judge();                 // the last new note and what it completes
  void judge_ending(const SuiteNote& note);
  void take_back(std::size_t keep);
  void stop_where_full();

  SuiteTask task_;
  const QuotationGuard* guard_;
  SuiteMask mask_;
  Sampler sampler_;
  CounterRandom random_;
  BarGrid bars_;
  SuiteSteps steps_;
  std::vector<Written> written_;  // given, new and at last following notes
  std::size_t at_ = 0;            // of written_, how many steps_ has passed
  std::size_t composed_ = 0;      // once stopped_, without the following ones
  bool stopped_ = false;          // nothing more is composed
  bool forget_ = true;
  std::uint64_t draw_ = 0;
  int pitch_ = 0;  // chosen for the note at hand
  double pitch_nats_ = 0;
  bool draws_again_ = false;
  std::vector<int> refused_;       // pitches drawn for the note at hand and not taken
  std::size_t farthest_ = 0;       // notes once written
  int stuck_ = 0;                  // takings back since then
  int taken_back_ = 0;             // in all
  std::vector<int> ending_tries_;  // one a part
  SuiteOutcome counts_;
};

}  // namespace bach

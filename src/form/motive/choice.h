// Which of a planned bar's choices is taken when it begins, given what was really written.
#pragma once

#include <vector>

#include "form/motive/plan.h"
#include "score/score.h"

namespace bach {

// Hears a piece as it is written. Copies are independent and cost what the bars so far weigh.
class MotiveChooser {
 public:
  // A bar of `length` ticks from bar line to bar line begins: what it takes, from where. Later notes
  // are its own until the next bar begins; bars come in written order.
  //
  // Choices that follow the bar before are told where that leads. The best is the one of most weight
  // whose notes lie near the last ones; of bars that were moved alike from the same bar, one among
  // the last three counts against it. A bar that would be the third within eight keeps only the
  // figure, and so does a fourth in a row that is literal at one distance. A bar with one choice, as
  // it was heard, takes that.
  MotiveChoice choose(const PlannedBar& bar, Tick length);

  // A note is decided; notes come by onset, those of a chord from below.
  void add(Tick onset, int pitch);

 private:
  // A bar that came down to itself is its own root.
  struct Root {
    Tick begin = 0;
    int steps = 0;
    bool operator==(const Root&) const = default;
  };
  struct Bar {
    Tick begin = 0;
    Tick line = 0;
    Tick length = 0;
    int notes = 0;
    int pitches = 0;      // sum
    Tick first = -1;      // onset
    int first_pitch = 0;  // the highest of its chord
    Root root;
    MotiveChoice taken;
  };
  const Bar* find(Tick line, Tick from, Tick length) const;
  MotiveChoice resolved(const MotiveChoice& choice, const Bar& bar) const;
  Root root(const MotiveChoice& choice, const Bar& bar) const;
  int heard(const Root& root, std::size_t bars) const;
  int literal_run(Tick distance) const;
  bool goes_round(const MotiveChoice& choice, const Bar& bar) const;
  double merit(const MotiveChoice& choice, const Bar& bar) const;

  std::vector<Bar> bars_;
  int last_pitch_ = -1;
};

}  // namespace bach

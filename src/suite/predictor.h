// What comes next in a piece according to a suite network, note by note.
#pragma once

#include <vector>

#include "lm/network_stream.h"
#include "suite/past_rhythms.h"
#include "suite/piece.h"
#include "suite/steps.h"

namespace bach::suite {

// Stands before the next note of a piece, the first part's first note to begin with. Copies go their
// own ways; one costs a step of the network and what the notes so far weigh, the weights are shared.
// Not thread-safe, but for copying: one object a thread.
class Predictor {
 public:
  // `network`: see NetworkStream, of a suite network (see is_suite_config()). `plan`: see SuiteSteps.
  Predictor(const NetworkPredictor& network, const SuitePlan& plan);

  const SuiteSteps& steps() const { return steps_; }

  // Probabilities of the next note's pitch row, [kSuitePitches], and of its rhythm class if it has
  // this pitch (a suite pitch), [kRhythmClasses]; without a plan those of PastRhythms. Require
  // !steps().done(), as all below does.
  std::vector<double> pitches();
  std::vector<double> rhythms(int pitch);
  // The network's own logits.
  std::vector<float> pitch_logits();
  std::vector<float> rhythm_logits(int pitch);

  // What the network carries before the next note; see NetworkStream.
  std::vector<float> state();

  // See SuiteSteps.
  void add(SuiteToken token);
  void move_to(int part, Tick onset) { steps_.move_to(part, onset); }

 private:
  // The network takes the step that the next note is.
  void advance();

  SuiteSteps steps_;
  PastRhythms past_;
  NetworkStream stream_;
  bool advanced_ = false;
};

}  // namespace bach::suite

// What a model expects after the last note of a piece.
#pragma once

#include <vector>

#include "app/music/inputs.h"
#include "base/result.h"
#include "lm/model.h"
#include "suite/rhythm_classes.h"

namespace bach {

struct AwaitedNote {
  double begin = 0;  // in quarters of the music as it sounds: where its score ends
  int lowest_pitch = 0;
  // Of pitches from lowest_pitch on; empty where the model does not predict yet.
  std::vector<double> probabilities;
  int needed = 0;  // notes before it that the model predicts from; 0: it predicts from the first on
  // Of kRhythms, if the most probable pitch comes; empty for models of pitches alone.
  std::vector<double> rhythms;
};

// A suite model reads the music as it sounds, as music to be continued: there are 16 bars to
// come, in the key and metre that it has. Without a note its first one is asked for, in those that
// the score names. Other models read the pitches of the first track. Errors: those of
// given_piece_of(), notes the model has no class for.
Result<AwaitedNote> awaited_note(const Model& model, const NamedScore& piece);

}  // namespace bach

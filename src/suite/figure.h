// A note of an earlier bar as it would be here: moved along the scale, or under another chord.
#pragma once

#include "harmony/plan/plan.h"

namespace bach::suite {

// The pitch `steps` diatonic steps on (see scale_step() for what they are; `tonic` is that of the
// relative major), raised or lowered by a semitone where chord or local key want it so. `now` may be
// null: the scale's own note.
int moved_by_steps(int pitch, int steps, int tonic, const PlannedChord* now);

// The same member of another chord, and as far above it: the nearest such pitch. Notes between the
// members go to the scale of the local key.
int under_chord(int pitch, const PlannedChord& then, const PlannedChord& now);

}  // namespace bach::suite

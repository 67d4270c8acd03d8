// Composing with music that is there already: going on from it, or writing some bars of it anew.
#pragma once

#include <vector>

#include "app/compose/movements.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "lm/model.h"
#include "nn/engine/isa.h"

namespace bach {

// options.outputs pieces, each with all notes of options.wishes.primer and then new ones: as many
// bars, notes or seconds as wished, else 16 bars, at seam_of() the primer. Key, metre, tempo and
// tracks are the primer's; bars end on the tonic. Errors: what cannot be read, wishes that a primer
// rules out, kCancelled.
Result<std::vector<ComposedMovement>> continue_music(const SequenceModel& model, engine::Isa isa,
                                                     const SuiteComposition& options,
                                                     const ProgressCallback& progress,
                                                     const Cancellation& cancellation);

// options.outputs pieces: options.wishes.infill with the notes that begin in bars from_bar … to_bar
// (counted as they sound, from 1; an upbeat stands before bar 1) written anew. All others stay as
// they are. Of several attempts that one is kept which makes the music after it most probable.
// Errors likewise, and bars that are not there.
Result<std::vector<ComposedMovement>> infill_music(const SequenceModel& model, engine::Isa isa,
                                                   const SuiteComposition& options,
                                                   const ProgressCallback& progress,
                                                   const Cancellation& cancellation);

}  // namespace bach

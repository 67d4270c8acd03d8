// Composing with models of pitches alone, the notebook's and those of whole pieces: one line of
// equal notes.
#pragma once

#include <vector>

#include "app/compose.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "lm/model.h"
#include "nn/engine/isa.h"

namespace bach {

// request.outputs pieces; request.model names the model in errors. `request` must have passed
// check_melody_request(). Errors: kUnsupported for a vocabulary that is not pitches, a primer that
// cannot be read or is too short, kCancelled.
Result<std::vector<ComposedPiece>> compose_melodies(const Model& model, engine::Isa isa,
                                                    const ComposeRequest& request,
                                                    const ProgressCallback& progress,
                                                    const Cancellation& cancellation);

}  // namespace bach

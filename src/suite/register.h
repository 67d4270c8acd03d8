// Where pieces lie, and how music of other instruments comes to lie there.
#pragma once

#include <span>

#include "suite/piece.h"

namespace bach {

// Mean MIDI pitch of all notes as they are written; 0 without notes.
double mean_pitch(std::span<const SuitePiece> pieces);

// The piece moved by whole octaves so that its mean pitch lies as near as it can to `pitch`; in the
// middle between two, the lower one. No note leaves the suite pitches.
SuitePiece moved_near(SuitePiece piece, double pitch);

}  // namespace bach

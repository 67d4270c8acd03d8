// The key a dance is in.
#pragma once

#include <span>

#include "score/score.h"

namespace bach {

// `notes` are all of the score but drums, in any order; those with onset in [begin, end) count. What the
// score states holds where the notes agree, in the minor mode too where a MIDI file says the
// relative major; a key stated under notes that neither end on its tonic nor fit it is passed over
// for the estimated one. `at` is `begin`.
Key home_key(const Score& score, std::span<const Note> notes, Tick begin, Tick end);

}  // namespace bach

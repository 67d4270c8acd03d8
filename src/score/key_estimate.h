// The key a piece is in, from its notes.
#pragma once

#include "score/score.h"

namespace bach {

// Key and mode of the notes with onset in [begin, end): a histogram of pitch classes by duration
// plus half of that of the first and the last bar, each normalised, against the profiles of
// Krumhansl and Kessler (1982) in all 24 keys. Integer arithmetic. Key::at is `begin`; C major when
// there are no notes.
Key estimate_key(const Score& score, Tick begin, Tick end);
Key estimate_key(const Score& score);

// The tonic as a pitch class, 0 … 11.
int tonic_of(const Key& key);

}  // namespace bach

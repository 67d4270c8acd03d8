// The key a piece is in, from its notes.
#pragma once

#include <span>

#include "score/bars.h"
#include "score/score.h"

namespace bach {

// Key and mode of the notes with onset in [begin, end). Pitch classes are counted over the whole
// stretch, and again in its first full bar (with the upbeat before it) and in the bar of its last
// note, where a piece says most plainly what key it is in; the three histograms, normalised and
// weighted 1 : ½ : ½, are correlated with the profiles of Krumhansl and Kessler (1982) in all 24
// keys. `at` is `begin`; C major when there are no notes. Of the enharmonic keys the one with the
// fewest accidentals is named, G flat major and E flat minor for six. Deterministic.
//
// Movements that change mode midway (minuets I and II) are told apart only when asked part by part;
// see score/form.h.
Key estimate_key(const Score& score, Tick begin, Tick end);
Key estimate_key(const Score& score);
// The same of notes in any order, with these bar lines.
Key estimate_key(std::span<const Note> notes, const BarGrid& bars, Tick begin, Tick end);

// The tonic as a pitch class, 0 … 11.
int tonic_of(const Key& key);

}  // namespace bach

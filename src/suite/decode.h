// From suite tokens back to scores.
#pragma once

#include <string>
#include <vector>

#include "score/score.h"
#include "suite/piece.h"

namespace bach {

// The folded score a piece stands for: its notes, metres, keys, sections and order; velocity 100,
// no tempo. Notes are dealt to tracks (cello, one a voice) by deal_voices(). A duration ends with
// its section at the latest.
Score decode_suite(const SuitePiece& piece, const std::string& title = {});

// Deals notes, sorted, to voices that can be played and notated: from the highest note of a chord
// down, each goes to the first voice that is silent at its onset, so that the first voice leads and
// no voice has two notes at once. `merged` of any score gives the voices of that score's music.
std::vector<std::vector<Note>> deal_voices(std::vector<Note> notes);

// The score with its notes merged and dealt again, velocities 100, nothing but notes, metres, keys,
// sections, order and end: what encode_suite() and decode_suite() keep.
Score without_performance(const Score& score);

}  // namespace bach

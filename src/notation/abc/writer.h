// Scores as ABC text (abcnotation.com, standard 2.1), in the subset doc/abc.md describes.
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "notation/marks.h"
#include "score/chord_symbol.h"
#include "score/score.h"

namespace bach {

// One tune: title, composer where one is given, metres, keys, a voice for each track, repeats and
// endings where the score is folded (see score/fold.h), a da capo written out. Pitches are spelled
// for the keys of the score; velocities and channels are not written, tempos and markers at the
// first bar line from where they stand.
//
// score_from_abc() gives back the same score, in 480 ticks per quarter, but for what is not written;
// a da capo comes back as sections of its own, and a folded score without repeats comes back
// unfolded.
//
// Every time must be a multiple of 15 or, inside tuplets, of 10 parts of a quarter of 480.
// Errors (kUnsupported): a time that is not such a multiple, or tuplets that do not end within their
// bar; the message names track and tick.
Result<std::string> abc_from_score(const Score& score, const std::string& composer = {});

// A tunebook for the music stand: of each movement a tune, X:1 on, as above but for the silence
// before the music: an upbeat is a short bar, bars of rest before it are not written. Errors as
// above; of several movements, the message names it.
// `marks` of each movement are written at their notes; none: no marks. `chords` of each likewise, as
// chord symbols above the staff or annotations below it, which abc2midi is told not to play.
Result<std::string> abc_from_movements(std::span<const Score> movements,
                                       const std::string& composer = {},
                                       std::span<const Marks> marks = {},
                                       std::span<const WrittenChords> chords = {});

}  // namespace bach

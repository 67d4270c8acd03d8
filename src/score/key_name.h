// Keys as words, written and read.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "score/score.h"

namespace bach {

// "Eb", "F#", "C".
std::string tonic_name(const Key& key);
// "Eb major", "C minor".
std::string key_name(const Key& key);
// A key as people write it; `at` is 0:
//  - "A minor", "a min", "Am", "A-minor", "A" (major);
//  - "E flat", "Eb", "E♭", "E-"; "F sharp minor", "F#m", "F♯-minor";
//  - "a-moll", "Es-Dur", "Es", "fis-moll"; "H" is B, and before "dur" or "moll" "B" is B flat;
//  - "la mineur", "mi bémol majeur", "fa diesis minore".
// A small letter alone says neither mode. Errors (kInvalidArgument) list the keys there are.
Result<Key> key_from_name(std::string_view name);

// "3/4".
std::string metre_name(const Metre& metre);

}  // namespace bach

// Keys as words.
#pragma once

#include <string>

#include "score/score.h"

namespace bach {

// "Eb", "F#", "C".
std::string tonic_name(const Key& key);
// "Eb major", "C minor".
std::string key_name(const Key& key);
// "3/4".
std::string metre_name(const Metre& metre);

}  // namespace bach

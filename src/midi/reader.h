// Standard MIDI Files as they are found in the wild, damaged ones included.
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"
#include "midi/file.h"

namespace bach {

// Reads formats 0, 1 and 2. What is odd or damaged is repaired as doc/midi.md says, and each repair
// is counted in MidiFile::repairs. Errors: kTruncated when the bytes end before the first track (an
// empty file too), kInvalidData when they are not a MIDI file. Time and memory are proportional to
// the number of bytes at worst. The result does not refer to `bytes`.
Result<MidiFile> read_midi(std::span<const std::uint8_t> bytes);

}  // namespace bach

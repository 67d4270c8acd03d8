// Notes played with the instruments of a SoundFont, through FluidSynth.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "audio/sound_source.h"
#include "audio/timed_note.h"
#include "base/result.h"

namespace bach {

// Two channels. The library, libfluidsynth.so.3 (fluidsynth.org/api, version 2), is loaded when the
// first one is made. Notes keep their programs; each program is a MIDI channel of its own, shared
// by programs beyond the fifteenth. Hall reverb as in a chamber, no chorus. Errors: kUnsupported
// when the library cannot be loaded, kInvalidData when it cannot read the font. Requires notes
// sorted by start and 8000 <= sample_rate_hz <= 96000.
Result<std::unique_ptr<SoundSource>> create_font_synthesiser(std::span<const TimedNote> notes,
                                                             const std::string& font,
                                                             int sample_rate_hz);

}  // namespace bach

// A line of ABC music read into its voice.
#pragma once

#include <string_view>

#include "base/result.h"
#include "notation/abc/voice_builder.h"

namespace bach::abc {

// Reads `text` from `column` on (0-based; for messages, line `line` from 1) into `voice`. Inline
// fields are [K:], [M:], [Q:], [P:]; a voice field has been dealt with by the caller. `unit` is the
// unit note length in ticks.
Status read_music_line(std::string_view text, std::size_t column, int line, Tick unit,
                       VoiceBuilder& voice);

}  // namespace bach::abc

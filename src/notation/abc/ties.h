// Note heads joined into notes.
#pragma once

#include <vector>

#include "notation/abc/problems.h"
#include "notation/abc/voice.h"

namespace bach::abc {

// The notes of `voice`, sorted. A head tied to the next one of its pitch in its layer becomes one
// note with it, but not across any of `cuts` (sorted), where sections meet; no note crosses one.
std::vector<Note> notes_of(const TuneVoice& voice, const std::vector<Tick>& cuts,
                           Problems& problems);

}  // namespace bach::abc

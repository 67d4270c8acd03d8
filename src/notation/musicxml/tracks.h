// Note heads joined into the notes of tracks.
#pragma once

#include <vector>

#include "notation/musicxml/document.h"
#include "notation/musicxml/events.h"
#include "score/score.h"

namespace bach::musicxml {

// The tracks of `events` with their notes, part by part, those without notes left out; marks are
// moved to the tracks that stay, and lost with the others. Both are sorted.
//  - A head tied to the one before it lengthens that note, in its own voice or another of its part:
//    same pitch, no gap. It does not across any of `cuts` (sorted), where sections meet; no note
//    crosses one.
//  - Channels count up from 0, past the drums'.
std::vector<Track> tracks_of(Events& events, const std::vector<Tick>& cuts,
                             const Document& document, Problems& problems);

}  // namespace bach::musicxml

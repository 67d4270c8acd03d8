// Playing a piece through the system's loudspeakers: what `bach play` does, without the printing.
#pragma once

#include <string>

#include "app/render.h"

namespace bach {

// Plays an unfolded score as render_to_file() would write it, but for its loudness: that is known of
// the first seconds only, and falls where it gets louder. `device` is an ALSA name,
// the default when empty. `progress` hears where it is, in seconds, some five times a second.
// Cancelled, it stops within a fifth of a second and says so with kCancelled. Other errors: those
// of render_to_file() and open_sound_output().
Result<Rendering> play_score(const Score& score, const std::string& device,
                             const RenderOptions& options, const ProgressCallback& progress,
                             const Cancellation& cancellation);

}  // namespace bach

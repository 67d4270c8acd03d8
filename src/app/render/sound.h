// render_to_file() of sound, in its two halves: one keeps all cores at work, the other one.
#pragma once

#include <string>

#include "app/render.h"
#include "app/render/recording.h"

namespace bach {

struct RecordedSound {
  Recording recording;
  Rendering rendering;  // as it will be
  double vorbis_quality = kUsualVorbisQuality;
};

// Errors: those of render_to_file(); `output` is known to end as sound does.
Result<RecordedSound> record_sound(const Score& score, const std::string& output,
                                   const RenderOptions& options, const ProgressCallback& progress,
                                   const Cancellation& cancellation);
Status write_sound(const RecordedSound& sound, const std::string& output,
                   const ProgressCallback& progress, const Cancellation& cancellation);

}  // namespace bach

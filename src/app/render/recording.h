// All of a voice's sound on disk, played passage by passage on all cores.
#pragma once

#include <cstdint>
#include <string>

#include "app/render/voice.h"
#include "audio/sound_file.h"
#include "audio/sound_spool.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"

namespace bach {

struct Recording {
  SoundSpool spool;
  int channels = 1;
  std::int64_t frames = 0;  // of a SoundFont, until it is silent for good; of sines, all
  float peak = 0;           // the largest absolute sample
};

// A passage (see audio/passages.h) sounds until the next begins, which fades what is left of it. The
// same samples on any number of threads. `progress` is called from this thread. The spool
// stands beside `target`. Errors: kCancelled, those of SoundSpool and of the voice.
Result<Recording> record(const Voice& voice, const std::string& target,
                         const ProgressCallback& progress, const Cancellation& cancellation);

// All frames, so loud that the peak is at kPeak, and finish(). Errors: kCancelled, those of both.
Status write_recording(const Recording& recording, SoundSink& sink,
                       const ProgressCallback& progress, const Cancellation& cancellation);

}  // namespace bach

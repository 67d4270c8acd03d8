// Making a piece audible and readable: what `bach render` does, without the printing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/render/notation.h"
#include "audio/sound_file.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "score/score.h"

namespace bach {

// The loudest sample of a rendering: half a decibel below full scale. That leaves lossy formats and
// resamplers, which overshoot a little, room not to clip.
inline constexpr float kPeak = 0.944f;
inline constexpr double kLongestSoundSeconds = 2 * 60 * 60;

enum class Sound { kFont, kSines };

struct RenderOptions {
  // The instruments of a SoundFont through FluidSynth or, where one of the two is missing, sines,
  // with a remark that says so. Flat notes are sines in any case.
  Sound sound = Sound::kFont;
  std::string sound_font;      // see find_sound_font(); empty: whatever there is
  std::optional<int> program;  // of General MIDI, for all tracks; none: each its own
  bool deadpan = false;        // as written; else see audio/performance.h. Sines always are
  std::uint64_t seed = 42;     // of the performance
  bool performed = false;      // MIDI too as it is performed, not as it is written
  bool flat = false;           // the first track alone, every note 0.3 s
  std::size_t flat_notes = 0;  // with `flat`, only that many notes; 0 for all
  double vorbis_quality = kUsualVorbisQuality;  // of .ogg, 0 … 1
  bool any_length = false;                      // also more than kLongestSoundSeconds
  ScoreLabels labels;                           // for notation
  PageOptions pages;                            // which may be several files
};

struct Rendering {
  bool sounds = true;          // a sound file; else notation
  double seconds = 0;          // of sound, with the second of silence at its end
  std::size_t notes = 0;       // that are played or written
  std::size_t drum_notes = 0;  // left out of the sound
  std::string played_with;     // "TimGM6mb.sf2", or "sine waves"
  // What notation took: see notation/notate.h; why not a SoundFont.
  std::vector<std::string> remarks;
};

// See parse_instrument().
Result<int> instrument_program(const std::string& text);

// Checks that `output` is "-" (sound) or ends in .wav .flac .ogg .oga, .mid .midi, .abc,
// .musicxml, .xml or .mxl, .pdf .svg .png.
Status check_render_target(const std::string& output);

// Makes of an unfolded score what the ending of `output` says. Notation and pages: see
// app/render/notation.h. Sound (see audio/sound_file.h): 44.1 kHz, the peak at kPeak; two channels with a
// SoundFont, to the end of its reverberation, one with sines. The music is rendered into a file without a name,
// four bytes a sample, so that memory does not grow with its length, and made loud from there;
// passages between which it is silent on all cores (see app/render/recording.h). Cancelled or
// failed, `output` is as it was. Errors: kInvalidData when there is nothing to play or write,
// kLimit when it is too long.
Result<Rendering> render_to_file(const Score& score, const std::string& output,
                                 const RenderOptions& options, const ProgressCallback& progress,
                                 const Cancellation& cancellation);

}  // namespace bach

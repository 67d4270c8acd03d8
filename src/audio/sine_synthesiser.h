// The notebook's player: every note a sine that dies away.
#pragma once

#include <array>
#include <complex>
#include <cstdint>
#include <span>
#include <vector>

#include "audio/timed_note.h"

namespace bach {

// A note of pitch p and velocity v, n samples after its start, sounds
//
//   v/127 · e^(−t) · sin(2π f t) · ramps,   t = n / sample rate in seconds,
//   f = 440 · 2^((p − 69)/12) Hz  (A4 = 440, equal temperament)
//
// and notes add up. The tone, its decay by e each second and the straight fall to zero over the
// last 0.1 s are those of pretty_midi's synthesize(); new is a rise x²(3 − 2x) over the first 5 ms.
// A note shorter than both ramps has them shortened. After 16 s a note is over: what is left of it
// lies 139 dB down. Pitches at or above half the sample rate are silent.
//
// init() allocates; reset() and render() do not. One object per thread.
class SineSynthesiser {
 public:
  struct Parameters {
    float gain = 1;  // on the sum of all notes
  };

  // Requires notes sorted by start and 8000 <= sample_rate_hz <= 192000. Starts at the beginning.
  void init(std::span<const TimedNote> notes, int sample_rate_hz);
  // Back to the beginning of the same notes.
  void reset();
  // The next out.size() samples, one channel. Silence after the end. Any block sizes give the same
  // sound but for rounding; blocks of a few thousand samples are fastest.
  void render(const Parameters& parameters, std::span<float> out);

  // Samples from the beginning to a second after the end of the last note, as in the notebook; 0
  // without notes.
  std::int64_t length() const { return length_; }

 private:
  static constexpr int kLanes = 8;  // samples computed side by side
  using Complex = std::complex<double>;

  struct Tone {                         // by pitch
    std::array<Complex, kLanes> ahead;  // the turn and decay over 0 … kLanes − 1 samples
    Complex stride;                     // and over kLanes
  };
  struct Voice {
    std::int64_t start = 0;   // in samples
    std::int32_t length = 0;  // in samples, at most 16 s
    std::uint8_t pitch = 0;
    std::uint8_t velocity = 0;
  };
  struct Sounding {
    Voice voice;
    std::int32_t done = 0;  // samples played
    Complex phasor;         // e^(−t) · e^(2πift) of the next sample
  };

  void play(Sounding& sounding, std::span<float> out) const;
  void tone(Sounding& sounding, std::span<float> samples) const;
  void ramps(const Sounding& sounding, std::span<float> samples) const;

  std::array<Tone, 128> tones_;
  std::vector<Voice> voices_;       // by start
  std::vector<Sounding> sounding_;  // capacity for the thickest moment
  std::size_t next_ = 0;            // the first voice that has not begun
  std::int64_t position_ = 0;       // samples rendered
  std::int64_t length_ = 0;
  std::int32_t attack_ = 0;   // samples
  std::int32_t release_ = 0;  // samples
};

}  // namespace bach

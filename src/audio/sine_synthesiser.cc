#include "audio/sine_synthesiser.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace bach {
namespace {

constexpr double kA4Hz = 440;
constexpr int kA4Pitch = 69;
constexpr double kDecaySeconds = 1;  // to 1/e
constexpr double kAttackSeconds = 0.005;
constexpr double kReleaseSeconds = 0.1;
constexpr double kTailSeconds = 1;
constexpr double kLongestSeconds = 16;
constexpr std::size_t kChunk = 256;  // samples of one voice on the stack

double frequency_hz(int pitch) { return kA4Hz * std::exp2((pitch - kA4Pitch) / 12.0); }

}  // namespace

void SineSynthesiser::init(std::span<const TimedNote> notes, int sample_rate_hz) {
  const double rate = sample_rate_hz;
  attack_ = static_cast<std::int32_t>(std::lround(kAttackSeconds * rate));
  release_ = static_cast<std::int32_t>(std::lround(kReleaseSeconds * rate));
  for (int pitch = 0; pitch < 128; ++pitch) {
    const Complex turn(-1 / (kDecaySeconds * rate),
                       2 * std::numbers::pi * frequency_hz(pitch) / rate);
    Tone& tone = tones_[pitch];
    for (int lane = 0; lane < kLanes; ++lane) tone.ahead[lane] = std::exp(turn * double(lane));
    tone.stride = std::exp(turn * double(kLanes));
  }

  voices_.clear();
  length_ = 0;
  for (const TimedNote& note : notes) {
    const std::int64_t start = std::llround(note.start_seconds * rate);
    const std::int64_t end = std::llround(note.end_seconds * rate);
    length_ = std::max<std::int64_t>(length_, end + std::llround(kTailSeconds * rate));
    if (end <= start || frequency_hz(note.pitch) * 2 >= rate) continue;
    const auto longest = static_cast<std::int64_t>(kLongestSeconds * rate);
    voices_.push_back({start, static_cast<std::int32_t>(std::min(end - start, longest)),
                       static_cast<std::uint8_t>(note.pitch),
                       static_cast<std::uint8_t>(note.velocity)});
  }

  // A voice stays in `sounding_` until the end of the block it ends in, so blocks of any size may
  // hold more voices than ever sound at once: room for all.
  sounding_.clear();
  sounding_.shrink_to_fit();
  sounding_.reserve(voices_.size());
  reset();
}

void SineSynthesiser::reset() {
  sounding_.clear();
  next_ = 0;
  position_ = 0;
}

void SineSynthesiser::render(const Parameters& parameters, std::span<float> out) {
  std::fill(out.begin(), out.end(), 0.0f);
  const std::int64_t end = position_ + static_cast<std::int64_t>(out.size());
  for (; next_ < voices_.size() && voices_[next_].start < end; ++next_) {
    sounding_.push_back({voices_[next_], 0, Complex(1, 0)});
  }
  for (Sounding& sounding : sounding_) {
    const std::int64_t begin = std::max<std::int64_t>(0, sounding.voice.start - position_);
    play(sounding, out.subspan(static_cast<std::size_t>(begin)));
  }
  std::erase_if(sounding_, [](const Sounding& s) { return s.done == s.voice.length; });
  for (float& sample : out) sample *= parameters.gain;
  position_ = end;
}

void SineSynthesiser::play(Sounding& sounding, std::span<float> out) const {
  std::array<float, kChunk> chunk;
  while (!out.empty() && sounding.done < sounding.voice.length) {
    const auto left = static_cast<std::size_t>(sounding.voice.length - sounding.done);
    const std::span<float> samples = std::span(chunk).first(std::min({kChunk, out.size(), left}));
    tone(sounding, samples);
    ramps(sounding, samples);
    const float velocity = static_cast<float>(sounding.voice.velocity) / 127.0f;
    for (std::size_t i = 0; i < samples.size(); ++i) out[i] += velocity * samples[i];
    sounding.done += static_cast<std::int32_t>(samples.size());
    out = out.subspan(samples.size());
  }
}

// A complex number that turns by a constant factor is a sine without a call a sample; kLanes of
// them side by side keep the multiplications independent.
void SineSynthesiser::tone(Sounding& sounding, std::span<float> samples) const {
  const Tone& tone = tones_[sounding.voice.pitch];
  std::array<double, kLanes> re;
  std::array<double, kLanes> im;
  for (int lane = 0; lane < kLanes; ++lane) {
    const Complex at = sounding.phasor * tone.ahead[lane];
    re[lane] = at.real();
    im[lane] = at.imag();
  }
  const double stride_re = tone.stride.real();
  const double stride_im = tone.stride.imag();
  std::size_t i = 0;
  for (; i + kLanes <= samples.size(); i += kLanes) {
    for (int lane = 0; lane < kLanes; ++lane) {
      samples[i + lane] = static_cast<float>(im[lane]);
      const double turned = re[lane] * stride_re - im[lane] * stride_im;
      im[lane] = re[lane] * stride_im + im[lane] * stride_re;
      re[lane] = turned;
    }
  }
  int lane = 0;
  for (; i < samples.size(); ++i, ++lane) samples[i] = static_cast<float>(im[lane]);
  sounding.phasor = Complex(re[lane], im[lane]);
}

void SineSynthesiser::ramps(const Sounding& sounding, std::span<float> samples) const {
  const std::int32_t length = sounding.voice.length;
  const std::int32_t attack = std::min(attack_, length / 2);
  const std::int32_t release = std::min(release_, length - attack);
  const auto count = static_cast<std::int32_t>(samples.size());
  for (std::int32_t i = 0; i < count && sounding.done + i < attack; ++i) {
    const float x = static_cast<float>(sounding.done + i) / static_cast<float>(attack);
    samples[i] *= x * x * (3 - 2 * x);
  }
  const std::int32_t fall = length - release - sounding.done;
  for (std::int32_t i = std::max(fall, 0); i < count; ++i) {
    samples[i] *= static_cast<float>(length - 1 - sounding.done - i) / static_cast<float>(release);
  }
}

}  // namespace bach

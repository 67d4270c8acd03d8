#include "audio/sound_output.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "base/shared_library.h"

namespace bach {
namespace {

// What is used of the library's interface (alsa-project.org, PCM).
struct Pcm;
struct Alsa {
  int (*open)(Pcm**, const char*, int, int) = nullptr;
  int (*set_params)(Pcm*, int, int, unsigned, unsigned, int, unsigned) = nullptr;
  long (*writei)(Pcm*, const void*, unsigned long) = nullptr;
  int (*recover)(Pcm*, int, int) = nullptr;
  int (*drain)(Pcm*) = nullptr;
  int (*close)(Pcm*) = nullptr;
  const char* (*strerror)(int) = nullptr;
  int (*set_error_handler)(void (*)(const char*, int, const char*, int, const char*,
                                    ...)) = nullptr;
};

constexpr int kPlayback = 0;              // SND_PCM_STREAM_PLAYBACK
constexpr int kSigned16LittleEndian = 2;  // SND_PCM_FORMAT_S16_LE
constexpr int kInterleaved = 3;           // SND_PCM_ACCESS_RW_INTERLEAVED
constexpr unsigned kAheadMicroseconds = 200000;

void no_message(const char*, int, const char*, int, const char*, ...) {}

const Alsa* load_alsa() {
  static const Alsa* const loaded = []() -> const Alsa* {
    static Alsa alsa;
    SharedLibrary library{"libasound.so.2"};
    library.find("snd_pcm_open", alsa.open);
    library.find("snd_pcm_set_params", alsa.set_params);
    library.find("snd_pcm_writei", alsa.writei);
    library.find("snd_pcm_recover", alsa.recover);
    library.find("snd_pcm_drain", alsa.drain);
    library.find("snd_pcm_close", alsa.close);
    library.find("snd_strerror", alsa.strerror);
    library.find("snd_lib_error_set_handler", alsa.set_error_handler);
    if (!library.complete()) return nullptr;
    alsa.set_error_handler(no_message);
    return &alsa;
  }();
  return loaded;
}

class AlsaOutput final : public SoundOutput {
 public:
  AlsaOutput(const Alsa& alsa, Pcm* pcm, int channels)
      : alsa_(alsa), pcm_(pcm), channels_(static_cast<std::size_t>(channels)) {}
  ~AlsaOutput() override { alsa_.close(pcm_); }
  AlsaOutput(const AlsaOutput&) = delete;
  AlsaOutput& operator=(const AlsaOutput&) = delete;

  Status write(std::span<const float> samples) override {
    words_.clear();
    for (const float sample : samples) {
      words_.push_back(
          static_cast<std::int16_t>(std::lround(32767 * std::clamp(sample, -1.0f, 1.0f))));
    }
    const std::int16_t* at = words_.data();
    for (std::size_t frames = words_.size() / channels_; frames > 0;) {
      const long written = alsa_.writei(pcm_, at, frames);
      if (written < 0) {
        const int failed = alsa_.recover(pcm_, static_cast<int>(written), 1);
        if (failed < 0) return broken(failed);
        continue;
      }
      at += static_cast<std::size_t>(written) * channels_;
      frames -= static_cast<std::size_t>(written);
    }
    return {};
  }

  Status finish() override {
    const int failed = alsa_.drain(pcm_);
    return failed < 0 ? Status(broken(failed)) : Status();
  }

 private:
  Error broken(int error) const {
    return {ErrorCode::kIo, std::string("the sound stopped: ") + alsa_.strerror(error), {}};
  }

  const Alsa& alsa_;
  Pcm* pcm_;
  std::size_t channels_;
  std::vector<std::int16_t> words_;
};

}  // namespace

Result<std::unique_ptr<SoundOutput>> open_sound_output(int sample_rate_hz, int channels,
                                                       const std::string& device) {
  const Alsa* alsa = load_alsa();
  if (alsa == nullptr) {
    return Error{ErrorCode::kUnsupported,
                 "playing needs the library libasound.so.2, which cannot be loaded; on Debian, "
                 "install libasound2, or use bach render and a player",
                 {}};
  }
  const std::string name = device.empty() ? "default" : device;
  const auto unusable = [&](int error) {
    return Error{ErrorCode::kNotFound,
                 "no sound device '" + name + "' (" + alsa->strerror(error) +
                     "); bach render writes a file for any player",
                 {}};
  };
  Pcm* pcm = nullptr;
  if (const int failed = alsa->open(&pcm, name.c_str(), kPlayback, 0); failed < 0) {
    return unusable(failed);
  }
  auto output = std::make_unique<AlsaOutput>(*alsa, pcm, channels);
  const int failed =
      alsa->set_params(pcm, kSigned16LittleEndian, kInterleaved, static_cast<unsigned>(channels),
                       static_cast<unsigned>(sample_rate_hz), 1, kAheadMicroseconds);
  if (failed < 0) return unusable(failed);
  return std::unique_ptr<SoundOutput>(std::move(output));
}

}  // namespace bach

#include "audio/sound_file.h"

#include <sndfile.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <string_view>

#include "audio/wav_stream.h"
#include "base/file.h"
#include "base/lower.h"

namespace bach {
namespace {

struct Format {
  std::string_view ending;
  int code;  // libsndfile's
};

constexpr std::array<Format, 4> kFormats = {{
    {".wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16},
    {".flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16},
    {".ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS},
    {".oga", SF_FORMAT_OGG | SF_FORMAT_VORBIS},
}};
// Frames handed to libsndfile at once: its Vorbis encoder keeps whole blocks on the stack.
constexpr sf_count_t kFramesAtOnce = 4096;

std::optional<int> format_of(const std::string& path) {
  const std::string ending = file_ending(path);
  const auto found = std::find_if(kFormats.begin(), kFormats.end(),
                                  [&](const Format& format) { return format.ending == ending; });
  if (found == kFormats.end()) return std::nullopt;
  return found->code;
}

class SndfileSink final : public SoundSink {
 public:
  SndfileSink(std::filesystem::path target, int channels)
      : target_(std::move(target)), temporary_(temporary_beside(target_)), channels_(channels) {}
  SndfileSink(const SndfileSink&) = delete;
  SndfileSink& operator=(const SndfileSink&) = delete;
  ~SndfileSink() override {
    if (file_ == nullptr) return;
    sf_close(file_);
    discard_file(temporary_);
  }

  Status open(int format, const SoundShape& shape) {
    SF_INFO info{};
    info.samplerate = shape.sample_rate_hz;
    info.channels = channels_;
    info.format = format;
    errno = 0;
    file_ = sf_open(temporary_.c_str(), SFM_WRITE, &info);
    if (file_ == nullptr) {
      if (errno != 0) return system_error(errno, "write", target_);
      return failure(sf_strerror(nullptr));
    }
    sf_command(file_, SFC_SET_CLIPPING, nullptr, SF_TRUE);
    double quality = shape.vorbis_quality;
    sf_command(file_, SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
    return {};
  }

  Status write(std::span<const float> samples) override {
    while (!samples.empty()) {
      const sf_count_t frames =
          std::min<sf_count_t>(kFramesAtOnce, static_cast<sf_count_t>(samples.size()) / channels_);
      if (sf_writef_float(file_, samples.data(), frames) != frames) {
        return failure(sf_strerror(file_));
      }
      samples = samples.subspan(static_cast<std::size_t>(frames * channels_));
    }
    return {};
  }

  Status finish() override {
    const int closed = sf_close(file_);
    file_ = nullptr;
    if (closed == 0) return commit_file(temporary_, target_);
    discard_file(temporary_);
    return failure(sf_error_number(closed));
  }

 private:
  Error failure(const char* reason) const {
    return {ErrorCode::kIo, "cannot write " + target_.string() + ": " + reason, {}};
  }

  std::filesystem::path target_;
  std::filesystem::path temporary_;
  int channels_;
  SNDFILE* file_ = nullptr;
};

}  // namespace

Status check_sound_file_name(const std::string& path) {
  if (path == "-" || format_of(path)) return {};
  return Error{ErrorCode::kInvalidArgument,
               path + ": the name must end in .wav, .flac or .ogg to say what sound to write",
               {}};
}

Result<std::unique_ptr<SoundSink>> create_sound_file(const std::string& path,
                                                     const SoundShape& shape) {
  if (Status status = check_sound_file_name(path); !status) return std::move(status).error();
  const int format = path == "-" ? SF_FORMAT_WAV : *format_of(path);
  if ((format & SF_FORMAT_TYPEMASK) == SF_FORMAT_WAV && !wav_fits(shape)) {
    return Error{ErrorCode::kLimit,
                 (path == "-" ? "standard output" : path) +
                     ": a WAV file ends at 4 GiB, 13 hours of sound; name a .flac file instead",
                 {}};
  }
  if (path == "-") return create_wav_stream(STDOUT_FILENO, "standard output", shape);
  auto sink = std::make_unique<SndfileSink>(path, shape.channels);
  if (Status status = sink->open(format, shape); !status) {
    return std::move(status).error();
  }
  return std::unique_ptr<SoundSink>(std::move(sink));
}

}  // namespace bach

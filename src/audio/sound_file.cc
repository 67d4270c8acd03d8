#include "audio/sound_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <string_view>

#include "audio/sndfile.h"
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
  SndfileSink(const Sndfile& library, std::filesystem::path target, int channels)
      : sf_(library),
        target_(std::move(target)),
        temporary_(temporary_beside(target_)),
        channels_(channels) {}
  SndfileSink(const SndfileSink&) = delete;
  SndfileSink& operator=(const SndfileSink&) = delete;
  ~SndfileSink() override {
    if (file_ == nullptr) return;
    sf_.close(file_);
    discard_file(temporary_);
  }

  Status open(int format, const SoundShape& shape) {
    SF_INFO info{};
    info.samplerate = shape.sample_rate_hz;
    info.channels = channels_;
    info.format = format;
    errno = 0;
    file_ = sf_.open(temporary_.c_str(), SFM_WRITE, &info);
    if (file_ == nullptr) {
      if (errno != 0) return system_error(errno, "write", target_);
      return failure(sf_.strerror(nullptr));
    }
    sf_.command(file_, SFC_SET_CLIPPING, nullptr, SF_TRUE);
    double quality = shape.vorbis_quality;
    sf_.command(file_, SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
    return {};
  }

  Status write(std::span<const float> samples) override {
    while (!samples.empty()) {
      const sf_count_t frames =
          std::min<sf_count_t>(kFramesAtOnce, static_cast<sf_count_t>(samples.size()) / channels_);
      if (sf_.writef_float(file_, samples.data(), frames) != frames) {
        return failure(sf_.strerror(file_));
      }
      samples = samples.subspan(static_cast<std::size_t>(frames * channels_));
    }
    return {};
  }

  Status finish() override {
    const int closed = sf_.close(file_);
    file_ = nullptr;
    if (closed == 0) return commit_file(temporary_, target_);
    discard_file(temporary_);
    return failure(sf_.error_number(closed));
  }

 private:
  Error failure(const char* reason) const {
    return {ErrorCode::kIo, "cannot write " + target_.string() + ": " + reason, {}};
  }

  const Sndfile& sf_;
  std::filesystem::path target_;
  std::filesystem::path temporary_;
  int channels_;
  SNDFILE* file_ = nullptr;
};

// A WAV file is a stream into a temporary file.
class WavFileSink final : public SoundSink {
 public:
  explicit WavFileSink(std::filesystem::path target)
      : target_(std::move(target)), temporary_(temporary_beside(target_)) {}
  WavFileSink(const WavFileSink&) = delete;
  WavFileSink& operator=(const WavFileSink&) = delete;
  ~WavFileSink() override {
    if (fd_ < 0) return;
    ::close(fd_);
    discard_file(temporary_);
  }

  Status open(const SoundShape& shape) {
    fd_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                 S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
    if (fd_ < 0) return system_error(errno, "write", target_);
    auto stream = create_wav_stream(fd_, target_.string(), shape);
    if (!stream) return std::move(stream).error();
    stream_ = std::move(*stream);
    return {};
  }

  Status write(std::span<const float> samples) override { return stream_->write(samples); }

  Status finish() override {
    const int closed = ::close(fd_);
    const int reason = errno;
    fd_ = -1;
    if (closed == 0) return commit_file(temporary_, target_);
    discard_file(temporary_);
    return system_error(reason, "write", target_);
  }

 private:
  std::filesystem::path target_;
  std::filesystem::path temporary_;
  int fd_ = -1;
  std::unique_ptr<SoundSink> stream_;
};

}  // namespace

Status check_sound_file_name(const std::string& path) {
  if (path == "-" || format_of(path)) return {};
  return Error{ErrorCode::kInvalidArgument,
               path + ": the name must end in .wav, .flac or .ogg to say what sound to write",
               {}};
}

Status check_can_write_sound(const std::string& path) {
  if (Status known = check_sound_file_name(path); !known || path == "-") return known;
  if ((*format_of(path) & SF_FORMAT_TYPEMASK) == SF_FORMAT_WAV) return {};
  const Result<const Sndfile*> library = load_sndfile();
  return library ? Status() : Status(library.error());
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
  if ((format & SF_FORMAT_TYPEMASK) == SF_FORMAT_WAV) {
    auto wav = std::make_unique<WavFileSink>(path);
    if (Status status = wav->open(shape); !status) return std::move(status).error();
    return std::unique_ptr<SoundSink>(std::move(wav));
  }
  const Result<const Sndfile*> library = load_sndfile();
  if (!library) return Error{library.error().code, path + ": " + library.error().message, {}};
  auto sink = std::make_unique<SndfileSink>(**library, path, shape.channels);
  if (Status status = sink->open(format, shape); !status) {
    return std::move(status).error();
  }
  return std::unique_ptr<SoundSink>(std::move(sink));
}

}  // namespace bach

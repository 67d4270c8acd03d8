#include "audio/sound_file.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
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
// 1 of 8: for a cello, smaller files than levels 2 to 4 make, a tenth larger than at 5 in less time.
constexpr double kFlacLevel = 1.0 / 8;

std::optional<int> format_of(const std::string& path) {
  const std::string ending = file_ending(path);
  const auto found = std::find_if(kFormats.begin(), kFormats.end(),
                                  [&](const Format& format) { return format.ending == ending; });
  if (found == kFormats.end()) return std::nullopt;
  return found->code;
}

class SndfileSink final : public SoundSink {
 public:
  SndfileSink(const Sndfile& library, std::string target, NewFile made, int channels)
      : sf_(library), target_(std::move(target)), made_(std::move(made)), channels_(channels) {}
  SndfileSink(const SndfileSink&) = delete;
  SndfileSink& operator=(const SndfileSink&) = delete;
  ~SndfileSink() override {
    if (file_ != nullptr) sf_.close(file_);
  }

  Status open(int format, const SoundShape& shape) {
    SF_INFO info{};
    info.samplerate = shape.sample_rate_hz;
    info.channels = channels_;
    info.format = format;
    errno = 0;
    file_ = sf_.open_fd(made_.descriptor(), SFM_WRITE, &info, SF_FALSE);
    if (file_ == nullptr) {
      if (errno != 0) return system_error(errno, "write", target_);
      return failure(sf_.strerror(nullptr));
    }
    sf_.command(file_, SFC_SET_CLIPPING, nullptr, SF_TRUE);
    // Each command is understood by both formats, as the other's.
    if ((format & SF_FORMAT_TYPEMASK) == SF_FORMAT_FLAC) {
      double level = kFlacLevel;
      sf_.command(file_, SFC_SET_COMPRESSION_LEVEL, &level, sizeof level);
    } else {
      double quality = shape.vorbis_quality;
      sf_.command(file_, SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
    }
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
    return closed == 0 ? made_.commit() : Status(failure(sf_.error_number(closed)));
  }

 private:
  Error failure(const char* reason) const {
    return {ErrorCode::kIo, "cannot write " + target_ + ": " + reason, {}};
  }

  const Sndfile& sf_;
  std::string target_;
  NewFile made_;  // outlives file_, which writes to its descriptor
  int channels_;
  SNDFILE* file_ = nullptr;
};

// A WAV file is a stream into a new file.
class WavFileSink final : public SoundSink {
 public:
  explicit WavFileSink(NewFile made) : made_(std::move(made)) {}

  Status open(const std::string& target, const SoundShape& shape) {
    auto stream = create_wav_stream(made_.descriptor(), target, shape);
    if (!stream) return std::move(stream).error();
    stream_ = std::move(*stream);
    return {};
  }

  Status write(std::span<const float> samples) override { return stream_->write(samples); }
  Status finish() override { return made_.commit(); }

 private:
  NewFile made_;
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
  const bool wav = (format & SF_FORMAT_TYPEMASK) == SF_FORMAT_WAV;
  const Sndfile* const none = nullptr;
  const Result<const Sndfile*> library = wav ? Result<const Sndfile*>(none) : load_sndfile();
  if (!library) return Error{library.error().code, path + ": " + library.error().message, {}};
  Result<NewFile> made = NewFile::beside(path);
  if (!made) return std::move(made).error();
  if (wav) {
    auto sink = std::make_unique<WavFileSink>(std::move(*made));
    if (Status status = sink->open(path, shape); !status) return std::move(status).error();
    return std::unique_ptr<SoundSink>(std::move(sink));
  }
  auto sink = std::make_unique<SndfileSink>(**library, path, std::move(*made), shape.channels);
  if (Status status = sink->open(format, shape); !status) {
    return std::move(status).error();
  }
  return std::unique_ptr<SoundSink>(std::move(sink));
}

}  // namespace bach

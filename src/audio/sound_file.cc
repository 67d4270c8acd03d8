#include "audio/sound_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
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

// A file as libsndfile writes to it. The library passes over writes that fail: they are kept here.
struct WrittenFile {
  int descriptor = -1;
  int failure = 0;  // the errno of the first one
};

WrittenFile& written(void* file) { return *static_cast<WrittenFile*>(file); }

sf_count_t length_of(void* file) {
  struct stat info {};
  return ::fstat(written(file).descriptor, &info) == 0 ? info.st_size : -1;
}
sf_count_t seek_in(sf_count_t offset, int whence, void* file) {
  return ::lseek(written(file).descriptor, offset, whence);
}
sf_count_t read_from(void* bytes, sf_count_t count, void* file) {
  return ::read(written(file).descriptor, bytes, static_cast<std::size_t>(count));
}
sf_count_t write_to(const void* bytes, sf_count_t count, void* file) {
  sf_count_t done = 0;
  while (done < count) {
    const ssize_t now = ::write(written(file).descriptor, static_cast<const char*>(bytes) + done,
                                static_cast<std::size_t>(count - done));
    if (now < 0 && errno == EINTR) continue;
    if (now < 0) {
      if (written(file).failure == 0) written(file).failure = errno;
      break;
    }
    done += now;
  }
  return done;
}
sf_count_t place_in(void* file) { return seek_in(0, SEEK_CUR, file); }

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
    SF_VIRTUAL_IO calls{length_of, seek_in, read_from, write_to, place_in};
    state_->descriptor = made_.descriptor();
    file_ = sf_.open_virtual(&calls, SFM_WRITE, &info, state_.get());
    if (file_ == nullptr) return failure(sf_.strerror(nullptr));
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
      if (sf_.writef_float(file_, samples.data(), frames) != frames || state_->failure != 0) {
        return failure(sf_.strerror(file_));
      }
      samples = samples.subspan(static_cast<std::size_t>(frames * channels_));
    }
    return {};
  }

  Status finish() override {
    const int closed = sf_.close(file_);
    file_ = nullptr;
    if (closed != 0 || state_->failure != 0) return failure(sf_.error_number(closed));
    return made_.commit();
  }

 private:
  // What the system said, else the library.
  Error failure(const char* reason) const {
    if (state_->failure != 0) return system_error(state_->failure, "write", target_);
    return {ErrorCode::kIo, "cannot write " + target_ + ": " + reason, {}};
  }

  const Sndfile& sf_;
  std::string target_;
  NewFile made_;  // outlives file_, which writes to its descriptor
  const std::unique_ptr<WrittenFile> state_ = std::make_unique<WrittenFile>();  // likewise
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

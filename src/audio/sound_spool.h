// Samples kept on disk until it is known how loud they are to become.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"

namespace bach {

// A file without a name, gone with the object or the process. Samples that were never written are
// silence. write() and read() may be called from any thread, for samples of their own.
class SoundSpool {
 public:
  // In the folder of `target`; of standard output ("-"), in that for temporary files. Errors:
  // kNotFound, kAccess, kIo.
  static Result<SoundSpool> beside(const std::string& target);
  SoundSpool(SoundSpool&& other) noexcept;
  SoundSpool& operator=(SoundSpool&&) = delete;
  ~SoundSpool();

  // `at` counts samples. Errors, kIo above all when the disk is full, name the target.
  Status write(std::int64_t at, std::span<const float> samples);
  Status read(std::int64_t at, std::span<float> samples) const;

 private:
  SoundSpool(std::string target, int descriptor);

  std::string target_;
  int descriptor_;
};

}  // namespace bach

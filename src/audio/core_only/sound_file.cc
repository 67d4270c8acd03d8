// Sound files without libsndfile: none are written.
#include "audio/sound_file.h"

namespace bach {

Status check_sound_file_name(const std::string& path) {
  return Error{ErrorCode::kUnsupported, path + ": this build writes no sound files", {}};
}

Status check_can_write_sound(const std::string& path) { return check_sound_file_name(path); }

Result<std::unique_ptr<SoundSink>> create_sound_file(const std::string& path, const SoundShape&) {
  return check_sound_file_name(path).error();
}

}  // namespace bach

#include "audio/sndfile.h"

#include "base/shared_library.h"

namespace bach {
namespace {

struct LoadedSndfile {
  Sndfile sndfile;
  bool ok = false;
};

LoadedSndfile load_functions() {
  LoadedSndfile loaded;
  SharedLibrary library{"libsndfile.so.1"};
  Sndfile& sndfile = loaded.sndfile;
  library.find("sf_open_virtual", sndfile.open_virtual);
  library.find("sf_close", sndfile.close);
  library.find("sf_command", sndfile.command);
  library.find("sf_writef_float", sndfile.writef_float);
  library.find("sf_strerror", sndfile.strerror);
  library.find("sf_error_number", sndfile.error_number);
  loaded.ok = library.complete();
  return loaded;
}

}  // namespace

Result<const Sndfile*> load_sndfile() {
  static const LoadedSndfile loaded = load_functions();
  if (loaded.ok) return &loaded.sndfile;
  return Error{ErrorCode::kUnsupported,
               "FLAC and Ogg need the library libsndfile.so.1, which cannot be loaded; on Debian, "
               "install libsndfile1 (a .wav file needs none)",
               {}};
}

}  // namespace bach

// libsndfile, loaded when first used: only FLAC and Ogg need it, and it brings nine libraries.
#pragma once

#include <sndfile.h>

#include "base/result.h"

namespace bach {

// The few functions we call, found in the shared library.
struct Sndfile {
  decltype(&sf_open_virtual) open_virtual = nullptr;
  decltype(&sf_close) close = nullptr;
  decltype(&sf_command) command = nullptr;
  decltype(&sf_writef_float) writef_float = nullptr;
  decltype(&sf_strerror) strerror = nullptr;
  decltype(&sf_error_number) error_number = nullptr;
};

// Loads the library once for the life of the program; safe from any thread. The error (kUnsupported)
// says what to install.
Result<const Sndfile*> load_sndfile();

}  // namespace bach

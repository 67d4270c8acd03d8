// libcurl, loaded when first used: the program starts without it and its dozens of libraries.
#pragma once

#if __has_include(<curl/curl.h>)
#define BACH_HAS_CURL_HEADERS 1

#include <curl/curl.h>

#include "base/result.h"

namespace bach {

// The few functions we call, found in the shared library.
struct Curl {
  decltype(&curl_global_init) global_init = nullptr;
  decltype(&curl_easy_init) easy_init = nullptr;
  decltype(&curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&curl_easy_reset) easy_reset = nullptr;
  decltype(&curl_easy_setopt) easy_setopt = nullptr;
  decltype(&curl_easy_perform) easy_perform = nullptr;
  decltype(&curl_easy_getinfo) easy_getinfo = nullptr;
  decltype(&curl_easy_strerror) easy_strerror = nullptr;
};

// Loads and initialises the library once for the life of the program; safe from any thread. The
// error (kUnsupported) says what to install.
Result<const Curl*> load_curl();

}  // namespace bach

#endif

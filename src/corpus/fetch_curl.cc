#include "corpus/fetch_curl.h"

#ifdef BACH_HAS_CURL_HEADERS

#include <dlfcn.h>

namespace bach {
namespace {

template <typename Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

struct Loaded {
  Curl curl;
  bool ok = false;
};

Loaded load() {
  Loaded loaded;
  void* library = nullptr;
  // The same interface over OpenSSL and over GnuTLS; either will do.
  for (const char* name : {"libcurl.so.4", "libcurl-gnutls.so.4"}) {
    library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (library != nullptr) break;
  }
  if (library == nullptr) return loaded;
  Curl& curl = loaded.curl;
  loaded.ok = find(library, "curl_global_init", curl.global_init) &&
              find(library, "curl_easy_init", curl.easy_init) &&
              find(library, "curl_easy_cleanup", curl.easy_cleanup) &&
              find(library, "curl_easy_reset", curl.easy_reset) &&
              find(library, "curl_easy_setopt", curl.easy_setopt) &&
              find(library, "curl_easy_perform", curl.easy_perform) &&
              find(library, "curl_easy_getinfo", curl.easy_getinfo) &&
              find(library, "curl_easy_strerror", curl.easy_strerror) &&
              curl.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return loaded;
}

}  // namespace

Result<const Curl*> load_curl() {
  static const Loaded loaded = load();
  if (loaded.ok) return &loaded.curl;
  return Error{ErrorCode::kUnsupported,
               "downloading needs the library libcurl.so.4, which cannot be loaded; on Debian, "
               "install libcurl4",
               {}};
}

}  // namespace bach

#endif

#include "corpus/fetch_curl.h"

#ifdef BACH_HAS_CURL_HEADERS

#include "base/shared_library.h"

namespace bach {
namespace {

struct Loaded {
  Curl curl;
  bool ok = false;
};

Loaded load() {
  Loaded loaded;
  // The same interface over OpenSSL and over GnuTLS; either will do.
  SharedLibrary library{"libcurl.so.4", "libcurl-gnutls.so.4"};
  Curl& curl = loaded.curl;
  library.find("curl_global_init", curl.global_init);
  library.find("curl_easy_init", curl.easy_init);
  library.find("curl_easy_cleanup", curl.easy_cleanup);
  library.find("curl_easy_reset", curl.easy_reset);
  library.find("curl_easy_setopt", curl.easy_setopt);
  library.find("curl_easy_perform", curl.easy_perform);
  library.find("curl_easy_getinfo", curl.easy_getinfo);
  library.find("curl_easy_strerror", curl.easy_strerror);
  loaded.ok = library.complete() && curl.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
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

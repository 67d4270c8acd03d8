// What the program and the studio, a library that is loaded when it is used, know of each other. The
// studio has no copy of the rest of the program: it is handed run().
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "api/event.h"
#include "base/cancel.h"
#include "base/result.h"

namespace bach::api {

// run() of api/run.h, or what stands in for it in tests.
using Runner =
    std::function<void(std::string_view request, const EventSink& sink, const Cancellation& stop)>;

// A file of the page, as it is served. What the views show lives as long as the studio.
struct PageFile {
  std::string_view path;          // "index.html", "samples/cello.ogg"
  std::string_view content_type;  // "text/html; charset=utf-8"
  std::string_view tag;           // differs where the bytes do; without quotes
  std::string_view bytes;
  std::string_view brotli;  // the same, compressed; empty where that is not worth it
};

struct StudioRequest {
  int port = 0;         // 0: any that is free
  std::string version;  // of the program
  Runner run;
  // Called once the server answers, with the address to open; the token is in it.
  std::function<void(int port, const std::string& token)> on_open;
};

struct StudioModule {
  const char* version;  // of the program it was built with
  std::span<const PageFile> page;
  // Serves on 127.0.0.1 until `stop` is set; then work ends and what is being sent is finished.
  Status (*serve)(const StudioRequest& request, const Cancellation& stop);
};

// The one function the library shows: `extern "C" const StudioModule* bach_studio_module()`.
inline constexpr char kStudioEntry[] = "bach_studio_module";
inline constexpr char kStudioLibrary[] = "bach_studio.so";

}  // namespace bach::api

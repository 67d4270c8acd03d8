#include "wasm/exports.h"

#include <string_view>

#include "api/run.h"
#include "base/cancel.h"

void bach_run(const char* request, std::size_t size,
              int (*on_event)(const char* line, std::size_t size)) {
  bach::Cancellation stop;
  bach::api::run(
      {request, size},
      [&](std::string_view line) {
        if (on_event(line.data(), line.size()) == 0) stop.request();
      },
      stop);
}

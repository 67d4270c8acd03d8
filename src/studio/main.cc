// The library bach_studio.so: what it shows of itself.
#include <chrono>
#include <thread>

#include "api/studio.h"
#include "base/export.h"
#include "studio/page_files.h"
#include "studio/server.h"

namespace bach::studio {
namespace {

Status serve(const api::StudioRequest& request, const Cancellation& stop) {
  Settings settings;
  settings.port = request.port;
  settings.version = request.version;
  Result<Server> server = Server::start(settings, page_files(), request.run);
  if (!server) return server.error();
  request.on_open(server->port(), server->token());
  // A signal handler may not wake anybody.
  while (!stop.requested()) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  server->stop();
  return {};
}

}  // namespace
}  // namespace bach::studio

extern "C" BACH_API const bach::api::StudioModule* bach_studio_module() {
  static const bach::api::StudioModule module = {BACH_VERSION, bach::studio::page_files(),
                                                 bach::studio::serve};
  return &module;
}

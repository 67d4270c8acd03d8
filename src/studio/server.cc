#include "studio/server.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "studio/access.h"
#include "studio/http_server.h"
#include "studio/jobs.h"
#include "studio/pages.h"
#include "studio/routes.h"
#include "studio/work_slots.h"

namespace bach::studio {
namespace {

// Beside those that wait for an answer: files of the page, watchers of jobs.
constexpr std::size_t kOtherConnections = 64;

std::size_t slots_of(const Settings& settings) {
  if (settings.slots > 0) return settings.slots;
  return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

// In order: what is destroyed first uses what is destroyed later.
struct Server::Parts {
  Parts(const Settings& settings, std::span<const api::PageFile> files, const api::Runner& run,
        std::string secret)
      : token(std::move(secret)),
        grace(settings.grace),
        pages(files),
        jobs(run),
        slots(slots_of(settings), settings.most_waiting, run),
        http(slots_of(settings) + settings.most_waiting + kOtherConnections, settings.connections) {
  }

  std::string token;
  std::chrono::milliseconds grace;
  int port = 0;
  Pages pages;
  Jobs jobs;
  WorkSlots slots;
  std::unique_ptr<Access> access;
  std::unique_ptr<Routes> routes;
  HttpServer http;
};

Result<Server> Server::start(const Settings& settings, std::span<const api::PageFile> files,
                             const api::Runner& run) {
  Result<std::string> token = random_token();
  if (!token) return token.error();
  auto parts = std::make_unique<Parts>(settings, files, run, *std::move(token));
  const Result<int> port = parts->http.bind(settings.port);
  if (!port) return port.error();
  parts->port = *port;
  parts->access = std::make_unique<Access>(*port, parts->token);
  parts->routes = std::make_unique<Routes>(
      *parts->access, parts->pages, parts->slots, parts->jobs, settings.version,
      RouteLimits{settings.most_body_bytes, settings.most_held_body_bytes,
                  settings.most_unsent_bytes, settings.connections.write});
  parts->routes->attach(parts->http);
  parts->http.begin();
  return Server(std::move(parts));
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() { stop(); }

int Server::port() const { return parts_->port; }
const std::string& Server::token() const { return parts_->token; }

void Server::stop() {
  if (parts_ == nullptr) return;
  parts_->slots.stop();
  parts_->jobs.stop();
  parts_->http.end(parts_->grace);
}

}  // namespace bach::studio

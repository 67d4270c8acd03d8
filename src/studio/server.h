// The studio's server: the page, POST /api and the jobs, on 127.0.0.1. doc/studio.md tells clients.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "api/studio.h"
#include "base/result.h"
#include "studio/connection.h"

namespace bach::studio {

struct Settings {
  int port = 0;           // 0: any that is free
  std::string version;    // of the program
  std::size_t slots = 0;  // requests computed at a time; 0: one for each processor
  std::size_t most_waiting = 128;
  std::size_t most_body_bytes = std::size_t{32} << 20;        // of a request
  std::size_t most_held_body_bytes = std::size_t{512} << 20;  // of all that run or wait
  std::size_t most_unsent_bytes = std::size_t{16} << 20;      // of an answer, until its work waits
  std::chrono::milliseconds grace{5'000};                     // for what is being sent at the end
  ConnectionLimits connections;
};

class Server {
 public:
  // The server answers when this returns. The files must live as long. kExists: the port is taken.
  static Result<Server> start(const Settings& settings, std::span<const api::PageFile> files,
                              const api::Runner& run);
  // As stop().
  ~Server();
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;

  int port() const;
  // What clients have to send with what computes.
  const std::string& token() const;

  // Cancels requests, ends the training that runs, sends what they came to, at most for the grace, and
  // waits for all of it.
  void stop();

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace bach::studio

// cpp-httplib's server, with connections of our own: one request each, so that no idle client holds a
// thread, within limits.
#pragma once

#include <httplib.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <set>
#include <thread>

#include "base/result.h"
#include "studio/connection.h"

namespace bach::studio {

class HttpServer : public httplib::Server {
 public:
  // At most so many connections at a time, a thread each; those beyond are told 503 and closed.
  HttpServer(std::size_t most_connections, const ConnectionLimits& limits);
  ~HttpServer() override;

  // Binds to 127.0.0.1, port 0: any that is free. Returns the port.
  Result<int> bind(int port);
  // Begins to answer, in threads of its own. Once, after bind().
  void begin();
  // Takes no more connections and waits for those there are, at most so long; then they are cut off.
  void end(std::chrono::milliseconds grace);

 private:
  class Threads;

  bool process_and_close_socket(socket_t socket) override;

  const std::size_t most_connections_;
  const ConnectionLimits limits_;
  std::mutex mutex_;
  std::condition_variable fewer_;
  std::set<Connection*> connections_;
  bool ending_ = false;
  std::thread listener_;
};

}  // namespace bach::studio

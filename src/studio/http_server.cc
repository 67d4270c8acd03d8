#include "studio/http_server.h"

#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "studio/refusal.h"

namespace bach::studio {
namespace {

constexpr int kMostKnocking = 512;

// Set while a connection is taken only to be refused.
thread_local bool t_refuse = false;

void refuse(int socket) {
  const std::string line = refusal_line({503, "limit", "too many connections; try again"});
  const std::string answer =
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Type: " +
      std::string(kEventLines) + "\r\nContent-Length: " + std::to_string(line.size()) + "\r\n\r\n" +
      line;
  // A new connection has room for it; nobody waits for one that has not.
  (void)!::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  ::shutdown(socket, SHUT_RDWR);
  ::close(socket);
}

}  // namespace

// The threads that answer: cpp-httplib's, less its endless queue.
class HttpServer::Threads : public httplib::ThreadPool {
 public:
  explicit Threads(std::size_t count) : httplib::ThreadPool(count), count_(count) {}

  void enqueue(std::function<void()> answer) override {
    if (busy_.fetch_add(1) >= count_) {
      busy_.fetch_sub(1);
      t_refuse = true;
      answer();
      t_refuse = false;
      return;
    }
    httplib::ThreadPool::enqueue([this, answer = std::move(answer)] {
      answer();
      busy_.fetch_sub(1);
    });
  }

 private:
  const std::size_t count_;
  std::atomic<std::size_t> busy_{0};
};

HttpServer::HttpServer(std::size_t most_connections, const ConnectionLimits& limits)
    : most_connections_(most_connections), limits_(limits) {
  new_task_queue = [this] { return new Threads(most_connections_); };
  // Without SO_REUSEPORT, by which another program could take a share of the connections.
  set_socket_options([](socket_t socket) {
    const int on = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  });
}

HttpServer::~HttpServer() { end(std::chrono::milliseconds(0)); }

Result<int> HttpServer::bind(int port) {
  errno = 0;
  const int bound =
      port == 0 ? bind_to_any_port("127.0.0.1") : (bind_to_port("127.0.0.1", port) ? port : -1);
  if (bound > 0) {
    // cpp-httplib lets five clients knock at a time; the sixth would try again after a second.
    ::listen(svr_sock_, kMostKnocking);
    return bound;
  }
  if (errno == EADDRINUSE) {
    return Error{ErrorCode::kExists,
                 "port " + std::to_string(port) + " is taken; give another one, or none",
                 {}};
  }
  return Error{errno == EACCES ? ErrorCode::kAccess : ErrorCode::kIo,
               "cannot listen on port " + std::to_string(port) + ": " +
                   std::generic_category().message(errno),
               {}};
}

void HttpServer::begin() {
  listener_ = std::thread([this] { listen_after_bind(); });
  // stop() does nothing before.
  while (!is_running()) std::this_thread::yield();
}

void HttpServer::end(std::chrono::milliseconds grace) {
  if (!listener_.joinable()) return;
  {
    std::unique_lock lock(mutex_);
    ending_ = true;
    fewer_.wait_for(lock, grace, [&] { return connections_.empty(); });
    for (Connection* connection : connections_) connection->close_both();
  }
  stop();
  listener_.join();
}

bool HttpServer::process_and_close_socket(socket_t socket) {
  if (t_refuse) {
    refuse(socket);
    return false;
  }
  Connection connection(socket, limits_);
  {
    const std::lock_guard lock(mutex_);
    if (ending_) return false;
    connections_.insert(&connection);
  }
  bool closed = false;
  const bool answered = process_request(connection, true, closed, [&](httplib::Request& request) {
    connection.head_was_read();
    // Files are served whole: a thousand overlapping ranges would be a thousand files.
    request.ranges.clear();
  });
  connection.finish();
  const std::lock_guard lock(mutex_);
  connections_.erase(&connection);
  fewer_.notify_all();
  return answered;
}

}  // namespace bach::studio

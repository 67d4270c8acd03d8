// A web server on 127.0.0.1 that does as each test tells it, well or badly.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace bach {

struct ServedRequest {
  std::string path;
  std::size_t from = 0;  // of "Range: bytes=FROM-"
};

// One connection, closed when the behaviour returns.
class ServedConnection {
 public:
  ServedConnection(int fd, const std::atomic<bool>& stop) : fd_(fd), stop_(stop) {}

  void send(const std::string& bytes) const {
    std::size_t at = 0;
    while (at < bytes.size()) {
      const ssize_t sent = ::send(fd_, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
      if (sent <= 0) return;
      at += static_cast<std::size_t>(sent);
    }
  }

  // Says nothing more until the client hangs up or the server is taken down.
  void fall_asleep() const {
    while (!stop_) {
      pollfd waiting{fd_, POLLIN, 0};
      char byte = 0;
      if (::poll(&waiting, 1, 20) > 0 && ::recv(fd_, &byte, 1, 0) <= 0) return;
    }
  }

 private:
  int fd_;
  const std::atomic<bool>& stop_;
};

using Behaviour = std::function<void(const ServedRequest&, const ServedConnection&)>;

inline std::string reply_head(int status, std::size_t length, const std::string& more = {}) {
  return "HTTP/1.1 " + std::to_string(status) +
         " X\r\nConnection: close\r\nContent-Length: " + std::to_string(length) + "\r\n" + more +
         "\r\n";
}

// As a good server would, from the byte asked for.
inline Behaviour serve(const std::string& body) {
  return [body](const ServedRequest& request, const ServedConnection& client) {
    if (request.from == 0) return client.send(reply_head(200, body.size()) + body);
    if (request.from >= body.size()) return client.send(reply_head(416, 0));
    const std::string rest = body.substr(request.from);
    client.send(reply_head(206, rest.size(),
                           "Content-Range: bytes " + std::to_string(request.from) + "-" +
                               std::to_string(body.size() - 1) + "/" + std::to_string(body.size()) +
                               "\r\n") +
                rest);
  };
}

// From the first byte, whatever was asked for.
inline Behaviour serve_without_ranges(const std::string& body) {
  return [body](const ServedRequest&, const ServedConnection& client) {
    client.send(reply_head(200, body.size()) + body);
  };
}

// Calls a reply partial that begins elsewhere than asked.
inline Behaviour serve_wrong_range(const std::string& body) {
  return [body](const ServedRequest&, const ServedConnection& client) {
    client.send(reply_head(206, body.size() - 7, "Content-Range: bytes 7-99/100\r\n") +
                body.substr(7));
  };
}

// Promises all of it and hangs up after `bytes`.
inline Behaviour cut_off_after(const std::string& body, std::size_t bytes) {
  return [body, bytes](const ServedRequest&, const ServedConnection& client) {
    client.send(reply_head(200, body.size()) + body.substr(0, bytes));
  };
}

// Promises all of it and falls asleep after `bytes`.
inline Behaviour stall_after(const std::string& body, std::size_t bytes) {
  return [body, bytes](const ServedRequest&, const ServedConnection& client) {
    client.send(reply_head(200, body.size()) + body.substr(0, bytes));
    client.fall_asleep();
  };
}

inline Behaviour answer(int status) {
  return [status](const ServedRequest&, const ServedConnection& client) {
    const std::string page = "<html>an error page</html>";
    client.send(reply_head(status, page.size()) + page);
  };
}

inline Behaviour redirect_to(const std::string& location) {
  return [location](const ServedRequest&, const ServedConnection& client) {
    client.send(reply_head(302, 0, "Location: " + location + "\r\n"));
  };
}

class LocalServer {
 public:
  LocalServer() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    ready_ = ::bind(listener_, reinterpret_cast<sockaddr*>(&address), length) == 0 &&
             ::listen(listener_, 16) == 0 &&
             ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) == 0;
    port_ = ntohs(address.sin_port);
    if (ready_) thread_ = std::thread([this] { run(); });
  }
  LocalServer(const LocalServer&) = delete;
  LocalServer& operator=(const LocalServer&) = delete;
  ~LocalServer() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
    ::close(listener_);
  }

  bool ready() const { return ready_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

  // What to do at each request for "/NAME" in turn; the last for all further ones. Other names get
  // 404.
  void at(const std::string& name, std::deque<Behaviour> behaviours) {
    const std::lock_guard lock(mutex_);
    behaviours_["/" + name] = std::move(behaviours);
  }

  std::vector<ServedRequest> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void run() {
    while (!stop_) {
      pollfd waiting{listener_, POLLIN, 0};
      if (::poll(&waiting, 1, 20) <= 0) continue;
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd < 0) continue;
      handle(fd);
      ::shutdown(fd, SHUT_WR);
      ::close(fd);
    }
  }

  void handle(int fd) {
    std::string head;
    char buffer[1024];
    while (head.find("\r\n\r\n") == std::string::npos) {
      const ssize_t got = ::recv(fd, buffer, sizeof buffer, 0);
      if (got <= 0) return;
      head.append(buffer, static_cast<std::size_t>(got));
    }
    ServedRequest request;
    const std::size_t begin = head.find(' ') + 1;
    request.path = head.substr(begin, head.find(' ', begin) - begin);
    const std::string range = "Range: bytes=";
    if (const std::size_t at = head.find(range); at != std::string::npos) {
      request.from = std::stoul(head.substr(at + range.size()));
    }
    choose(request)(request, ServedConnection(fd, stop_));
  }

  Behaviour choose(const ServedRequest& request) {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    std::deque<Behaviour>& behaviours = behaviours_[request.path];
    if (behaviours.empty()) return answer(404);
    const Behaviour behaviour = behaviours.front();
    if (behaviours.size() > 1) behaviours.pop_front();
    return behaviour;
  }

  int listener_;
  bool ready_ = false;
  int port_ = 0;
  std::atomic<bool> stop_{false};
  mutable std::mutex mutex_;
  std::map<std::string, std::deque<Behaviour>> behaviours_;
  std::vector<ServedRequest> requests_;
  std::thread thread_;
};

}  // namespace bach

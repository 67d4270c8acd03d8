#include "studio/connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace bach::studio {
namespace {

constexpr std::chrono::milliseconds kLinger{2'000};
constexpr std::chrono::milliseconds kLingeringSilence{250};
constexpr std::size_t kMostLingeringBytes = 64 << 20;

}  // namespace

Connection::Connection(int socket, const ConnectionLimits& limits)
    : socket_(socket),
      limits_(limits),
      read_deadline_(Clock::now() + limits.head),
      left_to_read_(limits.most_head_bytes) {
  // Events are small, and wanted at once.
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Connection::~Connection() { ::close(socket_); }

void Connection::head_was_read() {
  read_deadline_ = Clock::now() + limits_.body;
  left_to_read_ = limits_.most_body_bytes;
}

void Connection::finish() {
  if (dropped_) {
    // What it has not taken by now is thrown away.
    const linger at_once{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    return;
  }
  ::shutdown(socket_, SHUT_WR);
  const Clock::time_point deadline = Clock::now() + kLinger;
  std::size_t seen = 0;
  while (seen < kMostLingeringBytes &&
         wait_for(POLLIN, std::min(deadline, Clock::now() + kLingeringSilence))) {
    const ssize_t got = ::recv(socket_, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
    if (got <= 0) return;
    seen += static_cast<std::size_t>(got);
  }
}

void Connection::close_both() { ::shutdown(socket_, SHUT_RDWR); }

bool Connection::wait_for(short events, Clock::time_point deadline) const {
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return false;
    pollfd entry{socket_, events, 0};
    const int ready = ::poll(&entry, 1, static_cast<int>(std::min<long long>(left, 60'000)));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

bool Connection::is_writable() const {
  pollfd entry{socket_, POLLRDHUP, 0};
  return ::poll(&entry, 1, 0) == 0;
}

bool Connection::is_readable() const { return begin_ < end_ || wait_for(POLLIN, read_deadline_); }

ssize_t Connection::read(char* bytes, std::size_t size) {
  if (begin_ == end_) {
    const std::size_t room = std::min(buffer_.size(), left_to_read_);
    if (room == 0 || !wait_for(POLLIN, read_deadline_)) return -1;
    const ssize_t got = ::recv(socket_, buffer_.data(), room, 0);
    if (got <= 0) return got;
    begin_ = 0;
    end_ = static_cast<std::size_t>(got);
    left_to_read_ -= end_;
  }
  const std::size_t count = std::min(size, end_ - begin_);
  std::memcpy(bytes, buffer_.data() + begin_, count);
  begin_ += count;
  return static_cast<ssize_t>(count);
}

ssize_t Connection::write(const char* bytes, std::size_t size) {
  const auto begin = Clock::now();
  const auto latest =
      begin + limits_.write + std::chrono::milliseconds(size * 1000 / limits_.slowest_write);
  std::size_t done = 0;
  while (done < size) {
    const ssize_t sent = ::send(socket_, bytes + done, size - done, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      done += static_cast<std::size_t>(sent);
    } else if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
      return -1;
    } else if (!wait_for(POLLOUT, std::min(latest, Clock::now() + limits_.write))) {
      dropped_ = true;
      return -1;
    }
  }
  return static_cast<ssize_t>(size);
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip.clear();
  port = -1;
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  get_remote_ip_and_port(ip, port);
}

}  // namespace bach::studio

// A client's connection, as cpp-httplib reads and writes it, with limits on time and bytes.
#pragma once

#include <httplib.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <string>

namespace bach::studio {

// What a client has to keep to; else it is dropped.
struct ConnectionLimits {
  std::chrono::milliseconds head{10'000};   // for its first lines
  std::chrono::milliseconds body{120'000};  // for all of what it sends
  std::chrono::milliseconds write{5'000};   // without taking a byte of what is sent to it
  std::size_t slowest_write = 16 << 10;     // bytes a second it takes, after that time
  std::size_t most_head_bytes = 64 << 10;
  std::size_t most_body_bytes = 80 << 20;  // as sent
};

// Used by one thread. close_both() may be called by any other while the object lives.
class Connection : public httplib::Stream {
 public:
  // Owns the socket.
  Connection(int socket, const ConnectionLimits& limits);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // The first lines were read: the limits of the body hold from here on.
  void head_was_read();
  // Sends what is left, and takes what the client still sends for a moment, so that it reads the answer
  // rather than that it was cut off.
  void finish();
  // Ends all waiting for the client.
  void close_both();

  // Whether the client is still there; does not wait.
  bool is_writable() const override;
  bool is_readable() const override;
  ssize_t read(char* bytes, std::size_t size) override;
  ssize_t write(const char* bytes, std::size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  // For cpp-httplib, which asks whether select() could take it: nothing here uses that.
  socket_t socket() const override { return 0; }

 private:
  using Clock = std::chrono::steady_clock;

  // Waits for `events` of poll(); false at `deadline`.
  bool wait_for(short events, Clock::time_point deadline) const;

  const int socket_;
  const ConnectionLimits limits_;
  Clock::time_point read_deadline_;
  std::size_t left_to_read_;  // bytes it may still send
  bool dropped_ = false;      // it reads too slowly
  std::array<char, 16384> buffer_;
  std::size_t begin_ = 0, end_ = 0;  // what of the buffer is not read yet
};

}  // namespace bach::studio

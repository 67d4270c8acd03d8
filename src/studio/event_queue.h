// Events on their way from the work to the client that asked for it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

namespace bach::studio {

// One thread puts lines in, another takes them out. Work waits for a client that reads slowly only once
// `most_bytes` are waiting for it, and then not longer than `patience`.
class EventQueue {
 public:
  EventQueue(std::size_t most_bytes, std::chrono::milliseconds patience);

  // A line break is added. False: nobody wants it; the client has gone or reads too slowly.
  bool put(std::string_view line);
  // No more will come.
  void finish();

  struct Taken {
    std::string lines;  // all that wait; empty: none came in time
    bool last = false;  // nothing comes after them
  };
  // Waits for lines or the end, at most so long.
  Taken take(std::chrono::milliseconds longest);
  // Nothing more will be taken.
  void abandon();

 private:
  const std::size_t most_bytes_;
  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string waiting_;
  bool finished_ = false;
  bool abandoned_ = false;
};

}  // namespace bach::studio

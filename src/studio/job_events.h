// The events of a job, kept for all who watch it, now or later.
#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace bach::studio {

// Numbered from 0 in order of arrival. What is out of date is forgotten: progress but for the last events,
// checkpoints and models but for the newest, and the oldest of all, save the first, once they fill
// `most_bytes`. The others keep their numbers.
class JobEvents {
 public:
  explicit JobEvents(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  void put(std::string_view line);
  void finish();

  struct Read {
    std::string lines;     // with "number" added to each, and line breaks
    std::size_t next = 0;  // number to go on with
    bool last = false;     // there are none from `next` on, and none will come
  };
  // Events from number `from` on, about `most` bytes of them; waits for one or the end, at most so long.
  Read read(std::size_t from, std::size_t most, std::chrono::milliseconds longest);

  // Events there were, forgotten ones too.
  std::size_t count() const;
  bool finished() const;

 private:
  void forget(std::size_t number);

  const std::size_t most_bytes_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::size_t, std::string> lines_;              // by number
  std::array<std::deque<std::size_t>, 3> replaced_ = {};  // numbers of the kinds that are replaced
  std::size_t bytes_ = 0;
  std::size_t count_ = 0;
  bool finished_ = false;
};

}  // namespace bach::studio

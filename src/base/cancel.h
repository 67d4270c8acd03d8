// A request to stop, set from a signal handler or another thread, polled by long work.
#pragma once

#include <atomic>

namespace bach {

class Cancellation {
 public:
  // Async-signal-safe.
  void request() { requested_.store(true, std::memory_order_relaxed); }
  bool requested() const { return requested_.load(std::memory_order_relaxed); }

 private:
  std::atomic<bool> requested_{false};
  static_assert(std::atomic<bool>::is_always_lock_free);
};

}  // namespace bach

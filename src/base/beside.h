// Work on another thread while this one goes on.
#pragma once

#include <system_error>
#include <thread>

#include "base/thread_pool.h"

namespace bach {

// `work`, which outlives this, runs beside what the thread that made this does, and is done when this
// is gone or joined. Where there is one core, or no thread to be had, it runs at once instead. It must not throw.
class Beside {
 public:
  template <typename Work>
  explicit Beside(Work& work) {
    if (usable_cores() > 1) {
      try {
        thread_ = std::thread([&work] { work(); });
        return;
      } catch (const std::system_error&) {
        // The system gives no more threads.
      }
    }
    work();
  }
  ~Beside() { join(); }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;

  void join() {
    if (thread_.joinable()) thread_.join();
  }

 private:
  std::thread thread_;
};

}  // namespace bach

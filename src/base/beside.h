// Work on another thread while this one goes on.
#pragma once

#include <exception>
#include <system_error>
#include <thread>
#include <utility>

#include "base/thread_pool.h"

namespace bach {

// `work`, which outlives this, runs beside what the thread that made this does, and is done when this
// is gone or joined. Where there is one core, or no thread to be had, it runs at once instead. What it
// throws, which memory that ends does, join() throws.
class Beside {
 public:
  template <typename Work>
  explicit Beside(Work& work) {
    if (usable_cores() > 1) {
      try {
        thread_ = std::thread([this, &work] {
          try {
            work();
          } catch (...) {
            thrown_ = std::current_exception();
          }
        });
        return;
      } catch (const std::system_error&) {
        // The system gives no more threads.
      }
    }
    work();
  }
  ~Beside() {
    if (thread_.joinable()) thread_.join();
  }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;

  void join() {
    if (thread_.joinable()) thread_.join();
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  }

 private:
  std::exception_ptr thrown_;
  std::thread thread_;
};

}  // namespace bach

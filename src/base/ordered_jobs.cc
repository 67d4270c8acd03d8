#include "base/ordered_jobs.h"

#include <cstddef>
#include <system_error>
#include <utility>

namespace bach {

OrderedJobs::OrderedJobs(std::function<void(int)> work, bool beside) : work_(std::move(work)) {
  if (!beside) return;
  try {
    thread_ = std::thread([this] { serve(); });
  } catch (const std::system_error&) {
    // The system gives no more threads.
  }
}

OrderedJobs::~OrderedJobs() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void OrderedJobs::begin(int count) {
  const std::lock_guard lock(mutex_);
  released_.assign(static_cast<std::size_t>(count), 0);
  done_ = 0;
  failed_ = false;
}

void OrderedJobs::release(int job) {
  {
    const std::lock_guard lock(mutex_);
    released_[static_cast<std::size_t>(job)] = 1;
  }
  changed_.notify_all();
}

void OrderedJobs::wait(int job) {
  std::unique_lock lock(mutex_);
  while (done_ <= job) {
    if (!thread_.joinable() && next_released()) {
      do_next(lock);
    } else {
      changed_.wait(lock);
    }
  }
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
}

void OrderedJobs::do_next(std::unique_lock<std::mutex>& lock) {
  const int job = done_;
  if (!failed_) {
    lock.unlock();
    std::exception_ptr thrown;
    try {
      work_(job);
    } catch (...) {
      thrown = std::current_exception();
    }
    lock.lock();
    failed_ = thrown != nullptr;
    if (thrown) thrown_ = thrown;
  }
  ++done_;
  changed_.notify_all();
}

void OrderedJobs::serve() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return ending_ || next_released(); });
    if (ending_) return;
    do_next(lock);
  }
}

}  // namespace bach

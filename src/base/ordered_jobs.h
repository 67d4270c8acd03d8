// Numbered jobs that a thread of their own does in order, each as soon as it may be done.
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace bach {

// begin() and wait() are for one thread, release() is for any.
class OrderedJobs {
 public:
  // `work(job)` does one. Without `beside`, or where the system has no thread to give, jobs are done
  // when they are waited for, by who waits.
  OrderedJobs(std::function<void(int)> work, bool beside);
  ~OrderedJobs();
  OrderedJobs(const OrderedJobs&) = delete;
  OrderedJobs& operator=(const OrderedJobs&) = delete;

  // Jobs 0 … count − 1, none of which may be done yet. Those before must have been waited for.
  void begin(int count);
  void release(int job);
  // Returns when job, and so all before it, are done; all of them must be released at some time. What
  // a job threw is thrown, once; the jobs behind it are passed over.
  void wait(int job);

 private:
  void serve();
  bool next_released() const {
    return done_ < static_cast<int>(released_.size()) && released_[static_cast<std::size_t>(done_)];
  }
  // Does the next job, which is released, with the lock let go.
  void do_next(std::unique_lock<std::mutex>& lock);

  const std::function<void(int)> work_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<char> released_;
  int done_ = 0;
  bool failed_ = false;
  std::exception_ptr thrown_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace bach

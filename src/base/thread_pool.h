// A few threads that work through numbered pieces together.
//
// Which thread takes which piece is left to chance, so pieces must not depend on each other and
// must write to places of their own; then results are the same for any number of threads.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <type_traits>
#include <vector>

namespace bach {

// The processor cores this process may use, at least 1.
int usable_cores();

// Threads wait for work spinning for some microseconds, then asleep, so that a core wanted by
// another program is given up. run() allocates nothing. One caller at a time.
class ThreadPool {
 public:
  // `threads` counts the caller of run(); 0 means usable_cores(). At least 1, at most 256;
  // fewer where the system gives no more.
  explicit ThreadPool(int threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int threads() const { return static_cast<int>(workers_.size()) + 1; }

  // Calls work(piece) once for each piece in 0 … pieces − 1 and returns when all are done. `work`
  // must not call run(), and throw nothing but std::bad_alloc: then some pieces are left undone, and
  // run() throws it when no thread is at work any more.
  template <typename Work>
  void run(int pieces, Work&& work) {
    using Function = std::remove_reference_t<Work>;
    run_erased(
        pieces, [](void* f, int piece) { (*static_cast<Function*>(f))(piece); },
        const_cast<void*>(static_cast<const void*>(&work)));
  }

 private:
  using Call = void (*)(void*, int);

  void run_erased(int pieces, Call call, void* work);
  void serve();
  bool claim(std::uint32_t job, int& piece);
  void work_on(std::uint32_t job);

  // The number of the job in the upper half, the pieces not yet claimed in the lower. A piece is
  // claimed by lowering it by one; a thread that comes late finds another job's number, or no
  // pieces, and touches nothing.
  std::atomic<std::uint64_t> state_{0};
  std::atomic<int> unfinished_{0};
  std::atomic<bool> stopping_{false};

  // The job; written before state_, read after a claim.
  std::atomic<Call> call_{nullptr};
  std::atomic<void*> work_{nullptr};
  std::atomic<int> pieces_{0};
  std::atomic<bool> out_of_memory_{false};

  std::mutex mutex_;
  std::condition_variable job_given_, job_done_;
  int sleeping_ = 0;              // workers in job_given_; guarded by mutex_
  bool caller_sleeping_ = false;  // guarded by mutex_

  std::vector<std::thread> workers_;
};

}  // namespace bach

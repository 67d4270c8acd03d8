#include "base/thread_pool.h"

#include <algorithm>
#include <new>
#include <system_error>

#if defined(__linux__)
#include <sched.h>
#endif

namespace bach {
namespace {

// Turns of waiting before a thread sleeps: some 20 µs, more than the gap between two jobs of a
// training step, far less than a time slice.
constexpr int kSpins = 1000;

void pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#else
  std::atomic_signal_fence(std::memory_order_seq_cst);
#endif
}

template <typename Condition>
bool spin_until(Condition condition) {
  for (int i = 0; i < kSpins; ++i) {
    if (condition()) return true;
    pause();
  }
  return false;
}

constexpr std::uint32_t job_of(std::uint64_t state) {
  return static_cast<std::uint32_t>(state >> 32);
}
constexpr std::uint32_t unclaimed(std::uint64_t state) { return static_cast<std::uint32_t>(state); }

}  // namespace

int usable_cores() {
#if defined(__EMSCRIPTEN__) && !defined(__EMSCRIPTEN_PTHREADS__)
  return 1;  // the browser tells how many it has, but threads there are none
#endif
#if defined(__linux__)
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return std::max(1, CPU_COUNT(&set));
#endif
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

ThreadPool::ThreadPool(int threads) {
  const int count = std::clamp(threads == 0 ? usable_cores() : threads, 1, 256);
  workers_.reserve(static_cast<std::size_t>(count - 1));
  try {
    for (int i = 1; i < count; ++i) workers_.emplace_back([this] { serve(); });
  } catch (const std::system_error&) {
    // The system gives no more threads: fewer do the same work.
  }
}

ThreadPool::~ThreadPool() {
  stopping_ = true;
  {
    const std::lock_guard lock(mutex_);
    job_given_.notify_all();
  }
  for (std::thread& worker : workers_) worker.join();
}

bool ThreadPool::claim(std::uint32_t job, int& piece) {
  std::uint64_t state = state_.load(std::memory_order_acquire);
  while (job_of(state) == job && unclaimed(state) > 0) {
    // While a piece of this job is unclaimed its caller waits, so the job's fields stay.
    const int pieces = pieces_.load(std::memory_order_relaxed);
    if (state_.compare_exchange_weak(state, state - 1, std::memory_order_acq_rel)) {
      piece = pieces - static_cast<int>(unclaimed(state));
      return true;
    }
  }
  return false;
}

void ThreadPool::work_on(std::uint32_t job) {
  int piece = 0;
  while (claim(job, piece)) {
    try {
      call_.load(std::memory_order_relaxed)(work_.load(std::memory_order_relaxed), piece);
    } catch (const std::bad_alloc&) {  // the other threads use what the caller holds
      out_of_memory_.store(true, std::memory_order_relaxed);
    }
    if (unfinished_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      const std::lock_guard lock(mutex_);
      if (caller_sleeping_) job_done_.notify_one();
    }
  }
}

void ThreadPool::serve() {
  std::uint32_t seen = 0;
  const auto wanted = [&] {
    return stopping_.load(std::memory_order_acquire) ||
           job_of(state_.load(std::memory_order_acquire)) != seen;
  };
  for (;;) {
    if (!spin_until(wanted)) {
      std::unique_lock lock(mutex_);
      ++sleeping_;
      job_given_.wait(lock, wanted);
      --sleeping_;
    }
    if (stopping_.load(std::memory_order_acquire)) return;
    seen = job_of(state_.load(std::memory_order_acquire));
    work_on(seen);
  }
}

void ThreadPool::run_erased(int pieces, Call call, void* work) {
  if (workers_.empty() || pieces <= 1) {
    for (int piece = 0; piece < pieces; ++piece) call(work, piece);
    return;
  }
  const std::uint32_t job = job_of(state_.load(std::memory_order_relaxed)) + 1;
  call_.store(call, std::memory_order_relaxed);
  work_.store(work, std::memory_order_relaxed);
  pieces_.store(pieces, std::memory_order_relaxed);
  unfinished_.store(pieces, std::memory_order_relaxed);
  bool wake = false;
  {
    // Under the lock, or a worker about to sleep could miss it.
    const std::lock_guard lock(mutex_);
    state_.store(std::uint64_t{job} << 32 | static_cast<std::uint32_t>(pieces),
                 std::memory_order_release);
    wake = sleeping_ > 0;
  }
  if (wake) job_given_.notify_all();
  work_on(job);

  const auto done = [&] { return unfinished_.load(std::memory_order_acquire) == 0; };
  if (!spin_until(done)) {
    std::unique_lock lock(mutex_);
    caller_sleeping_ = true;
    job_done_.wait(lock, done);
    caller_sleeping_ = false;
  }
  if (out_of_memory_.exchange(false, std::memory_order_relaxed)) throw std::bad_alloc();
}

}  // namespace bach

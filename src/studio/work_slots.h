// Where requests are computed: a few at a time, the others waiting in order.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "api/studio.h"
#include "base/cancel.h"
#include "studio/event_queue.h"

namespace bach::studio {

// A request, and its answer as it comes.
struct Exchange {
  Exchange(std::string text, std::size_t most_bytes, std::chrono::milliseconds patience)
      : request(std::move(text)), events(most_bytes, patience) {}

  std::string request;
  EventQueue events;
  Cancellation stop;
};

class WorkSlots {
 public:
  // `slots` threads, each with one request at a time.
  WorkSlots(std::size_t slots, std::size_t most_waiting, api::Runner run);
  // As stop(), and waits.
  ~WorkSlots();
  WorkSlots(const WorkSlots&) = delete;
  WorkSlots& operator=(const WorkSlots&) = delete;

  // False: too many wait already, or stop() was called.
  bool submit(const std::shared_ptr<Exchange>& exchange);
  // Its client has gone: does not begin, or ends soon. Fine for one that has ended.
  void withdraw(const std::shared_ptr<Exchange>& exchange);
  // Requests that run or wait end as cancelled ones; no others are taken.
  void stop();

 private:
  void work();

  const std::size_t most_waiting_;
  const api::Runner run_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Exchange>> waiting_;
  std::vector<std::shared_ptr<Exchange>> running_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace bach::studio

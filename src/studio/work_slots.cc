#include "studio/work_slots.h"

#include <algorithm>
#include <new>
#include <utility>

#include "studio/refusal.h"

namespace bach::studio {

WorkSlots::WorkSlots(std::size_t slots, std::size_t most_waiting, api::Runner run)
    : most_waiting_(most_waiting), run_(std::move(run)) {
  for (std::size_t k = 0; k < slots; ++k) threads_.emplace_back([this] { work(); });
}

WorkSlots::~WorkSlots() {
  stop();
  for (std::thread& thread : threads_) thread.join();
}

bool WorkSlots::submit(const std::shared_ptr<Exchange>& exchange) {
  const std::lock_guard lock(mutex_);
  if (stopping_ || running_.size() + waiting_.size() >= threads_.size() + most_waiting_)
    return false;
  waiting_.push_back(exchange);
  changed_.notify_one();
  return true;
}

void WorkSlots::withdraw(const std::shared_ptr<Exchange>& exchange) {
  exchange->stop.request();
  exchange->events.abandon();
  const std::lock_guard lock(mutex_);
  const auto at = std::find(waiting_.begin(), waiting_.end(), exchange);
  if (at != waiting_.end()) waiting_.erase(at);
}

void WorkSlots::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  for (const auto& exchange : waiting_) exchange->stop.request();
  for (const auto& exchange : running_) exchange->stop.request();
  changed_.notify_all();
}

void WorkSlots::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return !waiting_.empty() || stopping_; });
    if (waiting_.empty()) return;
    const std::shared_ptr<Exchange> exchange = std::move(waiting_.front());
    waiting_.pop_front();
    running_.push_back(exchange);
    lock.unlock();
    try {
      run_(
          exchange->request,
          [&](std::string_view line) {
            if (!exchange->events.put(line)) exchange->stop.request();
          },
          exchange->stop);
    } catch (const std::bad_alloc&) {
      std::string line = refusal_line({500, "limit", "out of memory"});
      line.pop_back();
      exchange->events.put(line);
    }
    exchange->request = {};
    exchange->events.finish();
    lock.lock();
    running_.erase(std::find(running_.begin(), running_.end(), exchange));
  }
}

}  // namespace bach::studio

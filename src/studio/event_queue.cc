#include "studio/event_queue.h"

#include <utility>

namespace bach::studio {

EventQueue::EventQueue(std::size_t most_bytes, std::chrono::milliseconds patience)
    : most_bytes_(most_bytes), patience_(patience) {}

bool EventQueue::put(std::string_view line) {
  std::unique_lock lock(mutex_);
  const auto wanted = [&] {
    // An event larger than the limit goes alone.
    return abandoned_ || waiting_.empty() || waiting_.size() + line.size() < most_bytes_;
  };
  if (!changed_.wait_for(lock, patience_, wanted)) abandoned_ = true;
  if (!abandoned_) {
    waiting_ += line;
    waiting_ += '\n';
  }
  changed_.notify_all();
  return !abandoned_;
}

void EventQueue::finish() {
  const std::lock_guard lock(mutex_);
  finished_ = true;
  changed_.notify_all();
}

EventQueue::Taken EventQueue::take(std::chrono::milliseconds longest) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, longest, [&] { return !waiting_.empty() || finished_ || abandoned_; });
  Taken taken{std::exchange(waiting_, {}), finished_ || abandoned_};
  changed_.notify_all();
  return taken;
}

void EventQueue::abandon() {
  const std::lock_guard lock(mutex_);
  abandoned_ = true;
  waiting_ = {};
  changed_.notify_all();
}

}  // namespace bach::studio

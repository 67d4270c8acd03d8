#include "studio/job_events.h"

#include <algorithm>
#include <array>

namespace bach::studio {
namespace {

struct Replaced {
  std::string_view event;
  std::size_t kept;  // this many, the newest
};
constexpr std::array<Replaced, 3> kReplaced = {{{"progress", 16}, {"checkpoint", 1}, {"model", 1}}};

// Events begin with {"event":"NAME".
std::string_view name_of(std::string_view line) {
  constexpr std::string_view kBegin = R"({"event":")";
  if (line.substr(0, kBegin.size()) != kBegin) return {};
  line.remove_prefix(kBegin.size());
  return line.substr(0, line.find('"'));
}

}  // namespace

void JobEvents::put(std::string_view line) {
  const std::lock_guard lock(mutex_);
  const std::size_t number = count_++;
  lines_.emplace(number, line);
  bytes_ += line.size();
  const std::string_view name = name_of(line);
  const auto* kind = std::find_if(kReplaced.begin(), kReplaced.end(),
                                  [&](const Replaced& each) { return each.event == name; });
  if (kind != kReplaced.end()) {
    std::deque<std::size_t>& numbers = replaced_[kind - kReplaced.begin()];
    numbers.push_back(number);
    if (numbers.size() > kind->kept) {
      forget(numbers.front());
      numbers.pop_front();
    }
  }
  while (bytes_ > most_bytes_ && lines_.size() > 2) forget(std::next(lines_.begin())->first);
  changed_.notify_all();
}

void JobEvents::forget(std::size_t number) {
  const auto line = lines_.find(number);
  if (line == lines_.end()) return;
  bytes_ -= line->second.size();
  lines_.erase(line);
}

void JobEvents::finish() {
  const std::lock_guard lock(mutex_);
  finished_ = true;
  changed_.notify_all();
}

JobEvents::Read JobEvents::read(std::size_t from, std::size_t most,
                                std::chrono::milliseconds longest) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, longest, [&] { return from < count_ || finished_; });
  Read read;
  read.next = std::min(from, count_);
  auto line = lines_.lower_bound(from);
  for (; line != lines_.end() && read.lines.size() < most; ++line) {
    read.lines.append(line->second, 0, line->second.size() - 1);
    read.lines += ",\"number\":" + std::to_string(line->first) + "}\n";
    read.next = line->first + 1;
  }
  if (line == lines_.end()) read.next = count_;
  read.last = finished_ && read.next == count_;
  return read;
}

std::size_t JobEvents::count() const {
  const std::lock_guard lock(mutex_);
  return count_;
}

bool JobEvents::finished() const {
  const std::lock_guard lock(mutex_);
  return finished_;
}

}  // namespace bach::studio

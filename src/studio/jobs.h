// Trainings: they go on when the page that began them has gone, and anybody may watch.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "api/studio.h"
#include "base/cancel.h"
#include "studio/job_events.h"
#include "studio/refusal.h"

namespace bach::studio {

struct Job {
  Job(std::string name, std::string shown, std::size_t most_bytes)
      : id(std::move(name)), request(std::move(shown)), events(most_bytes) {}

  const std::string id;
  const std::string request;  // JSON, without the bytes of music and models
  JobEvents events;
  Cancellation stop;
};

// From any thread.
class Jobs {
 public:
  explicit Jobs(api::Runner run) : run_(std::move(run)) {}
  // Stops what runs, and waits for it.
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  // One at a time: refused (503) while another runs. 400 for what is no training. Sets `id`.
  Refusal begin(std::string request, std::string& id);
  // Null: there is none, or no longer.
  std::shared_ptr<Job> find(std::string_view id) const;
  // {"jobs":[…]}, the oldest first.
  std::string list() const;
  // Stops it and takes it from the list. False: there is none.
  bool forget(std::string_view id);
  // The one that runs ends with what it has learned; no others begin.
  void stop();

 private:
  const api::Runner run_;
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<Job>> jobs_;  // the oldest first
  std::shared_ptr<Job> running_;           // or the last that ran
  std::thread thread_;                     // of running_
  bool stopping_ = false;
};

}  // namespace bach::studio

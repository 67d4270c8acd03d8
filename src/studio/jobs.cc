#include "studio/jobs.h"

#include <algorithm>
#include <new>
#include <nlohmann/json.hpp>
#include <utility>

#include "studio/access.h"

namespace bach::studio {
namespace {

using nlohmann::json;

constexpr std::size_t kMostEnded = 8;
constexpr std::size_t kMostEventBytes = std::size_t{64} << 20;
constexpr std::size_t kIdDigits = 12;

std::string text_of(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

// Takes what is long out of a request.
void leave_out_bytes(json& value) {
  if (value.is_object()) {
    for (const char* name : {"base64", "text", "score"}) value.erase(name);
  }
  if (value.is_structured()) {
    for (json& each : value) leave_out_bytes(each);
  }
}

}  // namespace

Jobs::~Jobs() {
  stop();
  if (thread_.joinable()) thread_.join();
}

Refusal Jobs::begin(std::string request, std::string& id) {
  json shown = json::parse(request, nullptr, false);
  if (!shown.is_object() || shown.value("request", json()) != "train") {
    return {400, "invalid_argument",
            "a job is a training: a JSON object with \"request\": \"train\"; others go to /api"};
  }
  leave_out_bytes(shown);
  Result<std::string> name = random_token();
  if (!name) return {500, "io", name.error().message};
  id = name->substr(0, kIdDigits);
  const auto job = std::make_shared<Job>(id, text_of(shown), kMostEventBytes);

  const std::lock_guard lock(mutex_);
  if (stopping_) return {503, "limit", "the studio is being stopped"};
  if (running_ && !running_->events.finished()) {
    return {503, "limit", "another training runs; stop it, or wait for its end"};
  }
  if (thread_.joinable()) thread_.join();
  running_ = job;
  jobs_.push_back(job);
  while (jobs_.size() > kMostEnded + 1) jobs_.pop_front();
  thread_ = std::thread([this, job, text = std::move(request)] {
    try {
      run_(
          text, [&](std::string_view line) { job->events.put(line); }, job->stop);
    } catch (const std::bad_alloc&) {
      std::string line = refusal_line({500, "limit", "out of memory"});
      line.pop_back();
      job->events.put(line);
    }
    job->events.finish();
  });
  return {};
}

std::shared_ptr<Job> Jobs::find(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  for (const auto& job : jobs_) {
    if (job->id == id) return job;
  }
  return nullptr;
}

std::string Jobs::list() const {
  json all = json::array();
  const std::lock_guard lock(mutex_);
  for (const auto& job : jobs_) {
    all.push_back({{"id", job->id},
                   {"state", job->events.finished() ? "ended" : "running"},
                   {"request", json::parse(job->request, nullptr, false)},
                   {"events", job->events.count()}});
  }
  return text_of({{"jobs", all}}) + "\n";
}

bool Jobs::forget(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto at = std::find_if(jobs_.begin(), jobs_.end(),
                               [&](const std::shared_ptr<Job>& job) { return job->id == id; });
  if (at == jobs_.end()) return false;
  (*at)->stop.request();
  jobs_.erase(at);
  return true;
}

void Jobs::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  if (running_) running_->stop.request();
}

}  // namespace bach::studio

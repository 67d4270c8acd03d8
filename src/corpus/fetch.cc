#include "corpus/fetch.h"

#include <algorithm>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>

#include "base/file.h"
#include "base/sha256.h"
#include "corpus/fetch_part.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

constexpr int kMostMismatches = 2;

enum class Found { kNothing, kRight, kOther };

Result<Found> look_for(const fs::path& target, std::string_view sha256) {
  const auto bytes = read_file(target);
  if (bytes) return sha256_hex(*bytes) == sha256 ? Found::kRight : Found::kOther;
  if (bytes.error().code == ErrorCode::kNotFound) return Found::kNothing;
  return bytes.error();
}

// False when cancelled first.
bool wait(std::chrono::milliseconds time, const Cancellation& cancellation) {
  constexpr std::chrono::milliseconds kSlice{20};
  for (; time.count() > 0; time -= kSlice) {
    if (cancellation.requested()) return false;
    std::this_thread::sleep_for(std::min(time, kSlice));
  }
  return !cancellation.requested();
}

class Fetcher {
 public:
  // May turn to options.plain_url.
  Fetcher(HttpClient& client, FetchOptions& options, std::vector<std::string>& warnings,
          const Cancellation& cancellation)
      : client_(client), options_(options), warnings_(warnings), cancellation_(cancellation) {}

  // Set once a file failed because nobody answered.
  bool unreachable() const { return unreachable_; }

  // Success puts the file in its place.
  Status download(const RemoteFile& file) {
    unreachable_ = false;
    auto part = PartFile::open(options_.folder / file.name, options_.most_bytes);
    if (!part) return std::move(part).error();
    if ((*part)->size() > 0 && matches(**part, file)) return (*part)->commit();

    Error last;
    int mismatches = 0;
    std::chrono::milliseconds pause = options_.first_wait;
    for (int attempt = 0; attempt < options_.attempts; ++attempt, pause *= 2) {
      if (!wait(attempt == 0 ? std::chrono::milliseconds(0) : pause, cancellation_)) break;
      const HttpReply reply = client_.get(options_.base_url + std::string(file.name),
                                          (*part)->size(), options_.limits, **part, cancellation_);
      if (cancellation_.requested()) break;
      if (reply.outcome == HttpOutcome::kComplete && matches(**part, file)) {
        return (*part)->commit();
      }
      if (turns_to_plain(reply)) {
        --attempt;
        continue;
      }
      unreachable_ =
          reply.outcome == HttpOutcome::kUnreachable || reply.outcome == HttpOutcome::kInsecure;
      if (Status problem = (*part)->problem(); !problem) return problem;
      last = explain(reply, **part);
      if (!try_again(reply, **part, mismatches)) return last;
    }
    if (cancellation_.requested()) return Error{ErrorCode::kCancelled, "stopped", {}};
    return last;
  }

 private:
  bool turns_to_plain(const HttpReply& reply) {
    const bool failed = reply.outcome == HttpOutcome::kUnreachable ||
                        reply.outcome == HttpOutcome::kInsecure ||
                        reply.outcome == HttpOutcome::kRefused;
    if (!failed || options_.plain_url.empty()) return false;
    warnings_.push_back(options_.base_url + ": " + reply.reason + "; " + options_.plain_url +
                        " is asked instead, where anybody between may read along; what comes is "
                        "checked by its SHA-256");
    options_.base_url = std::exchange(options_.plain_url, {});
    return true;
  }

  static bool matches(const PartFile& part, const RemoteFile& file) {
    const Result<std::string> hash = part.sha256();
    return hash.ok() && *hash == file.sha256;
  }

  static Error explain(const HttpReply& reply, const PartFile& part) {
    if (reply.outcome == HttpOutcome::kStopped) {
      return {
          ErrorCode::kInvalidData, "the server sent another part of the file than asked for", {}};
    }
    if (reply.outcome != HttpOutcome::kComplete) return {ErrorCode::kIo, reply.reason, {}};
    return {ErrorCode::kInvalidData,
            "what came (" + std::to_string(part.size()) +
                " bytes) is not the file that is known; its SHA-256 differs",
            {}};
  }

  // Prepares the part for another attempt, where one makes sense.
  static bool try_again(const HttpReply& reply, PartFile& part, int& mismatches) {
    switch (reply.outcome) {
      case HttpOutcome::kComplete:
        return part.clear().ok() && ++mismatches < kMostMismatches;
      case HttpOutcome::kBadRange:
        return part.size() > 0 && part.clear().ok();
      case HttpOutcome::kBroken:
      case HttpOutcome::kUnreachable:
      case HttpOutcome::kStopped:
        return true;
      case HttpOutcome::kRefused:
      case HttpOutcome::kInsecure:
        return false;
    }
    return false;
  }

  HttpClient& client_;
  FetchOptions& options_;
  std::vector<std::string>& warnings_;
  const Cancellation& cancellation_;
  bool unreachable_ = false;
};

Status check_base_url(const std::string& url) {
  if (url.starts_with("http://") || url.starts_with("https://")) return {};
  return invalid_argument("base_url", "must begin with http:// or https://, not '" + url + "'");
}

}  // namespace

Result<FetchReport> fetch_files(std::span<const RemoteFile> files, const FetchOptions& options,
                                const ProgressCallback& progress,
                                const Cancellation& cancellation) {
  if (Status status = check_base_url(options.base_url); !status) return std::move(status).error();
  FetchOptions used = options;
  for (std::string* url : {&used.base_url, &used.plain_url}) {
    if (!url->empty() && !url->ends_with('/')) *url += '/';
  }
  std::error_code failure;
  fs::create_directories(used.folder, failure);
  if (failure) return system_error(failure.value(), "make the folder", used.folder);

  std::unique_ptr<HttpClient> client;  // opened for the first file that is not there
  FetchReport report;
  bool given_up = false;
  std::uint64_t done = 0;
  for (const RemoteFile& file : files) {
    const std::string name(file.name);
    if (cancellation.requested()) return Error{ErrorCode::kCancelled, "stopped", {}};
    if (progress) progress({"fetching", done++, files.size(), name});
    const Result<Found> found = look_for(used.folder / name, file.sha256);
    if (!found) {
      report.failed.push_back({name, found.error().message});
      continue;
    }
    if (*found == Found::kRight) {
      report.present.push_back(name);
      continue;
    }
    if (*found == Found::kOther && !used.replace) {
      report.failed.push_back({name, "is there with other content; `force` replaces it"});
      continue;
    }
    if (given_up) {
      report.failed.push_back({name, "not tried, no answer from " + used.base_url});
      continue;
    }
    if (client == nullptr) {
      auto opened = HttpClient::open();
      if (!opened) return std::move(opened).error();
      client = std::move(*opened);
    }
    Fetcher fetcher(*client, used, report.warnings, cancellation);
    const Status status = fetcher.download(file);
    given_up = fetcher.unreachable();
    if (status) {
      report.downloaded.push_back(name);
    } else if (status.error().code == ErrorCode::kCancelled) {
      return status.error();
    } else {
      report.failed.push_back({name, status.error().message});
    }
  }
  return report;
}

}  // namespace bach

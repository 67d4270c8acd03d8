// Every call of a download fails once: files are the old ones or the new ones, and the next download ends well,
// with what it is told in between.
#include "corpus/fetch.h"

#include <stdlib.h>

#include <cstdio>

#include "base/local_server.h"
#include "base/sanitized.h"
#include "base/sha256.h"
#include "cli/command_line.h"
#include "failures/trial.h"

namespace bach::failures {
namespace {

class FetchFailures : public FailureTrial {
 protected:
  FetchFailures() {
    ::setenv("no_proxy", "127.0.0.1", 1);
    for (std::size_t k = 0; k < 40000; ++k) body_ += static_cast<char>(k * 31 % 251);
    hash_ = sha256_hex(body_);
    for (const std::string& name : kNames) {
      server_.at(name, {serve(body_)});
      after_[name] = body_;
    }
    before_ = {{"b.mid", "old"}, {"c.mid.part", body_.substr(0, 20000)}};
  }
  void SetUp() override {
    ASSERT_TRUE(server_.ready());
    const auto client = HttpClient::open();
    if (!client) GTEST_SKIP() << client.error().message;
    put(before_, folder_);
    const Outcome whole = fetch();
    ASSERT_EQ(whole.code, 0) << whole.said;
    ASSERT_EQ(files_in(folder_), after_);
    for (std::size_t k = 0; k < kCalls; ++k) calls_[k] = plan_->seen[k];
  }

  // As the command does; a line for each file that is not there afterwards.
  Outcome fetch() {
    std::vector<RemoteFile> files;
    for (const std::string& name : kNames) files.push_back({name, hash_});
    FetchOptions options;
    options.base_url = server_.url();
    options.plain_url.clear();
    options.folder = folder_;
    options.replace = true;
    options.attempts = 1;
    return run_child(*plan_, folder_, root_ / "said", [&] {
      cli::prepare_for_lack_of_memory();
      try {
        const auto report = fetch_files(files, options, {}, Cancellation());
        if (!report) {
          std::fprintf(stderr, "bach: %s\n", report.error().message.c_str());
          return 1;
        }
        for (const FetchFailure& failure : report->failed) {
          std::fprintf(stderr, "bach: %s: %s\n", failure.name.c_str(), failure.reason.c_str());
        }
        return report->failed.empty() ? 0 : 1;
      } catch (const std::bad_alloc&) {
        std::fputs("bach: out of memory\n", stderr);
        return 1;
      }
    });
  }

  void fail(Call call, std::uint64_t number) {
    put(before_, folder_);
    plan_->failing = call;
    plan_->at = number;
    const Outcome outcome = fetch();
    plan_->at = 0;
    const std::string what = std::string(kCallNames[number_of(call)]) + " " +
                             std::to_string(number) + ": " + outcome.said;
    if (outcome.code == 0) {
      EXPECT_EQ(outcome.said, "") << what;
      EXPECT_EQ(files_in(folder_), after_) << what;
    } else {
      expect_one_line(outcome, call, what);
    }
    for (const auto& [name, bytes] : files_in(folder_)) {
      if (name.ends_with(".part")) {
        EXPECT_EQ(body_.compare(0, bytes.size(), bytes), 0) << what << " spoilt " << name;
      } else {
        EXPECT_TRUE(bytes == body_ || before_[name] == bytes) << what << " left " << name;
      }
    }
    const Outcome again = fetch();
    EXPECT_EQ(again.code, 0) << what << " and then " << again.said;
    EXPECT_EQ(files_in(folder_), after_) << what;
  }

  static inline const std::vector<std::string> kNames = {"a.mid", "b.mid", "c.mid"};
  std::string body_, hash_;
  LocalServer server_;
  Files before_, after_;
  std::array<std::uint64_t, kCalls> calls_{};
};

TEST_F(FetchFailures, OfTheSystemLeaveWhatWasThere) {
  for (const Call call : {Call::kOpen, Call::kWrite, Call::kSync, Call::kClose, Call::kRename}) {
    EXPECT_GE(calls_[number_of(call)], kNames.size()) << kCallNames[number_of(call)];
    for (const std::uint64_t number : tried(calls_[number_of(call)], kSanitized ? 3 : 12)) {
      fail(call, number);
      if (HasFailure()) return;
    }
  }
}

TEST_F(FetchFailures, OfAllocationsLeaveWhatWasThere) {
  EXPECT_GT(calls_[number_of(Call::kAllocate)], 20U);
  for (const std::uint64_t number :
       tried(calls_[number_of(Call::kAllocate)], kSanitized ? 5 : 24)) {
    fail(Call::kAllocate, number);
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace bach::failures

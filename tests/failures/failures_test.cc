// Every call of every writer fails once: the command says so in one line, and what was there is
// there still. Each run is a process of its own, which begins as the program does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "base/sanitized.h"
#include "cli/command_line.h"
#include "failures/trial.h"

namespace bach::failures {
namespace {

constexpr char kPiece[] = "X:1\nM:3/4\nL:1/4\nK:G\nG,2B,|DGF|E3|D2C|B,3|]\n";

// A command, what there is before it, and what else it may leave when it fails.
struct Command {
  std::string name;
  std::vector<std::string> words;
  Files before;
  std::string unlike = "-";  // files whose names begin so may hold other things when it fails
  bool random = false;       // what it writes has the same size each time, not the same bytes
  // Another command that has to come first, for what it writes.
  std::vector<std::string> first = {};
  bool all_or_none = false;  // either every file is new or none
};

void PrintTo(const Command& command, std::ostream* out) { *out << command.name; }

class Failures : public FailureTrial, public testing::WithParamInterface<Command> {
 protected:
  void SetUp() override {
    before_ = GetParam().before;
    if (!GetParam().first.empty()) {
      put(before_, folder_);
      ASSERT_EQ(run(GetParam().first).code, 0);
      before_ = files_in(folder_);
    }
    put(before_, folder_);
    const Outcome whole = run(GetParam().words);
    ASSERT_EQ(whole.code, 0) << whole.said;
    for (std::size_t k = 0; k < kCalls; ++k) calls_[k] = plan_->seen[k];
    after_ = files_in(folder_);
    ASSERT_TRUE(after_ != before_);
  }

  Outcome run(const std::vector<std::string>& words) {
    std::vector<const char*> arguments = {"bach", "-q"};
    for (const std::string& word : words) arguments.push_back(word.c_str());
    arguments.push_back(nullptr);
    return run_child(*plan_, folder_, root_ / "said", [&arguments] {
      cli::prepare_for_lack_of_memory();
      return cli::run_command_line(static_cast<int>(arguments.size()) - 1, arguments.data());
    });
  }

  // Runs the command with the `number`th call failing, and looks at what came of it.
  void fail(Call call, std::uint64_t number) {
    put(before_, folder_);
    plan_->failing = call;
    plan_->at = number;
    const Outcome outcome = run(GetParam().words);
    plan_->at = 0;
    const std::string what = std::string(kCallNames[static_cast<std::size_t>(call)]) + " " +
                             std::to_string(number) + ": " + outcome.said;
    const Files now = files_in(folder_);
    if (outcome.code == 0) {  // it did without
      EXPECT_EQ(now.size(), after_.size()) << what;
      for (const auto& [name, bytes] : now) {
        EXPECT_TRUE(is_of(after_, name, bytes)) << what << " made another " << name;
      }
      EXPECT_EQ(outcome.said, "") << what;
      return;
    }
    expect_one_line(outcome, call, what);
    expect_old_or_new(now, what);
  }

  std::array<std::uint64_t, kCalls> calls_{};

 private:
  static const std::string* of(const Files& files, const std::string& name) {
    const auto found = files.find(name);
    return found == files.end() ? nullptr : &found->second;
  }

  // Whether `files` have one of that name with these bytes.
  static bool is_of(const Files& files, const std::string& name, const std::string& bytes) {
    const std::string* found = of(files, name);
    return found != nullptr &&
           (GetParam().random ? found->size() == bytes.size() : *found == bytes);
  }

  void expect_old_or_new(const Files& now, const std::string& what) const {
    std::size_t fresh = 0, changed = 0;
    for (const auto& [name, bytes] : now) {
      if (name.starts_with(GetParam().unlike)) {
        EXPECT_EQ(name.find(".tmp"), std::string::npos) << what << " left " << name;
        continue;
      }
      const bool old = is_of(before_, name, bytes), made = is_of(after_, name, bytes);
      EXPECT_TRUE(old || made) << what << " left " << name << " of " << bytes.size() << " bytes";
      fresh += made && !old ? 1 : 0;
    }
    for (const auto& [name, bytes] : after_) changed += is_of(before_, name, bytes) ? 0 : 1;
    for (const auto& [name, bytes] : before_) {
      EXPECT_NE(of(now, name), nullptr) << what << " lost " << name;
    }
    if (GetParam().all_or_none) {
      EXPECT_TRUE(fresh == 0 || fresh == changed) << what;
    }
  }

  Files before_, after_;
};

TEST_P(Failures, OfTheSystemLeaveWhatWasThere) {
  EXPECT_GT(calls_[number_of(Call::kWrite)], 0U) << "nothing is written";
  for (const Call call :
       {Call::kOpen, Call::kWrite, Call::kSync, Call::kClose, Call::kRename, Call::kFolder}) {
    for (const std::uint64_t number : tried(calls_[number_of(call)], kSanitized ? 3 : 12)) {
      fail(call, number);
      if (HasFailure()) return;
    }
  }
}

TEST_P(Failures, OfAllocationsLeaveWhatWasThere) {
  EXPECT_GT(calls_[number_of(Call::kAllocate)], 100U);
  for (const std::uint64_t number :
       tried(calls_[number_of(Call::kAllocate)], kSanitized ? 5 : 24)) {
    fail(Call::kAllocate, number);
    if (HasFailure()) return;
  }
}

std::vector<Command> commands() {
  std::vector<Command> all;
  for (const char* ending : {"mid", "abc", "musicxml", "mxl", "wav", "ogg", "flac"}) {
    const std::string target = std::string("out.") + ending;
    std::vector<std::string> words = {"render", "piece.abc", "-o", target, "--force"};
    if (std::string_view("wav ogg flac").find(ending) != std::string_view::npos) {
      words.insert(words.end(), {"--sound", "sine"});
    }
    all.push_back({ending, words, {{"piece.abc", kPiece}, {target, "old"}}});
    all.back().random = target == "out.ogg";
  }
  for (const char* ending : {"png", "svg", "pdf"}) {
    const std::string target = std::string("out.") + ending;
    all.push_back({std::string("plot_") + ending,
                   {"plot", "roll", "piece.abc", "-o", target, "--force"},
                   {{"piece.abc", kPiece}, {target, "old"}}});
  }
  const std::vector<std::string> train = {
      "train",     "piece.abc", "--preset", "sequences", "--hidden", "4",
      "--lanes",   "1",         "--steps",  "4",         "--epochs", "6",
      "--batches", "1",         "--force",  "-o",        "model"};
  auto threads = train;
  threads.insert(threads.end(), {"--threads", "2", "--log", "log"});
  all.push_back({"train", threads, {{"piece.abc", kPiece}, {"model", "old"}}, "log"});
  auto kept = train;
  kept.insert(kept.end(), {"--threads", "1", "--checkpoint", "kept", "--checkpoint-every", "2"});
  all.push_back({"checkpoints", kept, {{"piece.abc", kPiece}, {"model", "old"}}, "kept/step-"});
  all.push_back(
      {"compose",
       {"compose", "-m", "model", "--notes", "4", "--seed", "1", "-o", "out.mid", "--force"},
       {{"piece.abc", kPiece}, {"out.mid", "old"}},
       "-",
       false,
       train});
  all.push_back({"pack",
                 {"corpus", "pack", "piece.abc", "--least-notes", "1", "-o", "set", "--report",
                  "report.tsv", "--force", "--threads", "1"},
                 {{"piece.abc", kPiece}, {"report.tsv", "old"}}});
  all.push_back({"export",
                 {"corpus", "export", "out", "cs1-4sar", "cs1-5men", "--format", "mid", "--force"},
                 {{"out/bwv1007-4.mid", "old"}}});
  if (every_failure()) {  // a second each time
    all.push_back({"suite",
                   {"suite", "--bars", "4", "--seed", "1", "--no-sound", "-o", "suite"},
                   {},
                   "-",
                   false,
                   {},
                   true});
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(, Failures, testing::ValuesIn(commands()),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace bach::failures

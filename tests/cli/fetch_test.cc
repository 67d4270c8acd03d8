// `bach fetch` as a user runs it, against a server of our own.
#include "app/fetch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "base/local_server.h"
#include "cli/program.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class FetchCommand : public testing::Test {
 protected:
  void SetUp() override {
    ::setenv("no_proxy", "127.0.0.1", 1);
    ASSERT_TRUE(server_.ready());
    const Outcome outcome = fetch();
    if (outcome.err.find("libcurl") != std::string::npos) GTEST_SKIP() << outcome.err;
  }

  Outcome fetch(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"fetch", "m", "--base-url", server_.url()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_bach(arguments, folder_.path());
  }

  ScratchFolder folder_;
  LocalServer server_;
};

TEST_F(FetchCommand, ListsWhatFailedAndExitsWithOne) {
  const Outcome outcome = fetch();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.out, "m: 0 downloaded, 0 already there, 36 failed\n");
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 36);
  EXPECT_THAT(outcome.err, HasSubstr("bach: cs1-1pre.mid: the server answered 404\n"));
  EXPECT_THAT(fetch({"--json"}).out, HasSubstr("{\"error\":\"the server answered 404\",\"file\":"));
}

TEST_F(FetchCommand, GetsAllOfThemOnce) {
  const fs::path shared = BACH_SHARED_MIDI;
  if (!fs::exists(shared)) GTEST_SKIP() << shared << " is not there";
  for (const RemoteFile& file : cello_suite_files()) {
    server_.at(std::string(file.name), {serve(contents(shared / file.name))});
  }
  const Outcome first = fetch();
  EXPECT_EQ(first.exit_code, 0) << first.err;
  EXPECT_EQ(first.out, "m: 36 downloaded, 0 already there, 0 failed\n");
  EXPECT_EQ(contents(folder_ / "m/cs6-6gig.mid"), contents(shared / "cs6-6gig.mid"));
  EXPECT_EQ(fetch().out, "m: 0 downloaded, 36 already there, 0 failed\n");
}

TEST_F(FetchCommand, AnAddressThatIsNoneIsAMistakeOfUse) {
  const Outcome outcome = run_bach({"fetch", "--base-url", "ftp://x/"}, folder_.path());
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.err, "bach: --base-url: must begin with http:// or https://, not 'ftp://x/'\n");
}

}  // namespace
}  // namespace bach

#include "base/ordered_jobs.h"

#include <gtest/gtest.h>

#include <numeric>
#include <stdexcept>
#include <vector>

namespace bach {
namespace {

TEST(OrderedJobs, AreDoneInOrderWhateverIsReleasedFirst) {
  for (const bool beside : {true, false}) {
    std::vector<int> done;
    OrderedJobs jobs([&](int job) { done.push_back(job); }, beside);
    for (int round = 0; round < 100; ++round) {
      done.clear();
      jobs.begin(5);
      for (const int job : {3, 1, 4, 0, 2}) jobs.release(job);
      jobs.wait(2);
      jobs.wait(4);
      std::vector<int> expected(5);
      std::iota(expected.begin(), expected.end(), 0);
      EXPECT_EQ(done, expected);
    }
  }
}

TEST(OrderedJobs, AreDoneWhileOthersAreNotReleased) {
  std::vector<int> done;
  OrderedJobs jobs([&](int job) { done.push_back(job); }, true);
  jobs.begin(2);
  jobs.release(0);
  jobs.wait(0);
  EXPECT_EQ(done, std::vector<int>{0});
  jobs.release(1);
  jobs.wait(1);
}

TEST(OrderedJobs, PassOnWhatAJobThrew) {
  for (const bool beside : {true, false}) {
    int done = 0;
    OrderedJobs jobs(
        [&](int job) {
          if (job == 1) throw std::runtime_error("no room");
          ++done;
        },
        beside);
    jobs.begin(3);
    for (int job = 0; job < 3; ++job) jobs.release(job);
    EXPECT_THROW(jobs.wait(2), std::runtime_error);
    EXPECT_EQ(done, 1);
    jobs.begin(1);
    jobs.release(0);
    jobs.wait(0);
    EXPECT_EQ(done, 2);
  }
}

// Unreleased jobs keep nobody.
TEST(OrderedJobs, EndWithJobsLeft) {
  OrderedJobs jobs([](int) {}, true);
  jobs.begin(2);
}

}  // namespace
}  // namespace bach

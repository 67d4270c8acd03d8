#include "base/thread_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

namespace bach {
namespace {

TEST(ThreadPool, DoesEachPieceOnceAtAnyThreadCount) {
  for (const int threads : {1, 2, 3, 5}) {
    ThreadPool pool(threads);
    EXPECT_EQ(pool.threads(), threads);
    for (const int pieces : {0, 1, 2, 7, 1000}) {
      std::vector<std::atomic<int>> visits(static_cast<std::size_t>(pieces));
      pool.run(pieces, [&](int piece) { ++visits[static_cast<std::size_t>(piece)]; });
      for (const auto& count : visits) ASSERT_EQ(count, 1);
    }
  }
}

TEST(ThreadPool, GivesManyShortJobsWithoutLosingOne) {
  ThreadPool pool(3);
  std::atomic<std::int64_t> sum{0};
  for (int job = 0; job < 20000; ++job) {
    pool.run(4, [&](int piece) { sum += piece + 1; });
    ASSERT_EQ(sum, 10 * (job + 1));
  }
}

TEST(ThreadPool, WakesWorkersThatFellAsleep) {
  ThreadPool pool(2);
  for (int turn = 0; turn < 5; ++turn) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    // Each piece waits for the other: only two threads at once can finish.
    std::atomic<int> arrived{0};
    std::thread::id id[2];
    pool.run(2, [&](int piece) {
      id[piece] = std::this_thread::get_id();
      ++arrived;
      while (arrived < 2) std::this_thread::yield();
    });
    EXPECT_NE(id[0], id[1]);
  }
}

TEST(ThreadPool, SeesAllThatPiecesWrote) {
  ThreadPool pool(4);
  std::vector<int> out(64);
  for (int turn = 1; turn <= 2000; ++turn) {
    pool.run(64, [&](int piece) { out[static_cast<std::size_t>(piece)] = piece * turn; });
    for (int piece = 0; piece < 64; ++piece) {
      ASSERT_EQ(out[static_cast<std::size_t>(piece)], piece * turn);
    }
  }
}

TEST(ThreadPool, CountsAtLeastOneCore) {
  EXPECT_GE(usable_cores(), 1);
  EXPECT_EQ(ThreadPool(0).threads(), usable_cores());
}

}  // namespace
}  // namespace bach

// What training the notebook's network takes of the machine's memory.
#include <gtest/gtest.h>

#include "base/sanitized.h"
#include "cli/program.h"

namespace bach {
namespace {

// Everything is allocated before the first step, so a few steps show the most it needs.
TEST(Memory, TheNotebooksNetworkTrainsInSixtyMegabytes) {
  if (kSanitized) GTEST_SKIP() << "the sanitizer's memory would be counted too";
  const ScratchFolder folder;
  const Outcome trained = run_bach(
      {"train", "--preset", "notebook", "--epochs", "1", "--batches", "5", "-o", "m.safetensors"},
      folder.path());
  ASSERT_EQ(trained.exit_code, 0) << trained.err;
  EXPECT_LT(trained.most_resident_kib, 60 * 1000 * 1000 / 1024);
  EXPECT_GT(trained.most_resident_kib, 5 * 1024) << "less than weights, moments and gradients";
}

}  // namespace
}  // namespace bach

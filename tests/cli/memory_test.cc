// What training the notebook's network takes of the machine's memory.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "program.h"

namespace bach {
namespace {

TEST(Memory, TheNotebooksNetworkTrainsInSixtyMegabytes) {
  const ScratchFolder folder;
  const Outcome trained =
      run_bach({"train", "--epochs", "1", "--batches", "5", "-o", "m.safetensors"}, folder.path());
  ASSERT_EQ(trained.exit_code, 0) << trained.err;
  // The most any child of this process had resident, in KiB.
  rusage children{};
  ASSERT_EQ(getrusage(RUSAGE_CHILDREN, &children), 0);
  EXPECT_LT(children.ru_maxrss, 60 * 1000 * 1000 / 1024);
  EXPECT_GT(children.ru_maxrss, 5 * 1024) << "less than the weights, moments and gradients alone";
}

}  // namespace
}  // namespace bach

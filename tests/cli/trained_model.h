// Tests of the built program that share a model.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "cli/program.h"

namespace bach {

// In a scratch folder of the suite's own `Suite::train(folder)` runs once, before its first test, and
// leaves m.safetensors there.
template <typename Suite>
class TrainedModelTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<ScratchFolder>();
    trained_ = Suite::train(*folder_);
  }
  static void TearDownTestSuite() { folder_.reset(); }

  static Outcome run(const std::vector<std::string>& arguments) {
    return run_bach(arguments, folder_->path());
  }
  static std::string file(const std::string& name) { return contents(*folder_ / name); }

  inline static std::unique_ptr<ScratchFolder> folder_;
  inline static Outcome trained_;  // what train() said
};

}  // namespace bach

// Runs a test on every instruction set; what this machine lacks is skipped by name.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "nn/engine/isa.h"
#include "nn/engine/kernel_table.h"

namespace bach::engine {

class EachIsa : public ::testing::TestWithParam<Isa> {
 protected:
  void SetUp() override {
    if (!isa_available(GetParam())) {
      GTEST_SKIP() << "this processor lacks " << isa_name(GetParam());
    }
  }
  const KernelTable& tested() const { return kernels(GetParam()); }
};

inline std::string name_of_isa(const ::testing::TestParamInfo<Isa>& tested) {
  return std::string(isa_name(tested.param));
}

}  // namespace bach::engine

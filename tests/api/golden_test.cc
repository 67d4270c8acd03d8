#include "golden.h"

namespace bach::test {
namespace {

TEST(GoldenAnswers, AreGivenAgain) {
  expect_golden_answers([](const std::string& request) { return answers_to(request); });
}

}  // namespace
}  // namespace bach::test

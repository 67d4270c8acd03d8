// The JSON library finds a value half made where memory ended while it was: that is one line, too.
#include <nlohmann/json.hpp>

#include "cli/command_line.h"
#include "failures/trial.h"

namespace bach::failures {
namespace {

class JsonFailures : public FailureTrial {};

TEST_F(JsonFailures, OfAllocationsAreOneLine) {
  const auto build = [] {
    cli::prepare_for_lack_of_memory();
    nlohmann::json value;
    value["a"]["b"] =
        nlohmann::json::array({1, "some text that does not fit into a string itself"});
    value["c"] = value["a"];
    return value.dump().empty() ? 2 : 0;
  };
  ASSERT_EQ(run_child(*plan_, folder_, root_ / "said", build).code, 0);
  const std::uint64_t allocations = plan_->seen[number_of(Call::kAllocate)];
  ASSERT_GT(allocations, 8U);
  plan_->failing = Call::kAllocate;
  for (std::uint64_t number = 1; number <= allocations; ++number) {
    plan_->at = number;
    // As bach::cli::run_command_line() does.
    const Outcome outcome = run_child(*plan_, folder_, root_ / "said", [&] {
      try {
        return build();
      } catch (const std::bad_alloc&) {
        std::fputs("bach: out of memory\n", stderr);
        return 1;
      }
    });
    expect_one_line(outcome, Call::kAllocate, std::to_string(number) + ": " + outcome.said);
  }
}

}  // namespace
}  // namespace bach::failures

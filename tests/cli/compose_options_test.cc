#include "app/compose.h"
#include "app/suite.h"
#include "cli/option_round_trip.h"

namespace bach::cli {
namespace {

TEST(ComposeOptions, EachRoundTrips) {
  expect_every_option_round_trips(compose_options(), {{"model", "-m,--model"}});
}

TEST(SuiteOptions, EachRoundTrips) {
  expect_every_option_round_trips(suite_options(), {{"model", "-m,--model"}});
}

}  // namespace
}  // namespace bach::cli

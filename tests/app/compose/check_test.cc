#include "app/compose/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "app/compose.h"
#include "app/suite.h"

namespace bach {
namespace {

using testing::HasSubstr;

// A request whose number `option` is `value`.
template <typename Options>
Options with_number(const OptionTable<Options>& table, const Option& option, double value) {
  Options request = table.defaults();
  const bool whole = option.value.type == OptionType::kWhole;
  set_option(option, &request,
             whole ? OptionValue(static_cast<std::int64_t>(value)) : OptionValue(value));
  return request;
}

std::string argument_of(const Status& status) {
  return status ? std::string() : status.error().argument;
}

TEST(ComposeRequest, WhatIsOutOfRangeIsRefusedWithItsArgument) {
  int bounds = 0;
  for (const Option& option : compose_options().options()) {
    const OptionRange& range = option.range;
    for (const double bound : {range.least, range.most}) {
      if (!std::isfinite(bound)) continue;
      SCOPED_TRACE(std::string(option.name));
      const double outside = bound == range.most ? bound + 1 : range.above ? bound : bound - 1;
      EXPECT_EQ(argument_of(check_request(with_number(compose_options(), option, outside))),
                option.name);
      ++bounds;
    }
  }
  EXPECT_GE(bounds, 18);
}

TEST(ComposeRequest, WhatIsOutOfRangeIsRefusedOfSuitesToo) {
  for (const Option& option : suite_options().options()) {
    if (!std::isfinite(option.range.most)) continue;
    const SuiteRequest request = with_number(suite_options(), option, option.range.most + 1);
    EXPECT_EQ(argument_of(check_suite_request(request)), option.name);
  }
}

TEST(ComposeRequest, ValuesThatTextCannotSayAreRefused) {
  EXPECT_EQ(argument_of(check_request({.key = Key{0, 9, Mode::kMajor}})), "key");
  EXPECT_EQ(argument_of(check_request({.metre = Metre{0, 0, 4}})), "metre");
  EXPECT_EQ(argument_of(check_request({.instrument = 128})), "instrument");
  EXPECT_EQ(argument_of(check_request({.instrument = -1})), "instrument");
  EXPECT_EQ(argument_of(check_request({.range = PitchLimits{-5, 60}})), "range");
  EXPECT_EQ(argument_of(check_request({.kind = PieceKind::kUnknown})), "kind");
  EXPECT_EQ(argument_of(check_suite_request({.galanterie = PieceKind::kGigue})), "galanterie");
}

TEST(ComposeRequest, WhatCannotBeTogetherIsRefused) {
  const auto fault = [](const ComposeRequest& request) {
    const Status status = check_request(request);
    return status ? std::string() : status.error().text();
  };
  EXPECT_EQ(fault({}), "");
  EXPECT_THAT(fault({.range = PitchLimits{35, 69}}), HasSubstr("lowest string"));
  EXPECT_THAT(fault({.range = PitchLimits{48, 55}}), HasSubstr("octave"));
  EXPECT_THAT(fault({.notes = 100, .bars = 8}), HasSubstr("give one of them"));
  EXPECT_EQ(fault({.from_bar = 3}), "from_bar: needs `infill`");
  EXPECT_EQ(fault({.infill = "cs1-4sar"}), "infill: needs `from_bar` and `to_bar`");
  EXPECT_EQ(fault({.infill = "cs1-4sar", .from_bar = 4, .to_bar = 3}),
            "to_bar: must not be before `from_bar`");
  EXPECT_THAT(fault({.bars = 2, .infill = "cs1-4sar", .from_bar = 1, .to_bar = 1}),
              HasSubstr("as many bars as there are"));
  EXPECT_THAT(fault({.tempo = 90, .primer = "cs1-4sar"}), HasSubstr("`tempo`"));
  EXPECT_THAT(fault({.primer = "cs1-4sar", .infill = "cs1-4sar", .from_bar = 1, .to_bar = 1}),
              HasSubstr("one of them"));
  EXPECT_EQ(fault({.greedy = true, .top_k = 3}),
            "greedy: takes the most probable note: leave out `top_k`");
}

TEST(ComposeRequest, AModelOfPitchesRefusesWhatItCannotDo) {
  int refused = 0;
  for (const Option& option : compose_options().options()) {
    if (option.group != kMovementOptions) continue;
    ComposeRequest request;
    if (option.value.type == OptionType::kFlag) {
      set_option(option, &request, true);
    } else if (option.value.type == OptionType::kWhole ||
               option.value.type == OptionType::kNumber) {
      request = with_number(compose_options(), option, 20);
    } else {
      continue;
    }
    EXPECT_EQ(argument_of(check_melody_request(request)), option.name);
    ++refused;
  }
  EXPECT_GE(refused, 7);
  EXPECT_EQ(argument_of(check_melody_request({.double_stops = false})), "double_stops");
  EXPECT_TRUE(check_melody_request({.seed = 1, .notes = 10, .with_primer = true, .top_k = 2}).ok());
}

TEST(ComposeRequest, EachKindOfMusicHasItsUsualTopP) {
  EXPECT_EQ(sampling_of({}, kMelodyTopP).top_p, 0.95);
  EXPECT_EQ(sampling_of({.top_p = 0.5}, kMelodyTopP).top_p, 0.5);
}

}  // namespace
}  // namespace bach

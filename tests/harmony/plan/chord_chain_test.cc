// Chords drawn to meet what is asked, against all there are.
#include "harmony/plan/chord_chain.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "base/math.h"
#include "harmony/plan/build_plan.h"

namespace bach {
namespace {

const ChordTables& tables() {
  static const ChordTables made(tests::cello_book());
  return made;
}

FunctionSet every(int key) { return (FunctionSet{1} << function_count(key / kTonics)) - 1; }

// Whether labels are as asked.
bool meets(const ChordRequest& request, const std::vector<int>& functions) {
  const std::size_t count = functions.size();
  for (std::size_t i = 0; i < count; ++i) {
    if ((request.allowed[i] >> functions[i] & 1) == 0) return false;
  }
  std::size_t begin = count - 1;
  while (begin > 0 && request.keys[begin - 1] == request.keys[begin] &&
         functions[begin - 1] == functions[begin]) {
    --begin;
  }
  if (begin == 0 || request.leads == kAnyFunction) return true;
  const int key = request.keys[begin];
  const PlanLabel before{
      request.keys[begin - 1],
      static_cast<std::uint8_t>(first_function(request.keys[begin - 1] / kTonics) +
                                functions[begin - 1])};
  const int from = function_of(before, key);
  return from != kNoFunction && (request.leads >> from & 1) != 0;
}

struct Way {
  std::vector<PlanLabel> labels;
  double p = 0;
};

// All ways to fill the section that meet the request, with their probabilities given that.
std::vector<Way> all_ways(const ChordRequest& request, std::span<const BeatContext> beats) {
  std::vector<Way> ways;
  std::vector<int> functions(beats.size(), 0);
  double sum = 0;
  for (bool over = false; !over;) {
    if (meets(request, functions)) {
      Way way;
      for (std::size_t i = 0; i < beats.size(); ++i) {
        const int first = first_function(request.keys[i] / kTonics);
        way.labels.push_back({request.keys[i], static_cast<std::uint8_t>(first + functions[i])});
      }
      way.p = portable_exp(
          -chord_nats(tables(), request.home, request.role, request.pace, beats, way.labels));
      sum += way.p;
      ways.push_back(way);
    }
    std::size_t i = 0;
    for (; i < beats.size(); ++i) {
      if (++functions[i] < function_count(request.keys[i] / kTonics)) break;
      functions[i] = 0;
    }
    over = i == beats.size();
  }
  for (Way& way : ways) way.p /= sum;
  return ways;
}

ChordRequest request_for(std::vector<std::uint8_t> keys) {
  ChordRequest request;
  request.role = PartRole::kFirst;
  request.pace = 2;
  for (const std::uint8_t key : keys) request.allowed.push_back(every(key));
  request.keys = std::move(keys);
  return request;
}

// How often each label is drawn at each beat, and each pair of neighbours, beside what it should
// be.
void expect_as_probable(const ChordRequest& request, std::span<const BeatContext> beats) {
  constexpr int kDraws = 6000;
  std::map<std::pair<std::size_t, int>, double> drawn, right;
  const auto add = [&](auto& shares, const std::vector<PlanLabel>& labels, double p) {
    for (std::size_t i = 0; i < labels.size(); ++i) {
      shares[{i, labels[i].function}] += p;
      if (i > 0) shares[{i, 100 + kFunctions * labels[i - 1].function + labels[i].function}] += p;
    }
  };
  for (const Way& way : all_ways(request, beats)) add(right, way.labels, way.p);
  Draws draws(2, Purpose::kPlan, 0);
  for (const auto& way : draw_chords(tables(), request, beats, kDraws, draws)) {
    add(drawn, way, 1.0 / kDraws);
  }
  for (const auto& [what, share] : right) EXPECT_NEAR(drawn[what], share, 0.03) << what.first;
  for (const auto& [what, share] : drawn) EXPECT_TRUE(right.contains(what)) << what.first;
}

TEST(ChordChain, ProbabilitiesSumToOne) {
  const PlanSection section = tests::section_of(PartRole::kFirst, {}, 1, {0, 3, 4});
  const std::vector<BeatContext> beats = beat_contexts(section.beats);
  const ChordRequest request = request_for({0, 7, 7});
  double sum = 0;
  const int functions = function_count(0);
  for (int a = 0; a < functions; ++a) {
    for (int b = 0; b < functions; ++b) {
      for (int c = 0; c < functions; ++c) {
        const std::vector<PlanLabel> labels = {{0, static_cast<std::uint8_t>(a)},
                                               {7, static_cast<std::uint8_t>(b)},
                                               {7, static_cast<std::uint8_t>(c)}};
        sum +=
            portable_exp(-chord_nats(tables(), Mode::kMajor, PartRole::kFirst, 2, beats, labels));
      }
    }
  }
  EXPECT_NEAR(sum, 1, 1e-5);
}

TEST(ChordChain, DrawsByItsProbabilities) {
  const PlanSection section = tests::section_of(PartRole::kFirst, {}, 1);
  expect_as_probable(request_for({0, 0, 0, 0}), beat_contexts(section.beats));
}

TEST(ChordChain, DrawsExactlyWhatLeadsToTheEnd) {
  const PlanSection section = tests::section_of(PartRole::kFirst, {}, 1);
  const std::vector<BeatContext> beats = beat_contexts(section.beats);
  ChordRequest request = request_for({0, 0, 0, 0});
  request.allowed[3] = 1;                                     // I
  request.leads = FunctionSet{1} << 4 | FunctionSet{1} << 5;  // after V or V7
  expect_as_probable(request, beats);
  request.allowed[2] = 1;
  expect_as_probable(request, beats);
}

TEST(ChordChain, DrawsExactlyAcrossKeys) {
  const PlanSection section = tests::section_of(PartRole::kFirst, {}, 1);
  const std::vector<BeatContext> beats = beat_contexts(section.beats);
  ChordRequest request = request_for({0, 0, 7, 7});
  request.allowed[3] = 1;
  request.leads = FunctionSet{1} << 4 | FunctionSet{1} << 5;
  expect_as_probable(request, beats);
  request = request_for({7, 21, 7, 7});
  request.allowed[3] = 1;
  request.leads = FunctionSet{1} << 4 | FunctionSet{1} << 5;
  expect_as_probable(request, beats);
}

TEST(ChordChain, MeetsWhatIsAskedOfLongSections) {
  // Longer than the beats whose numbers are kept at a time; a chord fixed here and there.
  const PlanSection section = tests::section_of(PartRole::kFirst, {}, 700);
  std::vector<std::uint8_t> keys;
  for (std::size_t i = 0; i < section.beats.size(); ++i) keys.push_back(i / 100 % 2 == 0 ? 0 : 7);
  ChordRequest request = request_for(keys);
  for (std::size_t i = 5; i < section.beats.size(); i += 37) request.allowed[i] = 1 << (i % 11);
  request.allowed.back() = 1;
  request.leads = FunctionSet{1} << 4;
  Draws draws(1, Purpose::kPlan, 0);
  const auto ways = draw_chords(tables(), request, beat_contexts(section.beats), 2, draws);
  ASSERT_EQ(ways.size(), 2U);
  EXPECT_NE(ways[0], ways[1]);
  for (const std::vector<PlanLabel>& way : ways) {
    ASSERT_EQ(way.size(), keys.size());
    std::vector<int> functions;
    for (const PlanLabel& each : way) functions.push_back(function_of(each));
    EXPECT_TRUE(meets(request, functions));
  }
}

TEST(ChordChain, ForgetsWhatMustLeadWhereItCannot) {
  const PlanSection section = tests::section_of(PartRole::kFirst, {}, 1);
  ChordRequest request = request_for({0, 0, 0, 0});
  request.allowed = {1, FunctionSet{1} << 3, FunctionSet{1} << 3, 1};  // I IV IV I
  request.leads = FunctionSet{1} << 4;
  Draws draws(1, Purpose::kPlan, 0);
  const auto labels =
      draw_chords(tables(), request, beat_contexts(section.beats), 1, draws).front();
  ASSERT_EQ(labels.size(), 4U);
  EXPECT_EQ(labels[1].function, 3);
  EXPECT_EQ(labels[3].function, 0);
}

}  // namespace
}  // namespace bach

#include "compose/movement_writer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include "compose/movement_composer.h"
#include "compose/movement_rules.h"
#include "lm/probabilities.h"
#include "suite/past_rhythms.h"

namespace bach {
namespace {

constexpr Tick kQuarter = kSuiteTicksPerQuarter;

// A network that says anything; NaN now and then.
class Noise {
 public:
  explicit Noise(unsigned seed) : engine_(seed) {}
  std::vector<float> logits(int count) {
    std::vector<float> all(static_cast<std::size_t>(count));
    for (float& each : all) each = level_(engine_);
    if (engine_() % 16 == 0) all[engine_() % all.size()] = std::nanf("");
    return all;
  }
  int below(int count) { return static_cast<int>(engine_() % static_cast<unsigned>(count)); }

 private:
  std::mt19937 engine_;
  std::normal_distribution<float> level_{0, 3};
};

// `logits(count)` is what the network says of the next pitch, then of its rhythm.
template <typename Logits>
MovementOutcome compose_from(const MovementTask& task, const Logits& logits) {
  MovementWriter writer(task, nullptr);
  while (!writer.done()) {
    writer.take_rewind();
    const std::vector<float> pitches = logits(kSuitePitches);
    const std::vector<float> rhythms = logits(kRhythmClasses);
    do {
      std::vector<float> scratch = pitches;
      writer.choose_pitch(scratch);
      scratch = rhythms;
      writer.choose_rhythm(scratch);
    } while (writer.note_rejected());
  }
  return writer.outcome();
}

MovementOutcome compose(const MovementTask& task, Noise& noise) {
  return compose_from(task, [&](int count) { return noise.logits(count); });
}

// Two parts in a key and a metre of the seed, with endings somewhere in their last bars.
MovementTask any_task(Noise& noise, std::uint64_t seed) {
  static constexpr std::array<Metre, 5> kMetres = {
      {{0, 4, 4}, {0, 3, 4}, {0, 2, 2}, {0, 6, 8}, {0, 12, 8}}};
  MovementTask task;
  task.plan.kind = PieceKind::kAllemande;
  task.plan.metres = {kMetres[static_cast<std::size_t>(noise.below(kMetres.size()))]};
  const Tick bar = bar_ticks(task.plan.metres.front(), static_cast<int>(kQuarter));
  const Key key{0, noise.below(9) - 4, noise.below(2) == 0 ? Mode::kMajor : Mode::kMinor};
  Tick begin = noise.below(2) == 0 ? 0 : bar - 240;
  for (const PartRole role : {PartRole::kFirst, PartRole::kLast}) {
    const Tick end = begin + (2 + noise.below(3)) * bar;
    task.plan.parts.push_back({begin, end, begin, role, key});
    EndingChord cadence = EndingChord::kTonic;
    if (role == PartRole::kFirst) {
      const bool relative = key.mode == Mode::kMinor && noise.below(2) == 0;
      cadence = relative ? EndingChord::kRelative : EndingChord::kDominant;
    }
    const Tick last_bar = (end - 1) / bar * bar;
    task.endings.push_back(ending_on(cadence, key, last_bar));
    if (!nearest_duration(end - last_bar, end - last_bar)) task.endings.back().reset();
    begin = end;
  }
  task.range.lowest += noise.below(12);
  task.range.highest = task.range.lowest + 12 + noise.below(24);
  task.double_stops = noise.below(3) > 0;
  task.in_key = noise.below(3) == 0;
  task.seed = seed;
  return task;
}

TEST(MovementWriter, KeepsEveryRuleWhateverTheNetworkSays) {
  int chords = 0;
  int planned_endings = 0;
  for (unsigned seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    Noise noise(seed);
    const MovementTask task = any_task(noise, seed);
    const MovementOutcome outcome = compose(task, noise);
    ASSERT_FALSE(outcome.notes.empty());
    test::expect_rules_kept(task, outcome.notes);
    test::expect_endings_kept(task, outcome.notes);
    test::expect_no_cycles(score_of_movement(task, outcome.notes));
    if (testing::Test::HasFailure()) return;
    for (const SuiteNote& note : outcome.notes) chords += rhythm(note.token.rhythm).gap == 0;
    for (const auto& ending : task.endings) planned_endings += ending.has_value();
  }
  EXPECT_GT(chords, 400);
  EXPECT_GT(planned_endings, 400);
}

TEST(MovementWriter, LastChordsAreReachedByALastStep) {
  int reached = 0;
  int endings = 0;
  for (unsigned seed = 0; seed < 100; ++seed) {
    Noise noise(seed + 1000);
    MovementTask task = any_task(noise, seed);
    task.in_key = false;
    const MovementOutcome outcome = compose(task, noise);
    for (std::size_t k = 1; k < outcome.notes.size(); ++k) {
      const auto& ending = task.endings[static_cast<std::size_t>(outcome.notes[k].part)];
      if (!ending || outcome.notes[k].onset != ending->onset) continue;
      if (outcome.notes[k - 1].onset == ending->onset) continue;
      std::size_t top = k;
      while (top + 1 < outcome.notes.size() && outcome.notes[top + 1].onset == ending->onset) ++top;
      const int lead = outcome.notes[k - 1].token.pitch;
      ++endings;
      reached += is_last_step(lead, outcome.notes[k].token.pitch) ||
                 is_last_step(lead, outcome.notes[top].token.pitch);
    }
  }
  ASSERT_GT(endings, 100);
  EXPECT_GT(reached, endings * 95 / 100) << endings;
}

TEST(MovementWriter, LoopsAreRemoved) {
  // A network in love with one note of one length.
  MovementTask task;
  task.plan.metres = {{0, 4, 4}};
  task.plan.parts = {{0, 8 * 1920, 0, PartRole::kWhole, {}}};
  task.endings = {std::nullopt};
  std::vector<float> pitches(kSuitePitches, 0.0f);
  pitches[50 - kLowestSuitePitch] = 6;
  std::vector<float> rhythms(kRhythmClasses, -20.0f);
  rhythms[static_cast<std::size_t>(*rhythm_class(120, 120))] = 0;
  const MovementOutcome outcome =
      compose_from(task, [&](int count) { return count == kSuitePitches ? pitches : rhythms; });
  EXPECT_GT(outcome.loops, 0);
}

// A network in love with `figure`, notes of one length, and with nothing else by `strength`.
MovementOutcome compose_figure(const MovementTask& task, const std::vector<int>& figure,
                               Tick length, float strength, Noise& noise) {
  MovementWriter writer(task, nullptr);
  std::size_t heard = 0;
  while (!writer.done()) {
    if (const auto passed = writer.take_rewind()) heard = *passed;
    std::vector<float> pitches = noise.logits(kSuitePitches);
    pitches[static_cast<std::size_t>(figure[heard % figure.size()] - kLowestSuitePitch)] = strength;
    std::vector<float> rhythms = noise.logits(kRhythmClasses);
    rhythms[static_cast<std::size_t>(*rhythm_class(length, length))] = strength;
    ++heard;
    do {
      std::vector<float> scratch = pitches;
      writer.choose_pitch(scratch);
      scratch = rhythms;
      writer.choose_rhythm(scratch);
    } while (writer.note_rejected());
  }
  return writer.outcome();
}

std::vector<int> any_figure(std::size_t notes, Noise& noise) {
  std::vector<int> figure;
  for (std::size_t k = 0; k < notes; ++k) figure.push_back(45 + noise.below(12));
  return figure;
}

TEST(MovementWriter, NoBarsGoRoundHoweverMuchTheNetworkWantsThem) {
  int cycles = 0;
  for (unsigned seed = 0; seed < 120; ++seed) {
    SCOPED_TRACE(seed);
    Noise noise(seed + 5000);
    MovementTask task = any_task(noise, seed);
    task.range = {36, 81};
    task.in_key = false;
    task.plan.harmony.emplace_back();  // or the music's own past would have a say
    // Parts of up to 24 bars; as dances have them, repeated, or one alone.
    const Tick bar = bar_ticks(task.plan.metres.front(), static_cast<int>(kQuarter));
    if (seed % 3 == 0) {
      task.plan.parts.pop_back();
      task.plan.parts.back().role = PartRole::kWhole;
    }
    task.endings.assign(task.plan.parts.size(), std::nullopt);
    Tick begin = task.plan.parts.front().begin;
    for (SuitePart& part : task.plan.parts) {
      part.begin = part.first_onset = begin;
      begin = part.end = begin + (4 + noise.below(20)) * bar;
      if (task.plan.parts.size() > 1) {
        task.play_order.insert(task.play_order.end(), 2,
                               static_cast<int>(task.play_order.size()) / 2);
      }
    }
    const auto periods = static_cast<std::size_t>(1 + noise.below(4));
    const Tick length = noise.below(2) == 0 ? kQuarter / 2 : kQuarter / 4;
    const std::vector<int> figure =
        any_figure(periods * static_cast<std::size_t>(bar / length), noise);
    const float strength = 8.0f + static_cast<float>(noise.below(30));
    const MovementOutcome outcome = compose_figure(task, figure, length, strength, noise);
    test::expect_rules_kept(task, outcome.notes);
    Score score = score_of_movement(task, outcome.notes);
    test::expect_no_cycles(score);
    // The parts in one row, where one repeat sign follows the other.
    score.sections.clear();
    score.play_order.clear();
    test::expect_no_cycles(score);
    if (testing::Test::HasFailure()) return;
    cycles += outcome.cycles;
  }
  EXPECT_GT(cycles, 120);
}

TEST(MovementWriter, CyclesDoNotComeWhenRemovalsHaveEnded) {
  Noise noise(1);
  MovementTask task;
  task.plan.metres = {{0, 3, 8}};
  task.plan.parts = {{0, 700 * 3 * kQuarter / 2, 0, PartRole::kWhole, {}}};
  task.plan.harmony.emplace_back();
  task.endings = {std::nullopt};
  const MovementOutcome outcome =
      compose_figure(task, any_figure(1, noise), 3 * kQuarter / 2, 40, noise);
  EXPECT_EQ(outcome.cycles, 200);
  test::expect_no_cycles(score_of_movement(task, outcome.notes));
}

TEST(MovementWriter, WhatIsTakenBackIsNoPastOfTheMusic) {
  MovementTask task;
  task.plan.metres = {{0, 3, 4}};
  task.plan.parts = {{0, 40 * 3 * kQuarter, 0, PartRole::kWhole, {}}};
  task.endings = {std::nullopt};
  const int eighth = *rhythm_class(kQuarter / 2, kQuarter / 2);
  std::vector<float> pitches(kSuitePitches), rhythms(kRhythmClasses);
  pitches[40] = 9;
  rhythms[static_cast<std::size_t>(eighth)] = 6;
  const MovementOutcome outcome =
      compose_from(task, [&](int count) { return count == kSuitePitches ? pitches : rhythms; });
  EXPECT_GT(outcome.cycles + outcome.loops, 3);
  suite::PastRhythms past;
  for (std::size_t k = 0; k < outcome.notes.size(); ++k) {
    const SuiteToken token = outcome.notes[k].token;
    const auto row = static_cast<std::size_t>(token.pitch - kLowestSuitePitch);
    const double rhythm = past.mixed(probabilities_of(rhythms)[token.rhythm], token.rhythm);
    const double nats = -std::log(probabilities_of(pitches)[row]) - std::log(rhythm);
    ASSERT_NEAR(outcome.nats[k], nats, 1e-5) << k;
    past.add(token.rhythm);
  }
}

TEST(MovementWriter, GivenBarsMayGoRoundNewOnesNot) {
  Noise noise(2);
  const auto eighth = static_cast<std::uint8_t>(*rhythm_class(kQuarter / 2, kQuarter / 2));
  const std::vector<int> figure = any_figure(12, noise);
  MovementTask task;
  task.plan.metres = {{0, 3, 4}};
  task.plan.parts = {{0, 12 * 3 * kQuarter, 0, PartRole::kWhole, {}}};
  task.endings = {std::nullopt};
  for (int k = 0; k < 40; ++k) {
    const auto pitch = static_cast<std::uint8_t>(figure[static_cast<std::size_t>(k) % 12]);
    task.given.push_back({k * kQuarter / 2, kQuarter / 2, {pitch, eighth}, 0});
  }
  const MovementOutcome outcome = compose_figure(task, figure, kQuarter / 2, 40, noise);
  ASSERT_GT(outcome.notes.size(), 60u);
  EXPECT_TRUE(std::equal(task.given.begin(), task.given.end(), outcome.notes.begin()));
  EXPECT_GT(outcome.cycles, 0);
  const Score score = score_of_movement(task, outcome.notes);
  const ScoreBars bars = bars_of_score(score, score.keys);
  for (const LiteralCycle& cycle : cycles_of(score, bars)) {
    // The first bar with a new note is the seventh.
    if (cycle.first_bar + cycle.bars <= 6) continue;
    EXPECT_GE(cycle.first_bar, 6);
    EXPECT_LE(cycle.bars, most_repeats(cycle.period));
  }
}

}  // namespace
}  // namespace bach

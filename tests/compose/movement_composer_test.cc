// Movements on the lanes of a network that knows nothing.
#include "compose/movement_composer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>

#include "app/clueless_model.h"
#include "compose/movement_rules.h"
#include "suite/predictor.h"

namespace bach {
namespace {

// Two parts of `bars` bars of 3/4 each.
MovementTask pair_of_parts(std::uint64_t seed, int bars) {
  MovementTask task;
  task.plan.kind = PieceKind::kMenuet;
  task.plan.metres = {{0, 3, 4}};
  const Tick length =
      bars * bar_ticks(task.plan.metres.front(), static_cast<int>(kSuiteTicksPerQuarter));
  const Key key{0, 1, Mode::kMajor};
  task.plan.parts = {{0, length, 0, PartRole::kFirst, key},
                     {length, 2 * length, length, PartRole::kLast, key}};
  task.endings.resize(2);
  task.seed = seed;
  task.title = "Menuet";
  task.part_name = "Cello";
  return task;
}

Result<std::vector<MovementOutcome>> write(const std::vector<MovementTask>& tasks,
                                           const ComposeWatch& watch = {},
                                           const Cancellation& stop = Cancellation()) {
  static const Model model = test::clueless_model();
  return write_movements(model.config, model.parameters, *engine::isa_for_this_run(), tasks,
                         nullptr, watch, stop);
}

TEST(MovementComposer, WritesTheSameAloneAndAmongMoreThanThereAreLanes) {
  std::vector<MovementTask> tasks;
  for (std::uint64_t seed = 0; seed < 70; ++seed) {
    tasks.push_back(pair_of_parts(seed, 1 + static_cast<int>(seed % 3)));
  }
  const auto together = write(tasks);
  ASSERT_TRUE(together.ok());
  ASSERT_EQ(together->size(), tasks.size());
  for (const std::size_t k : {std::size_t{0}, std::size_t{5}, std::size_t{63}, std::size_t{69}}) {
    const auto alone = write({tasks[k]});
    ASSERT_TRUE(alone.ok());
    EXPECT_EQ(alone->front().notes, (*together)[k].notes) << k;
    EXPECT_EQ(alone->front().nats, (*together)[k].nats) << k;
  }
  for (std::size_t k = 0; k < tasks.size(); ++k) {
    test::expect_rules_kept(tasks[k], (*together)[k].notes);
    test::expect_no_cycles(score_of_movement(tasks[k], (*together)[k].notes));
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_NE((*together)[0].notes, (*together)[3].notes);  // of as many bars, of another seed
  EXPECT_TRUE(write({})->empty());
}

TEST(MovementComposer, TellsTheNotesAsTheyStand) {
  std::map<std::size_t, std::vector<SuiteNote>> heard;
  std::size_t news = 0;
  ComposeWatch watch;
  watch.notes = [&](std::size_t movement, std::span<const SuiteNote> notes) {
    heard[movement].assign(notes.begin(), notes.end());
  };
  watch.progress = [&](const Progress& progress) {
    EXPECT_EQ(progress.stage, "composing");
    ++news;
  };
  const std::vector<MovementTask> tasks = {pair_of_parts(1, 4), pair_of_parts(2, 2)};
  const auto outcomes = write(tasks, watch);
  ASSERT_TRUE(outcomes.ok());
  EXPECT_GE(news, 2U);
  ASSERT_EQ(heard.size(), 2U);
  for (std::size_t k = 0; k < 2; ++k) EXPECT_EQ(heard[k], (*outcomes)[k].notes) << k;
}

TEST(MovementComposer, IsStopped) {
  Cancellation stop;
  ComposeWatch watch;
  watch.progress = [&](const Progress&) { stop.request(); };
  const auto outcomes = write({pair_of_parts(1, 8)}, watch, stop);
  ASSERT_FALSE(outcomes.ok());
  EXPECT_EQ(outcomes.error().code, ErrorCode::kCancelled);
}

TEST(MovementComposer, GoesOnFromWhatIsGiven) {
  const auto first = write({pair_of_parts(3, 4)});
  ASSERT_TRUE(first.ok());
  const std::vector<SuiteNote>& all = first->front().notes;
  ASSERT_GT(all.size(), 12U);
  MovementTask task = pair_of_parts(4, 4);
  task.given.assign(all.begin(), all.begin() + 6);
  task.notes = 5;
  const auto second = write({task});
  ASSERT_TRUE(second.ok());
  const MovementOutcome& outcome = second->front();
  ASSERT_EQ(outcome.notes.size(), 11U);
  EXPECT_TRUE(std::equal(task.given.begin(), task.given.end(), outcome.notes.begin()));
  // The given ones are measured as when they were new.
  ASSERT_EQ(outcome.nats.size(), 11U);
  for (std::size_t k = 0; k < 6; ++k) EXPECT_EQ(outcome.nats[k], first->front().nats[k]) << k;
  const double sum = std::accumulate(outcome.nats.begin() + 6, outcome.nats.end(), 0.0);
  EXPECT_DOUBLE_EQ(nats_per_note(outcome, 6), sum / 5);
  EXPECT_EQ(nats_per_note(outcome, 11), 0);
  EXPECT_TRUE(std::isfinite(sum) && sum > 0);
}

TEST(MovementComposer, MeasuresWithoutAPlanWhatTheScorerSays) {
  const Model model = test::clueless_model();
  const NetworkPredictor network(model.config, model.parameters, 1, *engine::isa_for_this_run());
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    const MovementTask task = pair_of_parts(seed, 6);
    const auto outcomes = write({task});
    ASSERT_TRUE(outcomes.ok());
    const MovementOutcome& outcome = outcomes->front();
    suite::Predictor predictor(network, task.plan);
    for (std::size_t k = 0; k < outcome.notes.size(); ++k) {
      const SuiteNote& note = outcome.notes[k];
      predictor.move_to(note.part, note.onset);
      const auto row = static_cast<std::size_t>(note.token.pitch - kLowestSuitePitch);
      const double pitch = predictor.pitches()[row];
      const double rhythm = predictor.rhythms(note.token.pitch)[note.token.rhythm];
      ASSERT_NEAR(outcome.nats[k], -std::log(pitch) - std::log(rhythm), 1e-5) << k;
      predictor.add(note.token);
    }
  }
}

TEST(MovementComposer, MeasuresWhatFollows) {
  const auto whole = write({pair_of_parts(5, 2)});
  ASSERT_TRUE(whole.ok());
  const std::vector<SuiteNote>& all = whole->front().notes;
  MovementTask task = pair_of_parts(5, 2);
  task.until = task.plan.parts[1].begin;
  for (const SuiteNote& note : all) {
    if (note.part == 1) task.following.push_back(note);
  }
  ASSERT_FALSE(task.following.empty());
  const auto outcomes = write({task});
  ASSERT_TRUE(outcomes.ok());
  for (const SuiteNote& note : outcomes->front().notes) {
    EXPECT_LE(note.onset + note.duration, task.until);
  }
  EXPECT_GT(outcomes->front().following_nats, 0);
}

TEST(MovementComposer, MakesAScoreOfItsNotes) {
  MovementTask task = pair_of_parts(6, 4);
  task.notes = 9;
  task.tempo = 120;
  task.play_order = {0, 0, 1};
  const auto outcomes = write({task});
  ASSERT_TRUE(outcomes.ok());
  const Score score = score_of_movement(task, outcomes->front().notes);
  EXPECT_EQ(score.title, "Menuet");
  ASSERT_EQ(score.tempos.size(), 1U);
  EXPECT_EQ(score.tempos[0].microseconds_per_quarter, 500000U);
  std::size_t notes = 0;
  for (const Track& track : score.tracks) {
    EXPECT_EQ(track.name, "Cello");
    EXPECT_EQ(track.program, kCelloProgram);
    notes += track.notes.size();
  }
  EXPECT_EQ(notes, 9U);
  // It was stopped early: the last part ends with a bar, not where it was to.
  EXPECT_LE(score.end, task.plan.parts[1].end);
  EXPECT_EQ(score.end % (3 * score.ticks_per_quarter), 0);
}

}  // namespace
}  // namespace bach

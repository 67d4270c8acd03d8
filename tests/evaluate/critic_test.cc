#include "evaluate/critic/critic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evaluate/critic_controls.h"

namespace bach {
namespace {

using testing::HasSubstr;

std::vector<CriticPiece> pieces_of(std::initializer_list<const char*> names) {
  std::vector<Movement> movements;
  for (const char* name : names) movements.push_back(*find_movement(name));
  ThreadPool threads(1);
  return controls::heard_movements(movements, threads);
}

std::size_t index_of(std::string_view name) {
  for (std::size_t m = 0; m < critic_measures().size(); ++m) {
    if (critic_measures()[m].name == name) return m;
  }
  ADD_FAILURE() << name;
  return 0;
}

TEST(Critic, FewPiecesGetNoClassifierAndFewerNoRange) {
  ThreadPool threads(1);
  const std::vector<CriticPiece> judged = pieces_of({"cs1-1pre"});
  const std::vector<CriticPiece> set = pieces_of({"cs1-2all", "cs2-1pre"});
  const CriticReport report = criticise(judged, set, threads);
  EXPECT_EQ(report.judged.size(), 1u);
  EXPECT_EQ(report.set.size(), 2u);
  EXPECT_EQ(report.set_suites, 2u);
  EXPECT_THAT(report.no_classifier, HasSubstr("1 dance among the judged"));
  EXPECT_FALSE(report.auc);
  EXPECT_FALSE(report.separation);
  const MeasureSummary& steps = report.measures[index_of("steps")];
  EXPECT_TRUE(steps.judged && steps.set);
  EXPECT_FALSE(steps.range);
  EXPECT_FALSE(report.judged[0].values[index_of("steps")].outside);
  // A prelude has no section B.
  EXPECT_FALSE(report.judged[0].values[index_of("B opens like A")].value);
}

TEST(Critic, MarksWhatIsOutsideAndNamesItsBars) {
  ThreadPool threads(1);
  const std::vector<CriticPiece> set =
      pieces_of({"cs1-2all", "cs2-2all", "cs3-2all", "cs4-3cou", "cs4-4sar", "cs6-4sar"});
  // Every third note of the first bars is a semitone off.
  const std::vector<CriticPiece> judged = controls::changed(
      pieces_of({"cs1-3cou"}),
      [](const CriticDance& dance, std::uint32_t) {
        Score score = dance.score;
        std::vector<Note>& notes = score.tracks[0].notes;
        for (std::size_t i = 0; i < 30; i += 3) ++notes[i].pitch;
        std::sort(notes.begin(), notes.end());
        return score;
      },
      threads);
  const CriticReport report = criticise(judged, set, threads);
  const std::size_t m = index_of("notes outside one scale");
  const CriticValue& value = report.judged[0].values[m];
  EXPECT_TRUE(value.outside);
  EXPECT_GT(*value.value, report.measures[m].range->high);
  ASSERT_FALSE(value.worst_bars.empty());
  EXPECT_LE(value.worst_bars.size(), kWorstBars);
  EXPECT_LE(value.worst_bars.front().bar, 7);
  EXPECT_GE(value.worst_bars.front().count, value.worst_bars.back().count);
}

TEST(Critic, TheSetIsJudgedByTheOtherSuites) {
  // With the same piece in another suite a prelude is expected; by itself it is not.
  ThreadPool threads(1);
  std::vector<CriticPiece> set = pieces_of({"cs1-1pre", "cs2-2all"});
  const std::size_t m = index_of("note bits given the chord");
  const double alone = *criticise(pieces_of({"cs3-1pre"}), set, threads).set[0].values[m].value;
  set.push_back(set[0]);
  set.back().suite = "copy";
  const double twice = *criticise(pieces_of({"cs3-1pre"}), set, threads).set[0].values[m].value;
  EXPECT_LT(twice, alone - 0.3);
}

}  // namespace
}  // namespace bach

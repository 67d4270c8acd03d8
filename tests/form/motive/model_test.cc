#include "form/motive/model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "form/heard_piece.h"
#include "form/motive/build_motives.h"
#include "form/motive/fit.h"
#include "form/motive/history.h"

namespace bach {
namespace {

using tests::frame_of;
using tests::HeardPiece;

const std::vector<HeardPiece>& cello_pieces() {
  static const std::vector<HeardPiece> pieces = tests::heard_set("cello");
  return pieces;
}

MotiveBook book_of(const std::vector<HeardPiece>& pieces, const std::string& without = "") {
  MotiveBook book;
  for (const HeardPiece& piece : pieces) {
    if (piece.name != without) book.add(piece.frame, piece.motives, piece.harmony);
  }
  return book;
}

const MotiveModel& cello_model() {
  static const MotiveModel model(book_of(cello_pieces()));
  return model;
}

TEST(MotiveModel, ExpectsBachRatherThanChance) {
  Draws draws = tests::test_draws(1);
  double bach = 0;
  double chance = 0;
  double bars = 0;
  for (std::size_t k = 0; k < cello_pieces().size(); k += 5) {
    const HeardPiece& piece = cello_pieces()[k];
    const MotiveModel model(book_of(cello_pieces(), piece.name));
    bach += model.nats(piece.frame, piece.motives);
    chance += model.nats(piece.frame, tests::random_plan(piece.frame, draws));
    bars += static_cast<double>(piece.frame.bars.size());
  }
  EXPECT_LT(bach / bars, 4.3);
  EXPECT_LT(bach, 0.8 * chance);
}

TEST(MotiveModel, KnowsAPlanByItsFirstChoices) {
  const HeardPiece& piece = cello_pieces()[1];
  Draws draws = tests::test_draws(9);
  const DrawnMotives drawn = cello_model().draw(piece.frame, piece.harmony, draws);
  MotivePlan first = drawn.bars;
  for (PlannedBar& bar : first) bar.choices.resize(1);
  EXPECT_EQ(cello_model().nats(piece.frame, drawn.bars), cello_model().nats(piece.frame, first));
}

TEST(MotiveModel, AnEmptyBookStillDraws) {
  const MotiveModel model((MotiveBook()));
  Draws draws = tests::test_draws(1);
  const MotiveFrame frame = frame_of({8, 8}, true);
  EXPECT_EQ(model.draw(frame, {}, draws).bars.size(), frame.bars.size());
  EXPECT_TRUE(std::isfinite(model.nats(frame, tests::random_plan(frame, draws))));
  EXPECT_TRUE(model.draw(MotiveFrame(), {}, draws).bars.empty());
}

// What comes again from afar at another pitch stands oftener in a key that was moved with it.
TEST(MotiveModel, KeysGoWithWhatComesFromAfar) {
  const MotiveFrame frame = frame_of({16, 16});
  // Eight bars in C, then in G, D and C.
  const HarmonyPlan in_keys = {{0, {0, ChordQuality::kMajor}, 0},
                               {8 * tests::kFourFour, {7, ChordQuality::kMajor}, 7},
                               {16 * tests::kFourFour, {2, ChordQuality::kMajor}, 2},
                               {24 * tests::kFourFour, {0, ChordQuality::kMajor}, 0}};
  HarmonyPlan at_home = in_keys;
  for (PlannedChord& chord : at_home) chord.key = 0;
  const std::vector<KeyLetters> keys = key_letters(in_keys, frame);
  const auto moved = [&](const HarmonyPlan& harmony) {
    Draws draws = tests::test_draws(3);
    int count = 0;
    for (int plan = 0; plan < 60; ++plan) {
      const MotivePlan bars = cello_model().draw(frame, harmony, draws).bars;
      for (std::size_t bar = 0; bar < bars.size(); ++bar) {
        const MotiveChoice& choice = bars[bar].choices.front();
        if (choice.relation != BarRelation::kSequence) continue;
        const auto source = static_cast<std::size_t>(choice.source / tests::kFourFour);
        if (bar - source > 2 && key_tie(keys[source], keys[bar], choice.shift) == KeyTie::kMoved) {
          ++count;
        }
      }
    }
    return count;
  };
  const int with = moved(in_keys);
  const int without = moved(at_home);
  RecordProperty("with", with);
  RecordProperty("without", without);
  EXPECT_GT(with, 2 * without);
}

// A bar's other choices suit its harmony no less than the drawn one.
TEST(MotiveModel, OthersSuitTheHarmonyAsWell) {
  Draws draws = tests::test_draws(6);
  int others = 0;
  for (int plan = 0; plan < 20; ++plan) {
    const MotiveFrame frame = frame_of({12, 12});
    const DrawnMotives drawn =
        cello_model().draw(frame, tests::random_harmony(frame, draws), draws);
    const std::vector<ChordLetters> letters = chord_letters(drawn.harmony, frame);
    for (std::size_t bar = 0; bar < drawn.bars.size(); ++bar) {
      const std::vector<MotiveChoice>& choices = drawn.bars[bar].choices;
      if (choices.front().relation < BarRelation::kSequence) continue;
      const auto agreement = [&](const MotiveChoice& choice) {
        const auto source = static_cast<std::size_t>(choice.source / tests::kFourFour);
        return chord_agreement(letters[source], letters[bar], choice.shift);
      };
      for (const MotiveChoice& choice : choices) {
        EXPECT_GE(agreement(choice), agreement(choices.front()));
        ++others;
      }
    }
  }
  EXPECT_GT(others, 300);
}

TEST(MotiveModel, TheSameDrawsGiveTheSamePlan) {
  const HeardPiece& piece = cello_pieces()[0];
  Draws draws = tests::test_draws(4);
  Draws again = draws;
  const DrawnMotives first = cello_model().draw(piece.frame, piece.harmony, draws);
  const DrawnMotives second = cello_model().draw(piece.frame, piece.harmony, again);
  EXPECT_EQ(first.bars, second.bars);
  EXPECT_EQ(first.harmony, second.harmony);
  EXPECT_NE(first.bars, cello_model().draw(piece.frame, piece.harmony, again).bars);
}

// What every plan keeps to, whatever it was learned from.
void check_plan(const MotiveFrame& frame, const HarmonyPlan& harmony, const DrawnMotives& drawn) {
  ASSERT_EQ(drawn.bars.size(), frame.bars.size());
  const LearnedPiece learned = learned_piece(frame, drawn.bars, drawn.harmony);
  const BarPlaces places(learned.outline);
  MotiveHistory history(places, 0);
  for (std::size_t k = 0; k < frame.bars.size(); ++k) {
    const PlannedBar& bar = drawn.bars[k];
    EXPECT_EQ(bar.begin, frame.bars[k].begin);
    EXPECT_EQ(bar.line, frame.bars[k].line);
    ASSERT_FALSE(bar.choices.empty());
    EXPECT_LE(bar.choices.size(), static_cast<std::size_t>(kMostChoices));
    std::set<std::pair<Tick, int>> kinds;
    for (const MotiveChoice& choice : bar.choices) {
      EXPECT_EQ(choice.relation, bar.choices.front().relation);
      EXPECT_EQ(choice.shift != 0, choice.relation == BarRelation::kSequence);
      EXPECT_TRUE(std::isfinite(choice.weight));
      EXPECT_TRUE(kinds.emplace(choice.source, choice.shift).second);
      EXPECT_TRUE(choice.follows || !choice.same_shift);
      if (choice.relation != BarRelation::kNew) {
        EXPECT_LT(choice.source, bar.begin);
      }
    }
    const LearnedBar& first = learned.bars[k];
    // The source that was named can be taken.
    EXPECT_EQ(first.relation, bar.choices.front().relation);
    if (is_taken(first.relation)) {
      EXPECT_LE(history.heard(history.root(first.source, first.shift), 7), 1);
      if (first.relation == BarRelation::kLiteral) {
        EXPECT_LE(history.literal_run(history.next() - first.source), 2);
      }
    }
    history.add(first);
  }
  if (harmony.empty()) {
    EXPECT_TRUE(drawn.harmony.empty());
    return;
  }
  const auto before = chord_letters(harmony, frame);
  const auto after = chord_letters(drawn.harmony, frame);
  std::size_t replaced = 0;
  for (std::size_t k = 0; k < before.size(); ++k) {
    const auto bar = static_cast<int>(k);
    if (before[k] == after[k]) continue;
    ++replaced;
    EXPECT_GT(places.place(bar), 0);
    EXPECT_GT(places.left(bar), 1);
  }
  EXPECT_LE(3 * replaced, before.size());
}

TEST(MotiveModel, PlansKeepTheirPromises) {
  Draws draws = tests::test_draws(6);
  for (int trial = 0; trial < 60; ++trial) {
    const MotiveFrame frame = tests::random_frame(draws);
    const HarmonyPlan harmony =
        trial % 5 == 0 ? HarmonyPlan() : tests::random_harmony(frame, draws);
    check_plan(frame, harmony, cello_model().draw(frame, harmony, draws));
  }
  for (const HeardPiece& piece : cello_pieces()) {
    check_plan(piece.frame, piece.harmony, cello_model().draw(piece.frame, piece.harmony, draws));
  }
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const MotiveModel model(tests::random_book(20, seed));
    const MotiveFrame frame = tests::random_frame(draws);
    const HarmonyPlan harmony = tests::random_harmony(frame, draws);
    check_plan(frame, harmony, model.draw(frame, harmony, draws));
  }
}

TEST(MotiveModel, ChordsStayWhereTheyAreToldTo) {
  Draws draws = tests::test_draws(8);
  int taken = 0;
  int agree = 0;
  for (const HeardPiece& piece : cello_pieces()) {
    const DrawnMotives drawn = cello_model().draw(piece.frame, piece.harmony, draws, true);
    EXPECT_EQ(drawn.harmony, piece.harmony);
    const LearnedPiece learned = learned_piece(piece.frame, drawn.bars, drawn.harmony);
    for (const LearnedBar& bar : learned.bars) {
      if (!is_taken(bar.relation)) continue;
      ++taken;
      agree += bar.agreement == kAgreements - 1 ? 1 : 0;
    }
  }
  // By chance there would be few.
  EXPECT_GT(taken, 300);
  EXPECT_GT(3 * agree, taken);
}

TEST(MotiveModel, DrawsWhatItLearned) {
  // Pieces in which every bar but the first is the one before, a step up.
  MotiveBook book;
  for (int k = 0; k < 20; ++k) {
    const MotiveFrame frame = frame_of({16});
    MotivePlan plan = tests::new_plan(frame);
    for (std::size_t bar = 1; bar < plan.size(); ++bar) {
      tests::set_source(plan, bar, BarRelation::kSequence, bar - 1, 1);
    }
    book.add(frame, plan, {});
  }
  const MotiveModel model(book);
  Draws draws = tests::test_draws(8);
  const MotiveFrame frame = frame_of({16});
  int alike = 0;
  for (int trial = 0; trial < 10; ++trial) {
    for (const PlannedBar& bar : model.draw(frame, {}, draws).bars) {
      const MotiveChoice& choice = bar.choices.front();
      alike += choice.relation == BarRelation::kSequence && choice.shift == 1 ? 1 : 0;
    }
  }
  EXPECT_GT(alike, 100);
}

TEST(MotiveModel, DrawsHalvesAsLearned) {
  // Every new bar's halves are alike; bars of a rhythm have it, too, from a source that has.
  MotiveBook book;
  for (int k = 0; k < 20; ++k) {
    const MotiveFrame frame = frame_of({16});
    MotivePlan plan = tests::new_plan(frame);
    for (std::size_t bar = 1; bar + 1 < plan.size(); ++bar) {
      if (bar % 2 == 0) tests::set_source(plan, bar, BarRelation::kRhythm, bar - 1);
      plan[bar].halves = BarHalves::kFigure;
    }
    book.add(frame, plan, {});
  }
  EXPECT_EQ(book.pieces()[0].bars[1].halves, BarHalves::kFigure);
  EXPECT_EQ(book.pieces()[0].bars[15].halves, BarHalves::kFree);  // the part's last
  const MotiveModel model(book);
  Draws draws = tests::test_draws(8);
  int alike = 0;
  for (int trial = 0; trial < 10; ++trial) {
    const MotivePlan bars = model.draw(frame_of({16}), {}, draws).bars;
    for (const PlannedBar& bar : bars) alike += bar.halves == BarHalves::kFigure ? 1 : 0;
    EXPECT_EQ(bars.back().halves, BarHalves::kFree);
  }
  EXPECT_GT(alike, 100);
}

using RelationShares = std::array<double, kBarRelations>;

RelationShares shares_of(const std::vector<LearnedPiece>& pieces) {
  RelationShares shares{};
  double bars = 0;
  for (const LearnedPiece& piece : pieces) {
    for (const LearnedBar& bar : piece.bars) {
      ++shares[static_cast<std::size_t>(bar.relation)];
      ++bars;
    }
  }
  for (double& share : shares) share /= bars;
  return shares;
}

double difference(const RelationShares& a, const RelationShares& b) {
  double most = 0;
  for (std::size_t k = 0; k < a.size(); ++k) most = std::max(most, std::abs(a[k] - b[k]));
  return most;
}

TEST(FitRates, MakesRelationsAsFrequentAsInWhatWasLearned) {
  std::vector<HeardPiece> pieces;
  for (std::size_t k = 0; k < cello_pieces().size(); k += 3) pieces.push_back(cello_pieces()[k]);
  MotiveBook book = book_of(pieces);
  const RelationShares learned = shares_of(book.pieces());
  const auto drawn = [&] {
    const MotiveModel model(book);
    Draws draws = tests::test_draws(3);
    std::vector<LearnedPiece> plans;
    for (int k = 0; k < 5; ++k) {
      for (const HeardPiece& piece : pieces) {
        const HarmonyPlan harmony = tests::random_harmony(piece.frame, draws);
        const DrawnMotives plan = model.draw(piece.frame, harmony, draws);
        plans.push_back(learned_piece(piece.frame, plan.bars, plan.harmony));
      }
    }
    return shares_of(plans);
  };
  const double before = difference(learned, drawn());
  fit_rates(book);
  EXPECT_NE(book.rates(), MotiveRates());
  const double after = difference(learned, drawn());
  EXPECT_LT(after, 0.04);
  EXPECT_LT(after, before);
  MotiveBook again = book_of(pieces);
  fit_rates(again);
  EXPECT_EQ(again, book);
}

TEST(FitRates, OfNothingAreNone) {
  MotiveBook book;
  fit_rates(book);
  EXPECT_EQ(book, MotiveBook());
}

TEST(HeardMotives, ALastBarAnswersTheFirstPartsInRhythm) {
  int answered = 0;
  for (const HeardPiece& piece : cello_pieces()) {
    const LearnedPiece learned = learned_piece(piece.frame, piece.motives, piece.harmony);
    if (piece.form.parts.size() != 2 || piece.form.parts[1].ends_like_first < 1) continue;
    EXPECT_NE(piece.motives.back().choices.front().relation, BarRelation::kNew) << piece.name;
    ++answered;
  }
  EXPECT_GT(answered, 5);
}

}  // namespace
}  // namespace bach

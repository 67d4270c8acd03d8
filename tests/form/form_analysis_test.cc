#include "form/form_analysis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/random.h"
#include "form/build_form.h"
#include "score/fold.h"
#include "score/random_scores.h"

namespace bach {
namespace {

using ::testing::HasSubstr;
using tests::bars_of_eighths;
using tests::heard_in;
using tests::kBar;
using tests::kFigure;
using tests::kOther;
using tests::kRhythm;
using tests::kTune;
using tests::kTuneUp;
using tests::up;

std::vector<BarRelation> relations_of(const FormAnalysis& form) {
  std::vector<BarRelation> relations;
  for (const FormBar& bar : form.bars) relations.push_back(bar.relation);
  return relations;
}

TEST(FindForm, NamesTheRelationOfEachBar) {
  const Score score = bars_of_eighths({kTune, kTuneUp, kOther, kFigure, kRhythm, kTune});
  const auto form = find_form(score, heard_in(score));
  ASSERT_TRUE(form.ok());
  EXPECT_EQ(relations_of(*form),
            (std::vector<BarRelation>{BarRelation::kNew, BarRelation::kSequence, BarRelation::kNew,
                                      BarRelation::kFigure, BarRelation::kRhythm,
                                      BarRelation::kLiteral}));
  EXPECT_EQ(form->bars[1].source, 0);
  EXPECT_EQ(form->bars[1].shift, 1);
  EXPECT_EQ(form->bars[5].source, 0);
  EXPECT_EQ(form->bars[5].likeness, 1);
}

TEST(FindForm, PartsOfADanceAreHeldAgainstItsFirst) {
  std::vector<std::vector<int>> bars;
  for (int again = 0; again < 2; ++again) {
    for (const auto& bar : {kTune, kOther, kTuneUp, kOther}) bars.push_back(bar);
  }
  for (int again = 0; again < 2; ++again) {
    for (const auto& bar : {up(kTune, 7), kRhythm, kRhythm, kRhythm}) bars.push_back(bar);
  }
  const Score score = fold(bars_of_eighths(bars));
  const auto form = find_form(score, heard_in(score));
  ASSERT_TRUE(form.ok());
  ASSERT_EQ(form->parts.size(), 2U);
  EXPECT_EQ(form->parts[0].opens_like_first, 1);
  EXPECT_EQ(form->parts[1].opens_like_first, 1);
  EXPECT_LT(form->parts[1].ends_like_first, 0.5);
}

TEST(FindForm, PartsOfASecondDanceAreHeldAgainstItsOwnFirst) {
  const std::vector<std::vector<int>> a = {kTune, kOther, kTuneUp, kOther};
  const std::vector<std::vector<int>> b = {kOther, kRhythm, kTune, kFigure};
  std::vector<std::vector<int>> bars;
  for (const int octave : {0, 12}) {
    for (const auto& part : {a, b}) {
      for (int again = 0; again < 2; ++again) {
        for (std::size_t bar = 0; bar < part.size(); ++bar) {
          bars.push_back(up(part[(bar + static_cast<std::size_t>(octave / 12)) % 4], octave));
        }
      }
    }
  }
  for (const auto& part : {a, b}) bars.insert(bars.end(), part.begin(), part.end());
  const Score score = fold(bars_of_eighths(bars));
  const auto form = find_form(score, heard_in(score));
  ASSERT_TRUE(form.ok());
  ASSERT_EQ(form->parts.size(), 4U);
  EXPECT_EQ(form->parts[1].dance, 0);
  EXPECT_LT(form->parts[1].opens_like_first, 1);
  EXPECT_EQ(form->parts[2].dance, 1);
  EXPECT_EQ(form->parts[2].opens_like_first, 1) << "the first of its dance";
  EXPECT_EQ(form->parts[3].dance, 1);
  EXPECT_LT(form->parts[3].opens_like_first, 1);
}

TEST(FindForm, RefusesWhatHasNoForm) {
  const auto refusal = [](const Score& score) {
    const auto form = find_form(score, heard_in(score));
    return form.ok() ? std::string() : form.error().message;
  };
  Score score = bars_of_eighths({kTune});
  EXPECT_EQ(refusal(score), "");
  score.tracks[0].notes.pop_back();
  EXPECT_THAT(refusal(score), HasSubstr("less than a bar"));
  score.tracks[0].notes.clear();
  EXPECT_THAT(refusal(score), HasSubstr("no notes"));
  score = bars_of_eighths({kTune, kTune});
  score.tracks[0].channel = kDrumChannel;
  EXPECT_THAT(refusal(score), HasSubstr("drums"));
  score = bars_of_eighths({kTune, kTune});
  score.metres.clear();
  EXPECT_THAT(refusal(score), HasSubstr("no metre"));
  score = bars_of_eighths({kTune, kTune});
  score.tracks[0].notes.back().onset = 30000 * kBar;
  EXPECT_THAT(refusal(score), HasSubstr("more than 20,000 bars"));
}

// A tune of the major scale on `tonic`, with bars that come again in all kinds of ways.
Score random_tune(std::uint64_t seed, int tonic) {
  const CounterRandom random(seed, Purpose::kSample);
  std::uint64_t drawn = 0;
  const auto draw = [&](std::uint32_t bound) {
    return static_cast<int>(random.below(bound, drawn++, 0, 0));
  };
  constexpr int kScale[] = {0, 2, 4, 5, 7, 9, 11};
  std::vector<std::vector<int>> bars;  // degrees; −1: hold
  for (int bar = 0; bar < 24; ++bar) {
    std::vector<int> next;
    if (bar > 0 && draw(2) == 0) {
      next = bars[static_cast<std::size_t>(draw(static_cast<std::uint32_t>(bar)))];
      const int steps = draw(5) - 2;
      const bool changed = draw(2) == 0;
      for (int& degree : next) {
        if (degree >= 0) degree = std::max(0, degree + steps + (changed ? draw(3) : 0));
      }
    } else {
      for (int eighth = 0; eighth < 8; ++eighth) {
        next.push_back(eighth > 0 && draw(3) == 0 ? -1 : draw(14));
      }
    }
    bars.push_back(next);
  }
  for (std::vector<int>& bar : bars) {
    for (int& degree : bar) {
      if (degree >= 0) degree = 48 + tonic + 12 * (degree / 7) + kScale[degree % 7];
    }
  }
  return bars_of_eighths(bars);
}

TEST(FindForm, IsTheSameInEveryKey) {
  constexpr int kFifths[] = {0, -5, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5};
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Score in_c = random_tune(seed, 0);
    const auto expected = find_form(in_c, heard_in(in_c));
    ASSERT_TRUE(expected.ok());
    for (int tonic = 1; tonic < 12; ++tonic) {
      const Score score = random_tune(seed, tonic);
      const auto form = find_form(score, heard_in(score, {0, kFifths[tonic], Mode::kMajor}));
      ASSERT_TRUE(form.ok());
      EXPECT_EQ(form->bars, expected->bars) << "seed " << seed << " on " << tonic;
      EXPECT_EQ(form->cycles, expected->cycles);
      EXPECT_EQ(form->recall, expected->recall);
    }
  }
}

void check_invariants(const FormAnalysis& form) {
  ASSERT_FALSE(form.parts.empty());
  int next = 0;
  for (const FormPart& part : form.parts) {
    EXPECT_EQ(part.first_bar, next);
    EXPECT_GE(part.last_bar, part.first_bar);
    EXPECT_GE(part.opens_like_first, 0);
    EXPECT_LE(part.opens_like_first, 1);
    EXPECT_LE(part.ends_like_first, 1);
    next = part.last_bar + 1;
  }
  ASSERT_EQ(static_cast<std::size_t>(next), form.bars.size());
  for (std::size_t i = 0; i < form.bars.size(); ++i) {
    const FormBar& bar = form.bars[i];
    EXPECT_LT(bar.begin, bar.end);
    EXPECT_LT(bar.source, static_cast<int>(i));
    EXPECT_EQ(bar.source < 0, bar.relation == BarRelation::kNew);
    EXPECT_EQ(bar.shift != 0, bar.relation == BarRelation::kSequence);
    EXPECT_GE(bar.likeness, 0);
    EXPECT_LE(bar.likeness, 1);
  }
  std::size_t phrase = 0;
  for (const FormPart& part : form.parts) {
    for (Tick at = part.written.begin; at < part.written.end; at = form.phrases[phrase++].end) {
      ASSERT_LT(phrase, form.phrases.size());
      EXPECT_EQ(form.phrases[phrase].begin, at);
      EXPECT_GT(form.phrases[phrase].end, at);
    }
  }
  EXPECT_EQ(phrase, form.phrases.size());
  for (const LiteralCycle& cycle : form.cycles) {
    EXPECT_GE(cycle.period, 1);
    EXPECT_LE(cycle.period, 4);
    EXPECT_GE(cycle.bars, 1);
    EXPECT_GE(cycle.first_bar, 0);
    EXPECT_LT(static_cast<std::size_t>(cycle.first_bar), form.bars.size());
  }
  EXPECT_GE(form.recall, 0);
  EXPECT_LE(form.recall, 1);
}

TEST(FindForm, HoldsItsPromisesForAnyMusic) {
  test::RandomScores scores;
  int found = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Score sounding = scores.make(seed);
    for (const Score& score : {sounding, fold(sounding)}) {
      HarmonyAnalysis harmony = heard_in(score);
      // Cadences anywhere.
      const CounterRandom random(seed, Purpose::kSample);
      for (std::uint64_t i = 0; i < 20; ++i) {
        const auto bound = static_cast<std::uint32_t>(std::min<Tick>(score.end + 1, 1 << 30));
        harmony.cadences.push_back({random.below(bound, i, 0, 0), CadenceKind::kHalf, {}, false});
      }
      std::sort(harmony.cadences.begin(), harmony.cadences.end(),
                [](const Cadence& a, const Cadence& b) { return a.at < b.at; });
      const auto form = find_form(score, harmony);
      if (!form.ok()) {
        EXPECT_FALSE(form.error().message.empty());
        continue;
      }
      ++found;
      SCOPED_TRACE(seed);
      check_invariants(*form);
    }
  }
  EXPECT_GE(found, 10);
}

TEST(FindForm, BearsSectionsThatDoNotTile) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Score score = random_tune(seed, 0);
    const CounterRandom random(seed, Purpose::kForm);
    std::uint64_t drawn = 0;
    const auto draw = [&](std::uint32_t bound) {
      return static_cast<int>(random.below(bound, drawn++, 0, 0));
    };
    const auto tick = [&] { return static_cast<Tick>(draw(50000)) - 2000; };
    for (int left = draw(6); left > 0; --left) score.sections.push_back({tick(), tick()});
    for (int left = draw(9); left > 0; --left) score.play_order.push_back(draw(7) - 1);
    const auto form = find_form(score, heard_in(score));
    if (!form.ok()) continue;
    for (const FormBar& bar : form->bars) EXPECT_LT(bar.begin, bar.end) << "seed " << seed;
    for (const LiteralCycle& cycle : form->cycles) {
      EXPECT_LT(static_cast<std::size_t>(cycle.first_bar), form->bars.size()) << "seed " << seed;
    }
  }
}

TEST(FindForm, HoldsItsPromisesForTunes) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const Score score = random_tune(seed, 0);
    const auto form = find_form(score, heard_in(score));
    ASSERT_TRUE(form.ok());
    check_invariants(*form);
    EXPECT_EQ(*form, *find_form(score, heard_in(score)));
  }
}

}  // namespace
}  // namespace bach

// The form of Bach's movements, against what was measured with other finders (doc/form.md) and what
// a listener knows.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "corpus/corpus.h"
#include "form/bar_measures.h"
#include "form/bar_notes.h"
#include "form/form_analysis.h"
#include "harmony/finder.h"
#include "score/form.h"

namespace bach {
namespace {

struct HeardMovement {
  std::string name;
  FormAnalysis form;
  BarMeasures measures;
  bool binary = false;
};

std::vector<HeardMovement> hear(const char* set) {
  std::vector<HeardMovement> heard;
  for (const Movement& movement : find_movement_set(set)->movements) {
    const auto score = load_written_movement(movement);
    EXPECT_TRUE(score.ok());
    const auto harmony = find_harmony(*score);
    EXPECT_TRUE(harmony.ok()) << movement.alias;
    auto form = find_form(*score, *harmony);
    EXPECT_TRUE(form.ok()) << movement.alias;
    if (!form.ok()) continue;
    const BarMeasures measures = measure_bars(bars_of_score(*score, score->keys));
    heard.push_back(
        {movement.alias, std::move(*form), measures, form_of(*score).pattern.starts_with("AABB")});
  }
  return heard;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

// In percent, by BarRelation.
std::array<double, 5> relations_of(const std::vector<HeardMovement>& movements) {
  std::array<double, 5> shares{};
  double bars = 0;
  for (const HeardMovement& movement : movements) {
    for (const FormBar& bar : movement.form.bars) {
      ++shares[static_cast<std::size_t>(bar.relation)];
      ++bars;
    }
  }
  for (double& share : shares) share *= 100 / bars;
  return shares;
}

TEST(CorpusForm, CelloSuites) {
  const std::vector<HeardMovement> movements = hear("cello");
  ASSERT_EQ(movements.size(), 36U);
  const std::array<double, 5> relations = relations_of(movements);
  EXPECT_NEAR(relations[0], 24, 3);
  EXPECT_NEAR(relations[1], 21, 4);
  EXPECT_NEAR(relations[2], 15, 3);
  EXPECT_NEAR(relations[3], 29, 3);
  EXPECT_NEAR(relations[4], 11, 3);
  std::vector<double> recall, opening, sequences, figures, rhythms;
  for (const HeardMovement& movement : movements) {
    recall.push_back(movement.form.recall);
    if (movement.binary) opening.push_back(movement.form.parts[1].opens_like_first);
    sequences.push_back(movement.measures.sequences);
    figures.push_back(movement.measures.figures);
    rhythms.push_back(movement.measures.rhythm_bits);
    // Bach does not go in circles.
    for (const LiteralCycle& cycle : movement.form.cycles) {
      EXPECT_LE(cycle.bars, 8) << movement.name;
    }
  }
  EXPECT_NEAR(median(recall), 0.14, 0.03);
  EXPECT_NEAR(median(opening), 0.81, 0.08);
  EXPECT_NEAR(median(sequences), 0.078, 0.015);
  EXPECT_NEAR(median(figures), 0.34, 0.05);
  EXPECT_NEAR(median(rhythms), 2.6, 0.3);
}

TEST(CorpusForm, ViolinSolosAreOfTheSameKind) {
  const std::vector<HeardMovement> movements = hear("violin");
  ASSERT_EQ(movements.size(), 31U);
  const std::array<double, 5> relations = relations_of(movements);
  EXPECT_NEAR(relations[0], 20, 6);
  EXPECT_NEAR(relations[3], 29, 6);
  EXPECT_NEAR(relations[4], 13, 6);
}

TEST(CorpusForm, WhatAListenerKnows) {
  const Movement& gavottes = *find_movement("cs6-5gav");
  const auto score = load_written_movement(gavottes);
  ASSERT_TRUE(score.ok());
  const auto harmony = find_harmony(*score);
  ASSERT_TRUE(harmony.ok());
  const auto form = find_form(*score, *harmony);
  ASSERT_TRUE(form.ok());
  const auto bar = [&](std::int64_t number) {
    return *std::find_if(form->bars.begin(), form->bars.end(),
                         [&](const FormBar& it) { return it.number == number && it.full; });
  };
  // The gavotte's opening comes back, note for note, in bars 21 to 24.
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(bar(21 + i).relation, BarRelation::kLiteral);
    EXPECT_EQ(form->bars[static_cast<std::size_t>(bar(21 + i).source)].number, 1 + i);
  }
  ASSERT_EQ(form->parts.size(), 4U);
  EXPECT_EQ(form->parts[2].dance, 1);
  // Each part ends with a cadence.
  for (const FormPart& part : form->parts) {
    const auto phrase = std::find_if(form->phrases.begin(), form->phrases.end(),
                                     [&](const Phrase& it) { return it.end == part.written.end; });
    ASSERT_NE(phrase, form->phrases.end());
    EXPECT_TRUE(phrase->cadence.has_value()) << part.name;
  }
}

}  // namespace
}  // namespace bach

#include "form/motive/model.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/math.h"
#include "form/motive/bar_drawing.h"

namespace bach {
namespace {

constexpr double kDrawnFirst = 0.3;  // the drawn choice's advantage over the others

}  // namespace

double MotiveModel::nats(const MotiveFrame& frame, const MotivePlan& plan) const {
  const LearnedPiece piece = learned_piece(frame, plan, {});
  if (piece.bars.empty()) return 0;
  const auto at = [](int index) { return static_cast<std::size_t>(index); };
  // How much it repeats has to be told first.
  const int repetition = repetition_of(piece.bars);
  double nats = -portable_log(statistics_.repetition_probability(frame.kind, repetition));
  const BarPlaces places(piece.outline);
  MotiveHistory history(places, repetition);
  for (const LearnedBar& bar : piece.bars) {
    const BarSources sources = history.sources();
    const int token = history.token_of(bar);
    nats -= portable_log(statistics_.token_probabilities(history, sources)[at(token)]);
    if (token > 0 && token_reference(token) == BarReference::kFar) {
      const auto source = std::find(sources.far.begin(), sources.far.end(), bar.source);
      const std::vector<double> far = statistics_.far_probabilities(history, sources);
      nats -= portable_log(far[static_cast<std::size_t>(source - sources.far.begin())]);
    }
    if (bar.relation == BarRelation::kSequence) {
      const auto shifts =
          statistics_.shift_probabilities(history, token_reference(token), bar.source);
      nats -= portable_log(shifts[at(bar.shift + kMostShift)]);
    }
    history.add(bar);
  }
  return nats;
}

DrawnMotives MotiveModel::draw(const MotiveFrame& frame, const HarmonyPlan& harmony, Draws& draws,
                               bool keep_chords) const {
  DrawnMotives drawn{{}, harmony};
  const auto frame_bar = [&](int index) -> const FrameBar& {
    return frame.bars[static_cast<std::size_t>(index)];
  };
  const BarPlaces places(outline_of(frame));
  BarDrawing drawing(statistics_, places,
                     harmony.empty() ? std::vector<ChordLetters>() : chord_letters(harmony, frame),
                     kMostChoices, draws);
  if (!harmony.empty()) drawing.set_keys(key_letters(harmony, frame));
  if (keep_chords) drawing.keep_chords();
  for (int bar = 0; !drawing.done(); ++bar) {
    const LearnedBar before = bar > 0 ? drawing.history().bars().back() : LearnedBar{};
    const DrawnBar next = drawing.next();
    const BarOption& first = next.options.front();
    if (next.takes_chords) {
      take_chords(drawn.harmony, frame_bar(first.source), frame_bar(bar), first.shift);
    }
    PlannedBar planned{frame_bar(bar).begin, frame_bar(bar).line, {}, next.halves};
    for (const BarOption& option : next.options) {
      MotiveChoice choice;
      choice.relation = token_relation(option.token);
      if (option.token > 0) {
        choice.source = frame_bar(option.source).line;
        choice.shift = option.shift;
        choice.follows = token_reference(option.token) == BarReference::kFollows;
        choice.same_shift = choice.follows && before.relation == BarRelation::kSequence &&
                            before.shift == option.shift;
        choice.weight = portable_log(drawing.agreement_ratio(option));
      }
      planned.choices.push_back(choice);
    }
    if (first.token > 0) planned.choices.front().weight += kDrawnFirst;
    drawn.bars.push_back(std::move(planned));
  }
  attacks_.draw(frame, draws, drawn.bars);
  return drawn;
}

}  // namespace bach

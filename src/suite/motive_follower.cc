#include "suite/motive_follower.h"

#include <algorithm>

#include "suite/figure.h"

namespace bach {
namespace {

PitchGuess suite_guess(int pitch, int bucket, std::ptrdiff_t from) {
  if (!is_suite_pitch(pitch)) return {};
  return {pitch, bucket, from};
}

// The planned bar at a tick; −1: before them all.
std::ptrdiff_t bar_at(const MotivePlan& plan, Tick tick) {
  const auto after =
      std::upper_bound(plan.begin(), plan.end(), tick,
                       [](Tick at, const PlannedBar& bar) { return at < bar.begin; });
  return after - plan.begin() - 1;
}

// Where a bar opens or ends its part.
struct BarEdges {
  std::size_t part = 0;
  bool opens = false;  // the first whole one
  bool ends = false;
};

BarEdges edges_of(const SuitePlan& plan, std::size_t bar) {
  const MotivePlan& bars = plan.motives;
  const auto part_of = [&](std::size_t each) {
    std::size_t part = 0;
    while (part + 1 < plan.parts.size() && plan.parts[part + 1].begin <= bars[each].begin) ++part;
    return part;
  };
  const auto is_first = [&](std::size_t each) {
    return each == 0 || part_of(each - 1) != part_of(each);
  };
  const auto is_upbeat = [&](std::size_t each) { return bars[each].begin > bars[each].line; };
  const bool behind_upbeat = bar > 0 && is_first(bar - 1) && is_upbeat(bar - 1);
  return {part_of(bar), is_first(bar) ? !is_upbeat(bar) : behind_upbeat,
          bar + 1 == bars.size() || is_first(bar + 1)};
}

// Whether the bar answers an earlier part by what it takes: its opening, or its end.
bool is_answer(const SuitePlan& plan, std::size_t bar, const MotiveChoice& choice) {
  if (choice.relation == BarRelation::kNew) return false;
  const auto source =
      std::find_if(plan.motives.begin(), plan.motives.end(), [&](const PlannedBar& each) {
        return each.line == choice.source &&
               each.begin - each.line == plan.motives[bar].begin - plan.motives[bar].line;
      });
  if (source == plan.motives.end()) return false;
  const BarEdges here = edges_of(plan, bar);
  const BarEdges there = edges_of(plan, static_cast<std::size_t>(source - plan.motives.begin()));
  return here.part != there.part && ((here.opens && there.opens) || (here.ends && there.ends));
}

}  // namespace

int MotiveFollower::bucket(Kind kind) const {
  const int right = right_[kind];
  const int run = right < 0 ? 0 : right == 0 ? 1 : right <= 3 ? 2 : 3;
  return (guesses_.relation - 1) * kMotiveRuns + run;
}

const MotiveGuesses& MotiveFollower::guess(const SuitePlan& plan, const PieceMemory& memory,
                                           const ComingNote& coming, int last_pitch) {
  guesses_ = {};
  onset_ = coming.onset;
  const std::ptrdiff_t bar = bar_at(plan.motives, coming.onset);
  if (bar < 0) return guesses_;
  const PlannedBar& planned = plan.motives[static_cast<std::size_t>(bar)];
  while (bar_ < bar) {
    ++bar_;
    choice_ = chooser_.choose(plan.motives[static_cast<std::size_t>(bar_)], coming.bar);
    answers_ = is_answer(plan, static_cast<std::size_t>(bar_), choice_);
    right_.fill(0);
  }
  guesses_.answers = answers_;
  if (choice_.relation == BarRelation::kNew && !planned.attacks.empty()) {
    const Tick place = coming.onset - planned.line;
    const auto next = std::upper_bound(planned.attacks.begin(), planned.attacks.end(), place);
    guesses_.gap = (next == planned.attacks.end() ? coming.bar : *next) - place;
  }
  BarRelation relation = choice_.relation;
  Tick earlier = coming.onset - planned.line + choice_.source;
  // What the first half has, where the second has it again.
  const Tick middle = planned.line + coming.bar / 2;
  const bool again = planned.halves != BarHalves::kFree && relation <= BarRelation::kRhythm &&
                     coming.onset >= middle;
  if (again) {
    relation = planned.halves == BarHalves::kFigure ? BarRelation::kFigure : BarRelation::kRhythm;
    earlier = coming.onset - coming.bar / 2;
  }
  guesses_.relation = static_cast<int>(relation);
  if (relation == BarRelation::kNew) return guesses_;
  const std::ptrdiff_t from = memory.note_at(earlier, coming.chord_notes);
  if (from < 0) return guesses_;
  guesses_.from = from;
  const auto note = static_cast<std::size_t>(from);
  const auto step_of = [&](std::size_t n) { return scale_step(memory.token(n).pitch, coming.key); };
  guesses_.has_rise = note > 0 && !(again && earlier == planned.line);
  if (guesses_.has_rise) guesses_.rises = step_of(note) - step_of(note - 1);
  guesses_.has_next = note + 1 < memory.notes() && !(again && memory.onset(note + 1) >= middle);
  if (guesses_.has_next) guesses_.leads_on = step_of(note + 1) - step_of(note);

  const SuiteToken token = memory.token(note);
  const PlannedChord* now = nullptr;
  if (!plan.harmony.empty()) {
    now = &plan.harmony[chord_at(plan.harmony, coming.onset)];
    const PlannedChord& then = plan.harmony[chord_at(plan.harmony, earlier)];
    const int figure = suite::under_chord(token.pitch, then, *now);
    guesses_.figure = suite_guess(figure, bucket(kFigure), from);
  }
  if (choice_.relation == BarRelation::kLiteral) {
    guesses_.moved = suite_guess(token.pitch, bucket(kMoved), from);
  } else if (choice_.relation == BarRelation::kSequence) {
    const int moved = suite::moved_by_steps(token.pitch, choice_.shift, coming.key, now);
    guesses_.moved = suite_guess(moved, bucket(kMoved), from);
  }
  if (guesses_.has_rise && last_pitch >= 0) {
    const int stepped = suite::moved_by_steps(last_pitch, guesses_.rises, coming.key, now);
    guesses_.step = suite_guess(stepped, bucket(kStep), from);
  }
  guesses_.rhythm = {token.rhythm, bucket(kRhythm)};
  return guesses_;
}

void MotiveFollower::add(SuiteToken token) {
  const auto count = [&](Kind kind, int guessed, int came) {
    if (guessed < 0) return;
    int& right = right_[kind];
    right = guessed != came ? -1 : std::max(right, 0) + 1;
  };
  count(kMoved, guesses_.moved.pitch, token.pitch);
  count(kFigure, guesses_.figure.pitch, token.pitch);
  count(kStep, guesses_.step.pitch, token.pitch);
  count(kRhythm, guesses_.rhythm.rhythm, token.rhythm);
  chooser_.add(onset_, token.pitch);
}

}  // namespace bach

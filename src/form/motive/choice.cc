#include "form/motive/choice.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace bach {
namespace {

constexpr double kSemitonesPerStep = 12.0 / 7;
// What a source's register says, as logarithms of odds: fitted to Bach's own sources in the cello
// suites against others they might have had. Semitones the bars' mean pitches may be apart at no
// cost, and how many more cost 1;
constexpr double kFreeMove = 2;
constexpr double kMoveScale = 4;
// the same of the last note and the source's first;
constexpr double kFreeEntry = 3;
constexpr double kEntryScale = 10;
constexpr std::size_t kNearBars = 3;
constexpr double kHeardNear = 1.5;
constexpr std::size_t kRoundBars = 7;
constexpr int kMostInRound = 1;
constexpr int kMostLiteral = 3;
constexpr double kGoesRound = 50;

bool takes_notes(const MotiveChoice& choice) { return choice.relation >= BarRelation::kSequence; }

}  // namespace

const MotiveChooser::Bar* MotiveChooser::find(Tick line, Tick from, Tick length) const {
  const auto found = std::find_if(bars_.begin(), bars_.end(), [&](const Bar& bar) {
    return bar.line == line && bar.begin - line == from && bar.length == length;
  });
  return found == bars_.end() ? nullptr : &*found;
}

MotiveChoice MotiveChooser::resolved(const MotiveChoice& choice, const Bar& bar) const {
  MotiveChoice resolved = choice;
  resolved.follows = resolved.same_shift = false;
  if (!choice.follows || bars_.empty()) return resolved;
  const Bar& before = bars_.back();
  const Bar* source = before.taken.relation == BarRelation::kNew
                          ? nullptr
                          : find(before.taken.source, before.begin - before.line, before.length);
  if (source == nullptr || bar.line - before.line > bar.length) return resolved;
  // Its successor is there: the source came before the bar before.
  const Bar& next = *(source + 1);
  if (next.length != bar.length || next.begin - next.line != bar.begin - bar.line) return resolved;
  resolved.source = next.line;
  if (choice.same_shift && before.taken.relation == BarRelation::kSequence) {
    resolved.shift = before.taken.shift;
  }
  return resolved;
}

MotiveChooser::Root MotiveChooser::root(const MotiveChoice& choice, const Bar& bar) const {
  const Bar* source =
      takes_notes(choice) ? find(choice.source, bar.begin - bar.line, bar.length) : nullptr;
  if (source == nullptr) return {bar.begin, 0};
  return {source->root.begin, source->root.steps + choice.shift};
}

int MotiveChooser::heard(const Root& root, std::size_t bars) const {
  const auto from = bars_.end() - static_cast<std::ptrdiff_t>(std::min(bars, bars_.size()));
  return static_cast<int>(
      std::count_if(from, bars_.end(), [&](const Bar& bar) { return bar.root == root; }));
}

int MotiveChooser::literal_run(Tick distance) const {
  const auto end = std::find_if(bars_.rbegin(), bars_.rend(), [&](const Bar& bar) {
    return bar.taken.relation != BarRelation::kLiteral || bar.line - bar.taken.source != distance;
  });
  return static_cast<int>(end - bars_.rbegin());
}

bool MotiveChooser::goes_round(const MotiveChoice& choice, const Bar& bar) const {
  if (!takes_notes(choice)) return false;
  if (choice.relation == BarRelation::kLiteral &&
      literal_run(bar.line - choice.source) >= kMostLiteral) {
    return true;
  }
  return heard(root(choice, bar), kRoundBars) > kMostInRound;
}

double MotiveChooser::merit(const MotiveChoice& choice, const Bar& bar) const {
  double merit = choice.weight;
  if (choice.relation == BarRelation::kNew) return merit;
  if (goes_round(choice, bar)) merit -= kGoesRound;
  if (takes_notes(choice) && heard(root(choice, bar), kNearBars) > 0) merit -= kHeardNear;
  const Bar* source = find(choice.source, bar.begin - bar.line, bar.length);
  if (source == nullptr || source->notes == 0 || bars_.empty()) return merit;
  const double moved = choice.shift * kSemitonesPerStep;
  const Bar& before = bars_.back();
  if (before.notes > 0) {
    const double there = static_cast<double>(source->pitches) / source->notes + moved;
    const double here = static_cast<double>(before.pitches) / before.notes;
    merit -= std::max(0.0, std::abs(there - here) - kFreeMove) / kMoveScale;
  }
  if (takes_notes(choice) && last_pitch_ >= 0) {
    const double entry = std::abs(source->first_pitch + moved - last_pitch_);
    merit -= std::max(0.0, entry - kFreeEntry) / kEntryScale;
  }
  return merit;
}

MotiveChoice MotiveChooser::choose(const PlannedBar& planned, Tick length) {
  Bar bar;
  bar.begin = planned.begin;
  bar.line = planned.line;
  bar.length = length;
  double most = 0;
  for (const MotiveChoice& each : planned.choices) {
    const MotiveChoice choice = resolved(each, bar);
    const double worth = planned.choices.size() > 1 ? merit(choice, bar) : 0;
    if (&each != &planned.choices.front() && worth <= most) continue;
    bar.taken = choice;
    most = worth;
  }
  if (planned.choices.size() > 1 && goes_round(bar.taken, bar)) {
    bar.taken.relation = BarRelation::kFigure;
    bar.taken.shift = 0;
  }
  bar.root = root(bar.taken, bar);
  bars_.push_back(bar);
  return bar.taken;
}

void MotiveChooser::add(Tick onset, int pitch) {
  last_pitch_ = pitch;
  if (bars_.empty()) return;
  Bar& bar = bars_.back();
  ++bar.notes;
  bar.pitches += pitch;
  if (bar.notes == 1) bar.first = onset;
  if (bar.first == onset) bar.first_pitch = pitch;
}

}  // namespace bach

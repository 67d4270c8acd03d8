#include "form/motive/frame.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace bach {

Tick whole_bar(const MotiveFrame& frame) {
  const auto full = std::find_if(frame.bars.begin(), frame.bars.end(),
                                 [](const FrameBar& bar) { return bar.full; });
  return full == frame.bars.end() ? 0 : full->length;
}

MotiveFrame motive_frame(PieceKind kind, std::vector<FramePart> parts, const BarGrid& bars) {
  MotiveFrame frame{kind, std::move(parts), {}};
  for (std::size_t p = 0; p < frame.parts.size(); ++p) {
    const FramePart& part = frame.parts[p];
    const std::size_t first = frame.bars.size();
    const BarPosition opening = bars.at(part.first_onset);
    // Music that begins in the second half of a bar begins with an upbeat; else a rest comes first.
    const bool upbeat = 2 * opening.offset >= opening.length;
    Tick tick = upbeat ? part.first_onset : std::max(part.begin, opening.begin);
    while (tick < part.end) {
      const BarPosition at = bars.at(tick);
      FrameBar bar;
      bar.begin = tick;
      bar.line = at.begin;
      bar.end = std::min(at.begin + at.length, part.end);
      bar.length = at.length;
      bar.full = at.offset == 0 && bar.end - bar.begin == at.length;
      bar.part = static_cast<int>(p);
      frame.bars.push_back(bar);
      tick = bar.end;
    }
    const int upbeats = frame.bars[first].begin > frame.bars[first].line ? 1 : 0;
    const auto count = static_cast<int>(frame.bars.size() - first);
    for (int k = 0; k < count; ++k) {
      frame.bars[first + static_cast<std::size_t>(k)].place = k - upbeats;
      frame.bars[first + static_cast<std::size_t>(k)].left = count - 1 - k;
    }
  }
  return frame;
}

MotivePlan heard_motives(const FormAnalysis& form, const MotiveFrame& frame) {
  // Bars are the same where their ends are: in an upbeat the beginnings may differ.
  const auto frame_bar_of = [&](const FormBar& bar) {
    return std::find_if(frame.bars.begin(), frame.bars.end(), [&](const FrameBar& each) {
      return each.begin < bar.end && bar.begin < each.end;
    });
  };
  MotivePlan plan;
  for (const FrameBar& bar : frame.bars) plan.push_back({bar.begin, bar.line, {MotiveChoice{}}});
  for (const FormBar& bar : form.bars) {
    const auto to = frame_bar_of(bar);
    if (to == frame.bars.end()) continue;
    PlannedBar& planned = plan[static_cast<std::size_t>(to - frame.bars.begin())];
    if (bar.relation <= BarRelation::kRhythm && to->full) planned.halves = bar.halves;
    if (bar.source < 0) continue;
    const auto from = frame_bar_of(form.bars[static_cast<std::size_t>(bar.source)]);
    if (from == frame.bars.end() || from >= to) continue;
    MotiveChoice& choice = planned.choices.front();
    choice.relation = bar.relation;
    choice.source = from->line;
    choice.shift = bar.shift;
  }
  // Last bars have too few attacks to be told from others, but answer those of the first part.
  const FormPart* first = nullptr;
  for (const FormPart& part : form.parts) {
    if (first == nullptr || first->dance != part.dance) first = &part;
    if (first == &part || part.ends_like_first < 1) continue;
    const auto to = frame_bar_of(form.bars[static_cast<std::size_t>(part.last_bar)]);
    const auto from = frame_bar_of(form.bars[static_cast<std::size_t>(first->last_bar)]);
    if (to == frame.bars.end() || from >= to) continue;
    MotiveChoice& choice = plan[static_cast<std::size_t>(to - frame.bars.begin())].choices.front();
    if (choice.relation == BarRelation::kNew) choice = {BarRelation::kRhythm, from->line};
  }
  return plan;
}

}  // namespace bach

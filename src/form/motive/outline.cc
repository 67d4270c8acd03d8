#include "form/motive/outline.h"

#include <algorithm>
#include <utility>

#include "form/relation.h"

namespace bach {

Outline outline_of(const MotiveFrame& frame) {
  Outline outline;
  outline.kind = frame.kind;
  for (const FramePart& part : frame.parts) {
    outline.parts.push_back({part.role, part.dance > 0, false, 0});
  }
  std::vector<std::pair<Tick, Tick>> shapes;
  for (const FrameBar& bar : frame.bars) {
    OutlinePart& part = outline.parts[static_cast<std::size_t>(bar.part)];
    const std::pair shape{bar.length, bar.begin - bar.line};
    auto known = std::find(shapes.begin(), shapes.end(), shape);
    if (known == shapes.end() && shapes.size() < kMostShapes) {
      known = shapes.insert(shapes.end(), shape);
    }
    const auto number = std::min<std::ptrdiff_t>(known - shapes.begin(), kMostShapes - 1);
    outline.bars.push_back({static_cast<std::uint8_t>(number), bar.end < bar.line + bar.length});
    if (part.bars++ == 0) part.upbeat = bar.begin > bar.line;
  }
  std::erase_if(outline.parts, [](const OutlinePart& part) { return part.bars == 0; });
  return outline;
}

BarPlaces::BarPlaces(Outline outline) : outline_(std::move(outline)) {
  int first_of_dance = 0;
  for (std::size_t p = 0; p < outline_.parts.size(); ++p) {
    const OutlinePart& part = outline_.parts[p];
    const auto index = static_cast<int>(p);
    const bool new_dance = p > 0 && part.second_dance != outline_.parts[p - 1].second_dance;
    // The first part of its dance, of which the second dance's first answers the first's.
    answers_.push_back(p == 0 ? -1 : first_of_dance);
    if (new_dance) first_of_dance = index;
    first_bar_.push_back(static_cast<int>(part_.size()));
    for (int bar = 0; bar < part.bars; ++bar) {
      part_.push_back(index);
      place_.push_back(bar - (part.upbeat ? 1 : 0));
      left_.push_back(part.bars - 1 - bar);
    }
  }
}

double BarPlaces::progress(int bar) const {
  int before = 0;
  int all = 0;
  for (std::size_t p = 0; p < outline_.parts.size(); ++p) {
    if (outline_.parts[p].second_dance != part(bar).second_dance) continue;
    all += outline_.parts[p].bars;
    if (static_cast<int>(p) < part_index(bar)) before += outline_.parts[p].bars;
  }
  return static_cast<double>(before + bar - first_bar_[at(part_index(bar))]) / all;
}

bool BarPlaces::can_take(int bar, int source) const {
  if (source < 0 || source >= bar || bar - source > kFarthestSource) return false;
  const OutlineBar& from = outline_.bars[at(source)];
  const OutlineBar& to = outline_.bars[at(bar)];
  return from.shape == to.shape && (to.cut || !from.cut);
}

int BarPlaces::named(int bar, BarReference reference, int source_before) const {
  const int answered = answers_[at(part_index(bar))];
  switch (reference) {
    case BarReference::kOneAgo:
      return bar - 1;
    case BarReference::kTwoAgo:
      return bar - 2;
    case BarReference::kFourAgo:
      return bar - 4;
    case BarReference::kEightAgo:
      return bar - 8;
    case BarReference::kFollows:
      return source_before < 0 ? -1 : source_before + 1;
    case BarReference::kOpening:
      return outline_.parts.front().upbeat ? 1 : 0;
    case BarReference::kSamePlace:
    case BarReference::kSameEnd: {
      if (answered < 0) return -1;
      const OutlinePart& part = outline_.parts[at(answered)];
      const int within = reference == BarReference::kSameEnd ? part.bars - 1 - left(bar)
                                                             : place(bar) + (part.upbeat ? 1 : 0);
      return within < 0 || within >= part.bars ? -1 : first_bar_[at(answered)] + within;
    }
    case BarReference::kFar:
      return -1;
  }
  return -1;
}

BarSources BarPlaces::sources(int bar, int source_before) const {
  BarSources sources;
  for (int r = 0; r < kBarReferences - 1; ++r) {
    const int source = named(bar, static_cast<BarReference>(r), source_before);
    const auto known = sources.named.begin() + r;
    const bool taken = std::find(sources.named.begin(), known, source) != known;
    *known = taken || !can_take(bar, source) ? -1 : source;
  }
  for (int source = std::max(0, bar - kFarthestSource); source < bar; ++source) {
    if (!can_take(bar, source)) continue;
    if (std::find(sources.named.begin(), sources.named.end(), source) != sources.named.end()) {
      continue;
    }
    sources.far.push_back(source);
  }
  return sources;
}

BarReference BarPlaces::reference(int bar, int source, int source_before) const {
  for (int r = 0; r < kBarReferences - 1; ++r) {
    const auto reference = static_cast<BarReference>(r);
    if (named(bar, reference, source_before) == source) return reference;
  }
  return BarReference::kFar;
}

}  // namespace bach

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
  for (const bool second : {false, true}) {
    const auto of_dance = [&](int bar) { return part(bar).second_dance == second; };
    int all = 0;
    for (int bar = 0; bar < bars(); ++bar) all += of_dance(bar) ? 1 : 0;
    progress_.resize(part_.size());
    for (int bar = 0, before = 0; bar < bars(); ++bar) {
      if (of_dance(bar)) progress_[at(bar)] = static_cast<double>(before++) / all;
    }
  }
}

BarPlaceClass BarPlaces::place_class(int bar) const {
  if (place(bar) < 0) return BarPlaceClass::kUpbeat;
  if (left(bar) == 0) return BarPlaceClass::kLast;
  if (left(bar) == 1) return BarPlaceClass::kBeforeLast;
  if (place(bar) == 0) return BarPlaceClass::kFirst;
  return place(bar) == 1 ? BarPlaceClass::kSecond : BarPlaceClass::kMiddle;
}

Answering BarPlaces::answering(int bar) const {
  const int answered = answers_[at(part_[at(bar)])];
  if (answered < 0) return Answering::kNothing;
  const bool same_dance = outline_.parts[at(answered)].second_dance == part(bar).second_dance;
  return same_dance ? Answering::kItsDance : Answering::kFirstDance;
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

std::array<BarReference, kBarReferences - 1> BarPlaces::names(int bar) const {
  std::array<BarReference, kBarReferences - 1> names{};
  for (std::size_t r = 0; r < names.size(); ++r) names[r] = static_cast<BarReference>(r);
  const auto first = [&](BarReference name) {
    const auto found = std::find(names.begin(), names.end(), name);
    std::rotate(names.begin(), found, found + 1);
  };
  if (place(bar) <= 1) first(BarReference::kSamePlace);
  if (left(bar) <= 1) first(BarReference::kSameEnd);
  return names;
}

BarSources BarPlaces::sources(int bar, int source_before) const {
  BarSources sources;
  sources.named.fill(-1);
  for (const BarReference name : names(bar)) {
    const int source = named(bar, name, source_before);
    if (!can_take(bar, source)) continue;
    if (std::find(sources.named.begin(), sources.named.end(), source) != sources.named.end()) {
      continue;
    }
    sources.named[static_cast<std::size_t>(name)] = source;
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
  for (const BarReference name : names(bar)) {
    if (named(bar, name, source_before) == source) return name;
  }
  return BarReference::kFar;
}

}  // namespace bach

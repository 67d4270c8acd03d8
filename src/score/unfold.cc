#include "score/unfold.h"

#include <cstddef>

#include "score/carry.h"

namespace bach {

Score unfold(const Score& folded) {
  if (folded.play_order.empty() || folded.sections.empty()) {
    Score plain = folded;
    plain.sections.clear();
    plain.play_order.clear();
    return plain;
  }
  Score sounding = empty_like(folded);
  const Tick start = folded.sections.front().begin;
  carry(folded, {0, start, 0}, sounding);  // the silence before the first section
  for (const int index : folded.play_order) {
    if (index < 0 || static_cast<std::size_t>(index) >= folded.sections.size()) continue;
    const Section& section = folded.sections[static_cast<std::size_t>(index)];
    carry(folded, {section.begin, section.end, sounding.end - section.begin}, sounding);
  }
  // Of what is never played nothing sounds.
  std::erase_if(sounding.tracks, [](const Track& track) { return track.notes.empty(); });
  return sounding;
}

}  // namespace bach

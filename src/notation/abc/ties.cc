#include "notation/abc/ties.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>
#include <utility>

#include "notation/abc/reader.h"

namespace bach::abc {

std::vector<Note> notes_of(const TuneVoice& voice, const std::vector<Tick>& cuts,
                           Problems& problems) {
  struct Open {
    std::size_t note = 0;
    int line = 0;
  };
  std::vector<std::size_t> order(voice.heads.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return voice.heads[a].onset < voice.heads[b].onset;
  });
  std::vector<Note> notes;
  std::multimap<std::pair<int, int>, Open> open;  // by layer and pitch
  for (const std::size_t h : order) {
    Head head = voice.heads[h];
    const auto cut = std::upper_bound(cuts.begin(), cuts.end(), head.onset);
    if (cut != cuts.end() && head.onset + head.duration > *cut) {
      head.duration = *cut - head.onset;
      problems.count(Problem::kNoteOverRepeat, head.line);
    }
    const bool at_cut = std::binary_search(cuts.begin(), cuts.end(), head.onset);
    const auto [first, last] = open.equal_range({head.layer, head.pitch});
    const auto before = std::find_if(
        first, last, [&](const auto& each) { return notes[each.second.note].end() == head.onset; });
    std::size_t note = notes.size();
    if (before != last && !at_cut) {
      note = before->second.note;
      notes[note].duration += head.duration;
    } else {
      if (before != last) problems.count(Problem::kTieOverRepeat, head.line);
      notes.push_back({head.onset, head.duration, head.pitch, kAbcVelocity});
    }
    if (before != last) open.erase(before);
    if (head.tied) open.emplace(std::pair(head.layer, head.pitch), Open{note, head.line});
  }
  for (const auto& [key, each] : open) problems.count(Problem::kOpenTie, each.line);
  std::sort(notes.begin(), notes.end());
  return notes;
}

}  // namespace bach::abc

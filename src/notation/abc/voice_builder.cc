#include "notation/abc/voice_builder.h"

#include <algorithm>
#include <utility>

#include "notation/abc/reader.h"

namespace bach::abc {

void VoiceBuilder::add_note(int pitch, Tick duration, bool tie) {
  std::size_t index = notes.size();
  const auto [first, last] = ties.equal_range({layer, pitch});
  const auto open = std::find_if(
      first, last, [&](const auto& candidate) { return notes[candidate.second].end() == at; });
  if (open != last) {
    index = open->second;
    notes[index].duration += duration;
    ties.erase(open);
  } else {
    notes.push_back({at, duration, static_cast<std::uint8_t>(pitch), kAbcVelocity});
  }
  if (tie) ties.emplace(std::pair(layer, pitch), index);
}

bool VoiceBuilder::has_stale_tie() const {
  return std::any_of(ties.begin(), ties.end(),
                     [&](const auto& tie) { return notes[tie.second].end() < at; });
}

bool VoiceBuilder::add_sign(Sign sign) {
  if (bar_end >= 0 && at != bar_end) return false;
  sign.at = at;
  const bool joins = !signs.empty() && signs.back().at == at;
  if (sign.text == "|2" && joins && signs.back().text == ":|") {
    signs.back().text = ":|2";
  } else if (sign.text != "|" || !joins) {
    // A section's end and the next one's beginning may stand side by side.
    signs.push_back(std::move(sign));
  }
  bar_begin = at;
  bar_end = -1;
  layer = 0;
  accidentals.clear();
  return true;
}

bool VoiceBuilder::overlay() {
  if (bar_end >= 0 && at != bar_end) return false;
  bar_end = at;
  at = bar_begin;
  ++layer;
  accidentals.clear();
  return true;
}

}  // namespace bach::abc

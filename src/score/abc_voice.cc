#include "score/abc_voice.h"

#include <algorithm>

#include "score/abc_reader.h"

namespace bach::abc {

void VoiceState::add_note(int pitch, Tick duration, bool tie) {
  std::size_t index = notes.size();
  const auto [first, last] = ties.equal_range(pitch);
  const auto open = std::find_if(
      first, last, [&](const auto& candidate) { return notes[candidate.second].end() == at; });
  if (open != last) {
    index = open->second;
    notes[index].duration += duration;
    ties.erase(open);
  } else {
    notes.push_back({at, duration, static_cast<std::uint8_t>(pitch), kAbcVelocity});
  }
  if (tie) ties.emplace(pitch, index);
}

bool VoiceState::has_stale_tie() const {
  return std::any_of(ties.begin(), ties.end(),
                     [&](const auto& tie) { return notes[tie.second].end() < bar_begin; });
}

bool VoiceState::add_sign(const std::string& sign) {
  if (bar_end >= 0 && at != bar_end) return false;
  // A section's end and the next one's beginning may stand side by side.
  if (sign != "|" || signs.empty() || signs.back().at != at) signs.push_back({at, sign});
  bar_begin = at;
  bar_end = -1;
  accidentals.clear();
  return true;
}

bool VoiceState::overlay() {
  if (bar_end >= 0 && at != bar_end) return false;
  bar_end = at;
  at = bar_begin;
  accidentals.clear();
  return true;
}

}  // namespace bach::abc

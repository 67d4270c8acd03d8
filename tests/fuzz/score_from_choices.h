// Any score a fuzzer's bytes describe: odd, but all that score/score.h allows.
#pragma once

#include <algorithm>
#include <array>

#include "fuzz/bytes.h"
#include "score/score.h"

namespace bach::fuzz {

// Unfolded, with up to 4 tracks and 250 notes each. Mostly on the grid of notation; texts hold any
// valid UTF-8 of one byte, control characters too.
inline Score score_from(Choices& choices) {
  constexpr std::array<Tick, 8> kSteps = {0, 60, 120, 240, 480, 960, 160, 7};
  constexpr std::array<int, 6> kTicks = {480, 96, 240, 32767, 120, 480};
  const auto text = [&] {
    std::string made;
    for (int left = choices.below(8); left > 0; --left) {
      made += static_cast<char>(1 + choices.below(127));
    }
    return made;
  };
  Score score;
  score.ticks_per_quarter = kTicks[static_cast<std::size_t>(choices.below(6))];
  score.title = text();
  for (int left = 1 + choices.below(4); left > 0; --left) {
    Track track;
    track.name = text();
    track.channel = static_cast<std::uint8_t>(choices.below(16));
    track.program = static_cast<std::uint8_t>(choices.below(128));
    Tick at = 0;
    for (int notes = 1 + choices.below(250); notes > 0 && !choices.over(); --notes) {
      at += kSteps[static_cast<std::size_t>(choices.below(8))];
      Note note;
      note.onset = at;
      note.duration = std::max<Tick>(1, kSteps[static_cast<std::size_t>(choices.below(8))]);
      note.pitch = static_cast<std::uint8_t>(choices.below(128));
      note.velocity = static_cast<std::uint8_t>(1 + choices.below(127));
      track.notes.push_back(note);
      score.end = std::max(score.end, note.end());
    }
    std::sort(track.notes.begin(), track.notes.end());
    if (!track.notes.empty()) score.tracks.push_back(std::move(track));
  }
  Tick at = 0;
  for (int left = choices.below(4); left > 0; --left) {
    score.metres.push_back({at, 1 + choices.below(16), 1 << choices.below(8)});
    score.keys.push_back({at, choices.below(15) - 7, choices.coin() ? Mode::kMinor : Mode::kMajor});
    score.tempos.push_back({at, 1u + static_cast<std::uint32_t>(choices.byte()) * 5000u});
    score.markers.push_back({at, text()});
    at += kSteps[static_cast<std::size_t>(choices.below(8))] * 4 + 1;
  }
  score.end += kSteps[static_cast<std::size_t>(choices.below(8))];
  return score;
}

}  // namespace bach::fuzz

// The 36 sequences of BWV 1007–1012, where the folder with them is there.
#pragma once

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/file.h"
#include "score/from_midi.h"
#include "score/score.h"

namespace bach::tests {

// Where the folder is not there; empty else.
inline std::string no_shared_midi() {
  if (std::filesystem::exists(BACH_SHARED_MIDI)) return {};
  return "the folder midi_bach is not beside the checkout";
}

inline std::optional<Score> shared_score(const std::string& name) {
  const auto bytes = read_file(std::filesystem::path(BACH_SHARED_MIDI) / (name + ".mid"));
  if (!bytes.ok()) return std::nullopt;
  auto imported = score_from_midi(*bytes);
  if (!imported.ok()) return std::nullopt;
  return std::move(imported->score);
}

inline std::vector<std::string> shared_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(BACH_SHARED_MIDI)) {
    if (entry.path().extension() == ".mid") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// What folding must keep of every track: pitches, onsets and durations.
using Sound = std::tuple<Tick, int, Tick>;
inline std::vector<std::vector<Sound>> sounds_of(const Score& score) {
  std::vector<std::vector<Sound>> tracks;
  for (const Track& track : score.tracks) {
    tracks.emplace_back();
    for (const Note& note : track.notes) {
      tracks.back().emplace_back(note.onset, note.pitch, note.duration);
    }
    std::sort(tracks.back().begin(), tracks.back().end());
  }
  return tracks;
}

}  // namespace bach::tests

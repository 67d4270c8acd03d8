#include "score/abc_layers.h"

#include <algorithm>

namespace bach::abc {

std::vector<std::vector<Chord>> layers_of(const Track& track) {
  std::vector<Chord> chords;
  for (std::size_t i = 0; i < track.notes.size(); ++i) {
    const Note& note = track.notes[i];
    const auto together = std::find_if(chords.rbegin(), chords.rend(), [&](const Chord& chord) {
      return chord.onset != note.onset || chord.end == note.end();
    });
    // Two equal notes cannot share one chord.
    if (together != chords.rend() && together->onset == note.onset &&
        track.notes[together->notes.back()].pitch != note.pitch) {
      together->notes.push_back(i);
    } else {
      chords.push_back({note.onset, note.end(), {i}});
    }
  }
  std::vector<std::vector<Chord>> layers;
  for (Chord& chord : chords) {
    const auto free = std::find_if(layers.begin(), layers.end(), [&](const auto& layer) {
      return layer.back().end <= chord.onset;
    });
    if (free == layers.end()) {
      layers.push_back({std::move(chord)});
    } else {
      free->push_back(std::move(chord));
    }
  }
  if (layers.empty()) layers.emplace_back();
  return layers;
}

}  // namespace bach::abc

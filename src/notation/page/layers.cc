#include "notation/page/layers.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace bach::notation {

namespace {

// How far back chords are looked for that still sound.
constexpr Tick kLookBack = 16 * 480;

std::vector<Chord> chords_of(const Track& track, const std::vector<std::size_t>& notes) {
  std::vector<Chord> chords;
  for (const std::size_t i : notes) {
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
  return chords;
}

bool overlap(const Chord& a, const Chord& b) { return a.onset < b.end && b.onset < a.end; }

// How many of the chords around chords[c] lie above it, at the moment when most of them sound.
std::size_t most_above(const Track& track, const std::vector<Chord>& chords, std::size_t c) {
  const Chord& chord = chords[c];
  const auto height = [&](const Chord& other) {
    return std::pair(track.notes[other.notes.back()].pitch, track.notes[other.notes.front()].pitch);
  };
  std::vector<std::pair<Tick, int>> changes;  // +1 where one above begins, −1 where it ends
  const auto consider = [&](std::size_t o) {
    const Chord& other = chords[o];
    const bool above = height(other) > height(chord) || (height(other) == height(chord) && o < c);
    if (!above || !overlap(chord, other)) return;
    changes.emplace_back(std::max(other.onset, chord.onset), 1);
    changes.emplace_back(other.end, -1);
  };
  for (std::size_t o = c + 1; o < chords.size() && chords[o].onset < chord.end; ++o) consider(o);
  for (std::size_t o = c; o-- > 0 && chord.onset - chords[o].onset <= kLookBack;) consider(o);
  std::sort(changes.begin(), changes.end());
  int now = 0;
  int most = 0;
  for (const auto& [tick, change] : changes) most = std::max(most, now += change);
  return static_cast<std::size_t>(most);
}

}  // namespace

std::vector<std::vector<Chord>> layers_of(const Track& track) {
  std::vector<std::size_t> all(track.notes.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  std::vector<Chord> chords = chords_of(track, all);
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

std::vector<std::vector<Chord>> layers_by_height(const Track& track,
                                                 const std::vector<std::size_t>& notes) {
  const std::vector<Chord> chords = chords_of(track, notes);
  std::vector<std::vector<Chord>> layers(1);
  const auto is_free = [&](std::size_t layer, Tick onset) {
    return layers[layer].empty() || layers[layer].back().end <= onset;
  };
  for (std::size_t c = 0; c < chords.size(); ++c) {
    const std::size_t wanted = most_above(track, chords, c);
    if (layers.size() <= wanted) layers.resize(wanted + 1);
    std::size_t layer = wanted;
    while (layer < layers.size() && !is_free(layer, chords[c].onset)) ++layer;
    if (layer == layers.size()) {  // rather a free one above than one more
      layer = 0;
      while (layer < layers.size() && !is_free(layer, chords[c].onset)) ++layer;
    }
    if (layer == layers.size()) layers.emplace_back();
    layers[layer].push_back(chords[c]);
  }
  return layers;
}

std::vector<Event> events_in(const std::vector<Chord>& layer, Tick begin, Tick end) {
  std::vector<Event> events;
  Tick at = begin;
  auto chord = std::partition_point(layer.begin(), layer.end(),
                                    [&](const Chord& earlier) { return earlier.end <= begin; });
  for (; chord != layer.end() && chord->onset < end; ++chord) {
    const Tick from = std::max(chord->onset, begin);
    const Tick to = std::min(chord->end, end);
    if (from > at) events.push_back({at, from, nullptr});
    events.push_back({from, to, &*chord});
    at = to;
  }
  if (at < end) events.push_back({at, end, nullptr});
  return events;
}

}  // namespace bach::notation

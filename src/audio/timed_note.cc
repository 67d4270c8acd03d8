#include "audio/timed_note.h"

#include <algorithm>

#include "score/tempo_map.h"

namespace bach {
namespace {

constexpr int kFlatVelocity = 100;

bool is_drums(const Track& track) { return track.channel == kDrumChannel; }

}  // namespace

std::vector<TimedNote> timed_notes(const Score& score) {
  const TempoMap tempo(score);
  std::vector<TimedNote> timed;
  for (const Track& track : score.tracks) {
    if (is_drums(track)) continue;
    for (const Note& note : track.notes) {
      timed.push_back({tempo.seconds(note.onset), tempo.seconds(note.end()), note.pitch,
                       note.velocity, track.program});
    }
  }
  std::stable_sort(timed.begin(), timed.end(), [](const TimedNote& a, const TimedNote& b) {
    return a.start_seconds < b.start_seconds;
  });
  return timed;
}

std::vector<TimedNote> flat_notes(const Score& score, std::size_t count, double seconds_per_note) {
  const auto track = std::find_if(
      score.tracks.begin(), score.tracks.end(),
      [](const Track& candidate) { return !is_drums(candidate) && !candidate.notes.empty(); });
  std::vector<TimedNote> timed;
  if (track == score.tracks.end()) return timed;
  const std::size_t most = count == 0 ? track->notes.size() : std::min(count, track->notes.size());
  for (std::size_t i = 0; i < most; ++i) {
    timed.push_back({static_cast<double>(i) * seconds_per_note,
                     static_cast<double>(i + 1) * seconds_per_note, track->notes[i].pitch,
                     kFlatVelocity, track->program});
  }
  return timed;
}

std::size_t drum_notes(const Score& score) {
  std::size_t count = 0;
  for (const Track& track : score.tracks) {
    if (is_drums(track)) count += track.notes.size();
  }
  return count;
}

}  // namespace bach

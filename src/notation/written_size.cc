#include "notation/written_size.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <queue>
#include <string>
#include <vector>

#include "base/number_text.h"
#include "notation/notate.h"
#include "score/bars.h"

namespace bach {
namespace {

constexpr std::size_t kMostTogether = 256;  // notes of a track
constexpr int kDenseQuarters = 16;
constexpr std::size_t kMostDenseNotes = 2048;  // of a track in so many quarters
constexpr Tick kLongestSign = 8;               // quarters: a double whole note

Error refuse(const std::string& has, std::size_t most) {
  return {ErrorCode::kLimit,
          "the piece has " + has + "; more than " + std::to_string(most) + " are not written down",
          {}};
}

// Notes of one track that a reader could tell apart; layers take time by their number.
Status check_density(const Track& track, int ticks_per_quarter) {
  const Tick stretch = Tick{kDenseQuarters} * ticks_per_quarter;
  std::priority_queue<Tick, std::vector<Tick>, std::greater<>> ends;  // of notes that sound
  for (std::size_t i = 0; i < track.notes.size(); ++i) {
    const Note& note = track.notes[i];
    while (!ends.empty() && ends.top() <= note.onset) ends.pop();
    ends.push(note.end());
    const bool dense =
        i >= kMostDenseNotes && note.onset - track.notes[i - kMostDenseNotes].onset < stretch;
    if (ends.size() <= kMostTogether && !dense) continue;
    return Error{ErrorCode::kLimit,
                 "at tick " + std::to_string(note.onset) + " a track has " +
                     (dense ? "more than " + std::to_string(kMostDenseNotes) + " notes within " +
                                  std::to_string(kDenseQuarters) + " quarters"
                            : "more than " + std::to_string(kMostTogether) + " notes at once") +
                     "; that is not written down",
                 {}};
  }
  return {};
}

// What a long note or rest is written as, tied from bar to bar, counts each.
Status check_signs(const std::vector<const Track*>& tracks, const Score& score) {
  Tick end = score.end;
  for (const Track* track : tracks) {
    for (const Note& note : track->notes) end = std::max(end, note.end());
  }
  const BarGrid grid(score);
  const std::int64_t bars = grid.bar_lines_between(0, end);
  if (bars > kMostWrittenBars) return refuse(std::to_string(bars) + " bars", kMostWrittenBars);
  const Tick longest = kLongestSign * score.ticks_per_quarter;
  std::int64_t signs = static_cast<std::int64_t>(tracks.size()) * (bars + end / longest);
  for (const Track* track : tracks) {
    for (const Note& note : track->notes) {
      signs += 1 + note.duration / longest + grid.bar_lines_between(note.onset + 1, note.end());
    }
  }
  if (signs <= static_cast<std::int64_t>(kMostWrittenSigns)) return {};
  return refuse("up to " + std::to_string(signs) + " notes and rests, tied ones counted each",
                kMostWrittenSigns);
}

}  // namespace

Status check_written_size(const Score& score) {
  std::vector<const Track*> tracks;
  std::size_t notes = 0;
  for (const Track& track : score.tracks) {
    if (track.channel == kDrumChannel || track.notes.empty()) continue;
    tracks.push_back(&track);
    notes += track.notes.size();
  }
  if (tracks.empty()) return {};
  if (notes > kMostWrittenNotes) return refuse(count_text(notes, "note"), kMostWrittenNotes);
  const std::size_t markers = score.markers.size();
  if (markers > kMostWrittenNotes) return refuse(count_text(markers, "marker"), kMostWrittenNotes);
  const std::size_t all = score.tracks.size();
  if (all > kMostWrittenTracks) return refuse(count_text(all, "track"), kMostWrittenTracks);
  for (const Track* track : tracks) {
    if (Status status = check_density(*track, score.ticks_per_quarter); !status) return status;
  }
  return check_signs(tracks, score);
}

}  // namespace bach

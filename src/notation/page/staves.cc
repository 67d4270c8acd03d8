#include "notation/page/staves.h"

#include <cstddef>
#include <cstdint>

namespace bach::notation {
namespace {

constexpr int kMiddleC = 60;
constexpr int kLastKeyboard = 23;  // pianos, chromatic percussion, organs, accordions

// Instruments that play chords and several voices from one staff: guitars and basses, violin to
// double bass, plucked strings from the sitar to the koto, fiddle.
bool has_strings(int program) {
  return (program >= 24 && program <= 43) || (program >= 104 && program <= 107) || program == 110;
}

bool is_written(const Track& track) {
  return track.channel != kDrumChannel && !track.notes.empty();
}

bool share_a_staff(const Staff& staff, const Track& track) {
  return staff.program == track.program && has_strings(track.program) &&
         staff.tracks.size() < kMostVoicesOfStaff;
}

// Two staves of one keyboard: neighbours, no third one beside them.
void join_keyboards(std::vector<Staff>& staves) {
  for (std::size_t s = 0; s + 1 < staves.size(); ++s) {
    const int program = staves[s].program;
    const auto same = [&](std::size_t other) {
      return other < staves.size() && staves[other].program == program;
    };
    const bool third = (s > 0 && same(s - 1)) || same(s + 2);
    staves[s].joined_to_next = program <= kLastKeyboard && same(s + 1) && !third;
  }
}

}  // namespace

Clef clef_of(const Track& track) {
  if (const Instrument* known = instrument_of(track.program)) return known->clef;
  std::int64_t sum = 0;
  for (const Note& note : track.notes) sum += note.pitch;
  const std::int64_t middle = kMiddleC * static_cast<std::int64_t>(track.notes.size());
  return sum > middle ? Clef::kTreble : Clef::kBass;
}

std::vector<Staff> staves_of(const Score& score) {
  std::vector<Staff> staves;
  for (std::size_t t = 0; t < score.tracks.size(); ++t) {
    const Track& track = score.tracks[t];
    if (!is_written(track)) continue;
    if (staves.empty() || !share_a_staff(staves.back(), track)) {
      staves.push_back({{}, track.program, Clef::kBass, {}, false});
    }
    Staff& staff = staves.back();
    staff.tracks.push_back(static_cast<int>(t));
    if (staff.name.empty()) staff.name = track.name;
  }
  for (Staff& staff : staves) {
    Track all;
    all.program = staff.program;
    for (const int t : staff.tracks) {
      const std::vector<Note>& notes = score.tracks[static_cast<std::size_t>(t)].notes;
      all.notes.insert(all.notes.end(), notes.begin(), notes.end());
    }
    staff.clef = clef_of(all);
  }
  join_keyboards(staves);
  return staves;
}

}  // namespace bach::notation

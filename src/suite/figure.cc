#include "suite/figure.h"

#include <array>
#include <cstdint>

#include "harmony/functions.h"
#include "suite/piece_memory.h"

namespace bach::suite {
namespace {

// Pitch classes above the tonic.
constexpr std::uint32_t kMajorScale = 0xAB5;
constexpr std::uint32_t kMinorScale = 0xDAD;     // either seventh
constexpr std::uint32_t kMinorBothWays = 0xFAD;  // either sixth, too

// Four members each; a triad's fourth is the octave.
constexpr std::array<std::array<int, 4>, kChordQualities> kMembers = {
    {{0, 4, 7, 12}, {0, 3, 7, 12}, {0, 4, 7, 10}, {0, 3, 6, 12}, {0, 3, 6, 9}}};

int above(int pitch, int pitch_class) { return ((pitch - pitch_class) % 12 + 12) % 12; }

bool in_scale(int pitch, const PlannedChord& chord, std::uint32_t minor) {
  const std::uint32_t scale = chord.key >= kTonics ? minor : kMajorScale;
  return (scale >> above(pitch, chord.key % kTonics) & 1U) != 0;
}

}  // namespace

int moved_by_steps(int pitch, int steps, int tonic, const PlannedChord* now) {
  const int step = scale_step(pitch, tonic) + steps;
  const int plain = scale_pitch(step, tonic);
  if (now == nullptr) return plain;
  int best = plain;
  int most = -1;
  for (const int tried : {plain, plain + 1, plain - 1}) {
    if (scale_step(tried, tonic) != step) continue;
    const int merit = 4 * static_cast<int>(is_chord_tone(now->chord, tried)) +
                      2 * static_cast<int>(in_scale(tried, *now, kMinorScale)) +
                      static_cast<int>(tried == plain);
    if (merit > most) {
      best = tried;
      most = merit;
    }
  }
  return best;
}

int under_chord(int pitch, const PlannedChord& then, const PlannedChord& now) {
  if (then.chord == now.chord) return pitch;
  const auto& from = kMembers[static_cast<std::size_t>(then.chord.quality)];
  const auto& to = kMembers[static_cast<std::size_t>(now.chord.quality)];
  std::size_t member = 0;
  int over = 12;
  for (std::size_t m = 0; m < from.size(); ++m) {
    const int distance = above(pitch, then.chord.root + from[m]);
    if (distance < over) {
      over = distance;
      member = m;
    }
  }
  const int base = pitch - over;
  int by = above(now.chord.root + to[member], base % 12);
  if (by > 6) by -= 12;
  const int result = base + by + over;
  if (over == 0 || in_scale(result, now, kMinorBothWays)) return result;
  return over > 1 && in_scale(result - 1, now, kMinorBothWays) ? result - 1 : result + 1;
}

}  // namespace bach::suite

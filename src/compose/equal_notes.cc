#include "compose/equal_notes.h"

namespace bach {
namespace {

constexpr int kTicksPerQuarter = 480;
constexpr Tick kEighth = kTicksPerQuarter / 2;
constexpr std::uint32_t kMicrosecondsPerQuarter = 600000;

}  // namespace

Score score_of_equal_notes(std::span<const int> pitches, const std::string& title) {
  Score score;
  score.ticks_per_quarter = kTicksPerQuarter;
  score.title = title;
  score.tempos = {{0, kMicrosecondsPerQuarter}};
  score.metres = {{0, 4, 4}};
  Track cello;
  cello.name = "Cello";
  cello.program = kCelloProgram;
  for (const int pitch : pitches) {
    cello.notes.push_back({score.end, kEighth, static_cast<std::uint8_t>(pitch), kPlainVelocity});
    score.end += kEighth;
  }
  if (!cello.notes.empty()) score.tracks.push_back(std::move(cello));
  return score;
}

}  // namespace bach

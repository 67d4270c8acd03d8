#include "compose/pitch_limits.h"

#include <array>
#include <cctype>
#include <cstddef>

namespace bach {
namespace {

Error no_pitches(const std::string& text, const std::string& what) {
  return invalid_argument("", "'" + text + "' is not a " + what);
}

}  // namespace

Result<int> parse_pitch(const std::string& text) {
  static constexpr std::array<int, 7> kClasses = {9, 11, 0, 2, 4, 5, 7};  // A … G
  const Error error = no_pitches(text, "pitch; write C2, F#3 or Bb4");
  std::size_t at = 0;
  if (text.empty() || std::isalpha(static_cast<unsigned char>(text[0])) == 0) return error;
  const int letter = std::toupper(static_cast<unsigned char>(text[at++])) - 'A';
  if (letter > 6) return error;
  int pitch = kClasses[static_cast<std::size_t>(letter)];
  for (; at < text.size() && (text[at] == '#' || text[at] == 'b'); ++at) {
    pitch += text[at] == '#' ? 1 : -1;
  }
  if (at + 1 != text.size() || text[at] < '0' || text[at] > '9') return error;
  pitch += 12 * (text[at] - '0' + 1);
  if (pitch < 0 || pitch > 127) return error;
  return pitch;
}

Result<PitchLimits> parse_range(const std::string& text) {
  const std::size_t dash = text.find('-', 1);
  if (dash != std::string::npos) {
    const Result<int> lowest = parse_pitch(text.substr(0, dash));
    const Result<int> highest = parse_pitch(text.substr(dash + 1));
    if (lowest && highest) return PitchLimits{*lowest, *highest};
  }
  return no_pitches(text, "range of two pitches; write C2-A4");
}

std::string pitch_text(int pitch) {
  static constexpr std::array<const char*, 12> kNames = {"C",  "C#", "D",  "Eb", "E",  "F",
                                                         "F#", "G",  "Ab", "A",  "Bb", "B"};
  const int octave = pitch >= 0 ? pitch / 12 - 1 : -1;
  return kNames[static_cast<std::size_t>(((pitch % 12) + 12) % 12)] + std::to_string(octave);
}

std::string range_text(const PitchLimits& range) {
  return pitch_text(range.lowest) + "-" + pitch_text(range.highest);
}

}  // namespace bach

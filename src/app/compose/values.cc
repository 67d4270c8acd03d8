#include "app/compose/values.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "audio/general_midi.h"
#include "base/lower.h"
#include "base/nearest_name.h"
#include "notation/abc/fields.h"
#include "score/key_name.h"

namespace bach {
namespace {

Error not_a(const std::string& text, const std::string& what) {
  return invalid_argument("", "'" + text + "' is not a " + what);
}

std::string nearest_kind(const std::string& text, std::span<const PieceKind> kinds) {
  std::vector<std::string> names;
  for (const PieceKind kind : kinds) names.emplace_back(kind_name(kind));
  return did_you_mean(text, names);
}

}  // namespace

Result<PieceKind> parse_kind(const std::string& text) {
  const PieceKind kind = kind_of(text);
  if (kind != PieceKind::kUnknown) return kind;
  std::vector<PieceKind> kinds;
  for (int k = 1; k < kPieceKinds; ++k) kinds.push_back(static_cast<PieceKind>(k));
  return invalid_argument(
      "", "no kind of movement is called '" + text + "'" + nearest_kind(text, kinds));
}

Result<PieceKind> parse_galanterie(const std::string& text) {
  const PieceKind kind = kind_of(text);
  if (std::find(kGalanteries.begin(), kGalanteries.end(), kind) != kGalanteries.end()) return kind;
  return not_a(text, "menuet, bourree or gavotte" + nearest_kind(text, kGalanteries));
}

Result<Key> parse_key(const std::string& text) { return key_from_name(text); }

Result<Metre> parse_metre(const std::string& text) {
  if (const std::optional<Metre> metre = abc::parse_metre(text)) return *metre;
  return not_a(text, "metre; write 3/4");
}

Result<int> parse_pitch(const std::string& text) {
  static constexpr std::array<int, 7> kClasses = {9, 11, 0, 2, 4, 5, 7};  // A … G
  const Error error = not_a(text, "pitch; write C2, F#3 or Bb4");
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
  return not_a(text, "range of two pitches; write C2-A4");
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

Result<BarCount> parse_bar_count(const std::string& text) {
  const std::size_t plus = text.find('+');
  const std::string first = text.substr(0, plus);
  const std::string second = plus == std::string::npos ? "" : text.substr(plus + 1);
  const auto number = [](const std::string& digits) {
    const bool fine = !digits.empty() && digits.size() <= 4 &&
                      digits.find_first_not_of("0123456789") == std::string::npos;
    return fine ? std::stoi(digits) : 0;
  };
  const int bars = number(first);
  const int more = number(second);
  if (bars < 1 || (plus != std::string::npos && more < 1) || bars + more > kMostBars) {
    return not_a(text, "number of bars from 1 to " + std::to_string(kMostBars) +
                           "; write 16, or 8+12 for two parts");
  }
  return plus == std::string::npos ? BarCount(bars) : BarCount(bars, more);
}

std::string bar_count_text(const BarCount& bars) {
  if (bars.first == 0) return std::to_string(bars.total);
  return std::to_string(bars.first) + "+" + std::to_string(bars.total - bars.first);
}

Result<Player> parse_player(const std::string& text) {
  const Instrument* known = find_instrument(text);
  if (known != nullptr && known->composed_for()) return Player(*known);
  const Result<int> program = parse_instrument(text);
  if (program) return Player(*program);
  std::vector<std::string> names;
  for (const Instrument& each : instruments()) names.emplace_back(each.name);
  for (int number = 0; number < 128; ++number) names.push_back(lower(instrument_name(number)));
  return invalid_argument("", "no instrument is called '" + text + "'" +
                                  did_you_mean(lower(text), names) + "; music is composed for " +
                                  composable_instruments() +
                                  ", and sounds as any name or number (1 to 128) of General MIDI");
}

std::string player_text(const Player& player) {
  const Instrument* known = player.instrument;
  if (known != nullptr && player.program == known->first_program) return std::string(known->name);
  return player.program >= 0 && player.program < 128 ? std::string(instrument_name(player.program))
                                                     : std::to_string(player.program + 1);
}

}  // namespace bach

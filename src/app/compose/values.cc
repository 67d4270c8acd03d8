#include "app/compose/values.h"

#include <algorithm>
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

std::string key_words(const Key& key) { return key_name(key); }

Result<Metre> parse_metre(const std::string& text) {
  if (const std::optional<Metre> metre = abc::parse_metre(text)) return *metre;
  return not_a(text, "metre; write 3/4");
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

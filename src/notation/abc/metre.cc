#include "notation/abc/metre.h"

#include <algorithm>

#include "base/lower.h"
#include "notation/abc/cursor.h"
#include "notation/abc/length.h"
#include "notation/abc/words.h"

namespace bach::abc {
namespace {

constexpr int kMostCounts = 255;  // what MIDI can say
constexpr int kMostPart = 128;
constexpr Tick kMicrosecondsPerMinute = 60'000'000;

void skip_blanks(Cursor& cursor) {
  while (cursor.peek() == ' ' || cursor.peek() == '\t') cursor.skip();
}

// "3", "2+3", "(2+3)".
std::optional<int> take_sum(Cursor& cursor) {
  const bool bracket = cursor.take('(');
  int sum = 0;
  while (true) {
    skip_blanks(cursor);
    const std::optional<int> term = cursor.take_number();
    if (!term) return std::nullopt;
    sum = std::min(sum + *term, kMostCounts + 1);
    skip_blanks(cursor);
    if (!cursor.take('+')) break;
  }
  if (bracket && !cursor.take(')')) return std::nullopt;
  if (sum < 1 || sum > kMostCounts) return std::nullopt;
  return sum;
}

// "a/b" of a whole note.
std::optional<Tick> take_fraction(Cursor& cursor) {
  const std::optional<int> top = cursor.take_number();
  if (!top || *top < 1 || *top > 1024) return std::nullopt;
  skip_blanks(cursor);
  int bottom = 1;
  if (cursor.take('/')) {
    skip_blanks(cursor);
    bottom = cursor.take_number().value_or(0);
    if (bottom < 1 || bottom > 1024) return std::nullopt;
  }
  const std::optional<Duration> fraction = scaled(4 * kFineQuarter, {*top, bottom});
  return fraction ? std::optional(fraction->ticks) : std::nullopt;
}

std::string unquoted(std::string_view text) {
  std::string kept;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') {
      quoted = !quoted;
    } else if (!quoted) {
      kept += c;
    }
  }
  return kept;
}

// What is counted: "1/4", "1/4 3/8", "C3", "".
std::optional<Tick> beat_of(std::string_view text, Tick unit) {
  Cursor cursor(text);
  skip_blanks(cursor);
  if (cursor.done()) return unit;
  if (cursor.peek() == 'C' || cursor.peek() == 'c') {
    cursor.skip();
    const std::optional<Duration> units = scaled(unit, read_length(cursor));
    return units && units->ticks > 0 ? std::optional(units->ticks) : std::nullopt;
  }
  Tick beat = 0;
  while (!cursor.done()) {
    const std::optional<Tick> part = take_fraction(cursor);
    if (!part) return std::nullopt;
    beat += *part;
    if (beat > kLongestTune) return std::nullopt;
    skip_blanks(cursor);
  }
  return beat;
}

}  // namespace

std::optional<MetreField> read_metre_field(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || lower(text) == "none") return MetreField{};
  if (text == "C" || text == "c") return MetreField{Metre{0, 4, 4}};
  if (text == "C|" || text == "c|") return MetreField{Metre{0, 2, 2}};
  Cursor cursor(text);
  const std::optional<int> counts = take_sum(cursor);
  skip_blanks(cursor);
  if (!counts || !cursor.take('/')) return std::nullopt;
  skip_blanks(cursor);
  const int part = cursor.take_number().value_or(0);
  if (part < 1 || part > kMostPart || (part & (part - 1)) != 0) return std::nullopt;
  return MetreField{Metre{0, *counts, part}};
}

std::optional<Metre> parse_metre(std::string_view text) {
  const std::optional<MetreField> field = read_metre_field(text);
  return field ? field->metre : std::nullopt;
}

Tick default_unit(const std::optional<Metre>& metre) {
  const bool short_bar = metre && 4 * metre->numerator < 3 * metre->denominator;
  return kFineQuarter / (short_bar ? 4 : 2);
}

std::optional<Tick> parse_unit_length(std::string_view text) {
  Cursor cursor(trimmed(text));
  const std::optional<Tick> unit = take_fraction(cursor);
  if (!unit || *unit > 16 * 4 * kFineQuarter) return std::nullopt;
  return unit;
}

std::optional<std::uint32_t> parse_tempo(std::string_view text, Tick unit) {
  const std::string bare = unquoted(text);
  const std::string_view field = trimmed(bare);
  const std::size_t equals = field.find('=');
  const bool counted = equals != std::string_view::npos;
  const std::optional<Tick> beat = beat_of(counted ? field.substr(0, equals) : "", unit);
  std::string_view rate_text = counted ? field.substr(equals + 1) : field;
  rate_text.remove_prefix(std::min(rate_text.find_first_of("0123456789"), rate_text.size()));
  const int rate = Cursor(rate_text).take_number().value_or(0);
  if (!beat || rate < 1) return std::nullopt;
  const Tick per_beat = (kMicrosecondsPerMinute + rate / 2) / rate;
  return static_cast<std::uint32_t>(std::clamp<Tick>(per_beat * kFineQuarter / *beat, 1, 0xFFFFFF));
}

}  // namespace bach::abc

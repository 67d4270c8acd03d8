#include "notation/musicxml/attributes.h"

#include <algorithm>
#include <string_view>

#include "notation/musicxml/numbers.h"

namespace bach::musicxml {
namespace {

constexpr int kMostSemitones = 60;
constexpr int kMostBeats = 255;  // what MIDI can say
constexpr int kMostBeatType = 128;

std::optional<Mode> mode_of(std::string_view name) {
  for (const char* minor : {"minor", "dorian", "phrygian", "aeolian", "locrian"}) {
    if (name == minor) return Mode::kMinor;
  }
  for (const char* major : {"major", "lydian", "mixolydian", "ionian"}) {
    if (name == major) return Mode::kMajor;
  }
  return std::nullopt;
}

int within_seven(int fifths) {
  while (fifths > 7) fifths -= 12;
  while (fifths < -7) fifths += 12;
  return fifths;
}

// "4", "3+2".
std::optional<int> sum_of(std::string_view text) {
  int sum = 0;
  while (true) {
    const std::size_t plus = text.find('+');
    const std::optional<int> term = whole_number(text.substr(0, plus));
    if (!term || *term < 1 || *term > kMostBeats) return std::nullopt;
    sum += *term;
    if (sum > kMostBeats) return std::nullopt;
    if (plus == std::string_view::npos) return sum;
    text.remove_prefix(plus + 1);
  }
}

}  // namespace

Transposition read_transposition(pugi::xml_node transpose) {
  const auto number = [&](const char* name) {
    return whole_number(transpose.child_value(name)).value_or(0);
  };
  const int chromatic = number("chromatic");
  const int octaves = number("octave-change") - (transpose.child("double") ? 1 : 0);
  Transposition read;
  if (std::abs(chromatic) > kMostSemitones || std::abs(octaves) > kMostSemitones / 12) return read;
  read.semitones = chromatic + 12 * octaves;
  if (std::abs(read.semitones) > kMostSemitones) return {};
  // Seven fifths a semitone; of enharmonic keys the one with the fewest accidentals.
  const int fifths = ((7 * chromatic) % 12 + 12) % 12;
  read.fifths = fifths > 6 ? fifths - 12 : fifths;
  return read;
}

std::optional<StatedKey> read_key(pugi::xml_node key, const Transposition& transposition) {
  const std::optional<int> fifths = whole_number(key.child_value("fifths"));
  if (!fifths || std::abs(*fifths) > 24) return std::nullopt;
  return StatedKey{0, within_seven(*fifths + transposition.fifths),
                   mode_of(key.child_value("mode"))};
}

std::optional<Metre> read_metre(pugi::xml_node time) {
  if (time.child("senza-misura")) return std::nullopt;
  int numerator = 0;
  int denominator = 1;
  for (pugi::xml_node beats = time.child("beats"); beats; beats = beats.next_sibling("beats")) {
    const std::optional<int> sum = sum_of(beats.child_value());
    const std::optional<int> type = whole_number(beats.next_sibling("beat-type").child_value());
    if (!sum || !type || *type < 1 || *type > kMostBeatType || (*type & (*type - 1)) != 0) {
      return std::nullopt;
    }
    const int common = std::max(denominator, *type);
    numerator = numerator * (common / denominator) + *sum * (common / *type);
    denominator = common;
    if (numerator > kMostBeats) return std::nullopt;
  }
  if (numerator == 0) return std::nullopt;
  return Metre{0, numerator, denominator};
}

}  // namespace bach::musicxml

// Keys as people write them.
#include <array>
#include <cstddef>
#include <optional>

#include "score/key_name.h"

namespace bach {
namespace {

constexpr int kMostAccidentals = 7;
constexpr int kFlat = -7;  // along the line of fifths
constexpr int kSharp = 7;
constexpr int kMinorBelow = 3;

struct Word {
  std::string_view text;  // in small letters
  int fifths;
};

// Places on the line of fifths, C = 0. Longer words before those they begin with.
constexpr std::array<Word, 9> kSyllables = {{{"sol", 1},
                                             {"do", 0},
                                             {"ut", 0},
                                             {"ré", 2},
                                             {"re", 2},
                                             {"mi", 4},
                                             {"fa", -1},
                                             {"la", 3},
                                             {"si", 5}}};
constexpr std::array<Word, 19> kAccidentals = {{
    {"sharp", kSharp},  {"flat", kFlat},    {"dièse", kSharp},  {"diese", kSharp},
    {"diesis", kSharp}, {"bémol", kFlat},   {"bemolle", kFlat}, {"bemol", kFlat},
    {"♯", kSharp},      {"♭", kFlat},       {"#", kSharp},      {"is", kSharp},
    {"es", kFlat},      {"s", kFlat},       {"b", kFlat},       {"-sharp", kSharp},
    {"-flat", kFlat},   {" sharp", kSharp}, {" flat", kFlat},
}};
struct ModeWord {
  std::string_view text;
  Mode mode;
  bool german = false;
};
// At the end of a name; nothing says major.
constexpr std::array<ModeWord, 12> kModes = {{
    {"major", Mode::kMajor},
    {"minor", Mode::kMinor},
    {"maj", Mode::kMajor},
    {"min", Mode::kMinor},
    {"m", Mode::kMinor},
    {"dur", Mode::kMajor, true},
    {"moll", Mode::kMinor, true},
    {"majeur", Mode::kMajor},
    {"mineur", Mode::kMinor},
    {"maggiore", Mode::kMajor},
    {"minore", Mode::kMinor},
    {"", Mode::kMajor},
}};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::string in_small(std::string_view text) {
  std::string small;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    // É and È; the rest of UTF-8 stays as it is.
    if (c == '\xC3' && i + 1 < text.size() && (text[i + 1] == '\x89' || text[i + 1] == '\x88')) {
      small += c;
      small += static_cast<char>(text[++i] + 0x20);
    } else {
      small += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return small;
}

// The accidental that `rest` is, with blanks or a dash before it; none: it is something else.
std::optional<int> accidental_of(std::string_view rest) {
  if (rest.empty()) return 0;
  if (rest == "-") return kFlat;
  const std::string_view word = trimmed(rest[0] == '-' || rest[0] == ' ' ? rest.substr(1) : rest);
  for (const Word& each : kAccidentals) {
    if (word == each.text) return each.fifths;
  }
  return std::nullopt;
}

// A tonic in small letters as its place on the line of fifths.
std::optional<int> place_of(std::string_view tonic, bool german) {
  for (const Word& syllable : kSyllables) {
    if (!tonic.starts_with(syllable.text)) continue;
    const auto accidental = accidental_of(tonic.substr(syllable.text.size()));
    if (accidental) return syllable.fifths + *accidental;
  }
  if (tonic.empty()) return std::nullopt;
  const auto accidental = accidental_of(tonic.substr(1));
  if (!accidental) return std::nullopt;
  const char letter = tonic[0];
  // "es" and "as"; "bs" is nothing.
  if (tonic.substr(1) == "s" && letter != 'e' && letter != 'a') return std::nullopt;
  if (letter == 'h') return 5 + *accidental;
  if (letter == 'b' && german && *accidental == 0) return 5 + kFlat;
  static constexpr std::string_view kLetters = "fcgdaeb";
  const std::size_t found = kLetters.find(letter);
  if (found == std::string_view::npos) return std::nullopt;
  return static_cast<int>(found) - 1 + *accidental;
}

std::optional<Key> key_of(std::string_view tonic, const ModeWord& mode) {
  const auto place = place_of(tonic, mode.german);
  if (!place) return std::nullopt;
  const int fifths = *place - (mode.mode == Mode::kMinor ? kMinorBelow : 0);
  if (fifths < -kMostAccidentals || fifths > kMostAccidentals) return std::nullopt;
  return Key{0, fifths, mode.mode};
}

std::string known_keys() {
  std::string list;
  for (const Mode mode : {Mode::kMajor, Mode::kMinor}) {
    list += list.empty() ? "" : "; ";
    for (int fifths = -kMostAccidentals; fifths <= kMostAccidentals; ++fifths) {
      list += tonic_name({0, fifths, mode}) + (fifths < kMostAccidentals ? " " : "");
    }
    list += mode == Mode::kMajor ? " major" : " minor";
  }
  return list;
}

}  // namespace

Result<Key> key_from_name(std::string_view name) {
  const std::string_view written = trimmed(name);
  const std::string small = in_small(written);
  for (const ModeWord& mode : kModes) {
    if (written.empty() || !std::string_view(small).ends_with(mode.text)) continue;
    // A small m alone is minor, a small letter alone no key.
    if (mode.text == "m" && written.back() != 'm') continue;
    if (mode.text.empty() && small.size() <= 2 && written[0] == small[0]) continue;
    std::string_view tonic = small;
    tonic.remove_suffix(mode.text.size());
    // "a-moll", but "e- minor" and "e-".
    if (mode.text.size() > 1 && tonic.size() > 1 && tonic.ends_with('-')) tonic.remove_suffix(1);
    if (const auto key = key_of(trimmed(tonic), mode)) return *key;
  }
  return invalid_argument("", "'" + std::string(name) + "' is not a key; known are " +
                                  known_keys() +
                                  ", also written Am, a-moll, E flat, Es-Dur or la mineur");
}

}  // namespace bach

#include "notation/abc/key.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "base/lower.h"
#include "notation/abc/words.h"

namespace bach::abc {
namespace {

constexpr std::string_view kFifthsOrder = "FCGDAEB";
constexpr std::string_view kScale = "CDEFGAB";
constexpr int kMostOctaveShift = 4;
constexpr int kMostSemitoneShift = 60;

struct ModeName {
  std::string_view name;  // its first three letters
  int fifths;             // of its signature, from major's
  Mode mode;
};

constexpr ModeName kModes[] = {
    {"maj", 0, Mode::kMajor},  {"ion", 0, Mode::kMajor},  {"mix", -1, Mode::kMajor},
    {"lyd", 1, Mode::kMajor},  {"min", -3, Mode::kMinor}, {"aeo", -3, Mode::kMinor},
    {"dor", -2, Mode::kMinor}, {"phr", -4, Mode::kMinor}, {"loc", -5, Mode::kMinor},
};

const ModeName* mode_called(std::string_view word) {
  const std::string name = lower(word);
  if (name == "m" || name == "mi") return mode_called("min");
  for (const ModeName& mode : kModes) {
    if (name.size() >= 3 && name.substr(0, 3) == mode.name) return &mode;
  }
  return nullptr;
}

bool is_church_mode(const ModeName& mode) { return mode.name != "maj" && mode.name != "min"; }

int floor_divide(int a, int b) { return a >= 0 ? a / b : -((b - 1 - a) / b); }

std::array<std::int8_t, 7> signature_of(int fifths) {
  std::array<std::int8_t, 7> signature{};
  for (std::size_t letter = 0; letter < 7; ++letter) {
    const int place = static_cast<int>(kFifthsOrder.find(kScale[letter]));
    signature[letter] = static_cast<std::int8_t>(floor_divide(fifths + 6 - place, 7));
  }
  return signature;
}

int within_circle(int fifths) {
  while (fifths > 7) fifths -= 12;
  while (fifths < -7) fifths += 12;
  return fifths;
}

std::optional<int> signed_number(std::string_view text, int most) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (value < -most || value > most) return std::nullopt;
  return value;
}

// "treble", "bass-8", "alto1", "perc", "none", "G2".
bool read_clef(std::string_view word, Shift& shift) {
  std::string name = lower(word);
  int octaves = 0;
  for (const auto& [ending, octave] : {std::pair("-8", -1), {"+8", 1}, {"-15", -2}, {"+15", 2}}) {
    const std::string_view tail = ending;
    if (name.size() < tail.size() || !std::string_view(name).ends_with(tail)) continue;
    octaves = octave;
    name.resize(name.size() - tail.size());
    break;
  }
  if (!name.empty() && name.back() >= '1' && name.back() <= '5') name.pop_back();
  static constexpr std::string_view kClefs[] = {
      "treble", "bass", "alto", "tenor", "soprano", "mezzosoprano", "baritone", "none", "perc",
      "auto",   "g",    "f",    "c",     "p",       "tab"};
  if (std::find(std::begin(kClefs), std::end(kClefs), name) == std::end(kClefs)) return false;
  shift.clef_octaves = octaves;
  shift.drums = name == "perc";
  return true;
}

// "^f", "_b=e", as what they add to a signature. False for anything else.
bool read_accidentals(std::string_view word, std::array<std::int8_t, 7>& signature) {
  bool any = false;
  while (!word.empty()) {
    int accidental = 0;
    bool written = false;
    for (; !word.empty() && (word[0] == '^' || word[0] == '_' || word[0] == '='); written = true) {
      accidental += word[0] == '^' ? 1 : word[0] == '_' ? -1 : 0;
      word.remove_prefix(1);
    }
    if (!written || word.empty()) return false;
    const char letter = word[0] >= 'a' ? static_cast<char>(word[0] - 'a' + 'A') : word[0];
    const std::size_t place = kScale.find(letter);
    if (place == std::string_view::npos) return false;
    signature[place] = static_cast<std::int8_t>(std::clamp(accidental, -2, 2));
    word.remove_prefix(1);
    any = true;
  }
  return any;
}

class KeyReader {
 public:
  explicit KeyReader(std::string_view text) : words_(words_of(text)) {}

  std::optional<KeyField> read() {
    if (words_.empty()) {
      field_.says_key = true;  // an empty K: is K:none
      return field_;
    }
    if (read_tonic(words_[0])) {
      field_.says_key = true;
      at_ = 1;
      if (at_ < words_.size()) read_mode_word();
    } else if (!read_shift(words_[0], field_.shift) &&
               !read_accidentals(words_[0], field_.signature)) {
      return std::nullopt;
    }
    std::array<std::int8_t, 7> signature =
        explicit_ ? std::array<std::int8_t, 7>{} : signature_of(fifths_);
    bool modified = explicit_;
    for (; at_ < words_.size(); ++at_) {
      if (read_accidentals(words_[at_], signature)) {
        modified = true;
      } else if (!read_shift(words_[at_], field_.shift)) {
        field_.clear = false;
      }
    }
    if (modified) field_.says_key = true;
    if (!field_.says_key) return field_;
    field_.signature = signature;
    if (modified) {
      fifths_ = 0;
      for (const std::int8_t accidental : signature) fifths_ += accidental;
    }
    field_.church_mode = modified || church_mode_;
    field_.beyond_seven = fifths_ < -7 || fifths_ > 7;
    if (!none_) field_.key = Key{0, within_circle(fifths_), mode_};
    return field_;
  }

 private:
  bool read_tonic(std::string_view word) {
    if (lower(word) == "none") return none_ = true;
    if (word == "HP" || word == "Hp") {
      fifths_ = 2;
      return church_mode_ = true;
    }
    const char first =
        word[0] >= 'a' && word[0] <= 'g' ? static_cast<char>(word[0] - 'a' + 'A') : word[0];
    const std::size_t place = kFifthsOrder.find(first);
    if (place == std::string_view::npos) return false;
    int fifths = static_cast<int>(place) - 1;
    std::size_t end = 1;
    if (word.size() > end && (word[end] == '#' || word[end] == 'b')) {
      fifths += word[end++] == '#' ? 7 : -7;
    } else if (word.substr(end).starts_with("\u266F") || word.substr(end).starts_with("\u266D")) {
      fifths += word.substr(end).starts_with("\u266F") ? 7 : -7;
      end += 3;
    }
    std::string_view rest = word.substr(end);
    const ModeName* mode = mode_called(rest);
    if (mode != nullptr) {
      fifths += mode->fifths;
      mode_ = mode->mode;
      church_mode_ = is_church_mode(*mode);
      has_mode_ = true;
    } else if (lower(rest) == "exp") {
      explicit_ = has_mode_ = true;
    } else if (!rest.empty() && !read_accidentals(rest, ignored_)) {
      if (word[0] >= 'a') return false;  // "bass", "clef=alto"
      Shift other;
      if (read_shift(word, other)) return false;  // "G2"
      field_.clear = false;
    } else if (!rest.empty()) {
      words_.insert(words_.begin() + 1, rest);  // "D^f"
      has_mode_ = true;
    }
    fifths_ = fifths;
    return true;
  }

  void read_mode_word() {
    if (has_mode_ || none_) return;
    if (lower(words_[at_]) == "exp") {
      explicit_ = true;
      ++at_;
    } else if (const ModeName* mode = mode_called(words_[at_])) {
      if (words_[at_].find('=') != std::string_view::npos) return;  // "middle=d"
      fifths_ += mode->fifths;
      mode_ = mode->mode;
      church_mode_ = is_church_mode(*mode);
      ++at_;
    }
  }

  std::vector<std::string_view> words_;
  std::size_t at_ = 0;
  KeyField field_;
  int fifths_ = 0;
  Mode mode_ = Mode::kMajor;
  bool has_mode_ = false;
  bool explicit_ = false;
  bool none_ = false;
  bool church_mode_ = false;
  std::array<std::int8_t, 7> ignored_{};
};

}  // namespace

std::optional<KeyField> read_key_field(std::string_view text) { return KeyReader(text).read(); }

std::optional<Key> parse_key(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text[0] < 'A' || text[0] > 'G') return std::nullopt;
  const std::optional<KeyField> field = read_key_field(text);
  if (!field || !field->clear || field->church_mode || field->beyond_seven) return std::nullopt;
  return field->key;
}

bool read_shift(std::string_view word, Shift& shift) {
  for (const std::string_view name : {"octave", "o", "transpose", "t"}) {
    const std::string_view value = property(word, name);
    if (value.empty()) continue;
    const bool octave = name[0] == 'o';
    const auto number = signed_number(value, octave ? kMostOctaveShift : kMostSemitoneShift);
    if (!number) return false;
    (octave ? shift.octaves : shift.semitones) = *number;
    return true;
  }
  if (const std::string_view clef = property(word, "clef"); !clef.empty()) {
    return read_clef(clef, shift);
  }
  // Of how it looks, and of programs' own.
  for (const std::string_view name :
       {"name",       "nm",     "subname",    "sname",   "snm",    "middle",  "m",
        "stem",       "stems",  "gstem",      "dyn",     "lyrics", "gchord",  "stafflines",
        "staffscale", "style",  "staves",     "brace",   "brk",    "bracket", "score",
        "sound",      "shift",  "instrument", "strings", "space",  "scale",   "map",
        "cue",        "dia",    "volinc",     "up",      "down",   "spc",     "tuning",
        "capo",       "octave", "transpose"}) {
    if (!property(word, name).empty()) return true;
  }
  if (word == "merge" || word == "up" || word == "down") return true;
  return read_clef(word, shift);
}

int transposed_fifths(int fifths, int semitones) {
  return within_circle(fifths + 7 * semitones % 12);
}

}  // namespace bach::abc

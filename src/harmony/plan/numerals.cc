#include "harmony/plan/numerals.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "harmony/functions.h"
#include "score/key_estimate.h"

namespace bach {
namespace {

// What is left of a token.
class Letters {
 public:
  explicit Letters(std::string_view text) : left_(text) {}

  bool over() const { return left_.empty(); }
  std::string_view left() const { return left_; }
  bool take(std::string_view word) {
    if (!left_.starts_with(word)) return false;
    left_.remove_prefix(word.size());
    return true;
  }
  bool take_any(std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [this](auto word) { return take(word); });
  }

 private:
  std::string_view left_;
};

// In semitones.
int take_accidentals(Letters& letters) {
  int sum = 0;
  for (int k = 0; k < 2; ++k) {
    if (letters.take_any({"b", "♭"})) {
      --sum;
    } else if (letters.take_any({"#", "♯"})) {
      ++sum;
    }
  }
  return sum;
}

std::optional<Numeral::Degree> take_degree(Letters& letters) {
  // Longer ones before those they begin with.
  struct Name {
    std::string_view upper, lower;
    int step;
  };
  static constexpr std::array<Name, 7> kNames = {{{"VII", "vii", 6},
                                                  {"VI", "vi", 5},
                                                  {"V", "v", 4},
                                                  {"IV", "iv", 3},
                                                  {"III", "iii", 2},
                                                  {"II", "ii", 1},
                                                  {"I", "i", 0}}};
  Numeral::Degree degree;
  degree.accidental = take_accidentals(letters);
  for (const Name& name : kNames) {
    degree.step = name.step;
    if (letters.take(name.upper)) return degree;
    degree.lower = letters.take(name.lower);
    if (degree.lower) return degree;
  }
  return std::nullopt;
}

// False: there are others behind them.
bool take_figures(Letters& letters, Numeral& numeral) {
  struct Figures {
    std::string_view text;
    int inversion;
    bool seventh;
  };
  static constexpr std::array<Figures, 7> kFigures = {{{"65", 1, true},
                                                       {"64", 2, false},
                                                       {"6", 1, false},
                                                       {"7", 0, true},
                                                       {"43", 2, true},
                                                       {"42", 3, true},
                                                       {"2", 3, true}}};
  for (const Figures& figures : kFigures) {
    if (!letters.take(figures.text)) continue;
    numeral.inversion = figures.inversion;
    numeral.seventh = figures.seventh;
    break;
  }
  return letters.over() || letters.left().front() == '/';
}

// Above the tonic of a key of this mode.
int semitones_of(const Numeral::Degree& degree, Mode mode, bool leading) {
  static constexpr std::array<int, 7> kMajorScale = {0, 2, 4, 5, 7, 9, 11};
  static constexpr std::array<int, 7> kMinorScale = {0, 2, 3, 5, 7, 8, 10};
  int accidental = degree.accidental;
  const bool altered = degree.step == 2 || degree.step == 5 || degree.step == 6;
  if (mode == Mode::kMinor && altered && accidental == -1) accidental = 0;
  if (leading && degree.step == 6 && accidental == 0) return 11;
  return ((mode == Mode::kMinor ? kMinorScale : kMajorScale)[degree.step] + accidental + kTonics) %
         kTonics;
}

// Of a major chord: whether the key's seventh above it is a minor one.
bool minor_seventh(const Numeral::Degree& degree, Mode mode) {
  const Numeral::Degree seventh{(degree.step + 6) % 7, 0, false};
  const int root = semitones_of(degree, mode, false);
  return (semitones_of(seventh, mode, false) + kTonics - root) % kTonics == 10;
}

ChordQuality quality_of(const Numeral& numeral, Mode mode) {
  switch (numeral.mark) {
    case Numeral::Mark::kDiminished:
      return numeral.seventh ? ChordQuality::kDiminishedSeventh : ChordQuality::kDiminished;
    case Numeral::Mark::kHalfDiminished:
      return ChordQuality::kDiminished;
    case Numeral::Mark::kNone:
      break;
  }
  if (numeral.degree.lower) return ChordQuality::kMinor;
  return numeral.seventh && minor_seventh(numeral.degree, mode) ? ChordQuality::kDominantSeventh
                                                                : ChordQuality::kMajor;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// A word of the text and where it stands.
struct Word {
  std::string_view text;
  std::size_t offset = 0;
};

// The words between bar lines.
std::vector<std::vector<Word>> words_of(std::string_view text) {
  std::vector<std::vector<Word>> bars(1);
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '|') bars.emplace_back();
    if (text[at] == '|' || is_blank(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && text[end] != '|' && !is_blank(text[end])) ++end;
    bars.back().push_back({text.substr(at, end - at), at});
    at = end;
  }
  // A line before the first bar and behind the last one.
  if (bars.size() > 1 && bars.front().empty()) bars.erase(bars.begin());
  if (bars.size() > 1 && bars.back().empty()) bars.pop_back();
  return bars;
}

// "bar 2, 'iq7': not …"
Error not_read(std::size_t bar, const Word& word, const std::string& why) {
  constexpr std::size_t kShown = 24;
  std::string shown(word.text.substr(0, kShown));
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') c = '?';
  }
  if (word.text.size() > kShown) shown += "…";
  Error error = invalid_argument(
      "harmony", "bar " + std::to_string(bar + 1) +
                     (word.text.empty() ? std::string(": ") : ", '" + shown + "': ") + why);
  if (!word.text.empty()) error.offset = word.offset;
  return error;
}

// Reads the words of bar after bar.
class NumeralReader {
 public:
  Status read_bar(const std::vector<Word>& words) {
    const std::size_t bar = bars_.size();
    if (words.size() == 1 && words[0].text == "%") {
      if (bars_.empty()) return not_read(bar, words[0], "there is no bar before it to repeat");
      bars_.push_back(bars_.back());
      return {};
    }
    bars_.emplace_back();
    for (const Word& word : words) {
      Status read = read_word(bar, word);
      if (!read) return read;
    }
    if (bars_.back().empty()) {
      return not_read(bar, {}, "it has no chord; write . where the one before goes on");
    }
    return {};
  }
  NumeralBars bars() && { return std::move(bars_); }

 private:
  Status read_word(std::size_t bar, const Word& word) {
    std::string_view text = word.text;
    if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
      const auto key = read_local_key(text.substr(0, colon));
      if (!key) {
        return not_read(bar, word, kNoLocalKey);
      }
      key_ = key;
      text.remove_prefix(colon + 1);
      if (text.empty()) return {};
    }
    if (text == "." || text == "-") {
      if (!last_) return not_read(bar, word, "there is no chord before it to go on");
      bars_.back().push_back(*last_);
      return {};
    }
    if (text == "%") return not_read(bar, word, "it repeats a bar, and stands alone in one");
    last_ = read_numeral(text);
    if (!last_) {
      return not_read(bar, word, std::string(kNoNumeral) + ", and | between bars");
    }
    last_->key = key_;
    bars_.back().push_back(*last_);
    return {};
  }

  NumeralBars bars_;
  std::optional<std::uint8_t> key_;
  std::optional<Numeral> last_;
};

}  // namespace

std::optional<Numeral> read_numeral(std::string_view text) {
  Letters letters(text);
  Numeral numeral;
  if (letters.take("Cad64")) {
    numeral.of_key = true;
    numeral.inversion = 2;
    return letters.over() ? std::optional(numeral) : std::nullopt;
  }
  if (letters.take("N")) {
    numeral.degree = {1, -1, false};
  } else {
    const auto degree = take_degree(letters);
    if (!degree) return std::nullopt;
    numeral.degree = *degree;
    if (letters.take_any({"o", "°"})) {
      numeral.mark = Numeral::Mark::kDiminished;
    } else if (letters.take_any({"ø", "Ø"})) {
      numeral.mark = Numeral::Mark::kHalfDiminished;
    }
    if (numeral.mark != Numeral::Mark::kNone && !degree->lower) return std::nullopt;
  }
  if (!take_figures(letters, numeral)) return std::nullopt;
  if (letters.take("/")) {
    numeral.goal = take_degree(letters);
    if (!numeral.goal) return std::nullopt;
  }
  return letters.over() ? std::optional(numeral) : std::nullopt;
}

std::optional<std::uint8_t> read_local_key(std::string_view text) {
  static constexpr std::string_view kNotes = "cdefgab";
  static constexpr std::array<int, 7> kPitches = {0, 2, 4, 5, 7, 9, 11};
  if (text.empty()) return std::nullopt;
  const bool major = text[0] >= 'A' && text[0] <= 'G';
  const std::size_t note = kNotes.find(major ? static_cast<char>(text[0] - 'A' + 'a') : text[0]);
  if (note == std::string_view::npos) return std::nullopt;
  Letters letters(text.substr(1));
  const int tonic = (kPitches[note] + take_accidentals(letters) + kTonics) % kTonics;
  if (!letters.over()) return std::nullopt;
  return static_cast<std::uint8_t>((major ? 0 : kTonics) + tonic);
}

Result<NumeralBars> parse_numerals(std::string_view text) {
  NumeralReader reader;
  for (const std::vector<Word>& words : words_of(text)) {
    const Status read = reader.read_bar(words);
    if (!read) return read.error();
  }
  return std::move(reader).bars();
}

Chord chord_in(const Numeral& numeral, int key) {
  const int own = numeral.key.value_or(static_cast<std::uint8_t>(key));
  Mode mode = own < kTonics ? Mode::kMajor : Mode::kMinor;
  int tonic = own % kTonics;
  if (numeral.of_key) {
    return {static_cast<std::uint8_t>(tonic),
            mode == Mode::kMajor ? ChordQuality::kMajor : ChordQuality::kMinor};
  }
  if (numeral.goal) {
    tonic += semitones_of(*numeral.goal, mode, false);
    mode = numeral.goal->lower ? Mode::kMinor : Mode::kMajor;
  }
  const bool leading = numeral.mark != Numeral::Mark::kNone;
  const int root = (tonic + semitones_of(numeral.degree, mode, leading)) % kTonics;
  return {static_cast<std::uint8_t>(root), quality_of(numeral, mode)};
}

Result<std::vector<std::optional<PlannedChord>>> numeral_beats(const NumeralBars& bars,
                                                               const Key& key,
                                                               const PlanSection& section) {
  const int room = section.beats.back().bar + 1;
  if (static_cast<int>(bars.size()) > std::max(room, 1)) {
    return invalid_argument("harmony", std::to_string(bars.size()) + " bars are written where " +
                                           std::to_string(room) + " are to be composed");
  }
  const std::uint8_t home = key_index(key);
  std::vector<std::optional<PlannedChord>> planned;
  for (const PlanBeat& beat : section.beats) {
    planned.emplace_back();
    const auto bar = static_cast<std::size_t>(std::max(beat.bar, 0));
    if (bar >= bars.size()) continue;
    const auto chords = static_cast<int>(bars[bar].size());
    if (chords > beat.beats) {
      return invalid_argument("harmony", "bar " + std::to_string(bar + 1) + " has " +
                                             std::to_string(chords) + " chords in " +
                                             std::to_string(beat.beats) +
                                             " beats; there is room for one a beat");
    }
    // Chord k begins on the first beat at or behind k of `chords` parts.
    const int which = beat.bar < 0 ? 0 : beat.place * chords / beat.beats;
    const Numeral& numeral = bars[bar][static_cast<std::size_t>(which)];
    planned.back() = PlannedChord{beat.begin, chord_in(numeral, home), numeral.key.value_or(home)};
  }
  return planned;
}

Result<HarmonyPlan> plan_of(const NumeralBars& bars, const Key& key, const PlanSection& section) {
  const auto beats = numeral_beats(bars, key, section);
  if (!beats) return beats.error();
  HarmonyPlan plan;
  for (const std::optional<PlannedChord>& each : *beats) {
    if (!each) continue;
    if (!plan.empty() && plan.back().chord == each->chord && plan.back().key == each->key) continue;
    plan.push_back(*each);
  }
  return plan;
}

}  // namespace bach

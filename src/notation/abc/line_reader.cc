#include "notation/abc/line_reader.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "notation/abc/fields.h"
#include "score/spelling.h"

namespace bach::abc {
namespace {

// Longest length read, in units: keeps all arithmetic far from overflow.
constexpr int kMostUnits = 100000;
constexpr Tick kLongestPiece = Tick{1} << 40;

struct Length {
  int top = 1;
  int bottom = 1;
};

class LineReader {
 public:
  LineReader(std::string_view text, std::size_t column, int line, Tick unit, VoiceBuilder& voice)
      : text_(text), at_(column), line_(line), unit_(unit), voice_(voice) {}

  Status read() {
    while (at_ < text_.size()) {
      Status status = read_element();
      if (!status) return status;
      if (voice_.at > kLongestPiece) return invalid("the piece is too long");
    }
    return {};
  }

 private:
  Error error(ErrorCode code, const std::string& what) const {
    return {code,
            "line " + std::to_string(line_) + ", column " + std::to_string(at_ + 1) + ": " + what,
            {}};
  }
  Error invalid(const std::string& what) const { return error(ErrorCode::kInvalidData, what); }
  Error unsupported(const std::string& what) const { return error(ErrorCode::kUnsupported, what); }

  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool take(std::string_view expected) {
    if (!text_.substr(at_).starts_with(expected)) return false;
    at_ += expected.size();
    return true;
  }

  Status read_element() {
    const char c = peek();
    if (c == ' ' || c == '\t' || c == '\r') {
      ++at_;
      return {};
    }
    if (c == '%') {
      at_ = text_.size();
      return {};
    }
    if (c == '|' || c == ':') return read_sign();
    if (c == '[' && (peek(1) == '|' || peek(1) == '1' || peek(1) == '2')) return read_sign();
    if (c == '[' && peek(2) == ':') return read_inline_field();
    if (c == '[') return read_chord();
    if (c == '(') return read_tuplet();
    if (c == 'z' || c == 'x') return read_rest();
    if (c == '&') {
      ++at_;
      return voice_.overlay() ? Status() : invalid("the layers of this bar differ in length");
    }
    if (is_note_start(c)) return read_single_note();
    return unsupported("'" + std::string(1, c) + "' is ABC we do not read");
  }

  static bool is_note_start(char c) {
    return (c >= 'A' && c <= 'G') || (c >= 'a' && c <= 'g') || c == '^' || c == '_' || c == '=';
  }

  Status read_sign() {
    for (const char* sign : {":|2", ":|]", ":|", "|1", "|2", "|:", "||", "|]", "|", "[1", "[2"}) {
      const int column = static_cast<int>(at_) + 1;
      if (!take(sign)) continue;
      std::string text = sign;
      if (text == "[1") text = "|1";
      if (text == "[2") text = "|2";
      if (text == ":|]") text = ":|";
      if (voice_.tuplet_left > 0) return invalid("a tuplet is not complete");
      if (voice_.has_stale_tie()) return invalid("a tie in this bar leads to no note");
      if (!voice_.add_sign({0, text, line_, column}))
        return invalid("the layers of this bar differ in length");
      return {};
    }
    return unsupported("a bar sign we do not read");
  }

  Status read_inline_field() {
    const std::size_t end = text_.find(']', at_);
    if (end == std::string_view::npos) return invalid("'[' without ']'");
    const char name = peek(1);
    const std::string_view value = text_.substr(at_ + 3, end - at_ - 3);
    if (name == 'K') {
      auto key = parse_key(value);
      if (!key) return unsupported("a key we do not read");
      key->at = voice_.at;
      voice_.key = *key;
      voice_.changes.keys.push_back(*key);
    } else if (name == 'M') {
      auto metre = parse_metre(value);
      if (!metre) return unsupported("a metre we do not read");
      metre->at = voice_.at;
      voice_.changes.metres.push_back(*metre);
    } else if (name == 'Q') {
      const auto tempo = parse_tempo(value);
      if (!tempo) return unsupported("a tempo we do not read");
      voice_.changes.tempos.push_back({voice_.at, *tempo});
    } else if (name != 'P') {
      return unsupported("a field we do not read inside music");
    }
    at_ = end + 1;
    return {};
  }

  Status read_tuplet() {
    const std::size_t begin = at_;
    ++at_;
    const std::optional<int> p = read_digits();
    if (!p) {
      at_ = begin;
      return unsupported("slurs are not read");
    }
    int q = *p == 3 ? 2 : *p == 2 ? 3 : *p == 4 || *p == 6 || *p == 8 ? (*p == 6 ? 2 : 3) : 0;
    int count = *p;
    if (take(":")) {
      if (const auto given = read_digits()) q = *given;
      if (take(":")) {
        if (const auto given = read_digits()) count = *given;
      }
    }
    if (*p < 2 || *p > 64 || q < 1 || q > 64 || count < 1) {
      at_ = begin;
      return unsupported("a tuplet we do not read");
    }
    if (voice_.tuplet_left > 0) return unsupported("a tuplet inside another");
    voice_.tuplet_p = *p;
    voice_.tuplet_q = q;
    voice_.tuplet_left = count;
    return {};
  }

  bool at_digit() const { return peek() >= '0' && peek() <= '9'; }

  // Nothing where no digit stands; kMostUnits + 1 for numbers above kMostUnits.
  std::optional<int> read_digits() {
    if (!at_digit()) return std::nullopt;
    int value = 0;
    for (; at_digit(); ++at_) value = std::min(10 * value + (peek() - '0'), kMostUnits + 1);
    return value;
  }

  // "", "3", "3/2", "/2", "/", "//".
  Length read_length() {
    Length length;
    length.top = read_digits().value_or(1);
    while (take("/")) {
      const Tick bottom = Tick{length.bottom} * read_digits().value_or(2);
      length.bottom = static_cast<int>(std::min<Tick>(bottom, kMostUnits + 1));
    }
    return length;
  }

  // Ticks of a note or rest that has just been read; counts down the tuplet.
  Result<Tick> duration_of(const Length& length) {
    const auto in_range = [](int number) { return number >= 1 && number <= kMostUnits; };
    if (!in_range(length.top) || !in_range(length.bottom)) return invalid("a length out of range");
    Tick top = unit_ * length.top;
    Tick bottom = length.bottom;
    if (voice_.tuplet_left > 0) {
      top *= voice_.tuplet_q;
      bottom *= voice_.tuplet_p;
      --voice_.tuplet_left;
    }
    if (top % bottom != 0)
      return unsupported("a length that is not a whole number of 480ths of a quarter");
    return top / bottom;
  }

  Status read_rest() {
    ++at_;
    const Result<Tick> duration = duration_of(read_length());
    if (!duration) return duration.error();
    voice_.at += *duration;
    return {};
  }

  // The MIDI pitch of accidentals, letter and octave marks.
  Result<int> read_pitch() {
    int accidental = 0;
    bool written = false;
    for (; peek() == '^' || peek() == '_' || peek() == '='; ++at_) {
      accidental += peek() == '^' ? 1 : peek() == '_' ? -1 : 0;
      written = true;
    }
    static constexpr std::string_view kLetters = "CDEFGABcdefgab";
    const std::size_t place = peek() == '\0' ? std::string_view::npos : kLetters.find(peek());
    if (place == std::string_view::npos) return invalid("an accidental without a note");
    ++at_;
    const int letter = static_cast<int>(place % 7);
    int octave = place < 7 ? 4 : 5;
    for (; peek() == ',' || peek() == '\''; ++at_) octave += peek() == ',' ? -1 : 1;
    if (written) {
      voice_.accidentals[{letter, octave}] = accidental;
    } else {
      const auto known = voice_.accidentals.find({letter, octave});
      accidental = known != voice_.accidentals.end()
                       ? known->second
                       : signature_accidental(letter, voice_.key.fifths);
    }
    const int pitch = Spelled{letter, accidental, octave}.pitch() + voice_.transpose;
    if (pitch < 0 || pitch > 127) return invalid("a note outside MIDI's range");
    return pitch;
  }

  struct Spelled {
    int letter, accidental, octave;
    int pitch() const {
      static constexpr int kSemitones[] = {0, 2, 4, 5, 7, 9, 11};
      return 12 * (octave + 1) + kSemitones[letter] + accidental;
    }
  };

  Status read_single_note() {
    const Result<int> pitch = read_pitch();
    if (!pitch) return pitch.error();
    const Result<Tick> duration = duration_of(read_length());
    if (!duration) return duration.error();
    voice_.add_note(*pitch, *duration, take("-"));
    voice_.at += *duration;
    return {};
  }

  Status read_chord() {
    ++at_;
    std::vector<std::pair<int, bool>> pitches;  // and whether tied
    while (!take("]")) {
      if (!is_note_start(peek())) return unsupported("a chord holds more than notes");
      const Result<int> pitch = read_pitch();
      if (!pitch) return pitch.error();
      pitches.emplace_back(*pitch, take("-"));
    }
    if (pitches.empty()) return invalid("an empty chord");
    const Result<Tick> duration = duration_of(read_length());
    if (!duration) return duration.error();
    const bool all_tied = take("-");
    for (const auto& [pitch, tied] : pitches) voice_.add_note(pitch, *duration, tied || all_tied);
    voice_.at += *duration;
    return {};
  }

  std::string_view text_;
  std::size_t at_;
  int line_;
  Tick unit_;
  VoiceBuilder& voice_;
};

}  // namespace

Status read_music_line(std::string_view text, std::size_t column, int line, Tick unit,
                       VoiceBuilder& voice) {
  return LineReader(text, column, line, unit, voice).read();
}

}  // namespace bach::abc

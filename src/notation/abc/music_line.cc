#include "notation/abc/music_line.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <utility>
#include <vector>

#include "notation/abc/bar_sign.h"
#include "notation/abc/cursor.h"
#include "notation/abc/fields.h"
#include "notation/abc/note_text.h"
#include "notation/abc/rhythm.h"
#include "score/bars.h"

namespace bach::abc {
namespace {

using notation::SignKind;

constexpr std::size_t kLongestDecoration = 24;
constexpr int kMostTimes = 8;
constexpr int kMostSlurs = 16;

bool is_jump(SignKind kind) {
  return kind == SignKind::kToCoda || kind == SignKind::kFine || kind == SignKind::kDaCapo ||
         kind == SignKind::kDalSegno;
}

class MusicLine {
 public:
  MusicLine(std::string_view text, Tune& tune) : cursor_(text), tune_(tune) {}

  Status read() {
    while (!cursor_.done()) {
      read_element();
      if (too_long_ || voice().at > kLongestTune) {
        return Error{ErrorCode::kLimit,
                     "line " + std::to_string(tune_.line) +
                         ": the tune lasts longer than a million quarters; is a length wrong?",
                     {}};
      }
    }
    return {};
  }

 private:
  TuneVoice& voice() { return tune_.voice(); }
  Pending& pending() { return voice().pending; }

  void read_element() {
    const char c = cursor_.peek();
    switch (c) {
      case ' ':
      case '\t':
      case '\r':
      case '\\':
      case '`':
      case '*':
      case '$':
      case ';':
        return cursor_.skip();
      case '"':
        return skip_string();
      case '!':
      case '+':
        return read_decoration(c);
      case '{':
        return read_grace_notes();
      case '(':
        return read_opening();
      case ')':
        cursor_.skip();
        return close_slur();
      case '.':
        return read_dot();
      case '-':
        cursor_.skip();
        return tie_last();
      case '>':
      case '<':
        return read_broken_rhythm(c);
      case '&':
        cursor_.skip();
        if (!voice().overlay()) tune_.count(Problem::kLayers);
        pending().last.reset();
        return;
      case 'z':
      case 'x':
        cursor_.skip();
        return rest(read_length(cursor_));
      case 'Z':
      case 'X':
        return read_long_rest();
      case 'y':
        cursor_.skip();
        read_length(cursor_);
        return;
      default:
        return read_note_or_sign(c);
    }
  }

  void read_note_or_sign(char c) {
    const bool field = c == '[' && std::isalpha(static_cast<unsigned char>(cursor_.peek(1))) &&
                       cursor_.peek(2) == ':';
    if (field && cursor_.peek(3) != '|' && cursor_.peek(3) != ']') return read_inline_field();
    if (const auto sign = take_bar_sign(cursor_)) return pass_bar_sign(*sign);
    if (c == '[') return read_chord();
    if (at_note(cursor_)) return read_single_note();
    // The number of an ending may stand away from its bar line.
    const bool behind_bar = !voice().bars.empty() && voice().bars.back() == voice().at;
    if (cursor_.at_digit() && behind_bar) return begin_ending(take_endings(cursor_));
    cursor_.skip();
    const std::string& name = tune_.letters.of(c);
    if (name.empty()) return tune_.count(Problem::kCharacter);
    decorate(name);
  }

  // Chord symbols and annotations.
  void skip_string() {
    const std::size_t close = cursor_.rest().find('"', 1);
    tune_.count(close == std::string_view::npos ? Problem::kUnclosed : Problem::kChordSymbol);
    cursor_.skip(close == std::string_view::npos ? cursor_.rest().size() : close + 1);
  }

  void read_inline_field() {
    const std::size_t end = cursor_.rest().find(']');
    if (end == std::string_view::npos) {
      tune_.count(Problem::kUnclosed);
      return cursor_.skip();
    }
    const std::string_view value = cursor_.rest().substr(3, end - 3);
    const char name = cursor_.peek(1);
    cursor_.skip(end + 1);
    apply_field(name, value, tune_);
  }

  // "!trill!", "+trill+"; a lone '!' once broke lines.
  void read_decoration(char mark) {
    const std::string_view rest = cursor_.rest().substr(1);
    const std::size_t end = rest.substr(0, kLongestDecoration + 1).find(mark);
    const std::string_view name = rest.substr(0, std::min(end, rest.size()));
    const bool decoration_here = end != std::string_view::npos && end > 0 &&
                                 name.find_first_of(" |:[]\"") == std::string_view::npos;
    if (!decoration_here) {
      if (mark == '+') tune_.count(Problem::kCharacter);
      return cursor_.skip();
    }
    // "+CEG+" is a chord of the oldest ABC.
    const bool chord =
        mark == '+' && !decoration(name).known &&
        name.find_first_not_of("ABCDEFGabcdefg^_=,'/0123456789") == std::string_view::npos &&
        name != "f" && name.find_first_of("ABCDEFGabcdeg") != std::string_view::npos;
    if (chord) return read_chord('+');
    cursor_.skip(end + 2);
    decorate(name);
  }

  void decorate(std::string_view name) {
    if (name == "nil") return;
    const DecorationMeaning meaning = decoration(name);
    if (meaning.sign) {
      if (is_jump(*meaning.sign)) {
        pending().signs.push_back(*meaning.sign);
      } else {
        add_sign(*meaning.sign);
      }
    } else if (meaning.mark) {
      pending().marks.push_back({0, 0, 0, *meaning.mark, 1, meaning.text});
    } else {
      tune_.count(Problem::kDecoration);
    }
  }

  void add_sign(SignKind kind) {
    notation::RoadSign sign;
    sign.at = voice().at;
    sign.kind = kind;
    voice().signs.push_back(sign);
  }

  void read_dot() {
    const char next = cursor_.peek(1);
    if (next == '|') return pass_bar_sign(*take_bar_sign(cursor_));
    cursor_.skip();
    if (next != '(' && next != '-' && next != ')') {
      pending().marks.push_back({0, 0, 0, MarkKind::kStaccato});
    }
  }

  // A slur or a tuplet.
  void read_opening() {
    cursor_.skip();
    if (!cursor_.at_digit()) return open_slur();
    const std::optional<Tuplet> tuplet = take_tuplet(cursor_, voice().metre);
    std::vector<Tuplet>& open = pending().tuplets;
    const bool again = tuplet && !open.empty() && open.back().p == tuplet->p &&
                       open.back().left == open.back().notes;
    if (again) open.pop_back();  // "(3(3" is written for "((3"
    if (!tuplet || again || open.size() == kMostTuplets) tune_.count(Problem::kTuplet);
    if (tuplet && open.size() < kMostTuplets) open.push_back(*tuplet);
  }

  void open_slur() {
    const int number = std::clamp(++pending().slurs, 1, kMostSlurs);
    pending().marks.push_back({0, 0, 0, MarkKind::kSlurStart, static_cast<std::uint8_t>(number)});
  }

  // At the note played last.
  void close_slur() {
    const std::optional<LastEvent>& last = pending().last;
    if (last && last->first_head < voice().heads.size() && pending().slurs > 0) {
      const Head& head = voice().heads[last->first_head];
      const int number = std::min(pending().slurs, kMostSlurs);
      voice().marks.push_back(
          {0, head.onset, head.pitch, MarkKind::kSlurStop, static_cast<std::uint8_t>(number)});
    }
    pending().slurs = std::max(pending().slurs - 1, 0);
  }

  void read_grace_notes() {
    cursor_.skip();
    const bool slash = cursor_.take('/');
    while (!cursor_.done() && cursor_.peek() != '}') {
      if (!at_note(cursor_)) {
        cursor_.skip();
        continue;
      }
      const std::optional<NoteText> note = take_note(cursor_);
      read_length(cursor_);
      if (!note) continue;
      const int pitch = sound(*note, tune_.reach, voice()).pitch;
      if (pitch < 0 || pitch > 127) continue;
      tune_.count(Problem::kGraceNote);
      pending().marks.push_back(
          {0, 0, static_cast<std::uint8_t>(pitch), MarkKind::kGraceNote, 1, slash ? "slash" : ""});
    }
    if (!cursor_.take('}')) tune_.count(Problem::kUnclosed);
  }

  void tie_last() {
    const std::optional<LastEvent>& last = pending().last;
    if (last) voice().tie(last->first_head, voice().heads.size());
  }

  void read_broken_rhythm(char sign) {
    int times = 0;
    while (cursor_.take(sign)) ++times;
    const std::optional<LastEvent>& last = pending().last;
    if (!last || times > kMostBroken || pending().broken) {
      return tune_.count(Problem::kBrokenRhythm);
    }
    pending().broken = broken_rhythm(sign, times);
  }

  // What becomes of the note or rest of `ticks` that begins now: behind a '>' or '<' both sides
  // change if they are equally long (4.4 of the standard leaves the rest undefined).
  Length break_rhythm(Tick ticks) {
    const std::optional<BrokenRhythm> broken = std::exchange(pending().broken, std::nullopt);
    if (!broken) return {};
    const std::optional<LastEvent>& last = pending().last;
    if (!last || last->length != ticks || last->begin + last->length != voice().at) {
      tune_.count(Problem::kBrokenRhythm);
      return {};
    }
    for (std::size_t h = last->first_head; h < voice().heads.size(); ++h) {
      Tick& duration = voice().heads[h].duration;
      duration = std::max<Tick>(exactly(duration, broken->before), 1);
    }
    voice().at = last->begin + exactly(last->length, broken->before);
    return broken->after;
  }

  // ticks × by, counted where rounded.
  Tick exactly(Tick ticks, const Length& by) {
    const std::optional<Duration> duration = scaled(ticks, by);
    too_long_ |= !duration;
    if (!duration) return 0;
    if (!duration->exact) tune_.count(Problem::kRounded);
    return duration->ticks;
  }

  // What tuplets make of the note or rest to come; they count it.
  std::vector<Length> take_factors() {
    std::vector<Length> factors;
    for (Tuplet& tuplet : pending().tuplets) {
      factors.push_back({tuplet.q, tuplet.p});
      --tuplet.left;
    }
    std::erase_if(pending().tuplets, [](const Tuplet& tuplet) { return tuplet.left == 0; });
    return factors;
  }

  Tick duration_of(const Length& length, const std::vector<Length>& factors) {
    Tick ticks = exactly(voice().unit, length);
    for (const Length& factor : factors) ticks = exactly(ticks, factor);
    return ticks;
  }

  void rest(const Length& length) {
    Tick ticks = duration_of(length, take_factors());
    ticks = exactly(ticks, break_rhythm(ticks));
    const Tick begin = voice().at;
    if (ticks == 0) tune_.count(Problem::kNoLength);
    std::erase_if(pending().marks,
                  [](const Mark& mark) { return mark.kind != MarkKind::kSlurStart; });
    advance(voice().heads.size(), begin, ticks);
  }

  // Goes on behind an event of `ticks`.
  void advance(std::size_t first_head, Tick begin, Tick ticks) {
    pending().last = LastEvent{first_head, begin, ticks};
    voice().at = begin + ticks;
    settle_signs();
  }

  void settle_signs() {
    for (const SignKind kind : pending().signs) add_sign(kind);
    pending().signs.clear();
  }

  void read_long_rest() {
    cursor_.skip();
    const int bars = cursor_.take_number().value_or(1);
    const Tick bar = bar_ticks(voice().metre.value_or(Metre{}), static_cast<int>(kFineQuarter));
    voice().at += exactly(bar, {bars, 1});
    pending().last.reset();
    settle_signs();
  }

  struct Tone {
    NoteText text;
    Length length;
    bool tied = false;
  };

  void read_single_note() {
    const std::optional<NoteText> note = take_note(cursor_);
    if (!note) return tune_.count(Problem::kCharacter);
    const Length length = read_length(cursor_);
    play({{*note, length, false}}, {1, 1});
  }

  // `end` is ']', or '+' in the oldest ABC.
  void read_chord(char end = ']') {
    cursor_.skip();
    std::vector<Tone> tones;
    int slurs_closed = 0;
    while (!cursor_.done() && cursor_.peek() != end) {
      const char c = cursor_.peek();
      if (at_note(cursor_)) {
        if (const std::optional<NoteText> note = take_note(cursor_)) {
          tones.push_back({*note, read_length(cursor_), cursor_.take('-')});
        }
      } else if (c == '"') {
        skip_string();
      } else if (c == '!') {
        read_decoration(c);
      } else if (c == '-' && !tones.empty()) {
        tones.back().tied = true;
        cursor_.skip();
      } else if (c == '(') {
        cursor_.skip();
        open_slur();
      } else if (c == ')') {
        cursor_.skip();
        ++slurs_closed;
      } else {
        read_in_chord(c);
      }
    }
    const bool closed = cursor_.take(end);
    if (!closed || tones.empty()) tune_.count(Problem::kChord);
    if (tones.empty()) return;
    play(tones, read_length(cursor_));
    for (; slurs_closed > 0; --slurs_closed) close_slur();
  }

  // Decorations, rests and blanks among the notes of a chord.
  void read_in_chord(char c) {
    cursor_.skip();
    if (c == '.') {
      pending().marks.push_back({0, 0, 0, MarkKind::kStaccato});
    } else if (c == 'z' || c == 'x' || c == 'y') {
      read_length(cursor_);
    } else if (c != ' ' && c != '\t') {
      const std::string& name = tune_.letters.of(c);
      if (name.empty()) return tune_.count(Problem::kCharacter);
      decorate(name);
    }
  }

  // Notes that begin together; the first says where the next begin. `all` is the chord's length.
  void play(const std::vector<Tone>& tones, const Length& all) {
    std::vector<Length> factors = take_factors();
    const auto times_all = [&all](const Length& length) {
      return Length{length.top * all.top, length.bottom * all.bottom};
    };
    factors.push_back(break_rhythm(duration_of(times_all(tones.front().length), factors)));
    const Tick begin = voice().at;
    const std::size_t first = voice().heads.size();
    Tick step = 0;
    std::vector<std::size_t> tied;
    for (const Tone& tone : tones) {
      const Tick ticks = duration_of(times_all(tone.length), factors);
      if (&tone == &tones.front()) step = ticks;
      const Sounding sounding = sound(tone.text, tune_.reach, voice());
      if (tone.text.rounded) tune_.count(Problem::kQuarterTone);
      if (ticks <= 0) {
        tune_.count(Problem::kNoLength);
      } else if (sounding.pitch < 0 || sounding.pitch > 127) {
        tune_.count(Problem::kPitchRange);
      } else {
        if (tone.tied) tied.push_back(voice().heads.size());
        voice().add_head(sounding.pitch, ticks, tone.text.written, sounding.accidental, tune_.line);
      }
    }
    for (const std::size_t head : tied) voice().tie(head, head + 1);
    attach_marks(first);
    advance(first, begin, step);
  }

  void attach_marks(std::size_t first) {
    if (first < voice().heads.size()) {
      const Head& head = voice().heads[first];
      for (Mark& mark : pending().marks) {
        mark.onset = head.onset;
        if (mark.kind != MarkKind::kGraceNote) mark.pitch = head.pitch;
        voice().marks.push_back(std::move(mark));
      }
    }
    pending().marks.clear();
  }

  void pass_bar_sign(const BarSign& sign) {
    settle_signs();
    if (sign.line && !voice().end_bar()) tune_.count(Problem::kLayers);
    if (sign.closes > 0) {
      if (sign.closes + 1 > kMostTimes) tune_.count(Problem::kRepeatTimes);
      add_sign(SignKind::kBackward);
      voice().signs.back().times = std::min(sign.closes + 1, kMostTimes);
    }
    if (sign.thick) add_sign(SignKind::kEndingStop);
    if (sign.opens) add_sign(SignKind::kForward);
    if (sign.ending) begin_ending(sign.endings);
  }

  void begin_ending(std::uint32_t endings) {
    if (endings == 0) return tune_.count(Problem::kEnding);
    add_sign(SignKind::kEndingStart);
    voice().signs.back().endings = endings;
  }

  Cursor cursor_;
  Tune& tune_;
  bool too_long_ = false;
};

}  // namespace

Status read_music_line(std::string_view text, Tune& tune) { return MusicLine(text, tune).read(); }

}  // namespace bach::abc

#include "notation/abc/reader.h"

#include <algorithm>
#include <deque>
#include <string>

#include "notation/abc/fields.h"
#include "notation/abc/length.h"
#include "notation/abc/line_reader.h"
#include "notation/abc/section_reader.h"
#include "notation/abc/voice_builder.h"

namespace bach {
namespace abc {
namespace {

constexpr std::size_t kMostVoices = 256;

class TuneReader {
 public:
  Result<Score> read(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      ++line_;
      Status status = read_line(text.substr(0, end));
      if (!status) return std::move(status).error();
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (!in_body_) return invalid("no tune: the X: and K: fields are missing");
    return finish();
  }

 private:
  Error at_line(ErrorCode code, const std::string& what) const {
    return {code, "line " + std::to_string(line_) + ": " + what, {}};
  }
  Error invalid(const std::string& what) const { return at_line(ErrorCode::kInvalidData, what); }
  Error unsupported(const std::string& what) const {
    return at_line(ErrorCode::kUnsupported, what);
  }

  Status read_line(std::string_view line) {
    if (trimmed(line).empty()) return {};
    if (line.starts_with("%%MIDI")) return read_midi_directive(trimmed(line.substr(6)));
    if (line.front() == '%') return {};
    const bool field = line.size() > 1 && line[1] == ':' && line[0] != '|' && line[0] != ':';
    if (field) return read_field(line[0], trimmed(line.substr(2, line.find('%') - 2)));
    if (!in_body_) return invalid("music before the K: field; is this ABC?");
    return read_music(line);
  }

  Status read_midi_directive(std::string_view directive) {
    if (!directive.starts_with("program")) return {};
    const std::string_view value = trimmed(directive.substr(7));
    const auto program = parse_number(value.substr(value.find_last_of(' ') + 1));
    if (!program || *program > 127) return invalid("%%MIDI program needs a number from 0 to 127");
    if (voices_.empty()) {
      program_ = static_cast<std::uint8_t>(*program);
    } else {
      current_->program = static_cast<std::uint8_t>(*program);
    }
    return {};
  }

  Status read_field(char name, std::string_view value) {
    switch (name) {
      case 'X':
        if (line_seen_) return unsupported("a second tune; only one is read");
        line_seen_ = true;
        return {};
      case 'T':
        if (score_.title.empty()) score_.title = value;
        return {};
      case 'M':
        return set(parse_metre(value), score_.metres, "metre");
      case 'K':
        return read_key(value);
      case 'L':
        if (const auto unit = parse_unit_length(value); unit && !in_body_) {
          unit_ = *unit;
          return {};
        }
        return unsupported("an L: field we do not read");
      case 'Q': {
        const auto tempo = parse_tempo(value);
        if (!tempo || in_body_) return unsupported("a Q: field we do not read");
        score_.tempos = {{0, *tempo}};
        return {};
      }
      case 'V':
        if (Status known = select_voice(value.substr(0, value.find(' '))); !known) return known;
        return read_transposition(value);
      case 'm':
      case 'U':
        return unsupported("macros and user symbols are not read");
      default:
        return {};  // words about the tune: composer, source, notes, lyrics
    }
  }

  template <typename Event>
  Status set(const std::optional<Event>& event, std::vector<Event>& events, const char* what) {
    if (!event || in_body_) return unsupported(std::string("a ") + what + " we do not read here");
    events = {*event};
    return {};
  }

  Status read_key(std::string_view value) {
    if (Status status = set(parse_key(value), score_.keys, "key"); !status) return status;
    in_body_ = true;
    if (unit_ == 0) {
      const Metre metre = score_.metres.empty() ? Metre{} : score_.metres.front();
      unit_ = 4 * metre.numerator < 3 * metre.denominator ? kUnit : 2 * kUnit;
    }
    return {};
  }

  Status select_voice(std::string_view name) {
    const auto known = std::find_if(voices_.begin(), voices_.end(),
                                    [&](const VoiceBuilder& voice) { return voice.name == name; });
    if (known != voices_.end()) {
      current_ = &*known;
      return {};
    }
    if (voices_.size() == kMostVoices) return unsupported("more than 256 voices");
    VoiceBuilder& voice = voices_.emplace_back();
    voice.name = name;
    voice.program = program_;
    if (!score_.keys.empty()) voice.key = score_.keys.front();
    current_ = &voice;
    return {};
  }

  // "1 clef=treble-8 transpose=-12"
  Status read_transposition(std::string_view field) {
    constexpr std::string_view kWord = " transpose=";
    constexpr int kMost = 60;
    const std::size_t at = field.find(kWord);
    if (at == std::string_view::npos) return {};
    std::string_view value = field.substr(at + kWord.size());
    value = value.substr(0, value.find(' '));
    const bool down = value.starts_with('-');
    const auto semitones = parse_number(value.substr(down ? 1 : 0));
    if (!semitones || *semitones > kMost) return invalid("transpose= needs semitones, −60 to 60");
    current_->transpose = down ? -*semitones : *semitones;
    return {};
  }

  Status read_music(std::string_view line) {
    std::size_t column = 0;
    if (line.starts_with("[V:")) {
      const std::size_t end = line.find(']');
      if (end == std::string_view::npos) return invalid("'[' without ']'");
      if (Status status = select_voice(trimmed(line.substr(3, end - 3))); !status) return status;
      column = end + 1;
    }
    if (current_ == nullptr) {
      if (Status status = select_voice("1"); !status) return status;
    }
    return read_music_line(line, column, line_, unit_, *current_);
  }

  Result<Score> finish() {
    if (voices_.empty()) return score_;
    for (const VoiceBuilder& voice : voices_) {
      if (!voice.ties.empty()) return invalid("voice " + voice.name + " ends with an open tie");
      if (voice.bar_end >= 0 && voice.at != voice.bar_end) {
        return invalid("voice " + voice.name + " ends within a layer of its last bar");
      }
      if (voice.tuplet_left > 0) return invalid("voice " + voice.name + " ends in a tuplet");
      if (Status status = check_agreement(voice, voices_.front()); !status) {
        return std::move(status).error();
      }
    }
    const VoiceBuilder& first = voices_.front();
    append(first.changes.metres, score_.metres);
    append(first.changes.keys, score_.keys);
    append(first.changes.tempos, score_.tempos);
    score_.end = first.at;
    add_tracks();
    if (Status status = read_sections(first.signs, score_); !status) {
      return std::move(status).error();
    }
    return score_;
  }

  // Voices have their bars, and their changes of key and metre, in common.
  static Status check_agreement(const VoiceBuilder& voice, const VoiceBuilder& first) {
    const auto [mine, theirs] = std::mismatch(voice.signs.begin(), voice.signs.end(),
                                              first.signs.begin(), first.signs.end());
    std::string problem;
    if (mine != voice.signs.end()) {
      problem = "line " + std::to_string(mine->line) + ", column " + std::to_string(mine->column) +
                ": the bar sign '" + mine->text + "'";
    } else if (theirs != first.signs.end() || voice.at != first.at) {
      problem = "the end";
    } else if (voice.changes.metres != first.changes.metres ||
               voice.changes.keys != first.changes.keys) {
      problem = "a change of key or metre";
    } else {
      return {};
    }
    return Error{ErrorCode::kInvalidData,
                 problem + " of voice " + voice.name + " is elsewhere in voice " + first.name,
                 {}};
  }

  template <typename Event>
  static void append(const std::vector<Event>& from, std::vector<Event>& to) {
    for (const Event& event : from) {
      if (!to.empty() && to.back().at == event.at) to.pop_back();
      to.push_back(event);
    }
  }

  void add_tracks() {
    constexpr std::uint8_t kDrums = 9;
    std::uint8_t channel = 0;
    for (VoiceBuilder& voice : voices_) {
      if (voice.notes.empty()) continue;
      Track track;
      track.channel = channel;
      track.program = voice.program;
      track.notes = std::move(voice.notes);
      std::sort(track.notes.begin(), track.notes.end());
      score_.tracks.push_back(std::move(track));
      channel = static_cast<std::uint8_t>((channel + (channel + 1 == kDrums ? 2 : 1)) % 16);
    }
  }

  Score score_;
  std::deque<VoiceBuilder> voices_;
  VoiceBuilder* current_ = nullptr;
  std::uint8_t program_ = 0;
  Tick unit_ = 0;
  int line_ = 0;
  bool in_body_ = false;
  bool line_seen_ = false;
};

}  // namespace
}  // namespace abc

Result<Score> score_from_abc(std::string_view text) { return abc::TuneReader().read(text); }

}  // namespace bach

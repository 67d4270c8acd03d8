#include "notation/abc/fields.h"

#include <cctype>
#include <charconv>
#include <string>
#include <vector>

#include "notation/abc/metre.h"
#include "notation/abc/words.h"

namespace bach::abc {
namespace {

constexpr std::size_t kLongestTitle = 500;

std::optional<int> last_number(const std::vector<std::string_view>& words) {
  if (words.empty()) return std::nullopt;
  std::string_view text = words.back();
  if (text.starts_with('+')) text.remove_prefix(1);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string title_of(std::string_view value) { return plain_text(value.substr(0, kLongestTitle)); }

void apply_key(std::string_view value, Tune& tune) {
  const std::optional<KeyField> read = read_key_field(value);
  if (!read || !read->clear) tune.count(Problem::kKey);
  if (!tune.in_body) {
    if (read) {
      if (read->says_key) tune.key = *read;
      tune.key_shift = read->shift;
    }
    begin_body(tune);
    return;
  }
  if (!read) return;
  TuneVoice& voice = tune.voice();
  const auto take = [](const auto& from, auto& to) {
    if (from) to = from;
  };
  take(read->shift.octaves, voice.shift.octaves);
  take(read->shift.semitones, voice.shift.semitones);
  take(read->shift.clef_octaves, voice.shift.clef_octaves);
  if (!read->says_key) return;
  voice.key = *read;
  std::optional<Key> key = read->key;
  if (key) key->fifths = transposed_fifths(key->fifths, voice.semitones());
  voice.keys.emplace_back(voice.at, key);
}

void apply_metre(std::string_view value, Tune& tune) {
  const std::optional<MetreField> field = read_metre_field(value);
  if (!field) return tune.count(Problem::kMetre);
  if (!tune.in_body) {
    tune.metre = field->metre;
    tune.says_metre = true;
    return;
  }
  TuneVoice& voice = tune.voice();
  voice.metre = field->metre;
  if (!field->metre) return;
  voice.metres.push_back(*field->metre);
  voice.metres.back().at = voice.at;
}

void apply_unit(std::string_view value, Tune& tune) {
  const std::optional<Tick> unit = parse_unit_length(value);
  if (!unit) return tune.count(Problem::kUnitLength);
  if (tune.in_body) {
    tune.voice().unit = *unit;
  } else {
    tune.unit = *unit;
  }
}

void apply_tempo(std::string_view value, Tune& tune) {
  if (!tune.in_body) {
    tune.tempo = value;
    return;
  }
  TuneVoice& voice = tune.voice();
  const auto tempo = parse_tempo(value, voice.unit);
  if (!tempo) return tune.count(Problem::kTempo);
  voice.tempos.push_back({voice.at, *tempo});
}

void apply_voice(std::string_view value, Tune& tune) {
  const std::vector<std::string_view> words = words_of(value);
  if (words.empty() || words[0] == "*") return tune.count(Problem::kField);
  TuneVoice* voice = tune.select_voice(words[0]);
  if (voice == nullptr) return;
  for (std::size_t w = 1; w < words.size(); ++w) {
    read_shift(words[w], voice->shift);
    for (const std::string_view title : {property(words[w], "nm"), property(words[w], "name")}) {
      if (!title.empty()) voice->title = plain_text(title);
    }
  }
  voice->drums |= voice->shift.drums;
}

void apply_part(std::string_view value, Tune& tune) {
  if (!tune.in_body) {
    tune.parts = value;
  } else if (!value.empty()) {
    tune.part_begins.emplace_back(tune.voice().at, value[0]);
  }
}

void apply_instruction(std::string_view value, Tune& tune) {
  if (value.starts_with("abc-include")) return tune.count(Problem::kInclude);
  std::string directive(value);
  if (directive.starts_with("MIDI=") || directive.starts_with("MIDI =")) {
    directive[directive.find('=')] = ' ';
  }
  apply_directive(directive, tune);
}

void apply_midi(const std::vector<std::string_view>& words, Tune& tune) {
  const std::optional<int> number = last_number(words);
  const std::string_view name = words[1];
  if (name == "nobarlines") tune.reach = Reach::kNote;
  if (name == "barlines") tune.reach = Reach::kPitch;
  if (!number || words.size() < 3) return;
  TuneVoice* voice = tune.voices.empty() ? nullptr : &tune.voice();
  if (name == "program" && *number >= 0 && *number <= 127) {
    (voice == nullptr ? tune.program : voice->program) = static_cast<std::uint8_t>(*number);
  } else if (name == "transpose" && *number >= -60 && *number <= 60) {
    (voice == nullptr ? tune.midi_transposition : voice->midi_transposition) = *number;
  } else if (name == "channel" && voice != nullptr) {
    voice->drums = *number == kDrumChannel + 1;
  }
}

}  // namespace

bool is_field(std::string_view line) {
  if (line.size() < 2 || line[1] != ':') return false;
  const char c = line[0];
  if (c == '+') return true;
  if (!std::isalpha(static_cast<unsigned char>(c))) return false;
  const char next = line.size() > 2 ? line[2] : ' ';
  const bool note = (c >= 'a' && c <= 'g') || (c >= 'A' && c <= 'G') || c == 'z' || c == 'x';
  return !note || (next != '|' && next != ':' && next != ']');
}

void begin_body(Tune& tune) {
  tune.in_body = true;
  const Tick unit = tune.unit.value_or(default_unit(tune.metre));
  for (TuneVoice& voice : tune.voices) {  // named in the header
    voice.key = tune.key;
    voice.key_shift = tune.key_shift;
    voice.metre = tune.metre;
    voice.unit = unit;
  }
  tune.current = nullptr;
}

void apply_field(char name, std::string_view value, Tune& tune) {
  switch (name) {
    case 'T':
      if (!tune.in_body && tune.title.empty()) tune.title = title_of(value);
      return;
    case 'C':
      if (!tune.in_body && tune.composer.empty()) tune.composer = title_of(value);
      return;
    case 'K':
      return apply_key(value, tune);
    case 'M':
      return apply_metre(value, tune);
    case 'L':
      return apply_unit(value, tune);
    case 'Q':
      return apply_tempo(value, tune);
    case 'V':
      return apply_voice(value, tune);
    case 'P':
      return apply_part(value, tune);
    case 'I':
      return apply_instruction(value, tune);
    case 'm':
      if (!tune.macros.define(value)) tune.count(Problem::kMacro);
      return;
    case 'U':
      if (!tune.letters.redefine(value)) tune.count(Problem::kField);
      return;
    case 'w':
    case 'W':
      return tune.count(Problem::kLyrics);
    case 's':
      if (tune.in_body) tune.count(Problem::kSymbolLine);
      return;
    default:
      return;  // words about the tune
  }
}

void apply_directive(std::string_view directive, Tune& tune) {
  const std::vector<std::string_view> words = words_of(directive);
  if (words.size() < 2) return;
  if (words[0] == "MIDI") {
    apply_midi(words, tune);
  } else if (words[0] == "propagate-accidentals") {
    tune.reach = words[1] == "not"      ? Reach::kNote
                 : words[1] == "octave" ? Reach::kOctave
                                        : Reach::kPitch;
  } else if (words[0] == "abc-include") {
    tune.count(Problem::kInclude);
  }
}

}  // namespace bach::abc

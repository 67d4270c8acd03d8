#include "notation/abc/tune.h"

#include <algorithm>

#include "notation/abc/metre.h"

namespace bach::abc {
namespace {

constexpr std::size_t kMostVoices = 256;

}  // namespace

TuneVoice* Tune::select_voice(std::string_view name) {
  const auto known = std::find_if(voices.begin(), voices.end(),
                                  [name](const TuneVoice& voice) { return voice.name == name; });
  if (known != voices.end()) return current = &*known;
  if (voices.size() == kMostVoices) {
    count(Problem::kTooManyVoices);
    return nullptr;
  }
  TuneVoice& voice = voices.emplace_back();
  voice.name = name;
  voice.program = program;
  voice.midi_transposition = midi_transposition;
  voice.key = key;
  voice.key_shift = key_shift;
  voice.metre = metre;
  voice.unit = unit.value_or(default_unit(metre));
  return current = &voice;
}

TuneVoice& Tune::voice() {
  if (current == nullptr) {
    if (voices.empty()) select_voice("1");
    current = &voices.front();
  }
  return *current;
}

}  // namespace bach::abc

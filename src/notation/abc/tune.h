// A tune while it is read: its voices, and what its header and fields have said.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "notation/abc/decorations.h"
#include "notation/abc/macros.h"
#include "notation/abc/problems.h"
#include "notation/abc/voice.h"

namespace bach::abc {

struct Tune {
  Problems problems;
  std::string title, composer;
  std::string parts;  // the order of P: in the header, "A2(BA)"
  std::vector<std::pair<Tick, char>> part_begins;

  // Of the header: voices begin with them.
  KeyField key;
  std::optional<Metre> metre;
  bool says_metre = false;
  std::optional<Tick> unit;
  std::string tempo;  // of the header, read when the unit is known
  std::uint8_t program = 0;
  int midi_transposition = 0;
  Shift key_shift;

  DecorationLetters letters;
  Macros macros;
  Reach reach = Reach::kPitch;

  std::deque<TuneVoice> voices;
  TuneVoice* current = nullptr;
  int line = 0;  // in the file, from 1
  bool in_body = false;

  void count(Problem problem) { problems.count(problem, line); }
  // The voice called so, made where there is none; null for one too many. It is the current one.
  TuneVoice* select_voice(std::string_view name);
  // The voice that music goes to.
  TuneVoice& voice();
};

}  // namespace bach::abc

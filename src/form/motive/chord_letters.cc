#include "form/motive/chord_letters.h"

#include <algorithm>
#include <cstddef>

#include "harmony/functions.h"

namespace bach {
namespace {

constexpr int kLetters = 7;

int letter_mod(int letter) { return (letter % kLetters + kLetters) % kLetters; }

bool is_diminished(ChordQuality quality) {
  return quality == ChordQuality::kDiminished || quality == ChordQuality::kDiminishedSeventh;
}

// Letters above the tonic by semitones above it. Diminished chords stand on raised notes.
int degree_letter(int offset, ChordQuality quality, bool minor_key) {
  constexpr std::array<std::int8_t, kTonics> kNatural = {0, 1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 6};
  constexpr std::array<std::int8_t, kTonics> kRaised = {0, 0, 1, 1, 2, 3, 3, 4, 4, 5, 6, 6};
  // In minor a third or sixth degree is never the raised second or fifth.
  const bool raised = is_diminished(quality) && !(minor_key && (offset == 3 || offset == 8));
  return (raised ? kRaised : kNatural)[static_cast<std::size_t>(offset)];
}

int tonic_letter(const Key& key) {
  return letter_mod(4 * key.fifths + (key.mode == Mode::kMinor ? 5 : 0));
}

int chord_offset(const Chord& chord, int key) {
  return (chord.root - key % kTonics + kTonics) % kTonics;
}

// The key's own triad on a degree; on the leading note and V of minor keys a dominant's where the
// chord it stands for is one.
Chord triad_on(int degree, int key, ChordQuality like) {
  struct Triad {
    std::uint8_t offset;
    ChordQuality quality;
  };
  using Q = ChordQuality;
  constexpr std::array<Triad, kLetters> kMajorTriads = {{{0, Q::kMajor},
                                                         {2, Q::kMinor},
                                                         {4, Q::kMinor},
                                                         {5, Q::kMajor},
                                                         {7, Q::kMajor},
                                                         {9, Q::kMinor},
                                                         {11, Q::kDiminished}}};
  constexpr std::array<Triad, kLetters> kMinorTriads = {{{0, Q::kMinor},
                                                         {2, Q::kDiminished},
                                                         {3, Q::kMajor},
                                                         {5, Q::kMinor},
                                                         {7, Q::kMajor},
                                                         {8, Q::kMajor},
                                                         {10, Q::kMajor}}};
  const bool minor_key = key >= kTonics;
  Triad triad = (minor_key ? kMinorTriads : kMajorTriads)[static_cast<std::size_t>(degree)];
  const bool tense = is_diminished(like) || like == Q::kDominantSeventh;
  if (tense && degree == 4) triad.quality = Q::kDominantSeventh;
  if (tense && degree == 6) triad = {11, is_diminished(like) ? like : Q::kDiminished};
  return {static_cast<std::uint8_t>((triad.offset + key) % kTonics), triad.quality};
}

Chord moved_chord(const PlannedChord& from, int shift, int key, const Key& home) {
  const int mode = key / kTonics;
  if (shift == 0 && function_at(mode, chord_offset(from.chord, key), from.chord.quality) >= 0) {
    return from.chord;
  }
  const int tonic = tonic_letter(key_of_index(key, home));
  const int moved_tonic = letter_mod(tonic_letter(key_of_index(from.key, home)) + shift);
  if (from.key != key && from.key / kTonics == mode && moved_tonic == tonic) {
    const int root = chord_offset(from.chord, from.key) + key;
    return {static_cast<std::uint8_t>(root % kTonics), from.chord.quality};
  }
  return triad_on(letter_mod(root_letter(from, home) + shift - tonic), key, from.chord.quality);
}

// A letter of the chord that holds in the middle between each place of a bar and the next.
template <typename Letter>
std::array<std::int8_t, kBarPlaceCount> letters_of(const HarmonyPlan& plan, const FrameBar& bar,
                                                   Letter&& letter) {
  std::array<std::int8_t, kBarPlaceCount> letters;
  letters.fill(-1);
  for (int place = 0; place < kBarPlaceCount; ++place) {
    const Tick tick = bar.line + (2 * place + 1) * bar.length / (2 * kBarPlaceCount);
    if (tick < bar.begin || tick >= bar.end) continue;
    letters[static_cast<std::size_t>(place)] =
        static_cast<std::int8_t>(letter(plan[chord_at(plan, tick)]));
  }
  return letters;
}

}  // namespace

int root_letter(const PlannedChord& chord, const Key& home) {
  return letter_mod(tonic_letter(key_of_index(chord.key, home)) +
                    degree_letter(chord_offset(chord.chord, chord.key), chord.chord.quality,
                                  chord.key >= kTonics));
}

Key home_of_plan(const HarmonyPlan& plan) { return key_of_index(plan.front().key, Key{}); }

ChordLetters chord_letters(const HarmonyPlan& plan, const FrameBar& bar) {
  return letters_of(plan, bar, [home = home_of_plan(plan)](const PlannedChord& chord) {
    return root_letter(chord, home);
  });
}

std::vector<ChordLetters> chord_letters(const HarmonyPlan& plan, const MotiveFrame& frame) {
  std::vector<ChordLetters> letters;
  for (const FrameBar& bar : frame.bars) letters.push_back(chord_letters(plan, bar));
  return letters;
}

std::vector<KeyLetters> key_letters(const HarmonyPlan& plan, const MotiveFrame& frame) {
  const auto tonic = [home = home_of_plan(plan)](const PlannedChord& chord) {
    const int mode = chord.key / kTonics;
    return tonic_letter(key_of_index(chord.key, home)) + kLetters * mode;
  };
  std::vector<KeyLetters> letters;
  for (const FrameBar& bar : frame.bars) letters.push_back(letters_of(plan, bar, tonic));
  return letters;
}

KeyTie key_tie(const KeyLetters& source, const KeyLetters& bar, int shift) {
  int places = 0;
  int same = 0;
  int moved = 0;
  for (std::size_t place = 0; place < kBarPlaceCount; ++place) {
    if (source[place] < 0 || bar[place] < 0) continue;
    ++places;
    if (source[place] == bar[place]) {
      ++same;
    } else if (letter_mod(source[place] + shift) == letter_mod(bar[place])) {
      ++moved;
    }
  }
  if (2 * same >= places) return KeyTie::kSame;
  return 2 * moved >= places ? KeyTie::kMoved : KeyTie::kNone;
}

std::array<int, 7> chord_agreements(const ChordLetters& source, const ChordLetters& bar) {
  int places = 0;
  std::array<int, kLetters> agree{};
  for (std::size_t place = 0; place < kBarPlaceCount; ++place) {
    if (source[place] < 0 || bar[place] < 0) continue;
    ++places;
    ++agree[static_cast<std::size_t>((bar[place] - source[place] + kLetters) % kLetters)];
  }
  for (int& each : agree) {
    const int percent = places == 0 ? 0 : 100 * each / places;
    each = percent < 20 ? 0 : percent < 55 ? 1 : percent < 95 ? 2 : 3;
  }
  return agree;
}

int chord_agreement(const ChordLetters& source, const ChordLetters& bar, int shift) {
  return chord_agreements(source, bar)[static_cast<std::size_t>(letter_mod(shift))];
}

void take_chords(HarmonyPlan& plan, const FrameBar& from, const FrameBar& to, int shift) {
  const Key home = home_of_plan(plan);
  const Tick later = to.line - from.line;
  // Where the source's chords or the bar's own keys change.
  std::vector<Tick> changes = {to.begin};
  for (const PlannedChord& each : plan) {
    for (const Tick at : {each.at, each.at + later}) {
      if (at > to.begin && at < to.end) changes.push_back(at);
    }
  }
  std::sort(changes.begin(), changes.end());
  HarmonyPlan taken;
  const auto add = [&taken](const PlannedChord& chord) {
    if (!taken.empty() && taken.back().at == chord.at) return;
    if (!taken.empty() && taken.back().chord == chord.chord && taken.back().key == chord.key)
      return;
    taken.push_back(chord);
  };
  for (const PlannedChord& each : plan) {
    if (each.at < to.begin) add(each);
  }
  for (const Tick at : changes) {
    const PlannedChord& source = plan[chord_at(plan, std::max(from.begin, at - later))];
    const std::uint8_t key = plan[chord_at(plan, at)].key;
    add({at, moved_chord(source, shift, key, home), key});
  }
  const PlannedChord& after = plan[chord_at(plan, to.end)];
  add({to.end, after.chord, after.key});
  for (const PlannedChord& each : plan) {
    if (each.at > to.end) add(each);
  }
  plan = std::move(taken);
}

}  // namespace bach

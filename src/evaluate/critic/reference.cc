#include "evaluate/critic/reference.h"

#include <array>
#include <cstddef>
#include <utility>

#include "base/math.h"
#include "score/key_estimate.h"

namespace bach {
namespace {

constexpr double kLn2 = 0.69314718055994530942;
constexpr int kChordSymbols = 12 * kChordQualities;
constexpr int kNothingBefore = 1000;  // in a history: the piece begins

int above(int pitch, int root) { return (pitch + 120 - root) % 12; }

// Calls each(history, symbol) for every note.
template <typename Each>
void each_note(const CriticDance& dance, Each&& each) {
  for (const HeardNote& note : dance.notes) {
    const Chord& chord = dance.span_of(note).chord;
    const Moment& moment = dance.moments[note.moment];
    const int before = note.moment == 0
                           ? kNothingBefore
                           : above(dance.top(dance.moments[note.moment - 1]).pitch, chord.root);
    const std::array<int, 3> history = {before, moment.offset % moment.beat == 0 ? 1 : 0,
                                        static_cast<int>(chord.quality)};
    each(history, above(note.pitch, chord.root));
  }
}

// Calls each(history, symbol) for every chord but the first.
template <typename Each>
void each_chord(const CriticDance& dance, Each&& each) {
  const Chord* last = nullptr;
  const Chord* last_but_one = nullptr;
  for (const HarmonySpan& span : dance.harmony.spans) {
    if (last != nullptr && *last == span.chord) continue;
    const Key& home = dance.harmony.home_at(span.begin);
    const int tonic = tonic_of(home);
    const auto symbol = [&](const Chord* chord) {
      if (chord == nullptr) return kNothingBefore;
      return above(chord->root, tonic) * kChordQualities + static_cast<int>(chord->quality);
    };
    if (last != nullptr) {
      const std::array<int, 3> history = {symbol(last_but_one), symbol(last),
                                          static_cast<int>(home.mode)};
      each(history, symbol(&span.chord));
    }
    last_but_one = std::exchange(last, &span.chord);
  }
}

std::optional<double> mean_bits(double nats, int count) {
  if (count == 0) return std::nullopt;
  return nats / (kLn2 * count);
}

}  // namespace

ReferenceStatistics::ReferenceStatistics()
    : notes_({.symbols = 12, .context = 3, .discount = 0.75}),
      chords_({.symbols = kChordSymbols, .context = 3, .discount = 0.75}) {}

void ReferenceStatistics::learn(const CriticDance& dance) {
  each_note(dance, [&](const auto& history, int symbol) { notes_.observe(history, symbol); });
  each_chord(dance, [&](const auto& history, int symbol) { chords_.observe(history, symbol); });
}

std::optional<double> ReferenceStatistics::note_bits(const CriticDance& dance) const {
  double nats = 0;
  int count = 0;
  each_note(dance, [&](const auto& history, int symbol) {
    nats -= portable_log(notes_.probability(history, symbol));
    ++count;
  });
  return mean_bits(nats, count);
}

std::optional<double> ReferenceStatistics::chord_bits(const CriticDance& dance) const {
  double nats = 0;
  int count = 0;
  each_chord(dance, [&](const auto& history, int symbol) {
    nats -= portable_log(chords_.probability(history, symbol));
    ++count;
  });
  return mean_bits(nats, count);
}

}  // namespace bach

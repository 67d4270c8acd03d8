#include "compose/leanings.h"

#include <array>
#include <cstdlib>

#include "suite/features.h"
#include "suite/piece.h"
#include "suite/piece_memory.h"

namespace bach {
namespace {

constexpr int kWidestStep = 2;  // semitones; more is a leap

constexpr int kLetters = 7;

int letter(int pitch, int tonic) {
  return (scale_step(pitch, tonic) % kLetters + kLetters) % kLetters;
}

int sign(int value) { return (value > 0) - (value < 0); }

// For each letter of the scale, the pitch classes it had within the last two beats, as bits.
std::array<unsigned, kLetters> letters_heard(const suite::NoteView& note) {
  std::array<unsigned, kLetters> heard{};
  for (std::size_t k = note.memory.notes(); k-- > 0;) {
    if (note.memory.onset(k) < note.onset - 2 * note.beat) break;
    const int pitch = note.memory.token(k).pitch;
    heard[static_cast<std::size_t>(letter(pitch, note.tonic))] |= 1U << (pitch % 12);
  }
  return heard;
}

}  // namespace

void lean(const Leanings& leanings, const suite::NoteView& note, std::span<float> logits) {
  const auto add = [&](int pitch, double nats) {
    logits[static_cast<std::size_t>(pitch - kLowestSuitePitch)] += static_cast<float>(nats);
  };
  const int moved = note.motive.moved.pitch;
  if (moved >= 0) add(moved, leanings.follow);
  if (note.chord == nullptr || note.last_pitch < 0 || note.chord_notes > 0) return;

  const bool figure =
      note.motive.relation == static_cast<int>(BarRelation::kFigure) && note.motive.has_rise;
  const int from = scale_step(note.last_pitch, note.tonic);
  const bool unresolved = !note.last.in_chord;
  const bool leapt =
      note.last.before >= 0 && std::abs(note.last_pitch - note.last.before) > kWidestStep;
  const auto heard = letters_heard(note);
  for (int pitch = kLowestSuitePitch; pitch <= kHighestSuitePitch; ++pitch) {
    const unsigned others =
        heard[static_cast<std::size_t>(letter(pitch, note.tonic))] & ~(1U << (pitch % 12));
    if (others != 0) add(pitch, -leanings.clash);
    if (figure) {
      const int step = scale_step(pitch, note.tonic) - from;
      if (sign(step) == sign(note.motive.rises)) {
        add(pitch, leanings.contour * (std::abs(step - note.motive.rises) <= 1 ? 1 : 0.5));
      }
    }
    if (is_chord_tone(note.chord->chord, pitch)) add(pitch, leanings.chord);
    if (std::abs(pitch - note.last_pitch) <= kWidestStep) continue;
    if (unresolved) add(pitch, -leanings.resolve * (leapt ? 0.5 : 1));
    if (!is_chord_tone(note.chord->chord, pitch)) add(pitch, -leanings.leap);
  }
}

}  // namespace bach

#include "compose/leanings.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdlib>
#include <vector>

#include "compose/known_rhythms.h"
#include "suite/features.h"
#include "suite/piece.h"
#include "suite/piece_memory.h"

namespace bach {
namespace {

constexpr int kWidestStep = 2;  // semitones; more is a leap
constexpr int kFourth = 5;

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

bool is_step(int semitones) { return semitones != 0 && std::abs(semitones) <= kWidestStep; }

// Which pitches came after an onset, of one onset after another, back from the end.
class LaterPitches {
 public:
  explicit LaterPitches(const PieceMemory& memory) : memory_(memory), begin_(memory.notes()) {}

  void go_back_to(Tick onset) {
    for (; begin_ > 0 && memory_.onset(begin_ - 1) > onset; --begin_) {
      came_.set(static_cast<std::size_t>(memory_.token(begin_ - 1).pitch));
    }
  }
  // Any from `low` to `high`.
  bool came(int low, int high) const {
    for (int pitch = std::max(low, 0); pitch <= std::min(high, kHighestPitch); ++pitch) {
      if (came_.test(static_cast<std::size_t>(pitch))) return true;
    }
    return false;
  }

 private:
  static constexpr int kHighestPitch = 127;
  const PieceMemory& memory_;
  std::size_t begin_;  // notes from here are known
  std::bitset<kHighestPitch + 1> came_;
};

// Pitches of the last two beats that are none of their chord and from which no step has followed.
std::vector<int> hanging(const suite::NoteView& note) {
  std::vector<int> pitches;
  LaterPitches later(note.memory);
  for (std::size_t k = note.memory.notes(); k-- > 0;) {
    const Tick onset = note.memory.onset(k);
    if (onset < note.onset - 2 * note.beat) break;
    const int pitch = note.memory.token(k).pitch;
    const HarmonyPlan& plan = note.plan.harmony;
    if (is_chord_tone(plan[chord_at(plan, onset)].chord, pitch)) continue;
    later.go_back_to(onset);
    const bool settled =
        later.came(pitch - kWidestStep, pitch - 1) || later.came(pitch + 1, pitch + kWidestStep);
    if (!settled) pitches.push_back(pitch);
  }
  return pitches;
}

bool is_seventh(const Chord& chord, int pitch) {
  const int above = (pitch % 12 + 12 - chord.root) % 12;
  return (chord.quality == ChordQuality::kDominantSeventh && above == 10) ||
         (chord.quality == ChordQuality::kDiminishedSeventh && above == 9);
}

// Sevenths of the last two beats whose chord is over and which have not fallen by a step.
std::vector<int> waiting_sevenths(const suite::NoteView& note) {
  std::vector<int> pitches;
  const HarmonyPlan& plan = note.plan.harmony;
  LaterPitches later(note.memory);
  for (std::size_t k = note.memory.notes(); k-- > 0;) {
    const Tick onset = note.memory.onset(k);
    if (onset < note.onset - 2 * note.beat) break;
    const PlannedChord& chord = plan[chord_at(plan, onset)];
    const int pitch = note.memory.token(k).pitch;
    if (&chord == note.chord || chord.chord == note.chord->chord) continue;
    if (!is_seventh(chord.chord, pitch)) continue;
    later.go_back_to(onset);
    if (!later.came(pitch - kWidestStep, pitch - 1)) pitches.push_back(pitch);
  }
  return pitches;
}

// Whether the last two notes are of one chord.
bool is_chord(const PieceMemory& memory) {
  const std::size_t notes = memory.notes();
  return notes > 1 && memory.onset(notes - 1) == memory.onset(notes - 2);
}

// The pitch class that leads to the part's last chord, where the chord before that holds, has it
// and has not sounded it; else −1.
int awaited_leading_note(const suite::NoteView& note) {
  const HarmonyPlan& plan = note.plan.harmony;
  if (note.next_chord == nullptr) return -1;
  if (note.next_chord != &plan[chord_at(plan, note.part.end - 1)]) return -1;
  const int leading = (note.next_chord->chord.root + 11) % 12;
  if (!is_chord_tone(note.chord->chord, leading)) return -1;
  for (std::size_t k = note.memory.notes(); k-- > 0 && note.memory.onset(k) >= note.chord->at;) {
    if (note.memory.token(k).pitch % 12 == leading) return -1;
  }
  return leading;
}

}  // namespace

void lean_pitch(const Leanings& leanings, const suite::NoteView& note, std::span<float> logits) {
  const auto add = [&](int pitch, double nats) {
    logits[static_cast<std::size_t>(pitch - kLowestSuitePitch)] += static_cast<float>(nats);
  };
  const int moved = note.motive.moved.pitch;
  const double answer = note.motive.answers ? leanings.answer : 0;
  if (moved >= 0) add(moved, leanings.follow + answer);
  if (note.chord == nullptr || note.last_pitch < 0 || note.chord_notes > 0) return;

  const bool figure =
      note.motive.relation == static_cast<int>(BarRelation::kFigure) && note.motive.has_rise;
  if (figure && note.motive.step.pitch >= 0) add(note.motive.step.pitch, leanings.step + answer);
  const int from = scale_step(note.last_pitch, note.tonic);
  const int came = note.last.before < 0 ? 0 : note.last_pitch - note.last.before;
  const int turns = std::abs(came) >= kFourth && !is_chord(note.memory) ? -sign(came) : 0;
  const bool unresolved = !note.last.in_chord;
  const bool leapt = std::abs(came) > kWidestStep;
  const auto heard = letters_heard(note);
  const std::vector<int> unsettled = hanging(note);
  const std::vector<int> sevenths = waiting_sevenths(note);
  const int leading = awaited_leading_note(note);
  for (int pitch = kLowestSuitePitch; pitch <= kHighestSuitePitch; ++pitch) {
    const unsigned others =
        heard[static_cast<std::size_t>(letter(pitch, note.tonic))] & ~(1U << (pitch % 12));
    if (others != 0) add(pitch, -leanings.clash);
    if (figure) {
      const int step = scale_step(pitch, note.tonic) - from;
      if (sign(step) == sign(note.motive.rises)) {
        add(pitch,
            (leanings.contour + answer) * (std::abs(step - note.motive.rises) <= 1 ? 1 : 0.5));
      }
    }
    const bool settles = std::any_of(unsettled.begin(), unsettled.end(),
                                     [&](int hangs) { return is_step(pitch - hangs); });
    if (settles) add(pitch, leanings.settle);
    const bool falls = std::any_of(sevenths.begin(), sevenths.end(), [&](int seventh) {
      return pitch < seventh && is_step(pitch - seventh);
    });
    if (falls && is_chord_tone(note.chord->chord, pitch)) add(pitch, leanings.seventh);
    if (turns != 0 && sign(pitch - note.last_pitch) == turns) add(pitch, leanings.turn);
    if (is_chord_tone(note.chord->chord, pitch)) add(pitch, leanings.chord);
    if (pitch % 12 == leading) add(pitch, leanings.cadence);
    if (std::abs(pitch - note.last_pitch) <= kWidestStep) continue;
    if (unresolved) add(pitch, -leanings.resolve * (leapt ? 0.5 : 1));
    if (!is_chord_tone(note.chord->chord, pitch)) add(pitch, -leanings.leap);
  }
}

void lean_rhythm(const Leanings& leanings, const suite::NoteView& note, std::span<float> logits) {
  if (note.motive.gap > 0 && leanings.pattern != 0) {
    for (std::size_t k = 0; k < logits.size(); ++k) {
      const bool keeps = rhythm(static_cast<int>(k)).gap == note.motive.gap;
      if (keeps) logits[k] += static_cast<float>(leanings.pattern);
    }
  }
  if (note.motive.relation == static_cast<int>(BarRelation::kNew) && leanings.fresh != 0) {
    const std::vector<Tick> gaps = known_gaps(note);
    for (std::size_t k = 0; k < logits.size(); ++k) {
      const Tick gap = rhythm(static_cast<int>(k)).gap;
      const bool known = gap > 0 && std::find(gaps.begin(), gaps.end(), gap) != gaps.end();
      if (known) logits[k] -= static_cast<float>(leanings.fresh);
    }
  }
  const int taken = note.motive.rhythm.rhythm;
  if (taken < 0) return;
  const double nats = leanings.rhythm + (note.motive.answers ? leanings.answer : 0);
  logits[static_cast<std::size_t>(taken)] += static_cast<float>(nats);
}

}  // namespace bach

// The features of a note to come: one table says of each number the suite network sees what it is,
// how it is computed, where it enters the network, and how it is transposed and dropped.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "score/bars.h"
#include "suite/motive_follower.h"
#include "suite/piece.h"
#include "suite/piece_memory.h"

namespace bach::suite {

// The last note in its line and its chord.
struct LastNote {
  Tick onset = 0;
  int before = -1;       // the pitch before it; −1: none
  bool in_chord = true;  // of the chord planned for it
};

// What a feature is computed from.
struct NoteView {
  const SuitePlan& plan;
  const SuitePart& part;
  const BarGrid& bars;
  const PieceMemory& memory;  // its guesses() are those for this note
  BarPosition place;          // of the onset
  Tick onset;
  Tick beat;        // ticks in a beat there
  int tonic;        // relative_major() of the part's key
  int chord_notes;  // notes before it at the same onset
  int last_pitch;   // MIDI note number; −1 before the first note
  int last_rhythm;  // rhythm class; likewise
  int pitch;        // MIDI note number, chosen or tried; −1 until then
  // What is planned: the chord here, and the one after it in this part; null: nothing.
  const PlannedChord* chord;
  const PlannedChord* next_chord;
  const MotiveGuesses& motive;
  LastNote last;  // how it came and stood
};

// An embedding table of the network. Features that name the same one share it.
struct Embedding {
  std::string_view table = {};  // empty: the feature is never embedded
  int width = 0;
};

// Where a feature enters the network: flags.
enum Entry : unsigned {
  kIntoLstm = 1,
  kIntoBothHeads = 2,  // beside what the LSTM gives
  kIntoRhythmHead = 4,
  kShiftsPitchHead = 8,  // the pitch head also weighs rows r by (r + value) mod 12
  kGuessesPitch = 16,    // the pitch head gives this row a bonus, gated by its state and bucket
  kGuessesRhythm = 32,   // likewise the rhythm head this class
  kStepsPitchHead = 64,  // the pitch head also weighs rows by their step from this one
  kIntoPitchHead = 128,
};

// What becomes of a value when the piece is transposed upward.
enum class Transposes : std::uint8_t {
  kNot,
  kAsPitch,  // a pitch row: up, and −1 where it leaves the pitches
  kAsShift,  // down, mod 12
};

struct FeatureOptions {
  Transposes transposes = Transposes::kNot;
  // Share of the steps at which it is −1 in training. Guesses are besides hidden in blocks of
  // notes, with their buckets (see SuiteAugmentation).
  double dropout = 0;
  std::string_view bucket = {};  // of a guess: the feature that says how far it is to be trusted
  // Inputs, a head's fields and its guesses have the order of the table; but of a head's, this one
  // follows that one.
  std::string_view after = {};
  bool needs_pitch = false;  // −1 until the pitch is chosen; only the rhythm head can see it
  bool planned = false;      // −1 where nothing is planned
};

// A column of the record, and a field of the network's step.
struct Feature {
  std::string_view name;
  int values;  // 0 … values − 1, or −1: nothing
  Embedding embedding;
  unsigned entries;  // of Entry
  int (*value)(const NoteView&);
  FeatureOptions options = {};
};

// The table, in the order of the record. Names and order are part of the model format.
std::span<const Feature> features();

// How strong a place of a bar is: 0 the downbeat, 1 the middle of a bar of an even number of beats,
// 2 another beat, 3 half a beat (a third in compound time), 4 half of that, 5 a triplet's second or
// third note in simple time, 6 anything else.
int metrical_strength(const BarPosition& place);

}  // namespace bach::suite

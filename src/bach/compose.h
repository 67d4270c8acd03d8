// New music: melodies from a windows network, movements and suites from the suite model.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/export.h"
#include "base/result.h"
#include "score/score.h"

namespace bach {

// Notes of 0.3 s each, one after the other, on a cello.
BACH_API Score score_of_melody(std::span<const int> melody, const std::string& title);

struct MelodyPlan {
  std::string model = {};    // a file of train_network()
  std::string primer = {};   // file or name to go on from; empty: a beginning kept in the model
  int notes = 200;           // new ones
  bool greedy = false;       // always the most probable note; else drawn
  double temperature = 1.0;  // below 1 safer, above 1 bolder
  double top_p = 0.95;       // draw among the fewest notes with this share of the probability
  std::uint64_t seed = 42;   // decides where it begins without a primer, and every note
};

// MIDI note numbers, those of a primer not among them. The same plan and model give the same melody
// on every machine.
BACH_API Result<std::vector<int>> compose_melody(const MelodyPlan& plan,
                                                 const Cancellation& stop = Cancellation());

struct MovementWishes {
  std::string kind = {};   // prelude, allemande, courante, sarabande, menuet, bourree, gavotte,
                           // gigue; empty: drawn
  std::string key = {};    // "A minor", "Eb", "F#m"; empty: drawn
  std::string metre = {};  // "3/4"; empty: drawn
  int bars = 0;            // written ones, repeats counted once; 0: as Bach's movements have
  double tempo = 0;        // quarters a minute; 0: the kind's usual
  std::string instrument = {};  // General MIDI name or number; empty: cello, or the primer's own
  bool double_stops = true;     // two notes and more at once
  bool in_key = false;          // only notes of the scale
  std::string primer = {};      // file or name to go on from
  std::string infill = {};      // file or name to write some bars of anew …
  int from_bar = 0;             // … from this one, counted as they sound, from 1,
  int to_bar = 0;               // … to this one
  double temperature = 1.0;     // below 1 safer, above 1 bolder
  std::uint64_t seed = 42;      // decides whatever is not wished for, and every note
  std::string model = {};       // a file of `bach train`; empty: the model in the library
};

// One movement with rhythm, voices and repeats, as it sounds; with a primer that and what follows
// it, with infill that piece with those bars changed. Errors name the wish that cannot be met, by
// its option of `bach compose`.
BACH_API Result<Score> compose_movement(const MovementWishes& wishes,
                                        const Cancellation& stop = Cancellation());

struct CelloSuiteWishes {
  std::string key = {};         // as above
  std::string galanterie = {};  // menuet, bourree or gavotte; empty: drawn
  std::uint64_t seed = 42;
  std::string model = {};
};

struct CelloSuite {
  struct Movement {
    std::string name;     // "1-prelude" … "6-gigue"
    std::string metre;    // "3/4"
    Score score;          // as it sounds
    int longest_run = 0;  // notes of the longest run that a movement of Bach's has too, in any key
    std::string run_found;  // that movement; empty when there is none
  };
  std::string key;  // "A minor"
  std::vector<Movement> movements;
  Score whole;  // as it sounds, a bar's rest between movements
};

// Prelude, allemande, courante, sarabande, two galanteries and gigue, in one key.
BACH_API Result<CelloSuite> compose_cello_suite(const CelloSuiteWishes& wishes,
                                                const Cancellation& stop = Cancellation());

}  // namespace bach

// The suite network and how it is trained: every number of the preset that is not one feature's own
// (suite/features.h).
#pragma once

#include "lm/network_config.h"
#include "suite/piece.h"

namespace bach {

// Heads of the suite network, in order.
inline constexpr int kPitchHead = 0;
inline constexpr int kRhythmHead = 1;

// Fields are the features, by name and in order. Always valid.
NetworkConfig suite_config();

// Whether a network of this configuration can be fed with records and asked for pitch, then rhythm:
// its fields and heads are those of suite_config(), whatever the sizes. The error names the first
// difference.
Status is_suite_config(const NetworkConfig& config);

// A configuration whose fields are some of the features, in whatever order, over this program's
// record: fields it has not are added, and nothing of the network sees them; the parameters are laid
// out as before. So models of earlier versions are used. Others stay as they are.
NetworkConfig over_this_record(NetworkConfig config);

// Whether a network over the record was taught to follow plans of chords; of bars.
bool follows_harmony(const NetworkConfig& config);
bool follows_motives(const NetworkConfig& config);

// How an epoch differs from the music as written. Rates are probabilities.
struct SuiteAugmentation {
  int lowest_transposition = kLowestTransposition;    // semitones; one drawn for each piece and
  int highest_transposition = kHighestTransposition;  // epoch, as far as the pitches go
  // Each kind of guess of the memory is hidden in blocks of so many notes: the network must also do
  // without, as it must in music that has not begun to repeat itself.
  double hidden_guesses = 0.3;
  int hidden_block = 16;
  // A pitch guess is wrong by 1 … most_wrong semitones: it is not an oracle.
  double wrong_guesses = 0.1;
  int most_wrong = 5;
  // Of the pieces of an epoch, so many are learned without their plans.
  double hidden_plans = 0.3;
  // The last notes of a part are few and matter most.
  int ending_beats = 8;
  float ending_weight = 3;
};

// Training: AdamW, its learning rate warmed up and lowered along a cosine.
struct SuiteTrainingNumbers {
  int lanes = 16;        // pieces side by side
  int steps = 64;        // notes the gradients go back through
  double clip_norm = 1;  // the most the gradient's norm may be
  int epochs = 45;
  double learning_rate = 4e-3;
  int warmup = 50;  // steps
};
inline constexpr SuiteTrainingNumbers kSuiteTraining{};

}  // namespace bach

// What sets the presets of training apart. Each is one file of this folder and one line of presets.cc.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/train.h"
#include "lm/trainer.h"
#include "train/batch_source.h"

namespace bach {

// A training made ready: all of it that depends on the preset. What the functions look at lives as
// long as they do.
struct TrainingSetup {
  NetworkConfig network;
  TrainerOptions trainer;
  Schedule schedule;
  std::function<std::unique_ptr<BatchSource>(const Trainer&)> source;
  HeldOutMeasure held_out;    // empty: nothing is held out
  std::uint64_t targets = 0;  // notes learned from in all epochs

  // What the model file says of its music; see ModelCard.
  std::string vocabulary;
  std::string vocabulary_fingerprint;
  std::string corpus_hash;
  std::string held_out_hash;
  std::vector<std::vector<int>> starts;
  std::vector<Attachment> attachments;  // by name

  // What a resumed run must share beside the options.
  RunDescription conditions;
};

class PackedSet;  // packed/set.h

struct TrainPreset {
  OptionTable<TrainOptions>::Preset options;
  // Fills what `summary` says of the music. Errors: those of the options and of the music.
  Result<TrainingSetup> (*prepare)(const TrainOptions& options, const TrainingMusic& music,
                                   TrainingSummary& summary);
  // The same of a packed set; null: it is not for this preset.
  Result<TrainingSetup> (*prepare_packed)(const TrainOptions& options,
                                          std::shared_ptr<const PackedSet> set,
                                          TrainingSummary& summary) = nullptr;
};

TrainPreset notebook_preset();
TrainPreset sequences_preset();
TrainPreset suite_preset();

// The first is the default.
const std::vector<TrainPreset>& train_presets();

// Headings of options that not every preset has.
inline constexpr char kWindowOptions[] = "Windows of notes (notebook)";
inline constexpr char kPieceOptions[] = "Whole pieces (suite, sequences)";
inline constexpr char kSuiteOptions[] = "Music beside (suite)";
inline constexpr char kSequenceOptions[] = "Sequences of pitches (sequences)";

}  // namespace bach

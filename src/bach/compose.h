// New music: melodies from models of pitches alone, movements and suites from the suite model.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "app/compose/request.h"
#include "app/compose/values.h"
#include "bach/language_model.h"
#include "bach/music.h"
#include "base/cancel.h"
#include "base/export.h"
#include "base/progress.h"
#include "base/result.h"
#include "score/score.h"

namespace bach {

// Notes of 0.3 s each, one after the other, on a cello.
BACH_API Score score_of_melody(std::span<const int> melody, const std::string& title);

// What is composed is said by a ComposeRequest: keys, metres and the like are values, which
// parse_key() and its kin make of words. The same request and model give the same music on every
// machine. Errors name the argument that cannot be met. `progress` is called from the calling thread.

// MIDI note numbers, those of a primer not among them, from request.model, a file of
// train_network() or of `bach train --preset sequences`.
BACH_API Result<std::vector<int>> compose_melody(const ComposeRequest& request,
                                                 const ProgressCallback& progress = {},
                                                 const Cancellation& stop = Cancellation());

// One movement with rhythm, voices and repeats, as it sounds, from a suite model: the one in the
// library unless request.model names another. With a primer that and what follows it, with infill
// that piece with those bars changed. Writes request.save_plan, replacing what is there.
BACH_API Result<Score> compose_movement(const ComposeRequest& request,
                                        const ProgressCallback& progress = {},
                                        const Cancellation& stop = Cancellation());

// All that `bach compose` would write, of a model of any preset: request.outputs pieces, the same as
// its files. request.model only names the model. Writes request.save_plan, of one piece.
BACH_API Result<std::vector<NamedScore>> compose_music(const LanguageModel& model,
                                                       const ComposeRequest& request,
                                                       const ProgressCallback& progress = {},
                                                       const Cancellation& stop = Cancellation());

struct CelloSuite {
  struct Movement {
    std::string name;     // "1-prelude" … "6-gigue"
    std::string metre;    // "3/4"
    Score score;          // as it sounds
    int longest_run = 0;  // notes of the longest run that a movement of Bach's has too, in any key
    std::string run_found;  // that movement; empty when there is none
    NamedScore piece;       // the same, with its written form
  };
  std::string key;  // "A minor"
  std::vector<Movement> movements;
  Score whole;  // as it sounds, a bar's rest between movements
};

// Prelude, allemande, courante, sarabande, two galanteries and gigue, in one key.
BACH_API Result<CelloSuite> compose_cello_suite(const SuiteRequest& request,
                                                const ProgressCallback& progress = {},
                                                const Cancellation& stop = Cancellation());
// The same with a suite model at hand; request.movement.model only names it.
BACH_API Result<CelloSuite> compose_cello_suite(const LanguageModel& model,
                                                const SuiteRequest& request,
                                                const ProgressCallback& progress = {},
                                                const Cancellation& stop = Cancellation());

}  // namespace bach

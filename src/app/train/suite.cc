// Training the suite network on whole pieces: pitches, rhythms, voices and form.
#include <algorithm>
#include <span>
#include <utility>

#include "app/music/inputs.h"
#include "app/train/music.h"
#include "app/train/packed_music.h"
#include "app/train/packed_suite.h"
#include "app/train/preset.h"
#include "app/train/whole_pieces.h"
#include "base/number_text.h"
#include "suite/encode.h"
#include "suite/hear.h"
#include "suite/lanes.h"
#include "suite/piece.h"
#include "suite/plan_knowledge.h"
#include "suite/preset.h"
#include "suite/register.h"

namespace bach {
namespace {

Result<Lesson<SuitePiece>> take_suite_piece(const MusicPiece& piece) {
  Result<SuiteEncoding> encoding = encode_any(piece.score, piece.name);
  if (!encoding) {
    Error error = std::move(encoding).error();
    error.message = piece.path + ": " + error.message;
    return error;
  }
  const int notes = static_cast<int>(count_first_statements(encoding->piece));
  return Lesson<SuitePiece>{std::move(encoding->piece), notes, std::move(encoding->losses)};
}

std::string augmentation_text(const SuiteAugmentation& changes) {
  std::string text;
  for (const double each :
       {double{1} * changes.lowest_transposition, double{1} * changes.highest_transposition,
        changes.hidden_guesses, double{1} * changes.hidden_block, changes.wrong_guesses,
        double{1} * changes.most_wrong, changes.hidden_plans, double{1} * changes.ending_beats,
        double{1} * changes.ending_weight}) {
    text += number_text(each) + " ";
  }
  return text;
}

// What of music.also is none of the pieces held out.
std::vector<const MusicPiece*> not_held_out(const TrainingMusic& music,
                                            const std::vector<std::string>& holdout,
                                            TrainingSummary& summary) {
  const std::vector<std::string> names = piece_names(holdout);
  std::vector<const MusicPiece*> allowed;
  for (const MusicPiece* more : music.also) {
    const bool held_out =
        std::any_of(music.pieces.begin(), music.pieces.end(), [&](const MusicPiece* piece) {
          return std::find(names.begin(), names.end(), piece->name) != names.end() &&
                 same_music(*piece, *more);
        });
    if (held_out) {
      summary.warnings.push_back("skipped: " + more->path + " is held out");
    } else {
      allowed.push_back(more);
    }
  }
  return allowed;
}

// What was skipped, line by line, and whether other music beside is not as written.
void tell_of(const TrainingSummary& beside, std::vector<std::string>& warnings) {
  bool losses = false;
  for (const std::string& warning : beside.warnings) {
    if (warning.find("skipped: ") != std::string::npos) {
      warnings.push_back(warning);
    } else {
      losses = true;
    }
  }
  if (!losses) return;
  warnings.push_back("some notes of the " + std::to_string(beside.pieces.size()) +
                     " pieces beside are learned from with other durations or onsets");
}

// All pieces, and in the last epochs those of `own` alone.
EpochSource lanes_of(std::span<const SuitePiece> all, std::span<const SuitePiece> own,
                     const TrainOptions& options, const SuiteAugmentation& augmentation) {
  using Lanes = std::shared_ptr<const SuiteLanes>;
  const auto make = [&](std::span<const SuitePiece> pieces) -> Lanes {
    return std::make_shared<SuiteLanes>(pieces, options.lanes, options.seed, augmentation);
  };
  const Lanes together = make(all);
  const Lanes last = options.alone > 0 ? make(own) : together;
  const auto of = [together, last, from = options.epochs - options.alone](
                      int epoch) -> const SuiteLanes& { return epoch < from ? *together : *last; };
  return {[of](int epoch) { return of(epoch).epoch(epoch); },
          [of](int epoch) { return of(epoch).longest_lane(); }};
}

Result<TrainingSetup> prepare_suite(const TrainOptions& options, const TrainingMusic& music,
                                    TrainingSummary& summary) {
  NetworkConfig network = with_network_options(suite_config(), options);
  if (Status valid = validate(network); !valid) return std::move(valid).error();
  auto taken = take_lessons<SuitePiece>(music.pieces, options.holdout, take_suite_piece, summary);
  if (!taken) return std::move(taken).error();
  std::vector<SuitePiece> all = taken->pieces;
  if (!music.also.empty()) {
    TrainingSummary beside;
    const std::vector<const MusicPiece*> allowed = not_held_out(music, options.holdout, beside);
    auto also = take_lessons<SuitePiece>(allowed, {}, take_suite_piece, beside);
    if (!also) return std::move(also).error();
    const double middle = mean_pitch(taken->pieces);
    for (SuitePiece& piece : also->pieces) all.push_back(moved_near(std::move(piece), middle));
    tell_of(beside, summary.warnings);
    summary.also = std::move(beside.pieces);
    summary.also_notes = beside.notes;
  }

  const PlanKnowledge plans = learn_plans(all, taken->pieces.size());

  TrainingSetup setup = whole_pieces_setup(options, summary, std::move(network));
  setup.attachments = attachments_of(plans);
  setup.vocabulary = kSuiteVocabularyName;
  setup.vocabulary_fingerprint = suite_vocabulary_fingerprint();
  setup.corpus_hash = corpus_hash(all);
  setup.held_out_hash = corpus_hash(taken->held_out);
  const SuiteAugmentation augmentation;
  setup.conditions["augmentation"] = augmentation_text(augmentation);
  std::vector<Lane> held_out;
  for (const SuitePiece& piece : taken->held_out) held_out.push_back(suite_lane(piece));
  measure_lanes(std::move(held_out), setup);
  const auto own = std::span(all).first(taken->pieces.size());
  learn_lanes(lanes_of(all, own, options, augmentation), options, setup);
  return setup;
}

// Measures on pieces, which are made lanes when first asked: hearing their plans takes as long as some
// of the training.
HeldOutMeasure measure_when_asked(std::vector<SuitePiece> pieces, const FinderParameters& finder) {
  struct Measured {
    std::vector<SuitePiece> pieces;
    std::vector<Lane> lanes;
  };
  const auto measured = std::make_shared<Measured>();
  measured->pieces = std::move(pieces);
  return [measured, finder](Trainer& trainer) {
    for (SuitePiece& piece : measured->pieces) {
      // In what is too short nothing is heard: it stays without a plan.
      (void)hear_plan(piece, finder).ok();
      measured->lanes.push_back(suite_lane(piece));
    }
    measured->pieces.clear();
    return trainer.evaluate(measured->lanes);
  };
}

Result<TrainingSetup> prepare_packed_suite(const TrainOptions& options,
                                           std::shared_ptr<const PackedSet> set,
                                           TrainingSummary& summary) {
  NetworkConfig network = with_network_options(suite_config(), options);
  if (Status valid = validate(network); !valid) return std::move(valid).error();
  const std::vector<std::size_t> measured =
      packed_held_out(*set, PackedTokens::kSuite, kMostMeasuredNotes);
  if (Status fine = describe_packed(options, *set, PackedTokens::kSuite, measured.size(), summary);
      !fine) {
    return std::move(fine).error();
  }
  std::vector<SuitePiece> held_out;
  for (const std::size_t piece : measured) {
    const PackedSet::Place place = set->place(piece);
    Result<SuitePiece> read = place.shard->suite(place.piece);
    if (!read) return std::move(read).error();
    held_out.push_back(std::move(*read));
  }
  Result<std::vector<SuitePiece>> sample = sample_of(*set, options.seed);
  if (!sample) return std::move(sample).error();
  const PlanKnowledge plans = learn_plans(*sample, sample->size());

  TrainingSetup setup = whole_pieces_setup(options, summary, std::move(network));
  setup.attachments = attachments_of(plans);
  setup.vocabulary = kSuiteVocabularyName;
  setup.vocabulary_fingerprint = suite_vocabulary_fingerprint();
  setup.held_out_hash = corpus_hash(held_out);
  const SuiteAugmentation augmentation;
  setup.conditions["augmentation"] = augmentation_text(augmentation);
  if (!held_out.empty()) setup.held_out = measure_when_asked(std::move(held_out), plans.finder);
  learn_packed(suite_steps(std::move(set), options.seed, plans.finder, augmentation), options,
               setup);
  return setup;
}

TrainOptions suite_defaults() {
  const NetworkConfig network = suite_config();
  TrainOptions options;
  options.preset = "suite";
  options.epochs = kSuiteTraining.epochs;
  options.layers = network.layers;
  options.hidden = network.hidden;
  options.dropout = network.layer_dropout;
  options.input_dropout = network.input_dropout;
  options.output_dropout = network.output_dropout;
  options.recurrent_dropout = network.recurrent_dropout;
  options.forget_bias = network.forget_bias;
  options.lanes = kSuiteTraining.lanes;
  options.steps = kSuiteTraining.steps;
  options.learning_rate = kSuiteTraining.learning_rate;
  options.warmup = kSuiteTraining.warmup;
  options.decay = Decay::kCosine;
  options.clip = kSuiteTraining.clip_norm;
  return options;
}

}  // namespace

TrainPreset suite_preset() {
  constexpr auto kIfChanged = Stored::kIfChanged;
  return {{{"suite",
            "pitches, rhythms, voices and form of whole pieces",
            {kPieceOptions, kSuiteOptions},
            {{"preset"},
             {"layers", kIfChanged},
             {"hidden", kIfChanged},
             {"dropout", kIfChanged},
             {"input_dropout", kIfChanged},
             {"output_dropout", kIfChanged},
             {"recurrent_dropout", kIfChanged},
             {"forget_bias", kIfChanged},
             {"lanes", kIfChanged},
             {"steps", kIfChanged},
             {"weight_decay", kIfChanged},
             {"clip", kIfChanged},
             {"average", kIfChanged},
             {"lane_sums", kIfChanged},
             {"learning_rate", kIfChanged},
             {"warmup", kIfChanged},
             {"decay", kIfChanged},
             {"alone", kIfChanged},
             {"epochs"},
             {"batches", kIfChanged},
             {"tokens", kIfChanged},
             {"evaluate_every", kIfChanged},
             {"patience", kIfChanged},
             {"seed"},
             {"holdout"}}},
           suite_defaults()},
          prepare_suite,
          prepare_packed_suite};
}

}  // namespace bach

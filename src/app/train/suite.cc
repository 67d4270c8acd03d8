// Training the suite network on whole pieces: pitches, rhythms, voices and form.
#include <utility>

#include "app/train/music.h"
#include "app/train/preset.h"
#include "app/train/whole_pieces.h"
#include "base/number_text.h"
#include "suite/encode.h"
#include "suite/lanes.h"
#include "suite/piece.h"
#include "suite/preset.h"

namespace bach {
namespace {

Result<Lesson<SuitePiece>> take_suite_piece(const MusicPiece& piece) {
  Result<SuiteEncoding> encoding = encode_any(piece.score, piece.name);
  if (!encoding) {
    Error error = std::move(encoding).error();
    error.message = piece.path + ": " + error.message;
    return error;
  }
  const int notes = static_cast<int>(first_statements(encoding->piece).size());
  return Lesson<SuitePiece>{std::move(encoding->piece), notes, std::move(encoding->losses)};
}

std::string augmentation_text(const SuiteAugmentation& changes) {
  std::string text;
  for (const double each :
       {double{1} * changes.lowest_transposition, double{1} * changes.highest_transposition,
        changes.hidden_guesses, double{1} * changes.hidden_block, changes.wrong_guesses,
        double{1} * changes.most_wrong, double{1} * changes.ending_beats,
        double{1} * changes.ending_weight}) {
    text += number_text(each) + " ";
  }
  return text;
}

Result<TrainingSetup> prepare_suite(const TrainOptions& options,
                                    std::span<const MusicPiece* const> music,
                                    TrainingSummary& summary) {
  NetworkConfig network = with_network_options(suite_config(), options);
  if (Status valid = validate(network); !valid) return std::move(valid).error();
  const auto taken = take_lessons<SuitePiece>(music, options.holdout, take_suite_piece, summary);
  if (!taken) return taken.error();

  TrainingSetup setup = whole_pieces_setup(options, summary, std::move(network));
  setup.vocabulary = kSuiteVocabularyName;
  setup.vocabulary_fingerprint = suite_vocabulary_fingerprint();
  setup.corpus_hash = corpus_hash(taken->pieces);
  setup.held_out_hash = corpus_hash(taken->held_out);
  const SuiteAugmentation augmentation;
  setup.conditions["augmentation"] = augmentation_text(augmentation);
  std::vector<Lane> held_out;
  for (const SuitePiece& piece : taken->held_out) held_out.push_back(suite_lane(piece));
  measure_lanes(std::move(held_out), setup);
  const auto lanes =
      std::make_shared<const SuiteLanes>(taken->pieces, options.lanes, options.seed, augmentation);
  learn_lanes([lanes](int epoch) { return lanes->epoch(epoch); }, options, setup);
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
            {kPieceOptions},
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
             {"learning_rate", kIfChanged},
             {"warmup", kIfChanged},
             {"decay", kIfChanged},
             {"epochs"},
             {"batches", kIfChanged},
             {"evaluate_every", kIfChanged},
             {"patience", kIfChanged},
             {"seed"},
             {"holdout"}}},
           suite_defaults()},
          prepare_suite};
}

}  // namespace bach

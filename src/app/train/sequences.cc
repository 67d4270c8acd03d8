// Training on the pitches of whole pieces:
//
//   rows → LSTM, `layers` × `hidden` → linear `dense` → dropout → linear
//
// as the notebook's network, but with one prediction at each step.
#include <utility>

#include "app/train/music.h"
#include "app/train/packed_music.h"
#include "app/train/pitch_lanes.h"
#include "app/train/preset.h"
#include "app/train/whole_pieces.h"
#include "token/pitch_sequences.h"
#include "token/pitch_windows.h"

namespace bach {
namespace {

Result<NetworkConfig> pitch_network(const TrainOptions& options) {
  if (options.tied && options.embedding == 0) {
    return invalid_argument("tied", "needs an `embedding` to tie the output to");
  }
  NetworkConfig config = with_network_options({}, options);
  config.tables = {{"pitch", kPitchSequenceRows, options.embedding}};
  config.fields = {{"pitch", 0, 0, 0}};
  config.inputs = {0};
  config.head_dropout = options.dropout;
  HeadConfig head;
  head.name = "pitch";
  head.classes = kPitchSequenceRows;
  head.hidden = options.dense;
  head.tied_table = options.tied ? 0 : -1;
  config.heads = {head};
  if (Status valid = validate(config); !valid) return std::move(valid).error();
  return config;
}

Result<TrainingSetup> prepare_sequences(const TrainOptions& options, const TrainingMusic& music,
                                        TrainingSummary& summary) {
  Result<NetworkConfig> network = pitch_network(options);
  if (!network) return std::move(network).error();
  auto taken =
      take_pitches(music.pieces, options.holdout, leading_pitches, WithoutRow::kLeaveOut, summary);
  if (!taken) return std::move(taken).error();

  TrainingSetup setup = whole_pieces_setup(options, summary, std::move(*network));
  setup.vocabulary = kPitchSequenceName;
  setup.vocabulary_fingerprint = pitch_sequence_fingerprint();
  setup.corpus_hash = corpus_hash(taken->pieces);
  setup.held_out_hash = corpus_hash(taken->held_out);
  std::vector<Lane> held_out;
  for (const std::vector<int>& rows : taken->held_out) held_out.push_back(pitch_lane(rows));
  measure_lanes(std::move(held_out), setup);
  learn_lanes({[pieces = std::move(taken->pieces), lanes = options.lanes, seed = options.seed](
                   int epoch) { return pitch_lanes(pieces, lanes, seed, epoch); }},
              options, setup);
  return setup;
}

class SequencePieceSteps : public PieceSteps {
 public:
  Status open(const PackedSet& set, std::size_t piece, int, std::size_t from) override {
    const PackedSet::Place place = set.place(piece);
    Result<std::vector<int>> rows = place.shard->sequence(place.piece);
    if (!rows) return std::move(rows).error();
    lane_ = pitch_lane(*rows);
    at_ = from;
    return {};
  }
  void append(std::size_t count, Lane& lane) override {
    for (const std::size_t end = at_ + count; at_ < end; ++at_) {
      lane.fields.push_back(lane_.fields[at_]);
      lane.targets.push_back(lane_.targets[at_]);
      lane.begins.push_back(lane_.begins[at_]);
    }
  }

 private:
  Lane lane_;
  std::size_t at_ = 0;
};

Result<TrainingSetup> prepare_packed_sequences(const TrainOptions& options,
                                               std::shared_ptr<const PackedSet> set,
                                               TrainingSummary& summary) {
  Result<NetworkConfig> network = pitch_network(options);
  if (!network) return std::move(network).error();
  const std::vector<std::size_t> measured =
      packed_held_out(*set, PackedTokens::kSequence, kMostMeasuredNotes);
  if (Status fine =
          describe_packed(options, *set, PackedTokens::kSequence, measured.size(), summary);
      !fine) {
    return std::move(fine).error();
  }
  std::vector<std::vector<int>> held_out;
  for (const std::size_t piece : measured) {
    const PackedSet::Place place = set->place(piece);
    Result<std::vector<int>> rows = place.shard->sequence(place.piece);
    if (!rows) return std::move(rows).error();
    held_out.push_back(std::move(*rows));
  }
  TrainingSetup setup = whole_pieces_setup(options, summary, std::move(*network));
  setup.vocabulary = kPitchSequenceName;
  setup.vocabulary_fingerprint = pitch_sequence_fingerprint();
  setup.held_out_hash = corpus_hash(held_out);
  std::vector<Lane> lanes;
  for (const std::vector<int>& rows : held_out) lanes.push_back(pitch_lane(rows));
  measure_lanes(std::move(lanes), setup);
  PackedSteps steps{
      std::move(set), PackedTokens::kSequence, 1,
      []() -> std::unique_ptr<PieceSteps> { return std::make_unique<SequencePieceSteps>(); }};
  learn_packed(std::move(steps), options, setup);
  return setup;
}

TrainOptions sequences_defaults() {
  TrainOptions options;
  options.preset = "sequences";
  options.epochs = 12;
  options.layers = 1;
  options.hidden = 256;
  options.dense = 256;
  options.dropout = 0.3;
  options.lanes = 64;
  options.steps = 20;
  options.learning_rate = 0.008;
  options.warmup = 20;
  options.decay = Decay::kCosine;
  options.clip = 1;
  return options;
}

}  // namespace

TrainPreset sequences_preset() {
  return {{{"sequences",
            "pitches of whole pieces",
            {kPieceOptions, kSequenceOptions},
            {{"preset"},
             {"layers"},
             {"hidden"},
             {"dense"},
             {"embedding"},
             {"tied"},
             {"dropout"},
             {"input_dropout"},
             {"output_dropout"},
             {"recurrent_dropout"},
             {"forget_bias"},
             {"lanes"},
             {"steps"},
             {"epochs"},
             {"batches", Stored::kIfChanged},
             {"tokens", Stored::kIfChanged},
             {"learning_rate"},
             {"warmup"},
             {"decay"},
             {"weight_decay"},
             {"clip"},
             {"average"},
             {"lane_sums", Stored::kIfChanged},
             {"evaluate_every", Stored::kBeside, "holdout"},
             {"patience", Stored::kBeside, "holdout"},
             {"seed"},
             {"holdout"}}},
           sequences_defaults()},
          prepare_sequences,
          prepare_packed_sequences};
}

}  // namespace bach

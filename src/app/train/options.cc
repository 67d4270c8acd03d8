// The options of `bach train`, one entry each.
#include "app/train/preset.h"

namespace bach {
namespace {

constexpr OptionRange kDropRange = {0, 0.95};
constexpr OptionRange kSizeRange = {1, 4096};
constexpr OptionRange kCountRange = {0, 1000000};
constexpr OptionRange kFactorRange = {0, 100};

std::vector<OptionTable<TrainOptions>::Preset> preset_options() {
  std::vector<OptionTable<TrainOptions>::Preset> list;
  for (const TrainPreset& preset : train_presets()) list.push_back(preset.options);
  return list;
}

// "What to train: suite (pitches, …), sequences (…)"
std::string_view preset_help() {
  static const std::string text = [] {
    std::string list;
    for (const TrainPreset& each : train_presets()) {
      const OptionPreset& preset = each.options.about;
      list += (list.empty() ? "What to train: " : ", ") + std::string(preset.name) + " (" +
              std::string(preset.help) + ")";
    }
    return list;
  }();
  return text;
}

std::vector<Option> music_options() {
  using Options = TrainOptions;
  return {
      {.name = "inputs",
       .value = at<&Options::inputs>,
       .help = "MIDI, ABC or MusicXML files, folders, a packed set, names of built-in movements "
               "(default: all of them)",
       .decides = false},
      {.name = "preset", .value = at<&Options::preset>, .help = preset_help()},
      {.name = "epochs", .value = at<&Options::epochs>, .range = {1, 1000000}, .help = "Epochs"},
      {.name = "batches",
       .value = at<&Options::batches>,
       .range = kCountRange,
       .help = "Batches per epoch (0: all the music)"},
      {.name = "tokens",
       .value = at<&Options::tokens>,
       .help = "Stop after this many notes, in as many epochs as that takes; the learning rate is "
               "planned for them (0: the epochs say it)",
       .group = kPieceOptions,
       .excludes = {"alone"}},
      {.name = "hours",
       .value = at<&Options::hours>,
       .range = {0, 100000},
       .help =
           "Stop when so much time is over, 0.5 being half an hour; only here a clock decides: the "
           "model stores --stop-after with the steps it came to (0: none)",
       .excludes = {"stop_after"},
       .decides = false},
      {.name = "stop_after",
       .value = at<&Options::stop_after>,
       .help = "Stop after so many steps, the learning rate going as for all that is planned (0: "
               "none)"},
      {.name = "layers",
       .value = at<&Options::layers>,
       .range = {1, 8},
       .help = "LSTM layers, dropout between them"},
      {.name = "dropout",
       .value = at<&Options::dropout>,
       .range = kDropRange,
       .help = "Probability of dropping a unit"},
      {.name = "holdout",
       .value = at<&Options::holdout>,
       .help = "Pieces to measure on instead of learning from"},
      {.name = "also",
       .value = at<&Options::also>,
       .help =
           "More music to learn from, moved by octaves to where the inputs lie: files, folders, "
           "sets of movements",
       .group = kSuiteOptions,
       .decides = false},
      {.name = "alone",
       .value = at<&Options::alone>,
       .range = kCountRange,
       .help = "Epochs at the end that learn from the inputs alone",
       .group = kSuiteOptions,
       .needs = "also"},
      {.name = "evaluate_every",
       .value = at<&Options::evaluate_every>,
       .range = kCountRange,
       .help = "Steps between two evaluations on the held-out pieces (0: after each epoch)"},
      {.name = "patience",
       .value = at<&Options::patience>,
       .range = kCountRange,
       .help = "Stop after this many evaluations without a better held-out loss (0: never)"},
      {.name = "seed", .value = at<&Options::seed>, .help = "Decides weights, batches and dropout"},
      {.name = "threads",
       .value = at<&Options::threads>,
       .range = {0, 1024},
       .help = "Threads (0: all cores); changes speed only",
       .decides = false},
      {.name = "device",
       .value = at<&Options::device>,
       .help = "Where: auto (a GPU if there is one), cpu, gpu, or gpu:N of bach devices; changes "
               "speed only",
       .kind = "DEVICE",
       .decides = false},
      {.name = "fast",
       .value = at<&Options::fast>,
       .help = "Let a device calculate in its own, faster way: the model is another one, and says "
               "so"},
      {.name = "exact",
       .value = at<&Options::exact>,
       .help = "Refuse a device that cannot give the processor's bits",
       .decides = false},
  };
}

std::vector<Option> choice_options() {
  using Options = TrainOptions;
  return {
      {.name = "instrument",
       .value = at<&Options::choice, &MusicChoice::instruments>,
       .help = "Only tracks of these: names or General MIDI programs from 0 (none: all)"},
      {.name = "voices",
       .value = at<&Options::choice, &MusicChoice::voices>,
       .words = {"merged", "busiest"},
       .help = "Of a piece all voices together (merged) or that of the most notes (busiest)"},
      {.name = "most_voices",
       .value = at<&Options::choice, &MusicChoice::most_voices>,
       .range = {0, 1000},
       .help = "Leave out pieces of more (0: none)"},
      {.name = "least_notes",
       .value = at<&Options::choice, &MusicChoice::least_notes>,
       .range = kCountRange,
       .help = "Leave out pieces of fewer"},
      {.name = "most_notes",
       .value = at<&Options::choice, &MusicChoice::most_notes>,
       .range = kCountRange,
       .help = "Leave out pieces of more (0: none)"},
      {.name = "metre",
       .value = at<&Options::choice, &MusicChoice::metres>,
       .help = "Leave out pieces that begin in another: 3/4 …"},
      {.name = "most_percussion",
       .value = at<&Options::choice, &MusicChoice::most_percussion>,
       .range = {0, 100},
       .help = "Leave out pieces of which more percent are percussion; where anything is chosen, "
               "percussion itself is not learned from"},
  };
}

std::vector<Option> begin_options() {
  using Options = TrainOptions;
  return {
      {.name = "init",
       .value = at<&Options::init>,
       .help =
           "Begin with the weights of this model, which has the same vocabulary and network; the "
           "optimiser begins from nothing",
       .kind = "MODEL",
       .decides = false},
      {.name = "table_rate",
       .value = at<&Options::rates, &RateFactors::tables>,
       .range = kFactorRange,
       .help = "The learning rate of embeddings is taken times this (0: they stay)"},
      {.name = "layer_rate",
       .value = at<&Options::rates, &RateFactors::layers>,
       .range = kFactorRange,
       .help = "Likewise that of the LSTM's layers"},
      {.name = "head_rate",
       .value = at<&Options::rates, &RateFactors::heads>,
       .range = kFactorRange,
       .help = "Likewise that of the heads"},
  };
}

std::vector<Option> file_options() {
  using Options = TrainOptions;
  return {
      {.name = "output",
       .value = at<&Options::files, &TrainFiles::output>,
       .help = "The model file",
       .kind = "FILE",
       .decides = false},
      {.name = "weights",
       .value = at<&Options::files, &TrainFiles::weights>,
       .words = {"float32", "float16"},
       .help = "The numbers in the model file",
       .decides = false},
      {.name = "log",
       .value = at<&Options::files, &TrainFiles::log>,
       .help = "Write the losses to a file as they come, for bach plot loss",
       .kind = "FILE",
       .decides = false},
      {.name = "listen",
       .value = at<&Options::files, &TrainFiles::listen>,
       .help = "Write what it plays after each epoch into this folder, as epoch-01.wav …",
       .kind = "DIR",
       .decides = false},
      {.name = "checkpoint",
       .value = at<&Options::files, &TrainFiles::checkpoint>,
       .help = "Keep all that is needed to resume the training in this folder, on Ctrl-C too",
       .kind = "DIR",
       .decides = false},
      {.name = "checkpoint_every",
       .value = at<&Options::files, &TrainFiles::checkpoint_every>,
       .range = {1, 1000000000},
       .help = "Steps between two checkpoints",
       .needs = "checkpoint",
       .decides = false},
      {.name = "resume",
       .value = at<&Options::files, &TrainFiles::resume>,
       .help = "Resume from the newest checkpoint, to the same model as without the break",
       .needs = "checkpoint",
       .decides = false},
      {.name = "force",
       .value = at<&Options::files, &TrainFiles::force>,
       .help = "Replace the files",
       .decides = false},
  };
}

std::vector<Option> limited_options() {
  using Options = TrainOptions;
  return {
      {.name = "batch_size",
       .value = at<&Options::batch_size>,
       .range = kSizeRange,
       .help = "Windows per batch",
       .group = kWindowOptions},
      {.name = "lanes",
       .value = at<&Options::lanes>,
       .range = kSizeRange,
       .help = "Stretches of music side by side",
       .group = kPieceOptions},
      {.name = "steps",
       .value = at<&Options::steps>,
       .range = kSizeRange,
       .help = "Notes a batch takes of each",
       .group = kPieceOptions},
      {.name = "hidden",
       .value = at<&Options::hidden>,
       .range = kSizeRange,
       .help = "Units of an LSTM layer",
       .group = kPieceOptions},
      {.name = "input_dropout",
       .value = at<&Options::input_dropout>,
       .range = kDropRange,
       .help = "Of the embedding, locked over a batch",
       .group = kPieceOptions},
      {.name = "output_dropout",
       .value = at<&Options::output_dropout>,
       .range = kDropRange,
       .help = "Of the top layer, locked over a batch",
       .group = kPieceOptions},
      {.name = "recurrent_dropout",
       .value = at<&Options::recurrent_dropout>,
       .range = kDropRange,
       .help = "Of the recurrent weights",
       .group = kPieceOptions},
      {.name = "forget_bias",
       .value = at<&Options::forget_bias>,
       .range = {-10, 10},
       .help = "Added to the forget gates' first biases",
       .group = kPieceOptions},
      {.name = "learning_rate",
       .value = at<&Options::learning_rate>,
       .range = {1e-7, 10},
       .help = "The highest learning rate of AdamW",
       .group = kPieceOptions},
      {.name = "warmup",
       .value = at<&Options::warmup>,
       .range = kCountRange,
       .help = "Steps up to it",
       .group = kPieceOptions},
      {.name = "decay",
       .value = at<&Options::decay>,
       .words = {"none", "cosine"},
       .help = "Then down to 0 by the last step: cosine, or none",
       .group = kPieceOptions},
      {.name = "weight_decay",
       .value = at<&Options::weight_decay>,
       .range = {0, 1},
       .help = "Of AdamW",
       .group = kPieceOptions},
      {.name = "clip",
       .value = at<&Options::clip>,
       .range = {0, 1e6},
       .help = "The most the gradient's norm may be (0: any)",
       .group = kPieceOptions},
      {.name = "average",
       .value = at<&Options::average>,
       .range = {0, 0.99999},
       .help = "Share a running average of weights keeps (0: none)",
       .group = kPieceOptions},
      {.name = "lane_sums",
       .value = at<&Options::lane_sums>,
       .help = "Add gradients up lane by lane, as processes under mpirun do, for the same model",
       .group = kPieceOptions},
      {.name = "dense",
       .value = at<&Options::dense>,
       .range = {0, 4096},
       .help = "Units of the layer above (0: none)",
       .group = kSequenceOptions},
      {.name = "embedding",
       .value = at<&Options::embedding>,
       .range = {0, 1024},
       .help = "Width of the pitches' embedding (0: one-hot)",
       .group = kSequenceOptions},
      {.name = "tied",
       .value = at<&Options::tied>,
       .help = "The embedding is the output's weights too",
       .group = kSequenceOptions},
  };
}

}  // namespace

const OptionTable<TrainOptions>& train_options() {
  static const OptionTable<TrainOptions> table = [] {
    std::vector<Option> all = music_options();
    for (const auto& more :
         {choice_options(), begin_options(), file_options(), limited_options()}) {
      all.insert(all.end(), more.begin(), more.end());
    }
    return OptionTable<TrainOptions>(std::move(all), "preset", preset_options());
  }();
  return table;
}

}  // namespace bach

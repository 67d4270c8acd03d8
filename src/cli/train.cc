// bach train: learn a model.
#include "app/train.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/model/save.h"
#include "cli/commands.h"
#include "cli/config_file.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "cli/train_output.h"
#include "cli/train_sequences.h"

namespace bach::cli {
namespace {

// An option that not every preset has.
struct Limited {
  const CLI::Option* option;
  std::vector<std::string> presets;
};

struct Arguments {
  TrainOptions train;
  SequenceTrainOptions sequences;  // what is not shared with `train`
  std::string decay = "cosine";
  std::string preset = "suite";
  std::string weights = "float32";
  TrainFiles files;
  std::string config;  // a file of options; empty: none
  bool force = false;
  const CLI::App* command = nullptr;
  std::vector<Limited> limited;

  bool given(const char* option) const { return command->count(option) > 0; }
};

// What the notebook prints before it trains: the data and the network.
void print_summary(const TrainingSummary& summary, const WindowConfig& config) {
  std::string held_out;
  if (!summary.held_out.empty()) {
    held_out = ", " + std::to_string(summary.held_out.size()) + " held out";
  }
  std::printf("%zu pieces%s\n", summary.pieces.size(), held_out.c_str());
  for (std::size_t i = 0; i < std::min<std::size_t>(2, summary.pieces.size()); ++i) {
    const TrainingPiece& piece = summary.pieces[i];
    std::printf("  %-12s (%d, %d)\n", piece.name.c_str(), piece.notes, config.vocabulary);
  }
  std::printf("X (%zu, %d, %d)\ny (%zu,)\n", summary.windows, config.window, config.vocabulary,
              summary.windows);
  print_tensors(summary.tensors, summary.parameters);
}

SequenceListener make_listener(const Common& common, const SequencePlan& plan, ProgressBar& bar) {
  SequenceListener listener{step_shower(plan.epochs, bar), epoch_teller(common, bar), {}, {}};
  listener.on_held_out = [&common, &bar](const SequenceHeldOutReport& report) {
    bar.clear();
    say(common, "step " + std::to_string(report.step) + "  " +
                    figure("held-out loss", report.loss.mean()) + " nats" +
                    (report.best ? " (best)" : ""));
  };
  return listener;
}

nlohmann::ordered_json to_json(const TrainingSummary& summary, const SequenceOutcome& outcome,
                               const SequenceModel& model, double seconds) {
  nlohmann::ordered_json json;
  json["preset"] = "notebook";
  json["pieces"] = summary.pieces.size();
  json["windows"] = summary.windows;
  json["parameters"] = summary.parameters;
  json["steps"] = outcome.steps;
  json["kept_step"] = outcome.parameters_step;
  json["loss"] = outcome.last_loss;
  if (outcome.held_out) json["held_out_loss"] = outcome.held_out->mean();
  json["corpus_hash"] = model.card.corpus_hash;
  json["seed"] = model.card.seed;
  json["seconds"] = seconds;
  return json;
}

int run_train(const Arguments& arguments, const Common& common) {
  ProgressBar bar(common);
  Result<TrainingSession> session =
      TrainingSession::prepare(arguments.train, bar.callback(), cancellation());
  if (!session) {
    bar.clear();
    return report(session.error());
  }
  bar.clear();
  for (const std::string& warning : session->summary().warnings) warn(warning);
  if (!common.json && !common.quiet) print_summary(session->summary(), arguments.train.config);

  const SequencePlan& plan = arguments.train.plan;
  const std::uint64_t targets =
      std::uint64_t{1} * plan.epochs * plan.batches * arguments.train.batch_size;
  const auto json = [&](const SequenceOutcome& outcome, const SequenceModel& model,
                        double seconds) {
    return to_json(session->summary(), outcome, model, seconds);
  };
  return run_and_save<SequenceOutcome>(*session, make_listener(common, plan, bar), targets,
                                       plan.epochs, arguments.files, common, bar, json);
}

// The options of sequences: what the presets share is taken from the notebook's, but for defaults.
SequenceTrainOptions sequence_options(const Arguments& arguments) {
  SequenceTrainOptions options = arguments.sequences;
  const TrainOptions& shared = arguments.train;
  options.inputs = shared.inputs;
  options.holdout = shared.holdout;
  options.threads = shared.threads;
  options.network.layers = shared.config.layers;
  options.network.dropout = shared.config.dropout;
  options.plan.seed = shared.plan.seed;
  options.plan.evaluate_every = shared.plan.evaluate_every;
  options.plan.patience = shared.plan.patience;
  if (arguments.given("--epochs")) options.plan.epochs = shared.plan.epochs;
  if (arguments.given("--batches")) options.plan.batches = shared.plan.batches;
  options.plan.schedule.decay = arguments.decay == "none" ? Decay::kNone : Decay::kCosine;
  return options;
}

// Those of suites: the preset's own, but for what was said.
SuiteTrainOptions suite_options(const Arguments& arguments) {
  const TrainOptions& shared = arguments.train;
  const SequenceTrainOptions& sequences = arguments.sequences;
  SuiteTrainOptions options;
  options.inputs = shared.inputs;
  options.holdout = shared.holdout;
  SuiteTraining& training = options.training;
  training.threads = shared.threads;
  training.plan.seed = shared.plan.seed;
  training.plan.evaluate_every = shared.plan.evaluate_every;
  training.plan.patience = shared.plan.patience;
  const auto take = [&](const char* option, auto& to, const auto& from) {
    if (arguments.given(option)) to = from;
  };
  take("--epochs", training.plan.epochs, shared.plan.epochs);
  take("--batches", training.plan.batches, shared.plan.batches);
  SequenceConfig& network = training.config;
  take("--layers", network.layers, shared.config.layers);
  take("--dropout", network.layer_dropout, shared.config.dropout);
  take("--hidden", network.hidden, sequences.network.hidden);
  take("--input-dropout", network.input_dropout, sequences.network.input_dropout);
  take("--output-dropout", network.output_dropout, sequences.network.output_dropout);
  take("--recurrent-dropout", network.recurrent_dropout, sequences.network.recurrent_dropout);
  take("--forget-bias", network.forget_bias, sequences.network.forget_bias);
  SequenceTrainerOptions& trainer = training.trainer;
  take("--lanes", trainer.lanes, sequences.lanes);
  take("--steps", trainer.steps, sequences.steps);
  take("--weight-decay", trainer.weight_decay, sequences.weight_decay);
  take("--clip", trainer.clip_norm, sequences.clip);
  take("--average", trainer.average, sequences.average);
  Schedule& schedule = training.plan.schedule;
  take("--learning-rate", schedule.learning_rate, sequences.plan.schedule.learning_rate);
  take("--warmup", schedule.warmup, sequences.plan.schedule.warmup);
  take("--decay", schedule.decay, arguments.decay == "none" ? Decay::kNone : Decay::kCosine);
  return options;
}

int run(Arguments& arguments, const Common& common) {
  for (const Limited& limited : arguments.limited) {
    const auto& presets = limited.presets;
    const bool known = std::find(presets.begin(), presets.end(), arguments.preset) != presets.end();
    if (known || limited.option->count() == 0) continue;
    return report(
        Error{ErrorCode::kInvalidArgument,
              limited.option->get_name() + " is no option of --preset " + arguments.preset,
              {}});
  }
  TrainFiles& files = arguments.files;
  files.weights = arguments.weights == "float16" ? WeightType::kFloat16 : WeightType::kFloat32;
  const CheckpointOptions& checkpoints = files.checkpoints;
  if (checkpoints.folder.empty()) {
    for (const char* option : {"--resume", "--checkpoint-every"}) {
      if (!arguments.given(option)) continue;
      return report(
          Error{ErrorCode::kInvalidArgument, std::string(option) + " needs --checkpoint DIR", {}});
    }
  }
  Status may = check_may_write(files.output, arguments.force);
  // A training that goes on writes its log again up to where it stood.
  const bool its_log = checkpoints.resume && is_training_log(files.log);
  if (may && !files.log.empty()) may = check_may_write(files.log, arguments.force || its_log);
  if (!may) return report(may.error());
  if (arguments.preset == "notebook") return run_train(arguments, common);
  if (arguments.preset == "suite") return run_train_suite(suite_options(arguments), files, common);
  return run_train_sequences(sequence_options(arguments), files, common);
}

void add_sequence_options(CLI::App& sub, Arguments& arguments) {
  SequenceTrainOptions& sequences = arguments.sequences;
  PitchNetworkOptions& network = sequences.network;
  const std::vector<std::string> both = {"suite", "sequences"}, one = {"sequences"};
  const char* const group = "Whole pieces (defaults of sequences; suite has its own)";
  const auto add = [&](const char* name, auto& value, const char* help, auto range) {
    CLI::Option* option = sub.add_option(name, value, help)->check(range)->capture_default_str();
    arguments.limited.push_back({option->group(group), both});
  };
  const auto only = [&](CLI::Option* option) {
    arguments.limited.push_back({option->group("Sequences only"), one});
  };
  const auto rate = CLI::Range(0.0, 0.95);
  add("--lanes", sequences.lanes, "Stretches of music side by side", CLI::Range(1, 4096));
  add("--steps", sequences.steps, "Notes a batch takes of each", CLI::Range(1, 4096));
  add("--hidden", network.hidden, "Units of an LSTM layer", CLI::Range(1, 4096));
  only(sub.add_option("--dense", network.dense, "Units of the layer above (0: none)")
           ->check(CLI::Range(0, 4096))
           ->capture_default_str());
  only(sub.add_option("--embedding", network.embedding,
                      "Width of the pitches' embedding (0: one-hot)")
           ->check(CLI::Range(0, 1024))
           ->capture_default_str());
  only(sub.add_flag("--tied", network.tied, "The embedding is the output's weights too"));
  add("--input-dropout", network.input_dropout, "Of the embedding, locked over a batch", rate);
  add("--output-dropout", network.output_dropout, "Of the top layer, locked over a batch", rate);
  add("--recurrent-dropout", network.recurrent_dropout, "Of the recurrent weights", rate);
  add("--forget-bias", network.forget_bias, "Added to the forget gates' first biases",
      CLI::Range(-10.0, 10.0));
  add("--learning-rate", sequences.plan.schedule.learning_rate, "The highest rate of AdamW",
      CLI::Range(1e-7, 10.0));
  add("--warmup", sequences.plan.schedule.warmup, "Steps up to it", CLI::Range(0, 1000000));
  add("--decay", arguments.decay, "Then down to 0 by the last step: cosine, or none",
      CLI::IsMember({"cosine", "none"}));
  add("--weight-decay", sequences.weight_decay, "Of AdamW", CLI::Range(0.0, 1.0));
  add("--clip", sequences.clip, "The most the gradient's norm may be (0: any)",
      CLI::Range(0.0, 1e6));
  add("--average", sequences.average, "Share a running average of weights keeps (0: none)",
      CLI::Range(0.0, 0.99999));
}

}  // namespace

void add_train(Commands& commands) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* sub = commands.root.add_subcommand(
      "train", "Learn a model from the built-in corpus, files or folders");
  TrainOptions& train = arguments->train;
  arguments->command = sub;
  sub->add_option("inputs", train.inputs,
                  "MIDI or ABC files, folders, names of built-in movements (default: all of them)");
  sub->add_option("--preset", arguments->preset,
                  "What to train: suite (pitches, rhythms, voices and form of whole pieces), "
                  "sequences (pitches of whole pieces), notebook (of windows of 20)")
      ->check(CLI::IsMember({"suite", "sequences", "notebook"}))
      ->capture_default_str();
  sub->add_option("-o,--output", arguments->files.output, "The model file")->capture_default_str();
  sub->add_option("--weights", arguments->weights, "The numbers in the model file")
      ->check(CLI::IsMember({"float32", "float16"}))
      ->capture_default_str();
  sub->add_option("--epochs", train.plan.epochs,
                  "Epochs (default: suite " + std::to_string(SuiteTraining().plan.epochs) +
                      ", sequences 12, notebook 2)")
      ->check(CLI::Range(1, 1000000));
  sub->add_option("--batches", train.plan.batches,
                  "Batches an epoch (default: all the music; notebook 300)")
      ->check(CLI::Range(1, 1000000));
  arguments->limited.push_back(
      {sub->add_option("--batch-size", train.batch_size, "Windows a batch (notebook)")
           ->check(CLI::Range(1, 4096))
           ->capture_default_str(),
       {"notebook"}});
  sub->add_option("--layers", train.config.layers, "LSTM layers, dropout between them")
      ->check(CLI::Range(1, 8))
      ->capture_default_str();
  sub->add_option("--dropout", train.config.dropout, "Probability of dropping a unit")
      ->check(CLI::Range(0.0, 0.95))
      ->capture_default_str();
  sub->add_option("--holdout", train.holdout, "Pieces to measure on instead of learning from");
  sub->add_option("--evaluate-every", train.plan.evaluate_every,
                  "Steps between two looks at the held-out pieces (0: after each epoch)")
      ->check(CLI::Range(0, 1000000))
      ->capture_default_str();
  sub->add_option("--patience", train.plan.patience,
                  "Stop after this many looks without a better held-out loss (0: never)")
      ->check(CLI::Range(0, 1000000))
      ->capture_default_str();
  add_seed_option(*sub, train.plan.seed, "Decides weights, batches and dropout");
  sub->add_option("--threads", train.threads, "Threads (0: all cores); changes speed only")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  sub->add_option("--log", arguments->files.log,
                  "Write the losses to a file as they come, for bach plot loss")
      ->type_name("FILE");
  sub->add_option("--listen", arguments->files.listen,
                  "Write what it plays after each epoch into this folder, as epoch-01.wav …")
      ->type_name("DIR");
  CheckpointOptions& checkpoints = arguments->files.checkpoints;
  sub->add_option("--checkpoint", checkpoints.folder,
                  "Keep all a training needs to go on in this folder, on Ctrl-C too")
      ->type_name("DIR");
  sub->add_option("--checkpoint-every", checkpoints.every, "Steps between two checkpoints")
      ->check(CLI::Range(1, 1000000000))
      ->capture_default_str();
  sub->add_flag("--resume", checkpoints.resume,
                "Go on from the newest checkpoint, to the same model as without the break");
  sub->add_flag("--force", arguments->force, "Replace the files");
  sub->add_option("--config", arguments->config,
                  "Read options from a file, a line each: hidden = 128");
  add_sequence_options(*sub, *arguments);
  sub->callback([arguments, sub, &commands] {
    if (!arguments->config.empty()) {
      if (Status read = apply_config_file(arguments->config, *sub); !read) {
        commands.action = [error = std::move(read).error()] { return report(error); };
        return;
      }
    }
    commands.action = [arguments, &commands] { return run(*arguments, commands.common); };
  });
}

}  // namespace bach::cli

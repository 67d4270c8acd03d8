// bach train: learn a model.
#include "app/train.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/save.h"
#include "cli/commands.h"
#include "cli/config_file.h"
#include "cli/terminal.h"
#include "cli/train_output.h"
#include "cli/train_sequences.h"

namespace bach::cli {
namespace {

struct Arguments {
  TrainOptions train;
  SequenceTrainOptions sequences;  // what is not shared with `train`
  std::string decay = "cosine";
  std::string preset = "notebook";
  std::string output = "model.safetensors";
  std::string log;     // of losses; empty: none
  std::string config;  // a file of options; empty: none
  bool force = false;
  CLI::Option* epochs = nullptr;
  CLI::Option* batches = nullptr;
  std::vector<CLI::Option*> notebook_only, sequences_only;
};

// What the notebook prints before it trains: the data and the network.
void print_summary(const TrainingSummary& summary, const ModelConfig& config) {
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

TrainingListener make_listener(const Common& common, const TrainingPlan& plan, ProgressBar& bar) {
  TrainingListener listener{step_shower(plan.epochs, bar), epoch_teller(common, bar), {}};
  listener.on_held_out = [&common, &bar](const HeldOutReport& report) {
    bar.clear();
    say(common, "step " + std::to_string(report.step) + "  " +
                    figure("held-out loss", report.loss) + " nats" +
                    (report.best ? " (best)" : ""));
  };
  return listener;
}

nlohmann::ordered_json to_json(const TrainingSummary& summary, const TrainingOutcome& outcome,
                               const Model& model, double seconds) {
  nlohmann::ordered_json json;
  json["preset"] = "notebook";
  json["pieces"] = summary.pieces.size();
  json["windows"] = summary.windows;
  json["parameters"] = summary.parameters;
  json["steps"] = outcome.steps;
  json["kept_step"] = outcome.parameters_step;
  json["loss"] = outcome.last_loss;
  if (outcome.held_out) json["held_out_loss"] = *outcome.held_out;
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

  const TrainingPlan& plan = arguments.train.plan;
  const auto log = open_log(
      arguments.log, std::uint64_t{1} * plan.epochs * plan.batches * arguments.train.batch_size);
  if (!log) return report(log.error());
  TrainingListener listener = make_listener(common, plan, bar);
  if (*log) listener = logged(std::move(listener), **log);
  const auto begin = std::chrono::steady_clock::now();
  const Result<TrainingOutcome> outcome = session->run(listener, cancellation());
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  bar.clear();
  if (!outcome) return report(outcome.error());

  const Model model = session->model(*outcome);
  if (const Status saved = save_model(model, arguments.output); !saved)
    return report(saved.error());
  if (const Status ended = finish_log(log->get()); !ended) return report(ended.error());
  if (common.json) {
    std::printf("%s\n", to_json(session->summary(), *outcome, model, seconds).dump().c_str());
  }
  return tell_end(common, outcome->end, outcome->steps, seconds, outcome->last_loss,
                  arguments.output);
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
  if (arguments.epochs->count() > 0) options.plan.epochs = shared.plan.epochs;
  if (arguments.batches->count() > 0) options.plan.batches = shared.plan.batches;
  options.plan.schedule.decay = arguments.decay == "none" ? Decay::kNone : Decay::kCosine;
  return options;
}

int run(const Arguments& arguments, const Common& common) {
  const bool sequences = arguments.preset == "sequences";
  for (const CLI::Option* option : sequences ? arguments.notebook_only : arguments.sequences_only) {
    if (option->count() == 0) continue;
    return report(Error{ErrorCode::kInvalidArgument,
                        option->get_name() + " is no option of --preset " + arguments.preset,
                        {}});
  }
  Status may = check_may_write(arguments.output, arguments.force);
  if (may && !arguments.log.empty()) may = check_may_write(arguments.log, arguments.force);
  if (!may) return report(may.error());
  if (!sequences) return run_train(arguments, common);
  return run_train_sequences(sequence_options(arguments), arguments.output, arguments.log, common);
}

void add_sequence_options(CLI::App& sub, Arguments& arguments) {
  SequenceTrainOptions& sequences = arguments.sequences;
  PitchNetworkOptions& network = sequences.network;
  const auto add = [&](const char* name, auto& value, const char* help, auto range) {
    CLI::Option* option =
        sub.add_option(name, value, help)->check(range)->capture_default_str()->group("Sequences");
    arguments.sequences_only.push_back(option);
  };
  const auto flag = [&](const char* name, bool& value, const char* help) {
    arguments.sequences_only.push_back(sub.add_flag(name, value, help)->group("Sequences"));
  };
  const auto rate = CLI::Range(0.0, 0.95);
  add("--lanes", sequences.lanes, "Stretches of music side by side", CLI::Range(1, 4096));
  add("--steps", sequences.steps, "Notes a batch takes of each", CLI::Range(1, 4096));
  add("--hidden", network.hidden, "Units of an LSTM layer", CLI::Range(1, 4096));
  add("--dense", network.dense, "Units of the layer above (0: none)", CLI::Range(0, 4096));
  add("--embedding", network.embedding, "Width of the pitches' embedding (0: one-hot)",
      CLI::Range(0, 1024));
  flag("--tied", network.tied, "The embedding is the output's weights too");
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
  sub->add_option("inputs", train.inputs,
                  "MIDI or ABC files, folders, names of built-in movements (default: all of them)");
  sub->add_option(
         "--preset", arguments->preset,
         "What to train: notebook (LSTM on windows of 20 pitches), sequences (on whole pieces)")
      ->check(CLI::IsMember({"notebook", "sequences"}))
      ->capture_default_str();
  sub->add_option("-o,--output", arguments->output, "The model file")->capture_default_str();
  arguments->epochs = sub->add_option("--epochs", train.plan.epochs, "Epochs (sequences: 12)")
                          ->check(CLI::Range(1, 1000000))
                          ->capture_default_str();
  arguments->batches =
      sub->add_option("--batches", train.plan.batches,
                      "Batches an epoch (sequences: at most; default all the music)")
          ->check(CLI::Range(1, 1000000))
          ->capture_default_str();
  arguments->notebook_only.push_back(
      sub->add_option("--batch-size", train.batch_size, "Windows a batch (notebook)")
          ->check(CLI::Range(1, 4096))
          ->capture_default_str());
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
  sub->add_option("--seed", train.plan.seed, "Decides weights, batches and dropout")
      ->capture_default_str();
  sub->add_option("--threads", train.threads, "Threads (0: all cores); changes speed only")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  sub->add_option("--log", arguments->log,
                  "Write the losses to a file as they come, for bach plot loss")
      ->type_name("FILE");
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

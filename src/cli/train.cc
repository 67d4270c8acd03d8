// bach train: learn a model.
#include "app/train.h"

#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/save.h"
#include "cli/commands.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

struct Arguments {
  TrainOptions train;
  std::string preset = "notebook";
  std::string output = "model.safetensors";
  bool force = false;
};

std::string shape_text(const std::vector<int>& shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
  }
  return text + ")";
}

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
  for (const TensorSlot& tensor : summary.tensors) {
    std::printf("  %-18s %s\n", tensor.name.c_str(), shape_text(tensor.shape).c_str());
  }
  std::printf("%zu parameters\n", summary.parameters);
  std::fflush(stdout);
}

std::string figure(const char* name, double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%s %.3f", name, value);
  return text;
}

TrainingListener make_listener(const Common& common, const TrainingPlan& plan, ProgressBar& bar) {
  TrainingListener listener;
  auto smooth = std::make_shared<double>(0);
  listener.on_step = [&plan, &bar, smooth](const StepReport& report) {
    // A running mean that forgets over about 20 batches, steady enough to read.
    *smooth = report.step == 1 ? report.loss : *smooth + 0.05 * (report.loss - *smooth);
    const std::string epoch =
        "epoch " + std::to_string(report.epoch + 1) + "/" + std::to_string(plan.epochs);
    bar.show({"training", report.step, report.steps, epoch + "  " + figure("loss", *smooth)});
  };
  listener.on_epoch = [&common, &bar](const EpochReport& report) {
    bar.clear();
    say(common,
        "epoch " + std::to_string(report.epoch + 1) + "  " + figure("loss", report.loss) + " nats");
  };
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
  if (const Status may = check_may_write(arguments.output, arguments.force); !may) {
    return report(may.error());
  }
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

  const auto begin = std::chrono::steady_clock::now();
  const Result<TrainingOutcome> outcome =
      session->run(make_listener(common, arguments.train.plan, bar), cancellation());
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  bar.clear();
  if (!outcome) return report(outcome.error());

  const Model model = session->model(*outcome);
  if (const Status saved = save_model(model, arguments.output); !saved)
    return report(saved.error());
  if (common.json) {
    std::printf("%s\n", to_json(session->summary(), *outcome, model, seconds).dump().c_str());
  }
  char line[96];
  std::snprintf(line, sizeof line, "%" PRIu64 " steps in %.1f s, last batch's loss %.3f nats",
                outcome->steps, seconds, outcome->last_loss);
  if (outcome->end == TrainingEnd::kCancelled) {
    say(common, std::string("stopped after ") + line + "; " + arguments.output +
                    " holds the weights so far");
    return kInterrupted;
  }
  say(common,
      std::string(line) + (outcome->end == TrainingEnd::kStoppedEarly ? "; stopped early" : ""));
  say(common, "wrote " + arguments.output);
  return kDone;
}

}  // namespace

void add_train(Commands& commands) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* sub = commands.root.add_subcommand(
      "train", "Learn a model from the built-in corpus, files or folders");
  TrainOptions& train = arguments->train;
  sub->add_option("inputs", train.inputs,
                  "MIDI or ABC files, folders, names of built-in movements (default: all of them)");
  sub->add_option("--preset", arguments->preset,
                  "What to train: notebook (LSTM on windows of 20 pitches)")
      ->check(CLI::IsMember({"notebook"}))
      ->capture_default_str();
  sub->add_option("-o,--output", arguments->output, "The model file")->capture_default_str();
  sub->add_option("--epochs", train.plan.epochs, "Epochs")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  sub->add_option("--batches", train.plan.batches, "Batches an epoch")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  sub->add_option("--batch-size", train.batch_size, "Windows a batch")
      ->check(CLI::Range(1, 4096))
      ->capture_default_str();
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
  sub->add_flag("--force", arguments->force, "Replace the output");
  sub->callback([arguments, &commands] {
    commands.action = [arguments, &commands] { return run_train(*arguments, commands.common); };
  });
}

}  // namespace bach::cli

// bach evaluate: how well a model knows music it has not seen.
#include "app/evaluate.h"

#include <cstdio>
#include <memory>

#include "app/save.h"
#include "cli/commands.h"
#include "cli/evaluate_output.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

struct Arguments {
  EvaluateOptions evaluate;
  std::string preset = "notebook";
  std::string repeats;
  std::string voices;
  std::string per_note;
  bool force = false;
};

int run_evaluate(Arguments arguments, const Common& common) {
  if (!arguments.per_note.empty()) {
    const Status may = check_may_write(arguments.per_note, arguments.force);
    if (!may) return report(may.error());
  }
  EvaluateOptions& options = arguments.evaluate;
  if (!arguments.repeats.empty()) options.folded = arguments.repeats == "folded";
  if (!arguments.voices.empty()) {
    options.voices = arguments.voices == "first" ? Voices::kFirst : Voices::kAll;
  }
  ProgressBar bar(common);
  const Result<EvaluationReport> found = evaluate_models(options, bar.callback(), cancellation());
  bar.clear();
  if (!found) return report(found.error());
  for (const std::string& warning : found->warnings) warn(warning);
  if (!arguments.per_note.empty()) {
    const Status saved = save_text(note_table(found->views.front()), arguments.per_note);
    if (!saved) return report(saved.error());
  }
  if (common.json) {
    std::printf("%s\n", to_json(*found).dump().c_str());
  } else if (arguments.per_note != "-") {
    print_tables(*found);
  }
  char seconds[64] = "";
  if (found->train_seconds) {
    std::snprintf(seconds, sizeof seconds, "; trained in %.1f s", *found->train_seconds);
  }
  say(common, "baselines learned from " + std::to_string(found->learned) + " pieces" + seconds);
  return kDone;
}

}  // namespace

void add_evaluate(Commands& commands) {
  auto arguments = std::make_shared<Arguments>();
  EvaluateOptions& evaluate = arguments->evaluate;
  CLI::App* sub = commands.root.add_subcommand(
      "evaluate", "Measure how well a model knows music it has not seen");
  sub->add_option("inputs", evaluate.inputs,
                  "MIDI or ABC files, folders, names of movements: what is measured or, with "
                  "--split, what is split (default: the built-in corpus)");
  CLI::Option* model = sub->add_option("-m,--model", evaluate.models,
                                       "A model file; of several the probabilities are averaged")
                           ->allow_extra_args(false);
  sub->add_option("--split", evaluate.split,
                  "What is held out: A, B, suites (each in turn), or names with commas between")
      ->allow_extra_args(false);
  sub->add_option("--preset", arguments->preset,
                  "What to train on the rest: notebook (LSTM on windows of 20 pitches)")
      ->check(CLI::IsMember({"notebook"}))
      ->excludes(model)
      ->capture_default_str();
  sub->add_option("--repeats", arguments->repeats,
                  "Measure them folded or played (default: as the model learned them)")
      ->check(CLI::IsMember({"folded", "played"}));
  sub->add_option("--voices", arguments->voices,
                  "Measure the first track or all (default: as the model learned them)")
      ->check(CLI::IsMember({"first", "all"}));
  sub->add_option("--networks", evaluate.networks,
                  "Train this many, with seeds counted up, and average their probabilities")
      ->check(CLI::Range(1, 100))
      ->excludes(model)
      ->capture_default_str();
  sub->add_option("--epochs", evaluate.train.plan.epochs, "Epochs")
      ->check(CLI::Range(1, 1000000))
      ->excludes(model)
      ->capture_default_str();
  sub->add_option("--batches", evaluate.train.plan.batches, "Batches an epoch")
      ->check(CLI::Range(1, 1000000))
      ->excludes(model)
      ->capture_default_str();
  sub->add_option("--seed", evaluate.train.plan.seed, "Decides weights, batches and dropout")
      ->excludes(model)
      ->capture_default_str();
  sub->add_option("--threads", evaluate.train.threads, "Threads (0: all cores); changes speed only")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  sub->add_option("--per-note", arguments->per_note,
                  "Write a table of every note's nats, tab-separated, to this file");
  sub->add_flag("--force", arguments->force, "Replace the file");
  sub->callback([arguments, &commands] {
    commands.action = [arguments, &commands] { return run_evaluate(*arguments, commands.common); };
  });
}

}  // namespace bach::cli

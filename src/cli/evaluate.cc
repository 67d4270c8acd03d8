// bach evaluate: how well a model knows music it has not seen, and how pieces compare with others.
#include "app/evaluate.h"

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "app/json_line.h"
#include "app/options/config_text.h"
#include "app/report.h"
#include "base/file.h"
#include "cli/commands.h"
#include "cli/evaluate_output.h"
#include "cli/options.h"
#include "cli/ranks.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

struct EvaluateArguments {
  EvaluateOptions evaluate;
  std::vector<std::string> against;
  GivenOptions train;  // of what is trained
  std::string config;  // a file of more of them; empty: none
  std::string repeats;
  std::string voices;
  std::string per_note;
  std::string report;  // a page of a comparison; empty: none
  ReportOptions page;
  bool force = false;
};

Result<EvaluateOptions> read_options(EvaluateArguments& arguments) {
  EvaluateOptions options = arguments.evaluate;
  if (!arguments.config.empty()) {
    Status read = read_config_file(arguments.config, train_options(), arguments.train);
    if (!read) return std::move(read).error();
  }
  Result<TrainOptions> train = train_options().read(arguments.train);
  if (!train) return std::move(train).error();
  options.train = std::move(*train);
  options.seed = options.train.seed;
  if (!arguments.repeats.empty()) options.folded = arguments.repeats == "folded";
  if (!arguments.voices.empty()) {
    options.voices = arguments.voices == "first" ? Voices::kFirst : Voices::kAll;
  }
  return options;
}

Status write_report(const EvaluateArguments& arguments, const ComparisonReport& found,
                    const Common& common) {
  ReportOptions options = arguments.page;
  options.inputs = arguments.evaluate.inputs;
  options.against = arguments.against;
  ProgressBar bar(common);
  const Result<ReportPage> page = report_page(found, options, bar.callback(), cancellation());
  bar.clear();
  if (!page) return page.error();
  for (const std::string& remark : page->remarks) say(common, remark);
  return write_file_atomically(arguments.report, page->html);
}

int run_compare(const EvaluateArguments& arguments, const Common& common) {
  if (!arguments.report.empty()) {
    const Status may = check_may_write(arguments.report, arguments.force);
    if (!may) return report(may.error());
  }
  CompareOptions options;
  options.inputs = arguments.evaluate.inputs;
  options.against = arguments.against;
  options.threads = arguments.evaluate.threads;
  if (arguments.repeats == "played") options.view.folded = false;
  if (arguments.voices == "first") options.view.voices = Voices::kFirst;
  ProgressBar bar(common);
  const Result<ComparisonReport> found = compare_pieces(options, bar.callback(), cancellation());
  bar.clear();
  if (!found) return report(found.error());
  for (const std::string& warning : found->warnings) warn(warning);
  if (!arguments.report.empty()) {
    const Status written = write_report(arguments, *found, common);
    if (!written) return report(written.error());
  }
  if (arguments.report == "-") return kDone;
  if (common.json) {
    std::puts(json_line(comparison_json(*found)).c_str());
  } else {
    print_comparison(*found);
  }
  if (!arguments.report.empty()) {
    std::fflush(stdout);
    say(common, "wrote " + arguments.report);
  }
  return kDone;
}

int run_evaluate(EvaluateArguments& arguments, const Common& common) {
  // Models from files are measured together; what is trained on the way, one process trains.
  int code = kDone;
  Group* group = arguments.evaluate.models.empty() ? &alone() : join_ranks(code);
  if (group == nullptr) return code;
  Status may;
  if (group->leads() && !arguments.per_note.empty()) {
    may = check_may_write(arguments.per_note, arguments.force);
  }
  Result<EvaluateOptions> options = read_options(arguments);
  if (may && !options) may = options.error();
  if (Status all = agree(*group, may); !all) return report(all.error());
  options->group = group;
  ProgressBar bar(common);
  const Result<EvaluationReport> found = evaluate_models(*options, bar.callback(), cancellation());
  bar.clear();
  if (!found) return report(found.error());
  if (!group->leads()) return kDone;
  for (const std::string& warning : found->warnings) warn(warning);
  if (!arguments.per_note.empty()) {
    const Status saved =
        write_file_atomically(arguments.per_note, note_table(found->views.front()));
    if (!saved) return report(saved.error());
  }
  if (common.json) {
    std::puts(json_line(evaluation_json(*found)).c_str());
  } else if (arguments.per_note != "-") {
    print_evaluation(*found);
  }
  char seconds[64] = "";
  if (found->train_seconds) {
    std::snprintf(seconds, sizeof seconds, "; trained in %.1f s", *found->train_seconds);
  }
  std::fflush(stdout);
  say(common, "baselines learned from " + std::to_string(found->learned) + " pieces" + seconds);
  return kDone;
}

// What only a training is asked.
void add_training_options(CLI::App& sub, EvaluateArguments& arguments, CLI::Option* model,
                          CLI::Option* against) {
  std::vector<CLI::Option*> options =
      add_options_named(sub, train_options(),
                        {"preset", "epochs", "batches", "seed", "also", "alone"}, arguments.train);
  options.push_back(add_config_option(sub, arguments.config));
  options.push_back(
      sub.add_option("--networks", arguments.evaluate.networks,
                     "Train this many, with seeds counted up, and average their probabilities")
          ->check(CLI::Range(1, 100))
          ->capture_default_str());
  for (CLI::Option* option : options) option->excludes(model)->excludes(against);
}

}  // namespace

void add_evaluate(Commands& commands) {
  auto arguments = std::make_shared<EvaluateArguments>();
  EvaluateOptions& evaluate = arguments->evaluate;
  CLI::App* sub = commands.root.add_subcommand(
      "evaluate", "Measure models on music they have not seen, and pieces against others");
  sub->add_option(
      "inputs", evaluate.inputs,
      "MIDI, ABC or MusicXML files, folders, names of movements: what is measured or, with "
      "--split, what is split (default: the built-in corpus)");
  CLI::Option* model = sub->add_option("-m,--model", evaluate.models,
                                       "A model file; of several the probabilities are averaged")
                           ->allow_extra_args(false);
  CLI::Option* split =
      sub->add_option("--split", evaluate.split,
                      "Train on the rest and measure what this holds out: A, B, suites (each in "
                      "turn), or names with commas between");
  CLI::Option* against =
      sub->add_option("--against", arguments->against,
                      "Hold the pieces against this file, folder or movement ('bach': the "
                      "built-in corpus): harmony, form, melody and rhythm measure by measure, how "
                      "well they are told apart, distances, originality")
          ->allow_extra_args(false)
          ->excludes(model)
          ->excludes(split);
  CLI::Option* page =
      sub->add_option(
             "--report", arguments->report,
             "Also write one page of it all, HTML without anything outside it: tables, and "
             "scores, sound and pictures beside those of a piece of the set")
          ->type_name("FILE")
          ->needs(against);
  sub->add_option("--in-full", arguments->page.in_full,
                  "With --report: so many pieces with score, sound and pictures, those least alike "
                  "the set")
      ->type_name("N")
      ->check(CLI::Range(0, 1000))
      ->needs(page)
      ->capture_default_str();
  sub->add_option("--repeats", arguments->repeats,
                  "Repeats folded or played (default: as the model is meant to be measured)")
      ->check(CLI::IsMember({"folded", "played"}));
  sub->add_option("--voices", arguments->voices,
                  "The first track or all voices (default: likewise)")
      ->check(CLI::IsMember({"first", "all"}));
  sub->add_flag("--average", evaluate.scoring.all_keys,
                "Also average a suite model's probabilities over 12 keys")
      ->excludes(against);
  sub->add_flag("--plans", evaluate.scoring.planned,
                "Tell a suite model what was heard in the music (chords, keys, which bars answer "
                "which) as its plan; the notes gave it away, so these figures stand for themselves")
      ->excludes(against);
  sub->add_option("--context", evaluate.scoring.context,
                  "Let a model of whole pieces see only so many notes, and no memory (0: the whole "
                  "past)")
      ->check(CLI::Range(0, 1000))
      ->excludes(against)
      ->capture_default_str();
  add_training_options(*sub, *arguments, model, against);
  sub->add_option("--threads", evaluate.threads, "Threads (0: all cores); changes speed only")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  sub->add_option("--per-note", arguments->per_note,
                  "Write a table of every note's nats, tab-separated, to this file")
      ->excludes(against);
  sub->add_flag("--force", arguments->force, "Replace the file");
  sub->callback([arguments, &commands] {
    commands.shared = arguments->against.empty() && !arguments->evaluate.models.empty();
    commands.action = [arguments, &commands] {
      return arguments->against.empty() ? run_evaluate(*arguments, commands.common)
                                        : run_compare(*arguments, commands.common);
    };
  });
}

}  // namespace bach::cli

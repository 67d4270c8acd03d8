// bach train: learn a model.
#include "app/train.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/json_line.h"
#include "app/options/config_text.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "cli/train_output.h"

namespace bach::cli {
namespace {

struct TrainArguments {
  GivenOptions given;
  std::string config;  // a file of options; empty: none
};

Result<TrainOptions> read_options(TrainArguments& arguments) {
  if (!arguments.config.empty()) {
    Status read = read_config_file(arguments.config, train_options(), arguments.given);
    if (!read) return std::move(read).error();
  }
  return train_options().read(arguments.given);
}

int run_train(TrainArguments& arguments, const Common& common) {
  const Result<TrainOptions> options = read_options(arguments);
  if (!options) return report(options.error());
  if (const Status may = check_train_files(options->files); !may) return report(may.error());
  ProgressBar bar(common);
  Result<TrainingSession> session =
      TrainingSession::prepare(*options, bar.callback(), cancellation());
  bar.clear();
  if (!session) return report(session.error());
  const TrainingSummary& summary = session->summary();
  for (const std::string& warning : summary.warnings) warn(warning);
  if (!common.json && !common.quiet) print_training(*options, summary);

  const auto begin = std::chrono::steady_clock::now();
  const Result<TrainedModel> trained =
      train_to_files(*session, shown_events(common, *options, summary, bar), cancellation());
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  bar.clear();
  if (!trained) return report(trained.error());
  if (common.json) {
    std::printf("%s\n", json_line(training_json(*options, summary, *trained, seconds)).c_str());
  }
  return tell_end(common, options->files, *trained, seconds);
}

}  // namespace

void add_train(Commands& commands) {
  auto arguments = std::make_shared<TrainArguments>();
  CLI::App* sub = commands.root.add_subcommand(
      "train", "Learn a model from the built-in corpus, files or folders");
  add_options(*sub, train_options(), arguments->given,
              {{"inputs", "inputs"}, {"output", "-o,--output"}});
  add_config_option(*sub, arguments->config);
  sub->callback([arguments, &commands] {
    commands.action = [arguments, &commands] { return run_train(*arguments, commands.common); };
  });
}

}  // namespace bach::cli

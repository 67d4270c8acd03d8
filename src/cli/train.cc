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
#include "cli/ranks.h"
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
  int code = kDone;
  Group* group = join_ranks(code);
  if (group == nullptr) return code;
  const int threads = threads_of_rank();
  Result<TrainOptions> options = read_options(arguments);
  if (options && launched()) options = for_processes(*std::move(options), threads);
  Status may = options ? Status() : Status(options.error());
  if (may && group->leads()) may = check_train_files(options->files);
  if (Status all = agree(*group, may); !all) return report(all.error());
  ProgressBar bar(common);
  Result<TrainingSession> session =
      TrainingSession::prepare(*options, bar.callback(), cancellation());
  bar.clear();
  Status prepared = session ? Status() : Status(session.error());
  if (Status all = agree(*group, prepared); !all) return report(all.error());
  if (Status shares = session->share(*group); !shares) return report(shares.error());
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
    commands.shared = true;
    commands.action = [arguments, &commands] { return run_train(*arguments, commands.common); };
  });
}

}  // namespace bach::cli

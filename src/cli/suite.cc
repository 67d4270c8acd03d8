// bach suite: six movements in one key.
#include "app/suite.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/model/save.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

struct Arguments {
  SuiteOptions suite;
  std::string directory;
  bool silent = false;
  bool force = false;
};

std::string in_folder(const Arguments& arguments, const char* name) {
  return (std::filesystem::path(arguments.directory) / name).string();
}

// The command that composes the same suite again with the same model.
std::string command_of(const Arguments& arguments, const ComposedSuite& suite) {
  std::string command =
      "bach suite --key \"" + suite.key + "\" --seed " + std::to_string(arguments.suite.seed);
  if (!arguments.suite.galanterie.empty()) {
    command += " --galanterie " + arguments.suite.galanterie;
  }
  if (arguments.suite.bars > 0) command += " --bars " + std::to_string(arguments.suite.bars);
  return command;
}

nlohmann::ordered_json movement_json(const SuiteMovement& each) {
  const ComposedMovement& movement = each.movement;
  const SuiteOutcome& outcome = movement.outcome;
  nlohmann::ordered_json json;
  json["name"] = each.name;
  json["title"] = each.title;
  json["metre"] = each.metre;
  json["bars"] = each.bars;
  json["notes"] = outcome.notes.size();
  json["nats_a_note"] = movement.nats;
  json["tries"] = outcome.tries;
  json["taken_back"] = {
      {"loops", outcome.loops}, {"copies", outcome.copies}, {"endings", outcome.endings}};
  json["longest_shared_run"] = {{"notes", each.originality.longest.notes},
                                {"bar", each.originality.longest.bar},
                                {"source", each.originality.longest.source},
                                {"source_bar", each.originality.longest.source_bar}};
  json["loop"] = each.originality.loop.has_value();
  return json;
}

nlohmann::ordered_json report_json(const Arguments& arguments, const ComposedSuite& suite) {
  nlohmann::ordered_json json;
  json["seed"] = arguments.suite.seed;
  json["command"] = command_of(arguments, suite);
  json["key"] = suite.key;
  json["movements"] = nlohmann::json::array();
  for (const SuiteMovement& each : suite.movements) {
    json["movements"].push_back(movement_json(each));
  }
  return json;
}

std::string report_text(const Arguments& arguments, const ComposedSuite& suite) {
  std::string text = "Suite in " + suite.key + ", seed " + std::to_string(arguments.suite.seed) +
                     "\nagain: " + command_of(arguments, suite) + "\n\n";
  char line[256];
  std::snprintf(line, sizeof line, "%-13s %-15s %-5s %-13s %5s %6s %5s %s\n", "MOVEMENT", "TITLE",
                "METRE", "BARS", "NOTES", "NATS", "TRIES", "LONGEST RUN SHARED WITH BACH");
  text += line;
  for (const SuiteMovement& each : suite.movements) {
    std::string bars;
    for (const int count : each.bars) {
      bars += (bars.empty() ? "" : "+") + std::to_string(count);
    }
    const LongestRun& run = each.originality.longest;
    std::snprintf(line, sizeof line,
                  "%-13s %-15s %-5s %-13s %5zu %6.3f %5d %zu notes from bar %d: %s, bar %d\n",
                  each.name.c_str(), each.title.c_str(), each.metre.c_str(), bars.c_str(),
                  each.movement.outcome.notes.size(), each.movement.nats,
                  each.movement.outcome.tries, run.notes, run.bar, run.source.c_str(),
                  run.source_bar);
    text += line;
  }
  return text;
}

int run_suite(const Arguments& arguments, const Common& common) {
  std::vector<std::string> files = suite_files(arguments.directory, !arguments.silent);
  files.push_back(in_folder(arguments, "report.txt"));
  files.push_back(in_folder(arguments, "report.json"));
  for (const std::string& file : files) {
    if (const Status may = check_may_write(file, arguments.force); !may) return report(may.error());
  }
  ProgressBar bar(common);
  const Result<ComposedSuite> suite =
      compose_whole_suite(arguments.suite, bar.callback(), cancellation());
  if (!suite) return report(suite.error());
  const auto remarks =
      write_suite(*suite, arguments.directory, !arguments.silent, bar.callback(), cancellation());
  bar.clear();
  if (!remarks) return report(remarks.error());
  for (const std::string& remark : *remarks) warn(remark);
  const std::string text = report_text(arguments, *suite);
  const nlohmann::ordered_json json = report_json(arguments, *suite);
  Status written = save_text(text, in_folder(arguments, "report.txt"));
  if (written) written = save_text(json.dump(2) + "\n", in_folder(arguments, "report.json"));
  if (!written) return report(written.error());
  if (common.json) {
    std::printf("%s\n", json.dump().c_str());
  } else if (!common.quiet) {
    std::printf("%s", text.c_str());
  }
  return kDone;
}

}  // namespace

void add_suite(Commands& commands) {
  auto arguments = std::make_shared<Arguments>();
  SuiteOptions& suite = arguments->suite;
  CLI::App* sub = commands.root.add_subcommand("suite", "Compose six movements in one key");
  sub->add_option("-o,--output", arguments->directory, "The folder to write into")->required();
  sub->add_option("--key", suite.key, "\"A minor\", Eb, F#m … (default: drawn)");
  sub->add_option("--galanterie", suite.galanterie,
                  "The fifth movement: menuet, bourree or gavotte (default: drawn)");
  sub->add_option("--bars", suite.bars,
                  "Written bars of each movement, of each dance of a pair (default: drawn)");
  add_seed_option(*sub, suite.seed, "Decides the key, the forms and every note");
  sub->add_option("-m,--model", suite.model, "The suite model (default: the one in the program)");
  sub->add_option("--temperature", suite.sampling.temperature, "Below 1 is safer, above 1 bolder")
      ->capture_default_str();
  sub->add_option("--top-p", suite.sampling.top_p,
                  "Choose among the fewest notes that hold this share of the probability")
      ->capture_default_str();
  sub->add_flag("--no-sound", arguments->silent, "Leave out suite.wav");
  sub->add_flag("--force", arguments->force, "Replace what is there");
  sub->callback([arguments, &commands] {
    commands.action = [arguments, &commands] { return run_suite(*arguments, commands.common); };
  });
}

}  // namespace bach::cli

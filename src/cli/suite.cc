// bach suite: six movements in one key.
#include "app/suite.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/json_line.h"
#include "app/model/save.h"
#include "app/options/config_text.h"
#include "app/suite/folder.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/page_options.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

struct SuiteArguments {
  GivenOptions given;
  std::string config;  // a file of more of them; empty: none
  std::string directory;
  std::string sound = "flac";
  std::string pages = "none";
  PageArguments page;
  bool bowing = false;
  bool silent = false;
  bool force = false;
};

std::string in_folder(const std::filesystem::path& folder, const char* name) {
  return (folder / name).string();
}

SuiteOutput output_of(const SuiteArguments& arguments) {
  SuiteOutput output;
  output.sound = arguments.silent || arguments.sound == "none" ? "" : arguments.sound;
  output.bowing = arguments.bowing;
  output.page_options = page_options(arguments.page, arguments.force);
  if (arguments.pages == "none") return output;
  const auto format = page_format_of("suite." + arguments.pages);
  output.pages = format ? SuiteOutput::Pages::kWanted : SuiteOutput::Pages::kIfPossible;
  if (format) output.page_format = *format;
  return output;
}

std::string shell_word(const std::string& word) {
  return word.find_first_of(" #") == std::string::npos ? word : "\"" + word + "\"";
}

// The command that composes the same suite again with the same model.
std::string command_of(const SuiteRequest& request, const ComposedSuite& suite) {
  std::string command = "bach suite --key \"" + suite.key_asked + "\" --seed " +
                        std::to_string(request.movement.seed);
  const OptionTable<SuiteRequest>& table = suite_options();
  for (const Option& option : table.options()) {
    if (option.name == "key" || option.name == "seed" || option.name == "model") continue;
    const OptionValue value = option_value(option, &request);
    if (value == option_value(option, &table.defaults())) continue;
    command += " " + option_text(std::string(option.name));
    if (option.value.type != OptionType::kFlag)
      command += " " + shell_word(option_texts(value).front());
  }
  return command;
}

nlohmann::ordered_json movement_json(const SuiteMovement& each) {
  const ComposedMovement& movement = *each.piece.movement;
  const MovementOutcome& outcome = movement.outcome;
  nlohmann::ordered_json json;
  json["name"] = each.name;
  json["title"] = each.title;
  json["metre"] = each.metre;
  json["bars"] = each.bars;
  json["notes"] = outcome.notes.size();
  json["nats_per_note"] = movement.nats_per_note;
  json["tries"] = outcome.tries;
  json["taken_back"] = {{"loops", outcome.loops},
                        {"copies", outcome.copies},
                        {"cycles", outcome.cycles},
                        {"endings", outcome.endings}};
  json["longest_shared_run"] = {{"notes", each.originality.longest.notes},
                                {"bar", each.originality.longest.bar},
                                {"source", each.originality.longest.source},
                                {"source_bar", each.originality.longest.source_bar}};
  json["loop"] = each.originality.loop.has_value();
  return json;
}

nlohmann::ordered_json report_json(const SuiteRequest& request, const ComposedSuite& suite) {
  nlohmann::ordered_json json;
  json["seed"] = request.movement.seed;
  json["command"] = command_of(request, suite);
  json["key"] = suite.key;
  json["movements"] = nlohmann::json::array();
  for (const SuiteMovement& each : suite.movements) {
    json["movements"].push_back(movement_json(each));
  }
  return json;
}

std::string report_text(const SuiteRequest& request, const ComposedSuite& suite) {
  std::string text = suite.whole.title + ", seed " + std::to_string(request.movement.seed) +
                     "\nagain: " + command_of(request, suite) + "\n\n";
  char line[256];
  std::snprintf(line, sizeof line, "%-13s %-15s %-5s %-13s %5s %6s %5s %s\n", "MOVEMENT", "TITLE",
                "METRE", "BARS", "NOTES", "NATS", "TRIES", "LONGEST RUN SHARED WITH BACH");
  text += line;
  for (const SuiteMovement& each : suite.movements) {
    const ComposedMovement& movement = *each.piece.movement;
    std::string bars;
    for (const int count : each.bars) {
      bars += (bars.empty() ? "" : "+") + std::to_string(count);
    }
    const LongestRun& run = each.originality.longest;
    std::snprintf(line, sizeof line,
                  "%-13s %-15s %-5s %-13s %5zu %6.3f %5d %zu notes from bar %d: %s, bar %d\n",
                  each.name.c_str(), each.title.c_str(), each.metre.c_str(), bars.c_str(),
                  movement.outcome.notes.size(), movement.nats_per_note, movement.outcome.tries,
                  run.notes, run.bar, run.source.c_str(), run.source_bar);
    text += line;
  }
  return text;
}

int run_suite(SuiteArguments& arguments, const Common& common) {
  if (!arguments.config.empty()) {
    Status read = read_config_file(arguments.config, suite_options(), arguments.given);
    if (!read) return report(read.error());
  }
  const Result<SuiteRequest> request = suite_options().read(arguments.given);
  if (!request) return report(request.error());
  const SuiteOutput output = output_of(arguments);
  if (output.pages == SuiteOutput::Pages::kWanted) {
    const auto engraver = engraver_for(output.page_format, output.page_options.engraver);
    if (!engraver) return report(engraver.error());
  }
  std::vector<std::string> files = suite_files(arguments.directory, output);
  files.push_back(in_folder(arguments.directory, "report.txt"));
  files.push_back(in_folder(arguments.directory, "report.json"));
  for (const std::string& file : files) {
    if (const Status may = check_may_write(file, arguments.force); !may) return report(may.error());
  }
  Result<SuiteFolder> folder = SuiteFolder::open(arguments.directory);
  if (!folder) return report(folder.error());
  ProgressBar bar(common);
  const Result<ComposedSuite> suite = compose_suite(*request, bar.callback(), cancellation());
  if (!suite) return report(suite.error());
  for (const std::string& warning : suite->warnings) warn(warning);
  const auto remarks =
      write_suite(*suite, folder->path().string(), output, bar.callback(), cancellation());
  bar.clear();
  if (!remarks) return report(remarks.error());
  for (const std::string& remark : *remarks) warn(remark);
  const std::string text = report_text(*request, *suite);
  const nlohmann::ordered_json json = report_json(*request, *suite);
  Status written = save_text(text, in_folder(folder->path(), "report.txt"));
  if (written) {
    written = save_text(json_line(json, 2) + "\n", in_folder(folder->path(), "report.json"));
  }
  if (written) written = folder->commit(arguments.force);
  if (!written) return report(written.error());
  if (common.json) {
    std::printf("%s\n", json_line(json).c_str());
  } else if (!common.quiet) {
    std::printf("%s", text.c_str());
  }
  return kDone;
}

}  // namespace

void add_suite(Commands& commands) {
  auto arguments = std::make_shared<SuiteArguments>();
  CLI::App* sub = commands.root.add_subcommand("suite", "Compose six movements in one key");
  sub->add_option("-o,--output", arguments->directory, "The folder to write into")->required();
  add_options(*sub, suite_options(), arguments->given, {{"model", "-m,--model"}});
  add_config_option(*sub, arguments->config);
  sub->add_option("--sound", arguments->sound, "The file of the whole suite's sound")
      ->check(CLI::IsMember({"flac", "ogg", "wav", "none"}))
      ->capture_default_str();
  sub->add_flag("--no-sound", arguments->silent, "The same as --sound none");
  sub->add_option("--pages", arguments->pages,
                  "Engraved pages of the whole suite: suite.pdf, or suite-1.png, suite-2.png …; "
                  "auto is a PDF where an engraver is installed")
      ->check(CLI::IsMember({"none", "auto", "pdf", "png", "svg"}))
      ->capture_default_str();
  add_page_options(*sub, arguments->page);
  sub->add_flag("--bowing", arguments->bowing,
                "Slurs for the bow in ABC, MusicXML and pages: of steps within a beat");
  sub->add_flag("--force", arguments->force, "Replace what is there");
  sub->callback([arguments, &commands] {
    commands.action = [arguments, &commands] { return run_suite(*arguments, commands.common); };
  });
}

}  // namespace bach::cli

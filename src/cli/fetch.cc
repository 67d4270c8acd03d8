// bach fetch: the 36 MIDI files from their site.
#include "app/fetch.h"

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/json_line.h"
#include "cli/commands.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

void print_report(const std::string& folder, const FetchReport& report) {
  nlohmann::json failed = nlohmann::json::array();
  for (const FetchFailure& failure : report.failed) {
    failed.push_back({{"file", failure.name}, {"error", failure.reason}});
  }
  const nlohmann::json line = {{"folder", folder},
                               {"downloaded", report.downloaded},
                               {"present", report.present},
                               {"failed", failed}};
  std::puts(json_line(line).c_str());
}

int run_fetch(const Common& common, const FetchOptions& options) {
  const std::string folder = options.folder.string();
  const Result<FetchReport> report = [&] {
    ProgressBar bar(common);
    return fetch_suites(options, bar.callback(), cancellation());
  }();
  if (!report) {
    if (report.error().code != ErrorCode::kCancelled) return bach::cli::report(report.error());
    return bach::cli::report({ErrorCode::kCancelled,
                              "stopped; what was downloaded is kept in " + folder +
                                  "; the same command downloads the rest",
                              {}});
  }
  for (const std::string& warning : report->warnings) warn(warning);
  for (const FetchFailure& failure : report->failed) {
    std::fprintf(stderr, "bach: %s: %s\n", failure.name.c_str(),
                 with_options(failure.reason).c_str());
  }
  if (common.json) {
    print_report(folder, *report);
  } else if (!common.quiet) {
    std::printf("%s: %zu downloaded, %zu already there, %zu failed\n", folder.c_str(),
                report->downloaded.size(), report->present.size(), report->failed.size());
  }
  return report->failed.empty() ? kDone : kFailed;
}

}  // namespace

void add_fetch(Commands& commands) {
  CLI::App* command = commands.root.add_subcommand(
      "fetch", "Download the 36 MIDI files of the cello suites from their site");
  auto options = std::make_shared<FetchOptions>();
  auto folder = std::make_shared<std::string>("midi_bach");
  command->add_option("folder", *folder, "Where to put them")
      ->type_name("DIR")
      ->capture_default_str();
  command
      ->add_option("--base-url", options->base_url, "Where they are; file names are put behind it")
      ->type_name("URL")
      ->capture_default_str();
  command
      ->add_option("--certificates", options->limits.certificates,
                   "Trust those in this file (PEM) instead of the system's")
      ->type_name("FILE");
  command->add_flag("--force", options->replace,
                    "Replace files of these names that hold something else");
  command->callback([&commands, options, folder] {
    options->folder = *folder;
    // Whoever names an address means it.
    if (options->base_url != kSuitesUrl) options->plain_url.clear();
    commands.action = [&commands, options] { return run_fetch(commands.common, *options); };
  });
}

}  // namespace bach::cli

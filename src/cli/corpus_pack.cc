// bach corpus pack: files of any number into a set to learn from.
#include "cli/corpus_pack.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <system_error>

#include "app/json_line.h"
#include "app/pack.h"
#include "base/number_text.h"
#include "cli/commands.h"
#include "cli/pack_text.h"
#include "cli/ranks.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

struct PackArguments {
  PackOptions options;
  std::vector<std::string> instruments;
  std::vector<std::string> metres;
  std::string voices = "merged";
};

Result<PackOptions> read_pack_options(const PackArguments& arguments) {
  PackOptions options = arguments.options;
  for (const std::string& text : arguments.instruments) {
    Result<std::vector<int>> programs = programs_called(text);
    if (!programs) return std::move(programs).error();
    options.take.programs.insert(options.take.programs.end(), programs->begin(), programs->end());
  }
  for (const std::string& text : arguments.metres) {
    const Result<Metre> metre = metre_called(text);
    if (!metre) return metre.error();
    options.take.metres.push_back(*metre);
  }
  if (arguments.voices == "busiest") options.take.voices = TakenVoices::kBusiest;
  return options;
}

void print_pack(const PackOptions& options, const PackSummary& summary, double seconds) {
  const double rate = static_cast<double>(summary.sources) / std::max(seconds, 1e-3);
  std::printf("%s: %s new pieces (%s held out) of %s notes from %s files in %s s, %s a second\n",
              options.output.c_str(), grouped_number(summary.pieces).c_str(),
              grouped_number(summary.held_out).c_str(), grouped_number(summary.notes).c_str(),
              grouped_number(summary.sources).c_str(), fixed_text(seconds, 1).c_str(),
              grouped_number(static_cast<std::uint64_t>(rate)).c_str());
  std::vector<std::string> more;
  const auto note = [&](std::uint64_t count, const std::string& text) {
    if (count > 0) more.push_back(grouped_number(count) + " " + text);
  };
  note(summary.known, "known files passed over");
  note(summary.set_pieces - summary.pieces, "pieces were there");
  note(summary.resembling, "resemble others");
  note(summary.mended, "files mended");
  note(summary.dropped, "notes without a token dropped");
  note(summary.without_suite, "pieces for sequences alone");
  std::string line;
  for (const std::string& each : more) line += (line.empty() ? "  " : ", ") + each;
  if (!line.empty()) std::printf("%s\n", line.c_str());
  print_refusals(summary.refused);
}

nlohmann::ordered_json json_of(const PackOptions& options, const PackSummary& summary,
                               double seconds) {
  return {{"set", options.output},
          {"files", summary.sources},
          {"known", summary.known},
          {"bytes", summary.bytes},
          {"mended", summary.mended},
          {"pieces", summary.pieces},
          {"held_out", summary.held_out},
          {"resembling", summary.resembling},
          {"notes", summary.notes},
          {"dropped", summary.dropped},
          {"without_suite", summary.without_suite},
          {"left_out", summary.refused},
          {"set_pieces", summary.set_pieces},
          {"seconds", seconds}};
}

int run_pack(const Common& common, const PackArguments& arguments) {
  int code = kDone;
  Group* group = join_ranks(code);
  if (group == nullptr) return code;
  Result<PackOptions> options = read_pack_options(arguments);
  if (!options) return report(options.error());
  if (options->threads == 0) options->threads = threads_of_rank();
  const auto begin = std::chrono::steady_clock::now();
  const Result<PackSummary> summary = [&] {
    ProgressBar bar(common);
    return pack_corpus(*options, bar.callback(), cancellation(), *group);
  }();
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (!summary) return report(summary.error());
  if (!group->leads()) return kDone;
  if (common.json) {
    std::puts(json_line(json_of(*options, *summary, seconds)).c_str());
  } else if (!common.quiet) {
    print_pack(*options, *summary, seconds);
  }
  if (summary->set_pieces == 0) {
    std::error_code not_empty;
    std::filesystem::remove(options->output, not_empty);
    return report({ErrorCode::kInvalidData,
                   options->output +
                       ": nothing to learn from was found; name MIDI, ABC or MusicXML files, "
                       "folders or archives of them",
                   {}});
  }
  return kDone;
}

}  // namespace

void add_corpus_pack(Commands& commands, CLI::App& corpus) {
  CLI::App* command = corpus.add_subcommand(
      "pack", "Pack files of any number, in folders or archives, into a set to learn from");
  auto arguments = std::make_shared<PackArguments>();
  PackOptions& options = arguments->options;
  TakeOptions& take = options.take;
  command
      ->add_option("inputs", options.inputs,
                   "Folders, archives (.zip, .tar, .tar.gz …) and files of MIDI, ABC or MusicXML; "
                   "- reads a list of them")
      ->type_name("PATH")
      ->required();
  command->add_option("-o,--output", options.output, "Folder of the set; one there is is added to")
      ->type_name("SET")
      ->required();
  command->add_option("--report", options.report, "Table of what was left out and why, to write")
      ->type_name("FILE.tsv");
  command
      ->add_option("--voices", arguments->voices,
                   "Of a piece all voices together (merged) or that of the most notes (busiest)")
      ->check(CLI::IsMember({"merged", "busiest"}))
      ->capture_default_str();
  command
      ->add_option("--instrument", arguments->instruments,
                   "Only tracks of these: names or General MIDI programs from 0 (default: all)")
      ->type_name("NAME");
  command->add_option("--most-voices", take.most_tracks, "Leave out pieces of more (0: none)")
      ->check(CLI::Range(0, 1000))
      ->capture_default_str();
  command->add_option("--least-notes", take.least_notes, "Leave out pieces of fewer")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  command->add_option("--most-notes", take.most_notes, "Leave out pieces of more")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  command->add_option("--metre", arguments->metres, "Leave out pieces that begin in another: 3/4 …")
      ->type_name("METRE");
  command
      ->add_option("--most-percussion", take.most_percussion,
                   "Leave out files of more; percussion itself is never taken")
      ->check(CLI::Range(0, 100))
      ->type_name("PERCENT")
      ->capture_default_str();
  command
      ->add_option("--held-out", take.held_out, "Of the pieces, so many to measure on, by content")
      ->check(CLI::Range(0, 99))
      ->type_name("PERCENT")
      ->capture_default_str();
  command->add_option("--threads", options.threads, "Threads (0: the cores there are)")
      ->check(CLI::Range(0, 256))
      ->capture_default_str();
  command->add_flag("--force", options.force, "Replace a report that is there");
  command->callback([&commands, arguments] {
    commands.shared = true;
    commands.action = [&commands, arguments] { return run_pack(commands.common, *arguments); };
  });
}

}  // namespace bach::cli

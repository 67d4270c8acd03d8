// bach corpus stat: what is in a packed set.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/json_line.h"
#include "app/pack/statistics.h"
#include "cli/commands.h"
#include "cli/corpus_pack.h"
#include "cli/pack_text.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

struct StatArguments {
  std::string set;
  std::string output;  // a picture; empty: none
  bool force = false;
};

constexpr std::size_t kMostListed = 8;

void print_counts(const char* title, const std::vector<SetCount>& counts) {
  std::string line;
  std::size_t listed = 0;
  for (const SetCount& count : counts) {
    if (count.pieces == 0) continue;
    if (++listed > kMostListed) break;
    line += (line.empty() ? "" : ", ") + count.name + " " + grouped_number(count.pieces);
  }
  if (listed > kMostListed) line += ", …";
  if (!line.empty()) std::printf("%-12s%s\n", title, line.c_str());
}

void print_statistics(const std::string& set, const SetStatistics& found) {
  std::printf("%s: %s pieces (%s held out) of %s notes, in %s shards of %s MB, from %s files\n",
              set.c_str(), grouped_number(found.pieces).c_str(),
              grouped_number(found.held_out).c_str(), grouped_number(found.notes).c_str(),
              grouped_number(found.shards).c_str(), grouped_number(found.bytes / 1000000).c_str(),
              grouped_number(found.sources).c_str());
  std::printf("%-12s%s\n", "packed", found.settings.c_str());
  std::printf("%-12s%s pieces, %s notes\n", "suite", grouped_number(found.suite_pieces).c_str(),
              grouped_number(found.suite_notes).c_str());
  std::printf("%-12s%s pieces, %s notes\n", "sequences",
              grouped_number(found.sequence_pieces).c_str(),
              grouped_number(found.sequence_notes).c_str());
  if (found.dropped > 0) {
    std::printf("%-12s%s notes without a token\n", "dropped",
                grouped_number(found.dropped).c_str());
  }
  if (found.resembling > 0) {
    std::printf("%-12s%s pieces resemble others\n", "alike",
                grouped_number(found.resembling).c_str());
  }
  std::printf("%-12s%d to %d\n", "pitches", found.lowest, found.highest);
  print_counts("metres", found.metres);
  print_counts("busiest", found.instruments);
  print_counts("voices", found.voices);
  print_refusals(found.refused);
  if (found.lengths.picture) std::fputs(found.lengths.picture->text({}).c_str(), stdout);
}

nlohmann::ordered_json json_of(const std::vector<SetCount>& counts) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const SetCount& count : counts) json[count.name] = count.pieces;
  return json;
}

nlohmann::ordered_json json_of(const std::string& set, const SetStatistics& found) {
  return {{"set", set},
          {"settings", found.settings},
          {"shards", found.shards},
          {"bytes", found.bytes},
          {"files", found.sources},
          {"pieces", found.pieces},
          {"held_out", found.held_out},
          {"resembling", found.resembling},
          {"notes", found.notes},
          {"dropped", found.dropped},
          {"suite", {{"pieces", found.suite_pieces}, {"notes", found.suite_notes}}},
          {"sequences", {{"pieces", found.sequence_pieces}, {"notes", found.sequence_notes}}},
          {"lowest", found.lowest},
          {"highest", found.highest},
          {"metres", json_of(found.metres)},
          {"instruments", json_of(found.instruments)},
          {"voices", json_of(found.voices)},
          {"left_out", found.refused}};
}

int run_stat(const Common& common, const StatArguments& arguments) {
  if (!arguments.output.empty()) {
    Status may = check_picture_target(arguments.output);
    if (may) may = check_may_write(arguments.output, arguments.force);
    if (!may) return report(may.error());
  }
  const Result<SetStatistics> found = set_statistics(arguments.set);
  if (!found) return report(found.error());
  if (!arguments.output.empty() && found->lengths.picture) {
    const Status written = write_picture(*found->lengths.picture, arguments.output, {});
    if (!written) return report(written.error());
    say(common, "wrote " + arguments.output);
  }
  if (common.json) {
    std::puts(json_line(json_of(arguments.set, *found)).c_str());
  } else {
    print_statistics(arguments.set, *found);
  }
  return kDone;
}

}  // namespace

void add_corpus_stat(Commands& commands, CLI::App& corpus) {
  CLI::App* command = corpus.add_subcommand("stat", "What is in a packed set");
  auto arguments = std::make_shared<StatArguments>();
  command->add_option("set", arguments->set, "Its folder")->type_name("SET")->required();
  command
      ->add_option("-o,--output", arguments->output,
                   "Picture of how long pieces are: .png, .svg, .pdf")
      ->type_name("FILE");
  command->add_flag("--force", arguments->force, "Replace a picture that is there");
  command->callback([&commands, arguments] {
    commands.action = [&commands, arguments] { return run_stat(commands.common, *arguments); };
  });
}

}  // namespace bach::cli

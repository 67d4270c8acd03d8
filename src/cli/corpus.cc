// bach corpus: the movements carried in the program.
#include "app/corpus.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/json_line.h"
#include "base/number_text.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/corpus_pack.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

nlohmann::json json_of(const CarriedMovement& entry) {
  return {{"set", entry.set},     {"name", entry.name}, {"alias", entry.alias},
          {"title", entry.title}, {"key", entry.key},   {"metre", entry.metre},
          {"notes", entry.notes}, {"bars", entry.bars}, {"seconds", entry.seconds}};
}

using Row = std::vector<std::string>;

Row table_row(const CarriedMovement& entry) {
  // The suite is in the name; what follows ": " is the movement's own title.
  const std::size_t colon = entry.title.find(": ");
  return {entry.name,
          entry.alias,
          entry.key,
          entry.metre,
          std::to_string(entry.notes),
          std::to_string(entry.bars),
          clock_text(entry.seconds),
          colon == std::string::npos ? entry.title : entry.title.substr(colon + 2)};
}

void print_table(const std::vector<CarriedMovement>& entries) {
  std::vector<Row> rows = {
      {"NAME", "ALIAS", "KEY", "METRE", "NOTES", "BARS", "LENGTH", "MOVEMENT"}};
  for (const CarriedMovement& entry : entries) rows.push_back(table_row(entry));
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const Row& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c)
      widths[c] = std::max(widths[c], characters_of(row[c]));
  }
  constexpr std::size_t kFirstNumber = 4;
  constexpr std::size_t kLastNumber = 6;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const Row& row = rows[r];
    if (r > 1 && entries[r - 1].set != entries[r - 2].set) std::puts("");
    std::string line;
    for (std::size_t c = 0; c + 1 < row.size(); ++c) {
      const std::string blank(widths[c] - characters_of(row[c]), ' ');
      const bool right = c >= kFirstNumber && c <= kLastNumber;
      line += (right ? blank + row[c] : row[c] + blank) + "  ";
    }
    std::printf("%s%s\n", line.c_str(), row.back().c_str());
  }
}

int list_movements(const Common& common, const std::vector<std::string>& names) {
  const Result<std::vector<CarriedMovement>> entries = corpus_entries(names);
  if (!entries) return report(entries.error());
  if (common.json) {
    for (const CarriedMovement& entry : *entries) std::puts(json_line(json_of(entry)).c_str());
  } else {
    print_table(*entries);
  }
  return kDone;
}

int show_movement(const Common& common, const std::string& name) {
  const Result<std::string> abc = corpus_abc(name);
  if (!abc) return report(abc.error());
  if (!common.json) {
    std::fwrite(abc->data(), 1, abc->size(), stdout);
    return kDone;
  }
  const Result<std::vector<CarriedMovement>> entries = corpus_entries({name});
  if (!entries) return report(entries.error());
  nlohmann::json line = json_of(entries->front());
  line["abc"] = *abc;
  std::puts(json_line(line).c_str());
  return kDone;
}

int export_movements(const Common& common, const CorpusExport& options) {
  const Result<std::vector<std::filesystem::path>> written = export_corpus(options);
  if (!written) return report(written.error());
  if (common.json) {
    nlohmann::json files = nlohmann::json::array();
    for (const auto& path : *written) files.push_back(path.string());
    const nlohmann::json line = {{"folder", options.folder.string()}, {"files", files}};
    std::puts(json_line(line).c_str());
  } else if (!common.quiet) {
    std::printf("%s: %s written\n", options.folder.c_str(),
                count_text(written->size(), "file").c_str());
  }
  return kDone;
}

void add_list(Commands& commands, CLI::App& corpus) {
  CLI::App* command =
      corpus.add_subcommand("list", "Every movement: names, key, metre, notes, length");
  auto names = std::make_shared<std::vector<std::string>>();
  *names = {"cello", "violin", "keyboard"};
  command
      ->add_option("names", *names,
                   "Which ones: cello, violin, keyboard, bwv1004-5 … (default: all)")
      ->type_name("NAME");
  command->callback([&commands, names] {
    commands.action = [&commands, names] { return list_movements(commands.common, *names); };
  });
}

void add_show(Commands& commands, CLI::App& corpus) {
  CLI::App* command = corpus.add_subcommand("show", "Print a movement as ABC text");
  auto name = std::make_shared<std::string>();
  command->add_option("name", *name, "bwv1007-1, cs1-1pre, bwv1004-5 …")
      ->type_name("NAME")
      ->required();
  command->callback([&commands, name] {
    commands.action = [&commands, name] { return show_movement(commands.common, *name); };
  });
}

void add_export(Commands& commands, CLI::App& corpus) {
  CLI::App* command = corpus.add_subcommand("export", "Write movements into a folder");
  auto options = std::make_shared<CorpusExport>();
  auto folder = std::make_shared<std::string>();
  auto format = std::make_shared<std::string>("mid");
  command->add_option("folder", *folder, "Where to put them")->type_name("DIR")->required();
  command
      ->add_option("names", options->names,
                   "Which ones: cello, violin, keyboard, bwv1004-5 … (default: cello)")
      ->type_name("NAME");
  command->add_option("--format", *format, "mid (as it sounds) or abc (as it is written)")
      ->check(CLI::IsMember({"mid", "abc"}))
      ->capture_default_str();
  command->add_flag("--force", options->force, "Replace files that are there");
  command->callback([&commands, options, folder, format] {
    options->folder = *folder;
    options->format = *format == "abc" ? CorpusFormat::kAbc : CorpusFormat::kMidi;
    commands.action = [&commands, options] { return export_movements(commands.common, *options); };
  });
}

}  // namespace

void add_corpus(Commands& commands) {
  CLI::App* corpus =
      commands.root.add_subcommand("corpus",
                                   "Bach's music carried in the program: 36 movements for cello, "
                                   "31 for violin, 80 for keyboard, "
                                   "lute and flute; sets of any music");
  corpus->require_subcommand(1);
  add_list(commands, *corpus);
  add_show(commands, *corpus);
  add_export(commands, *corpus);
  add_corpus_pack(commands, *corpus);
  add_corpus_stat(commands, *corpus);
}

}  // namespace bach::cli

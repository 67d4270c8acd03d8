// bach inspect: what is in files of music, and what model files say of themselves.
#include "app/inspect.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/inspect/model.h"
#include "app/json_line.h"
#include "base/number_text.h"
#include "cli/commands.h"
#include "cli/inspect_form.h"
#include "cli/inspect_harmony.h"
#include "cli/inspect_model.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

void print_inspection(const Inspection& found) {
  nlohmann::ordered_json line;
  line["file"] = found.file;
  if (found.error) {
    line["error"] = error_text(*found.error);
  } else {
    line.update(inspection_json(found));
  }
  std::puts(json_line(line).c_str());
}

// Columns of fixed width, so that rows can be printed as they come.
class InspectionTable {
 public:
  explicit InspectionTable(const std::vector<std::string>& inputs) {
    for (const std::string& input : inputs) name_width_ = std::max(name_width_, input.size());
    name_width_ = std::min<std::size_t>(name_width_, 60);
  }

  void head() const {
    print("FILE", "FORMAT", "DIVISION", "TRACKS", "NOTES", "CHORDS", "RANGE", "KEY", "METRE",
          "TEMPO", "SECONDS", "WARNINGS");
  }

  void row(const Inspection& found) const {
    const auto or_dash = [](const std::string& text) { return text.empty() ? "-" : text; };
    print(found.file, found.format ? std::to_string(*found.format) : "-",
          std::to_string(found.division), std::to_string(found.tracks), std::to_string(found.notes),
          std::to_string(found.chords), or_dash(found.range), or_dash(found.key), found.metre,
          fixed_text(found.tempo, 1), fixed_text(found.seconds, 1),
          std::to_string(found.warnings.size()));
    for (const std::string& warning : found.warnings) std::printf("  ! %s\n", warning.c_str());
  }

 private:
  template <typename... Cells>
  void print(const std::string& name, const Cells&... cells) const {
    std::printf("%-*s  %6s %8s %6s %7s %7s  %-8s %-9s %-6s %7s %9s %8s\n",
                static_cast<int>(name_width_), name.c_str(), std::string(cells).c_str()...);
  }

  std::size_t name_width_ = 4;
};

struct Totals {
  std::size_t files = 0;
  std::size_t unreadable = 0;
  std::size_t with_warnings = 0;
  std::size_t notes = 0;
  double seconds = 0;

  void add(const Inspection& found) {
    ++files;
    unreadable += found.error ? 1 : 0;
    with_warnings += found.warnings.empty() ? 0 : 1;
    notes += found.notes;
    seconds += found.seconds;
  }
};

void say_totals(const Common& common, const Totals& totals) {
  if (common.json || totals.files < 2) return;
  say(common, std::to_string(totals.files) + " files: " + std::to_string(totals.notes) +
                  " notes, " + fixed_text(totals.seconds / 3600, 2) + " hours, " +
                  std::to_string(totals.with_warnings) + " with warnings, " +
                  std::to_string(totals.unreadable) + " unreadable");
}

// What `bach inspect` tells of each piece.
struct Asked {
  bool harmony = false;
  bool form = false;
};

int run_inspect_pieces(const Common& common, const std::vector<std::string>& named,
                       const Asked& asked) {
  const Result<std::vector<std::string>> inputs = inputs_to_inspect(named);
  if (!inputs) return report(inputs.error());
  if (asked.harmony) return run_inspect_harmony(common, *inputs);
  if (asked.form) return run_inspect_form(common, *inputs);
  const InspectionTable table(*inputs);
  if (!common.json) table.head();
  Totals totals;
  Status status;
  {
    ProgressBar bar(common);
    const auto each = [&](const Inspection& found) {
      totals.add(found);
      bar.clear();
      if (common.json) {
        print_inspection(found);
      } else if (found.error) {
        report(*found.error);
      } else {
        table.row(found);
      }
    };
    status = inspect_scores(*inputs, each, bar.callback(), cancellation());
  }
  if (!status) return report(status.error());
  say_totals(common, totals);
  return totals.unreadable == 0 ? kDone : kFailed;
}

// Models first.
int run_inspect(const Common& common, std::vector<std::string> named, const Asked& asked) {
  const auto first_model = std::stable_partition(
      named.begin(), named.end(), [](const std::string& input) { return !is_model_file(input); });
  const std::vector<std::string> models(first_model, named.end());
  named.erase(first_model, named.end());
  const int told = models.empty() ? kDone : run_inspect_models(common, models);
  return named.empty() ? told : std::max(told, run_inspect_pieces(common, named, asked));
}

}  // namespace

void add_inspect(Commands& commands) {
  CLI::App* command = commands.root.add_subcommand(
      "inspect",
      "Tell what is in pieces: tracks, notes, key, metre, length, warnings; or in models");
  auto inputs = std::make_shared<std::vector<std::string>>();
  auto asked = std::make_shared<Asked>();
  command
      ->add_option("inputs", *inputs,
                   "MIDI, ABC or MusicXML files (book.abc:12 is a tune of a book), folders of "
                   "them, names of movements, or - for "
                   "standard input; model files (safetensors) of any program and size, of which "
                   "the weights are not read")
      ->type_name("FILE|FOLDER")
      ->required();
  CLI::Option* harmony = command->add_flag(
      "--harmony", asked->harmony,
      "Tell what is heard in them: keys by bars, cadences, Roman numerals bar by bar");
  command
      ->add_flag("--form", asked->form,
                 "Tell what their bars have to do with earlier ones, parts, phrases by their "
                 "cadences, bars that go round, and what the end recalls of the beginning")
      ->excludes(harmony);
  command->callback([&commands, inputs, asked] {
    commands.action = [&commands, inputs, asked] {
      return run_inspect(commands.common, *inputs, *asked);
    };
  });
}

}  // namespace bach::cli

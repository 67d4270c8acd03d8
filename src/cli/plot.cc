// bach plot: pictures of music, to files or to the terminal.
#include "app/plot.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>

#include "cli/commands.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

// What every kind of picture takes.
struct Target {
  std::string output;
  std::string theme = "light";
  std::string size;
  bool force = false;
};

using Draw = std::function<Result<Plot>(const ProgressCallback&)>;

// "640x360", in points.
Result<Size> parse_size(const std::string& text) {
  Size size;
  char end = 0;
  if (std::sscanf(text.c_str(), "%lfx%lf%c", &size.width, &size.height, &end) == 2 &&
      size.width >= 200 && size.height >= 100 && size.width <= 14400 && size.height <= 14400) {
    return size;
  }
  return invalid_argument(
      "size", "'" + text + "': give WIDTHxHEIGHT in points, from 200x100 to 14400x14400");
}

TextView terminal_view() {
  TextView view;
  if (::isatty(STDOUT_FILENO) != 1) return view;
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) view.columns = size.ws_col;
  const char* no_colour = std::getenv("NO_COLOR");
  view.colour = no_colour == nullptr || *no_colour == '\0';
  return view;
}

int run(const Common& common, const Target& target, const Draw& draw) {
  PictureOptions options;
  options.dark = target.theme == "dark";
  if (!target.size.empty()) {
    const Result<Size> size = parse_size(target.size);
    if (!size) return report(size.error());
    options.size = *size;
  }
  if (!target.output.empty()) {
    Status status = check_picture_target(target.output);
    if (status) status = check_may_write(target.output, target.force);
    if (!status) return report(status.error());
  }
  Result<Plot> plot = [&] {
    ProgressBar bar(common);
    return draw(bar.callback());
  }();
  if (!plot) return report(plot.error());
  for (const std::string& warning : plot->warnings) warn(warning);
  if (!target.output.empty()) {
    const Status written = write_picture(*plot->picture, target.output, options);
    if (!written) return report(written.error());
    if (target.output != "-") say(common, "wrote " + target.output);
  }
  // With the picture itself on stdout, the numbers have no room there.
  if (common.json && target.output != "-") {
    std::printf("%s\n", plot->json.c_str());
  } else if (target.output.empty()) {
    std::fputs(plot->picture->text(terminal_view()).c_str(), stdout);
  }
  return kDone;
}

void add_target(CLI::App& command, Target& target) {
  command
      .add_option("-o,--output", target.output,
                  "Where to: .png, .svg or .pdf; - is SVG on standard output; without it the "
                  "picture comes in characters")
      ->type_name("FILE");
  command.add_option("--theme", target.theme, "For light or dark pages")
      ->check(CLI::IsMember({"light", "dark"}))
      ->capture_default_str();
  command.add_option("--size", target.size, "In points; PNG has two pixels a point")
      ->type_name("WxH");
  command.add_flag("--force", target.force, "Replace the file if it is there");
}

void add_inputs(CLI::App& command, std::vector<std::string>& inputs, const std::string& none) {
  command
      .add_option("inputs", inputs,
                  "MIDI, ABC or MusicXML files (book.abc:12 is a tune of a book), folders of them, "
                  "names of movements, or - for standard "
                  "input; none: " +
                      none)
      ->type_name("INPUT");
}

// A kind's command line. `Options` are its own, filled by parsing.
template <typename Options>
struct Kind {
  Options options;
  Target target;
  std::function<void()> prepare;  // when all is parsed; may be empty
};

// Adds what all kinds take. `draw` makes the picture: (options, progress, cancellation).
template <typename Options, typename Function>
std::shared_ptr<Kind<Options>> add_kind(Commands& commands, CLI::App& command, Function draw) {
  auto kind = std::make_shared<Kind<Options>>();
  add_target(command, kind->target);
  command.callback([&commands, kind, draw] {
    commands.action = [&commands, kind, draw] {
      if (kind->prepare) kind->prepare();
      return run(commands.common, kind->target, [&](const ProgressCallback& progress) {
        return draw(kind->options, progress, cancellation());
      });
    };
  });
  return kind;
}

void add_lengths(Commands& commands, CLI::App& plot) {
  CLI::App* command = plot.add_subcommand("lengths", "Histogram of the sizes of pieces");
  auto kind = add_kind<LengthsOptions>(commands, *command, plot_lengths);
  add_inputs(*command, kind->options.inputs, "all movements");
  command->add_flag("--all-notes", kind->options.all_notes,
                    "Count all notes, not only those the notebook learns from");
}

void add_notes(Commands& commands, CLI::App& plot) {
  CLI::App* command =
      plot.add_subcommand("notes", "The notebook's matrix: one column a note, one row a pitch");
  auto kind = add_kind<NotesOptions>(commands, *command, plot_notes);
  add_inputs(*command, kind->options.inputs, "cs1-1pre");
  command->add_option("--notes", kind->options.notes, "How many notes of each piece")
      ->type_name("N")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->add_flag("--line", kind->options.line, "Also a line from note to note");
}

// "1-16", "5"; nothing for anything else.
std::optional<BarRange> parse_bars(const std::string& text) {
  const std::size_t dash = text.find('-');
  const auto number = [](const std::string& digits) -> std::optional<std::int64_t> {
    const bool fits = !digits.empty() && digits.size() < 10 &&
                      digits.find_first_not_of("0123456789") == std::string::npos;
    return fits ? std::optional<std::int64_t>(std::stoll(digits)) : std::nullopt;
  };
  const auto first = number(text.substr(0, dash));
  const auto last = dash == std::string::npos ? first : number(text.substr(dash + 1));
  if (!first || !last || *last < *first) return std::nullopt;
  return BarRange{*first, *last};
}

// In a terminal a whole piece would run away upward.
constexpr BarRange kBarsOfTerminal{0, 8};

template <typename Options>
void add_bars(Commands& commands, CLI::App& command, const std::shared_ptr<Kind<Options>>& kind) {
  auto bars = std::make_shared<std::string>();
  command
      .add_option("--bars", *bars,
                  "Which bars of each piece, as in 1-16; an upbeat is bar 0 (default: all, the "
                  "first eight in the terminal)")
      ->type_name("A-B")
      ->check([](const std::string& text) {
        return parse_bars(text) ? std::string() : "'" + text + "': give FIRST-LAST, as in 1-16";
      });
  // A pointer to itself would keep it alive for ever.
  kind->prepare = [&commands, &kind = *kind, bars] {
    kind.options.bars = parse_bars(*bars);
    const bool characters = kind.target.output.empty() && !commands.common.json;
    if (!kind.options.bars && characters) kind.options.bars = kBarsOfTerminal;
  };
}

void add_roll(Commands& commands, CLI::App& plot) {
  CLI::App* command =
      plot.add_subcommand("roll", "Piano roll: notes in time, bar by bar, voice by voice");
  auto kind = add_kind<RollOptions>(commands, *command, plot_roll);
  RollOptions& options = kind->options;
  add_inputs(*command, options.inputs, "cs1-1pre");
  add_bars(commands, *command, kind);
  command
      ->add_option("--bars-per-line", options.bars_per_line, "As many as can be read, if not told")
      ->type_name("N")
      ->check(CLI::Range(1, 1000));
  command->add_option("--primer", options.given, "Shade the first N notes: those that were given")
      ->type_name("N")
      ->check(CLI::Range(1, 1000000));
  command
      ->add_option("--quotations", options.quotations,
                   "Underline runs of N notes or more that a movement of the suites has too, in "
                   "any key")
      ->type_name("N")
      ->check(CLI::Range(2, 1000));
  command->add_flag("--harmony", options.harmony,
                    "Shade the keys that are heard, chords below; each section once, as it is "
                    "written");
}

void add_harmony(Commands& commands, CLI::App& plot) {
  CLI::App* command = plot.add_subcommand(
      "harmony", "Keys over time against home, and a roll with the chords below it");
  auto kind = add_kind<HarmonyOptions>(commands, *command, plot_harmony);
  add_inputs(*command, kind->options.inputs, "cs1-4sar");
  add_bars(commands, *command, kind);
}

void add_form(Commands& commands, CLI::App& plot) {
  CLI::App* command = plot.add_subcommand(
      "form", "Bars joined by arcs to the bars they come from, with parts, phrases and cadences");
  auto kind = add_kind<FormOptions>(commands, *command, plot_form);
  add_inputs(*command, kind->options.inputs, "cs1-1pre");
}

void add_histogram(CLI::App& command, HistogramOptions& options) {
  add_inputs(command, options.inputs, "all movements");
  command
      .add_option("--against", options.against,
                  "Other music to stand beside it; the movements of the suites when nothing is "
                  "named")
      ->type_name("INPUT")
      ->expected(0, -1);
  command.parse_complete_callback([&command, &options] {
    options.compare = command.count("--against") > 0;
    std::erase(options.against, "");
  });
}

void add_intervals(Commands& commands, CLI::App& plot) {
  CLI::App* command = plot.add_subcommand("intervals", "Histogram of the steps from note to note");
  auto kind = add_kind<HistogramOptions>(commands, *command, plot_intervals);
  add_histogram(*command, kind->options);
}

struct PitchesArguments {
  HistogramOptions comparison;
  bool classes = false;
};

void add_pitches(Commands& commands, CLI::App& plot) {
  CLI::App* command = plot.add_subcommand("pitches", "Histogram of pitches");
  const auto draw = [](const PitchesArguments& arguments, const ProgressCallback& progress,
                       const Cancellation& cancel) {
    return plot_pitches(arguments.comparison, arguments.classes, progress, cancel);
  };
  auto kind = add_kind<PitchesArguments>(commands, *command, draw);
  add_histogram(*command, kind->options.comparison);
  command->add_flag("--classes", kind->options.classes, "Take all octaves as one");
}

// "trigrams=2.41"; nothing for anything else.
std::optional<Baseline> parse_baseline(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0) return std::nullopt;
  char* end = nullptr;
  const std::string number = text.substr(equals + 1);
  const double nats = std::strtod(number.c_str(), &end);
  if (number.empty() || *end != '\0' || !(nats >= 0 && nats < 1e6)) return std::nullopt;
  return Baseline{text.substr(0, equals), nats};
}

struct LossArguments {
  std::vector<std::string> logs;
  std::vector<std::string> baselines;
};

Result<Plot> draw_loss(const LossArguments& arguments, const ProgressCallback&,
                       const Cancellation&) {
  LossOptions options;
  options.logs = arguments.logs;
  for (const std::string& text : arguments.baselines) {
    if (const auto baseline = parse_baseline(text)) options.baselines.push_back(*baseline);
  }
  return plot_loss(options);
}

void add_loss(Commands& commands, CLI::App& plot) {
  CLI::App* command =
      plot.add_subcommand("loss", "Curves of learning, from the logs of train --log");
  auto kind = add_kind<LossArguments>(commands, *command, draw_loss);
  command->add_option("logs", kind->options.logs, "Logs of bach train --log, a run each")
      ->type_name("FILE")
      ->required();
  command
      ->add_option("--baseline", kind->options.baselines,
                   "A line across to compare with; may be given several times")
      ->type_name("NAME=NATS")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->check([](const std::string& text) {
        return parse_baseline(text) ? std::string() : "'" + text + "': give NAME=NATS";
      });
}

void add_model(CLI::App& command, ModelPlotOptions& options) {
  add_inputs(command, options.inputs, "cs1-1pre");
  command
      .add_option("-m,--model", options.model,
                  "A model file (default: the suite model in the program, which has learned from "
                  "all movements in it)")
      ->type_name("FILE");
}

void add_surprise(Commands& commands, CLI::App& plot) {
  CLI::App* command =
      plot.add_subcommand("surprise", "Piano roll coloured by how surprising a model finds notes");
  auto kind = add_kind<SurpriseOptions>(commands, *command, plot_surprise);
  add_model(*command, kind->options);
  add_bars(commands, *command, kind);
}

void add_next(Commands& commands, CLI::App& plot) {
  CLI::App* command = plot.add_subcommand(
      "next", "Heat map of what a model expects next along a piece, and what came");
  auto kind = add_kind<NextOptions>(commands, *command, plot_next);
  add_model(*command, kind->options);
  command->add_option("--from", kind->options.first, "The first note shown")
      ->type_name("N")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  command->add_option("--notes", kind->options.notes, "How many notes")
      ->type_name("N")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
}

}  // namespace

void add_plot(Commands& commands) {
  CLI::App* plot =
      commands.root.add_subcommand("plot", "Draw music: to PNG, SVG or PDF, or in the terminal");
  plot->require_subcommand(1);
  add_lengths(commands, *plot);
  add_notes(commands, *plot);
  add_roll(commands, *plot);
  add_harmony(commands, *plot);
  add_form(commands, *plot);
  add_intervals(commands, *plot);
  add_pitches(commands, *plot);
  add_loss(commands, *plot);
  add_surprise(commands, *plot);
  add_next(commands, *plot);
}

}  // namespace bach::cli

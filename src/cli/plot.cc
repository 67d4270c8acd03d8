// bach plot: pictures of music, to files or to the terminal.
#include "app/plot.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>

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
  return Error{ErrorCode::kInvalidArgument,
               "--size " + text + ": give WIDTHxHEIGHT in points, from 200x100 to 14400x14400",
               {}};
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
                  "MIDI or ABC files, folders of them, names of movements, or - for standard "
                  "input; none: " +
                      none)
      ->type_name("INPUT");
}

// One kind: `options` are filled by parsing, `plot` makes the picture of them.
template <typename Options>
struct Kind {
  Options options;
  Target target;
};

template <typename Options, typename Function>
std::shared_ptr<Kind<Options>> add_kind(Commands& commands, CLI::App& command, Function plot) {
  auto kind = std::make_shared<Kind<Options>>();
  add_target(command, kind->target);
  command.callback([&commands, kind, plot] {
    commands.action = [&commands, kind, plot] {
      return run(commands.common, kind->target, [&](const ProgressCallback& progress) {
        return plot(kind->options, progress, cancellation());
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

}  // namespace

void add_plot(Commands& commands) {
  CLI::App* plot =
      commands.root.add_subcommand("plot", "Draw music: to PNG, SVG or PDF, or in the terminal");
  plot->require_subcommand(1);
  add_lengths(commands, *plot);
  add_notes(commands, *plot);
}

}  // namespace bach::cli

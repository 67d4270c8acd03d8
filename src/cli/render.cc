// bach render: a piece as sound or notation.
#include "app/render.h"

#include <unistd.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/json_line.h"
#include "app/music/inputs.h"
#include "base/number_text.h"
#include "cli/commands.h"
#include "cli/page_options.h"
#include "cli/sound_options.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

struct RenderArguments {
  std::string input;
  std::string output;
  SoundArguments sound;
  RenderOptions render;
  PageArguments pages;
  std::string chords;
  bool force = false;
};

ChordLabels chord_labels(const std::string& name) {
  return name.empty()        ? ChordLabels::kNone
         : name == "symbols" ? ChordLabels::kSymbols
                             : ChordLabels::kRoman;
}

void tell_rendering(const Common& common, const RenderArguments& options,
                    const Rendering& rendering) {
  // With the sound itself on stdout, the line moves to stderr.
  std::FILE* out = options.output == "-" ? stderr : stdout;
  if (common.json) {
    nlohmann::json line = {{"file", options.output}, {"notes", rendering.notes}};
    if (rendering.sounds) {
      line["seconds"] = rendering.seconds;
      line["played_with"] = rendering.played_with;
      line["drum_notes"] = rendering.drum_notes;
    } else {
      line["remarks"] = rendering.remarks;
    }
    std::fprintf(out, "%s\n", json_line(line).c_str());
  } else if (!common.quiet) {
    std::fprintf(out, "%s: ", options.output == "-" ? "standard output" : options.output.c_str());
    if (rendering.sounds) std::fprintf(out, "%.1f s, ", rendering.seconds);
    std::fprintf(out, "%s", count_text(rendering.notes, "note").c_str());
    if (rendering.sounds) std::fprintf(out, ", %s", rendering.played_with.c_str());
    std::fprintf(out, "\n");
  }
}

int run_render(const Common& common, RenderArguments& options) {
  if (const Status known = apply_sound_options(options.sound, options.render); !known) {
    return report(known.error());
  }
  Status status = check_render_target(options.output);
  if (status) status = check_may_write(options.output, options.force);
  if (!status) return report(status.error());
  if (options.output == "-" && ::isatty(STDOUT_FILENO) == 1) {
    return report({ErrorCode::kInvalidArgument,
                   "-o -: standard output is a terminal; send it to a file or a player",
                   {}});
  }

  const Result<OpenedScore> opened = open_piece(options.input);
  if (!opened) return report(opened.error());

  Result<Rendering> rendering = [&] {
    ProgressBar bar(common);
    RenderOptions render = options.render;
    // ABC says its key; MIDI files often do not.
    const bool keys_known = !opened->midi_format && !opened->score.keys.empty();
    render.labels.composer = opened->composer;
    render.labels.keys_known = keys_known;
    // What was played has to be written down; repeats and marks that were written stay as they are.
    if (opened->folded || !opened->marks.empty()) {
      render.labels.written = &opened->written();
      render.labels.marks = &opened->marks;
    }
    return render_to_file(opened->score, options.output, render, bar.callback(), cancellation());
  }();
  if (!rendering) return report_about(options.input, std::move(rendering).error());
  for (const std::string& remark : rendering->remarks) {
    say(common, opened->name + ": " + remark);
  }
  if (!options.render.flat) warn_of_drums(opened->name, *rendering);
  tell_rendering(common, options, *rendering);
  return kDone;
}

}  // namespace

void add_render(Commands& commands) {
  CLI::App* command =
      commands.root.add_subcommand("render", "Make a piece sound, or write it down");
  auto options = std::make_shared<RenderArguments>();
  add_piece_input(*command, options->input);
  command
      ->add_option(
          "-o,--output", options->output,
          "Where to: .wav, .flac, .ogg, .mid, .abc, .musicxml or .mxl, pages as .pdf, .svg or .png "
          "(through an engraver); - is WAV on standard output. Several pages as .svg or .png "
          "become FILE-1.png, FILE-2.png …")
      ->type_name("FILE")
      ->required();
  CLI::Option* flat =
      command->add_flag("--flat", options->render.flat,
                        "The notes of the first track one after the other, 0.3 s each");
  command->add_option("--notes", options->render.flat_notes, "With --flat: only the first N notes")
      ->type_name("N")
      ->check(CLI::Range(1, 1000000))
      ->needs(flat);
  add_sound_options(*command, options->sound, options->render);
  add_page_options(*command, options->pages);
  command->add_flag(
      "--bowing", options->render.labels.bowing,
      "Slurs for the bow, of steps within a beat, in scores and pages that have none");
  command
      ->add_option("--chords", options->chords,
                   "Chords over the staff as it is heard, or Roman numerals under it, in scores "
                   "and pages")
      ->type_name("KIND")
      ->check(CLI::IsMember({"symbols", "roman"}));
  command->add_flag("--performed", options->render.performed,
                    "MIDI files with the phrasing too, not as written");
  command->add_flag("--force", options->force,
                    "Replace the file if it is there; render more than two hours");
  command->callback([&commands, options] {
    options->render.any_length = options->force;
    options->render.labels.chords = chord_labels(options->chords);
    options->render.pages = page_options(options->pages, options->force);
    commands.action = [&commands, options] { return run_render(commands.common, *options); };
  });
}

}  // namespace bach::cli

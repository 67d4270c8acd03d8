// bach play: a piece through the loudspeakers.
#include "app/play.h"

#include <cstdio>
#include <memory>
#include <utility>

#include "app/music/inputs.h"
#include "cli/commands.h"
#include "cli/sound_options.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

struct PlayArguments {
  std::string input;
  std::string device;
  SoundArguments sound;
  RenderOptions render;
};

int run_play(const Common& common, PlayArguments& options) {
  if (const Status known = apply_sound_options(options.sound, options.render); !known) {
    return report(known.error());
  }
  const Result<OpenedScore> opened = open_piece(options.input);
  if (!opened) return report(opened.error());
  Result<Rendering> played = [&] {
    ProgressBar bar(common);
    return play_score(opened->score, options.device, options.render, bar.callback(),
                      cancellation());
  }();
  if (!played) return report_about(options.input, std::move(played).error());
  warn_of_drums(opened->name, *played);
  for (const std::string& remark : played->remarks) say(common, remark);
  if (!common.quiet) {
    std::printf("%s: %.1f s, %zu notes, %s\n", opened->name.c_str(), played->seconds, played->notes,
                played->played_with.c_str());
  }
  return kDone;
}

}  // namespace

void add_play(Commands& commands) {
  CLI::App* command = commands.root.add_subcommand("play", "Play a piece through the loudspeakers");
  auto options = std::make_shared<PlayArguments>();
  add_piece_input(*command, options->input);
  add_sound_options(*command, options->sound, options->render);
  command->add_option("--device", options->device, "An ALSA device (default: the system's own)")
      ->type_name("NAME");
  command->callback([&commands, options] {
    commands.action = [&commands, options] { return run_play(commands.common, *options); };
  });
}

}  // namespace bach::cli

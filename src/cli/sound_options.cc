#include "cli/sound_options.h"

#include <utility>

#include "cli/options.h"
#include "cli/terminal.h"

namespace bach::cli {

void add_piece_input(CLI::App& command, std::string& input) {
  command
      .add_option("input", input,
                  "A MIDI, ABC or MusicXML file (book.abc:12 is a tune of a book), the name of a "
                  "movement (cs1-1pre), or - for standard input")
      ->type_name("INPUT")
      ->required();
}

Result<OpenedScore> open_piece(const std::string& input) {
  Result<OpenedScore> opened = open_score(input);
  if (!opened) return opened;
  for (const std::string& warning : opened->warnings) warn(opened->name + ": " + warning);
  return opened;
}

void add_sound_options(CLI::App& command, SoundArguments& arguments, RenderOptions& options) {
  command
      .add_option("--sound", arguments.sound,
                  "font (the instruments of a SoundFont, through FluidSynth), cello (the same, all "
                  "on a cello) or sine (as the notebook plays)")
      ->check(CLI::IsMember({"font", "cello", "sine"}))
      ->capture_default_str();
  command
      .add_option("--soundfont", options.sound_font,
                  "The SoundFont (default: $BACH_SOUNDFONT, or the first the system has)")
      ->type_name("FILE");
  command
      .add_option("--instrument", arguments.instrument,
                  "Of General MIDI, for all notes: a name, or a number from 1 to 128 (default: as "
                  "the file says)")
      ->type_name("NAME");
  command.add_flag("--deadpan", options.deadpan,
                   "Play what is written: no phrasing, no slowing down");
  add_seed_option(command, options.seed, "Decides the little chances of the phrasing");
}

Status apply_sound_options(const SoundArguments& arguments, RenderOptions& options) {
  options.sound = arguments.sound == "sine" ? Sound::kSines : Sound::kFont;
  if (arguments.sound == "cello") options.program = kCelloProgram;
  if (arguments.instrument.empty()) return {};
  const Result<int> program = instrument_program(arguments.instrument);
  if (!program) {
    Error error = program.error();
    error.argument = "instrument";
    return error;
  }
  options.program = *program;
  return {};
}

int report_about(const std::string& input, Error error) {
  if (error.code == ErrorCode::kInvalidData || error.code == ErrorCode::kLimit) {
    error.message = (input == "-" ? "standard input" : input) + ": " + error.message;
  }
  return report(error);
}

void warn_of_drums(const std::string& name, const Rendering& rendering) {
  if (rendering.drum_notes == 0) return;
  warn(name + ": " + std::to_string(rendering.drum_notes) + " drum notes (channel 10) left out");
}

}  // namespace bach::cli

// What `bach render` and `bach play` take to say how a piece sounds.
#pragma once

#include <string>

#include "app/music/inputs.h"
#include "app/render.h"
#include "cli/commands.h"

namespace bach::cli {

struct SoundArguments {
  std::string sound = "font";
  std::string instrument;
};

// Adds the argument INPUT: one piece.
void add_piece_input(CLI::App& command, std::string& input);
// Opens it and warns of what is odd about it.
Result<OpenedScore> open_piece(const std::string& input);

// Adds --sound, --soundfont, --instrument, --deadpan and --seed.
void add_sound_options(CLI::App& command, SoundArguments& arguments, RenderOptions& options);

// Takes over what was given, when all is parsed.
Status apply_sound_options(const SoundArguments& arguments, RenderOptions& options);

// Reports an error; where it is about what `input` holds, with its name.
int report_about(const std::string& input, Error error);

// Says how many notes on the drum channel were not played.
void warn_of_drums(const std::string& name, const Rendering& rendering);

}  // namespace bach::cli

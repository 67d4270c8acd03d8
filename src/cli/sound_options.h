// What `bach render` and `bach play` take to say how a piece sounds.
#pragma once

#include <string>

#include "app/render.h"
#include "cli/commands.h"

namespace bach::cli {

struct SoundArguments {
  std::string sound = "font";
  std::string instrument;
};

// Adds --sound, --soundfont, --instrument, --deadpan and --seed.
void add_sound_options(CLI::App& command, SoundArguments& arguments, RenderOptions& options);

// Takes over what was given, when all is parsed.
Status apply(const SoundArguments& arguments, RenderOptions& options);

// Reports an error; where it is about what `input` holds, with its name.
int report_about(const std::string& input, Error error);

// Says how many notes on the drum channel were not played.
void warn_of_drums(const std::string& name, const Rendering& rendering);

}  // namespace bach::cli

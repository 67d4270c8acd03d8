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

}  // namespace bach::cli

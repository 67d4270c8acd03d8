// SoundFonts: where a system keeps them.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace bach {

// The folders that are looked into, in this order: $XDG_DATA_HOME (or ~/.local/share) and each of
// $XDG_DATA_DIRS (or /usr/local/share and /usr/share), with soundfonts, sounds/sf2 and sounds/sf3
// below each.
std::vector<std::string> sound_font_folders();

// The SoundFont to play with: `wanted` unless that is empty, else $BACH_SOUNDFONT unless that is
// empty, else the first .sf2 or .sf3 file in sound_font_folders(), names called default* first,
// then in order. Errors: kNotFound for a file that is named and not there, or where there is none
// at all.
Result<std::string> find_sound_font(const std::string& wanted);

}  // namespace bach

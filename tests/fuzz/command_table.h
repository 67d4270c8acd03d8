// Command lines that read a file, for the target that runs them: its input is the number of one, in a
// byte, and the file.
#pragma once

#include <array>
#include <string_view>

namespace bach::fuzz {

struct FuzzedCommand {
  std::string_view file;  // what the input is called
  std::string_view
      words;  // IN stands for its path, OUT for that of what is written, a space between
  std::string_view output;  // its name; empty: nothing is written
};

inline constexpr std::array<FuzzedCommand, 24> kFuzzedCommands = {{
    {"piece.mid", "inspect IN", ""},
    {"piece.mid", "inspect IN --harmony", ""},
    {"piece.mid", "inspect IN --form --json", ""},
    {"piece.mid", "render IN -o OUT", "out.mid"},
    {"piece.mid", "render IN -o OUT", "out.abc"},
    {"piece.mid", "render IN -o OUT", "out.musicxml"},
    {"piece.mid", "plot roll IN -o OUT", "out.svg"},
    {"piece.mid", "plot surprise IN -o OUT", "out.svg"},
    {"piece.mid", "compose --primer IN --bars 1 --seed 1 -o OUT", "out.mid"},
    {"piece.mid", "evaluate IN --against cs1-4sar --json", ""},
    {"piece.mid",
     "train IN --preset sequences --hidden 4 --lanes 1 --steps 4 --epochs 1 "
     "--batches 1 --threads 1 -o OUT",
     "out.safetensors"},
    {"piece.abc", "inspect IN --json", ""},
    {"piece.abc", "render IN -o OUT", "out.mid"},
    {"piece.abc", "render IN -o OUT", "out.musicxml"},
    {"piece.abc", "compose --infill IN --from-bar 1 --to-bar 1 --seed 1 -o OUT", "out.abc"},
    {"piece.musicxml", "inspect IN", ""},
    {"piece.musicxml", "render IN -o OUT", "out.abc"},
    {"piece.mxl", "render IN -o OUT", "out.mid"},
    {"piece", "inspect IN", ""},
    {"model.safetensors", "compose -m IN --notes 4 --seed 1 -o OUT", "out.mid"},
    {"model.safetensors", "plot next -m IN cs1-4sar -o OUT", "out.svg"},
    {"plan.txt", "compose --plan IN --seed 1 -o OUT", "out.mid"},
    {"options.txt", "compose --config IN --bars 1 --seed 1 -o OUT", "out.mid"},
    {"losses.tsv", "plot loss IN -o OUT", "out.svg"},
}};

}  // namespace bach::fuzz

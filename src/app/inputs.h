// What the user named, as music: files, folders, standard input, built-in movements.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "score/score.h"

namespace bach {

struct OpenedScore {
  Score score;                        // as it sounds: unfolded
  std::string name;                   // piece_name() of the input
  std::vector<std::string> warnings;  // what had to be mended, one line each, without the name
};

// `input` is the path of a MIDI or ABC file, "-" for either on standard input, or the name or alias
// of a built-in movement where no file of that name exists. Errors name the input; kNotFound
// suggests the nearest movement.
Result<OpenedScore> open_score(const std::string& input);

// The pieces behind `inputs`, ready for open_score(), in the order given: a folder becomes its
// files ending in .mid, .midi or .abc (in either case) at any depth, in order of their paths,
// hidden ones and links to folders left out; everything else stays as it is, whether or not it
// exists. No inputs are the built-in movements. Errors: a folder that cannot be read.
Result<std::vector<std::string>> expand_inputs(const std::vector<std::string>& inputs);

// What a piece is called: a movement's alias, a file's name without folder and ending, "input" for
// standard input.
std::string piece_name(const std::string& input);

}  // namespace bach

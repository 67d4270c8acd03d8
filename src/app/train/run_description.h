// What decides the result of a training, so that one is gone on with only as it was begun.
#pragma once

#include <string>

#include "train/checkpoint.h"

namespace bach {

// The options of a command as model files keep it ("train --preset suite --hidden 24 --tied"), by
// name. An option given several times has all its values, in order.
RunDescription describe_command(const std::string& command);

// What is not the same: "--hidden was 16 and is 32, the music is another". Empty when all is.
std::string difference(const RunDescription& before, const RunDescription& now);

}  // namespace bach

// What decides the result of a training, so that it is resumed only as it was started.
#pragma once

#include <string>

#include "train/checkpoint.h"

namespace bach {

// As a checkpoint can hold it: values that are not UTF-8, as names of files may be, become hashes.
RunDescription storable(RunDescription run);

// What is not the same: "`hidden` was 16 and is 32, the music is another". Empty when all is.
std::string difference(const RunDescription& before, const RunDescription& now);

}  // namespace bach

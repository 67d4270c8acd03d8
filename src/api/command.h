// Requests as people type them.
#pragma once

#include <string>

#include "api/request.h"

namespace bach::api {

// The line for a shell that writes the same pieces: `bach compose … -o piece.mid` (of several outputs
// piece-1.mid …) or `bach suite … -o suite`, a folder. Of kCompose, kInfill, kContinue and kSuite. The
// model lies there as model.safetensors; a file by its name, a score as NAME.mid, without a name each
// as music with its ending.
std::string command_of(const Request& request);

}  // namespace bach::api

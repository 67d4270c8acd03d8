// How long work tells its caller where it stands. The library never prints.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace bach {

struct Progress {
  std::string stage;        // what is being done, one or two words: "reading", "training"
  std::uint64_t done = 0;   // in units of the work
  std::uint64_t total = 0;  // 0 when unknown
  std::string figure;  // the one figure that matters, ready to print: "loss 2.52"; may be empty
};

// Called from the thread that runs the work, at most a few hundred times a second. May be empty.
using ProgressCallback = std::function<void(const Progress&)>;

}  // namespace bach

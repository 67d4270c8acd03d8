// What every benchmark does first.
#pragma once

#include <benchmark/benchmark.h>

#include <cstdio>
#include <fstream>
#include <string>

namespace bach::bench {

inline std::string cpu_name() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown";
}

// Takes Google Benchmark's options out of the command line and puts the processor into the report.
// False, with a line on stderr, when the build would measure nothing of interest.
inline bool prepare([[maybe_unused]] int& argc, [[maybe_unused]] char** argv) {
#ifndef __OPTIMIZE__
  std::fputs("this is a debug build: configure with -DCMAKE_BUILD_TYPE=Release to measure\n",
             stderr);
  return false;
#else
  benchmark::Initialize(&argc, argv);
  benchmark::AddCustomContext("cpu", cpu_name());
  return true;
#endif
}

}  // namespace bach::bench

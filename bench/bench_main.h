// What every benchmark does first.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace bach::bench {

inline std::string cpu_name() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown";
}

// Takes Google Benchmark's options out of the command line and puts the processor into the report.
// Unless told otherwise, five repetitions of all benchmarks in mixed order: the report has their
// median and spread, and what else runs on the machine slows all alike. False, with a line on
// stderr, when the build would measure nothing of interest.
inline bool prepare([[maybe_unused]] int& argc, [[maybe_unused]] char** argv) {
#ifndef __OPTIMIZE__
  std::fputs("this is a debug build: configure with -DCMAKE_BUILD_TYPE=Release to measure\n",
             stderr);
  return false;
#else
  std::string defaults[] = {"--benchmark_repetitions=5",
                            "--benchmark_enable_random_interleaving=true",
                            "--benchmark_report_aggregates_only=true", "--benchmark_min_time=0.2"};
  std::vector<char*> arguments = {argv[0]};
  for (std::string& option : defaults) arguments.push_back(option.data());
  arguments.insert(arguments.end(), argv + 1, argv + argc);
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  argc = count;
  std::copy_n(arguments.begin(), argc, argv);
  benchmark::AddCustomContext("cpu", cpu_name());
  return true;
#endif
}

}  // namespace bach::bench

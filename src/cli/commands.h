// The commands of the program: one file each, all registered here.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "base/cancel.h"
#include "base/result.h"

namespace bach::cli {

// Exit codes of the program.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;
inline constexpr int kInterrupted = 130;

// What every command shares. Options are on the root and may stand before or after the verb.
struct Common {
  bool json = false;     // one JSON object (or one per line) on stdout instead of text
  bool quiet = false;    // no messages but errors
  bool verbose = false;  // more of them
};

// Handed to each add_…(): it makes a subcommand of `root` and, in the subcommand's callback, sets
// `action`; main() runs the action once parsing is done and exits with what it returns.
struct Commands {
  CLI::App& root;
  Common& common;
  std::function<int()> action;
  bool shared = false;  // set beside it: the processes of an mpirun do it together
};

void add_corpus(Commands& commands);
void add_fetch(Commands& commands);
void add_inspect(Commands& commands);
void add_train(Commands& commands);
void add_compose(Commands& commands);
void add_evaluate(Commands& commands);
void add_suite(Commands& commands);
void add_render(Commands& commands);
void add_play(Commands& commands);
void add_plot(Commands& commands);
void add_studio(Commands& commands);
void add_devices(Commands& commands);
void add_help(Commands& commands);

// Set by Ctrl-C and SIGTERM; a second one ends the program at once, unless `patient`: mpirun sends
// several.
Cancellation& cancellation();
void catch_signals(bool patient = false);

}  // namespace bach::cli

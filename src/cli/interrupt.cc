// How the program is asked to stop.
#include <csignal>
#include <cstdlib>

#include "cli/commands.h"

namespace bach::cli {
namespace {

Cancellation g_cancellation;
bool g_patient = false;

extern "C" void request_stop(int) {
  if (g_cancellation.requested() && !g_patient) std::_Exit(kInterrupted);
  g_cancellation.request();
}

}  // namespace

void catch_signals(bool patient) {
  g_patient = patient;
  struct sigaction action {};
  action.sa_handler = request_stop;
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  // A reader that goes away is an error of the write, not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);
  // So is a file that may grow no further.
  std::signal(SIGXFSZ, SIG_IGN);
}

Cancellation& cancellation() { return g_cancellation; }

}  // namespace bach::cli

#include <csignal>
#include <cstdio>

#include "base/cancel.h"
#include "cli/commands.h"

namespace bach::cli {
namespace {

Cancellation g_cancellation;

extern "C" void on_signal(int number) {
  if (g_cancellation.requested()) std::_Exit(kInterrupted);
  g_cancellation.request();
  (void)number;
}

}  // namespace

Cancellation& cancellation() { return g_cancellation; }

}  // namespace bach::cli

int main(int argc, char** argv) {
  using namespace bach::cli;
  (void)argc;
  (void)argv;
  (void)on_signal;
  return kDone;
}

// Any text as a file of options for `bach train --config`.
#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "cli/config_file.h"
#include "fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  const int memory = memfd_create("config", 0);
  fuzz::check(memory >= 0 && write(memory, data, size) == static_cast<ssize_t>(size),
              "there is room for the file");
  int hidden = 0;
  double dropout = 0;
  bool tied = false;
  std::string name;
  CLI::App command;
  command.add_option("--hidden", hidden)->check(CLI::Range(1, 4096));
  command.add_option("--dropout", dropout)->check(CLI::Range(0.0, 0.9));
  command.add_flag("--tied", tied);
  command.add_option("--preset", name)->check(CLI::IsMember({"suite", "notebook"}));
  try {
    const Status status =
        cli::apply_config_file("/proc/self/fd/" + std::to_string(memory), command);
    if (!status) fuzz::check(!status.error().message.empty(), "a refusal says why");
  } catch (const CLI::ParseError& refused) {
    fuzz::check(refused.get_exit_code() != 0, "a value out of range is refused");
  }
  close(memory);
  fuzz::check(hidden >= 0 && hidden <= 4096, "values stay in their range");
  return 0;
}

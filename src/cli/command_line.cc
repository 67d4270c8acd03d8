#include "cli/command_line.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>

#include "cli/commands.h"
#include "cli/examples.h"
#include "cli/ranks.h"
#include "cli/suggest.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

// CLI11's message, with the nearest name for a word it did not know.
int report_usage(const CLI::App& root, const CLI::ParseError& error) {
  const CLI::App* asked = &root;
  while (!asked->get_subcommands().empty()) asked = asked->get_subcommands().front();
  std::string line = error.what();
  // A word nobody knows is the likelier slip when something required is missing, too.
  const bool extras = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
  if (extras || dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    const std::vector<std::string> left = root.remaining(true);
    if (!left.empty()) line = describe_unknown_word(*asked, left.front());
  }
  if (line.empty()) line = "nothing to do";
  while (!line.empty() && (line.back() == '\n' || line.back() == '.')) line.pop_back();
  std::string verb;
  for (const CLI::App* app = asked; app != &root; app = app->get_parent()) {
    verb = " " + app->get_name() + verb;
  }
  std::fprintf(stderr, "bach: %s; see bach%s --help\n", line.c_str(), verb.c_str());
  return kUsage;
}

// Without a string, which might not fit either.
int say_memory_is_short() {
  std::fputs("bach: not enough memory; less music or a smaller network takes less\n", stderr);
  return kFailed;
}

int parse_and_run(int argc, const char* const* argv) {
  CLI::App root{
      "Learns the language of J. S. Bach's solo cello music from MIDI files and composes new "
      "pieces.",
      "bach"};
  root.set_version_flag("--version", "bach " BACH_VERSION);
  root.require_subcommand(0, 1);
  root.fallthrough();
  root.get_formatter()->column_width(32);

  Common common;
  root.add_flag("--json", common.json, "Results as JSON on stdout");
  root.add_flag("-q,--quiet", common.quiet, "No messages but warnings and errors");
  root.add_flag("-v,--verbose", common.verbose, "More messages");

  Commands commands{root, common, {}};
  add_corpus(commands);
  add_fetch(commands);
  add_inspect(commands);
  add_train(commands);
  add_compose(commands);
  add_suite(commands);
  add_evaluate(commands);
  add_render(commands);
  add_play(commands);
  add_plot(commands);
  add_studio(commands);
  add_devices(commands);
  add_help(commands);
  add_examples(root);
  for (CLI::App* command : root.get_subcommands({})) command->fallthrough();

  try {
    root.parse(argc, argv);
  } catch (const CLI::Success& wanted) {
    return root.exit(wanted);
  } catch (const CLI::ParseError& error) {
    return report_usage(root, error);
  }
  if (!commands.action) {
    std::fputs(root.help().c_str(), stdout);
    return kDone;
  }
  if (!commands.shared && leave_to_first(common)) return kDone;
  return commands.action();
}

}  // namespace

int run_command_line(int argc, const char* const* argv) {
  try {
    return parse_and_run(argc, argv);
  } catch (const std::bad_alloc&) {
    return say_memory_is_short();
  }
}

void prepare_for_lack_of_memory() {
  std::set_terminate([] {
    try {
      if (const std::exception_ptr thrown = std::current_exception())
        std::rethrow_exception(thrown);
    } catch (const std::bad_alloc&) {
      ::_exit(say_memory_is_short());
    } catch (...) {  // to be seen where it ended
    }
    std::abort();
  });
}

}  // namespace bach::cli

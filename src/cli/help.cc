// bach help: the help of a command; manual pages and completions from the same definitions.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include "app/corpus.h"
#include "app/model/save.h"
#include "cli/command_tree.h"
#include "cli/commands.h"
#include "cli/completion.h"
#include "cli/manual.h"
#include "cli/suggest.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

struct HelpArguments {
  std::vector<std::string> words;  // "plot", "roll"
  std::string format;              // empty: text
  std::string folder;              // empty: standard output
};

Error unknown_word(const CLI::App& app, const std::string& word) {
  return {ErrorCode::kInvalidArgument, describe_unknown_word(app, word) + "; see bach --help", {}};
}

// The command `words` lead to.
Result<const CLI::App*> find_command(const CLI::App& root, const std::vector<std::string>& words) {
  const CLI::App* app = &root;
  for (const std::string& word : words) {
    const std::vector<const CLI::App*> below = app->get_subcommands({});
    const auto found = std::find_if(below.begin(), below.end(),
                                    [&](const CLI::App* each) { return each->get_name() == word; });
    if (found == below.end()) return unknown_word(*app, word);
    app = *found;
  }
  return app;
}

struct HelpFile {
  std::string name;
  std::string text;
};

Result<std::vector<HelpFile>> files_of(const std::string& format, const CommandEntry& program) {
  if (format == "man") {
    std::vector<HelpFile> pages = {{page_file(program), program_page(program)}};
    for (const CommandEntry& command : program.subcommands) {
      pages.push_back({page_file(command), command_page(program, command)});
    }
    return pages;
  }
  const Result<std::vector<CarriedMovement>> entries = corpus_entries();
  if (!entries) return entries.error();
  std::vector<std::string> movements;
  for (const CarriedMovement& entry : *entries) movements.push_back(entry.alias);
  if (format == "bash") return std::vector<HelpFile>{{"bach", bash_completion(program, movements)}};
  return std::vector<HelpFile>{{"_bach", zsh_completion(program, movements)}};
}

int write_help_files(const HelpArguments& arguments, const CommandEntry& program) {
  const Result<std::vector<HelpFile>> files = files_of(arguments.format, program);
  if (!files) return report(files.error());
  if (arguments.folder.empty()) {
    const CommandEntry* wanted = nullptr;
    for (const CommandEntry& command : program.subcommands) {
      if (!arguments.words.empty() && command.name == arguments.words[0]) wanted = &command;
    }
    const bool one = arguments.format == "man" && wanted != nullptr;
    const std::string& text = files->front().text;
    std::fputs((one ? command_page(program, *wanted) : text).c_str(), stdout);
    return kDone;
  }
  std::error_code failed;
  std::filesystem::create_directories(arguments.folder, failed);
  for (const HelpFile& file : *files) {
    const std::string path = (std::filesystem::path(arguments.folder) / file.name).string();
    if (const Status saved = save_text(file.text, path); !saved) return report(saved.error());
  }
  return kDone;
}

int run_help(const HelpArguments& arguments, const CLI::App& root) {
  const Result<const CLI::App*> command = find_command(root, arguments.words);
  if (!command) return report(command.error());
  if (!arguments.format.empty()) return write_help_files(arguments, command_tree(root));
  std::string path;
  for (const CLI::App* app = *command; app != nullptr; app = app->get_parent()) {
    path = app->get_name() + (path.empty() ? "" : " " + path);
  }
  // App::help() would tell of the command that was parsed: this one.
  const std::string text =
      (*command)->get_formatter()->make_help(*command, path, CLI::AppFormatMode::Normal);
  std::fputs(text.c_str(), stdout);
  return kDone;
}

}  // namespace

void add_help(Commands& commands) {
  auto arguments = std::make_shared<HelpArguments>();
  CLI::App* sub = commands.root.add_subcommand("help", "Tell how a command is used");
  sub->add_option("command", arguments->words, "The command, and the one below it: plot roll")
      ->type_name("COMMAND");
  // For packagers: what the build installs.
  sub->add_option("--format", arguments->format,
                  "Instead: manual pages, or the completions of a shell")
      ->check(CLI::IsMember({"man", "bash", "zsh"}));
  sub->add_option("-o,--output", arguments->folder,
                  "With --format: the folder to write the files into (default: standard output)")
      ->type_name("DIR");
  sub->callback([arguments, &commands] {
    commands.action = [arguments, &commands] { return run_help(*arguments, commands.root); };
  });
}

}  // namespace bach::cli

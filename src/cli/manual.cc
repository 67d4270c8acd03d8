#include "cli/manual.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <vector>

#include "cli/examples.h"

namespace bach::cli {
namespace {

// One character of UTF-8 as man(7) takes it, whatever the terminal; moves `at` behind it.
std::string escaped_character(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::uint32_t code = length == 1 ? lead : lead & (0x7Fu >> length);
  for (std::size_t k = 1; k < length && at + k < text.size(); ++k) {
    code = code << 6 | (static_cast<unsigned char>(text[at + k]) & 0x3Fu);
  }
  at += length;
  if (code == '\\') return "\\e";
  if (code == '-') return "\\-";
  if (code == '\'') return "\\(aq";
  if (code == '^') return "\\(ha";
  if (code == '~') return "\\(ti";
  if (code == '`') return "\\(ga";
  if (code < 0x80) return std::string(1, static_cast<char>(code));
  char name[16];
  std::snprintf(name, sizeof name, "\\[u%04X]", static_cast<unsigned>(code));
  return name;
}

std::string roff(std::string_view text) {
  std::string out;
  // A line that begins with a dot would be a request.
  if (text.starts_with('.')) out += "\\&";
  for (std::size_t at = 0; at < text.size();) out += escaped_character(text, at);
  return out;
}

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + roff(text) + "\\fR"; }

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

// "bach-train", "bach"
std::string page_name(const CommandEntry& command) {
  std::string name = command.path;
  std::replace(name.begin(), name.end(), ' ', '-');
  return name;
}

std::string header(const CommandEntry& command) {
  return ".TH \"" + roff(upper(page_name(command))) +
         "\" 1 \"\" \"bach " BACH_VERSION "\" \"User Commands\"\n.SH NAME\n" +
         roff(page_name(command)) + " \\- " + roff(command.help) + "\n";
}

std::string shown_positional(const OptionEntry& entry) {
  const std::string name = italic(upper(entry.names[0])) + (entry.many ? "..." : "");
  return entry.required ? name : "[" + name + "]";
}

std::string synopsis(const CommandEntry& command) {
  std::string text = bold(command.path) + " [" + italic("OPTION") + "]...";
  if (!command.subcommands.empty()) text += " " + italic("COMMAND");
  for (const OptionEntry& entry : command.options) {
    if (entry.positional) text += " " + shown_positional(entry);
  }
  return text + "\n";
}

std::string heading_of(const OptionEntry& entry) {
  if (entry.positional) return italic(upper(entry.names[0])) + (entry.many ? "..." : "");
  std::string text;
  for (const std::string& name : entry.names) text += (text.empty() ? "" : ", ") + bold(name);
  if (entry.value.empty()) return text;
  const std::string value = entry.choices.empty() ? entry.value : joined(entry.choices, "|");
  return text + " " + italic(value) + (entry.many ? "..." : "");
}

std::string described(const OptionEntry& entry) {
  std::string text = ".TP\n" + heading_of(entry) + "\n" + roff(entry.help) + ".";
  if (!entry.range.empty()) text += " From " + roff(entry.range) + ".";
  if (!entry.fallback.empty()) text += " Default: " + bold(entry.fallback) + ".";
  if (!entry.excludes.empty()) text += " Not beside " + roff(joined(entry.excludes, ", ")) + ".";
  if (entry.required && !entry.positional) text += " Must be given.";
  return text + "\n";
}

// Every command has --help; the page of the program says so.
bool told(const OptionEntry& entry) {
  return std::find(entry.names.begin(), entry.names.end(), "--help") != entry.names.end();
}

// Positionals, then options, group by group in the order they were defined.
std::string option_list(const CommandEntry& command, const std::string& group_request) {
  std::vector<std::string> groups;
  for (const OptionEntry& entry : command.options) {
    if (std::find(groups.begin(), groups.end(), entry.group) == groups.end()) {
      groups.push_back(entry.group);
    }
  }
  std::string text;
  for (const std::string& group : groups) {
    if (group != "Options") text += group_request + " \"" + roff(group) + "\"\n";
    for (const OptionEntry& entry : command.options) {
      if (entry.group == group && !told(entry)) text += described(entry);
    }
  }
  return text;
}

std::string example_list(const CommandEntry& command) {
  std::string text;
  for (const Example& example : examples_of(command.path)) {
    text += (text.empty() ? ".SH EXAMPLES\n.TP\n" : ".TP\n") + bold(example.command) + "\n" +
            roff(example.meaning) + "\n";
  }
  return text;
}

constexpr std::string_view kExitStatus =
    ".SH EXIT STATUS\n"
    ".TP\n0\nDone.\n.TP\n1\nFailed; one line on standard error says why.\n"
    ".TP\n2\nThe command line makes no sense.\n.TP\n130\nInterrupted.\n";

constexpr std::string_view kEnvironment =
    ".SH ENVIRONMENT\n"
    ".TP\n.B BACH_SOUNDFONT\nThe SoundFont to play with.\n"
    ".TP\n.B BACH_FORCE_ISA\nThe instruction set to compute with: portable, avx2 or avx512. "
    "Results are the same.\n"
    ".TP\n.B NO_COLOR\nWhen set, no colours in the terminal.\n";

}  // namespace

std::string page_file(const CommandEntry& command) { return page_name(command) + ".1"; }

std::string program_page(const CommandEntry& program) {
  std::string text =
      header(program) + ".SH SYNOPSIS\n" + synopsis(program) +
      ".SH DESCRIPTION\nBach\\(aqs suites for cello, his sonatas and partitas for violin and "
      "pieces of "
      "his for keyboard, lute and flute travel in the program, and so does a model that has "
      "learned from the suites. Wherever a file is asked "
      "for, a movement\\(aqs name does too: cs1\\-1pre, bwv1004\\-5. The same seed gives the same "
      "model and the same music on every machine. Results go to standard output, "
      "messages and progress to standard error.\n.SH COMMANDS\n";
  for (const CommandEntry& command : program.subcommands) {
    text += ".TP\n" + bold(page_name(command)) + "(1)\n" + roff(command.help) + ".\n";
  }
  text += ".SH OPTIONS\nThese may stand before or after the command.\n.TP\n" + bold("-h") + ", " +
          bold("--help") + "\nOf the command, or of all of them without one.\n" +
          option_list(program, ".SS") + example_list(program);
  text += kExitStatus;
  text += kEnvironment;
  std::string others;
  for (const CommandEntry& command : program.subcommands) {
    others += (others.empty() ? "" : ",\n") + bold(page_name(command)) + "(1)";
  }
  return text + ".SH SEE ALSO\n" + others + "\n";
}

std::string command_page(const CommandEntry& program, const CommandEntry& command) {
  std::string text = header(command) + ".SH SYNOPSIS\n" + synopsis(command);
  for (const CommandEntry& below : command.subcommands) text += ".br\n" + synopsis(below);
  const std::string own = option_list(command, ".SS");
  if (!own.empty()) text += ".SH OPTIONS\n" + own;
  for (const CommandEntry& below : command.subcommands) {
    text += ".SH \"" + roff(upper(below.path)) + "\"\n" + roff(below.help) + ".\n" +
            option_list(below, ".SS");
  }
  text += ".SH \"SHARED OPTIONS\"\n" + bold("--json") + ", " + bold("--quiet") + ", " +
          bold("--verbose") + ": see " + bold(program.name) + "(1).\n";
  text += example_list(command);
  text += kExitStatus;
  return text + ".SH SEE ALSO\n" + bold(program.name) + "(1)\n";
}

}  // namespace bach::cli

// Manual pages, out of the definitions of commands and options.
#pragma once

#include <string>

#include "cli/command_tree.h"

namespace bach::cli {

// The page bach(1): what every command shares, and the list of them. Roff for man(7), plain ASCII;
// it holds no date, so that equal programs have equal pages.
std::string program_page(const CommandEntry& program);

// The page bach-VERB(1) of one of its commands, with those below it.
std::string command_page(const CommandEntry& program, const CommandEntry& command);

// "bach.1", "bach-train.1"
std::string page_file(const CommandEntry& command);

}  // namespace bach::cli

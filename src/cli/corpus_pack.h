// bach corpus pack and bach corpus stat.
#pragma once

#include "cli/commands.h"

namespace bach::cli {

// Make them subcommands of `corpus`.
void add_corpus_pack(Commands& commands, CLI::App& corpus);
void add_corpus_stat(Commands& commands, CLI::App& corpus);

}  // namespace bach::cli

// A table of options on the command line: "weight_decay" as --weight-decay, with its help, its range
// and its default.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/options/table.h"

namespace bach::cli {

// Options that are spelled in another way than --name: {{"output", "-o,--output"}, {"inputs", "inputs"}}.
// Without dashes it is positional.
using Spellings = std::map<std::string_view, std::string>;

// Adds all options of `table`, which must outlive the command. What is given on the command line is
// added to `given`, checked.
void add_options(CLI::App& command, const OptionList& table, GivenOptions& given,
                 const Spellings& spellings = {});

// Adds those called `names` and returns them, in that order.
std::vector<CLI::Option*> add_options_named(CLI::App& command, const OptionList& table,
                                            std::initializer_list<std::string_view> names,
                                            GivenOptions& given);

// Adds --config, the name of a file for read_config_file().
CLI::Option* add_config_option(CLI::App& command, std::string& path);

// Adds --seed, any whole number from 0; -1 is refused.
CLI::Option* add_seed_option(CLI::App& command, std::uint64_t& seed, const std::string& help);

}  // namespace bach::cli

// What people type most: shown below each command's help and on its manual page.
#pragma once

#include <CLI/CLI.hpp>
#include <span>
#include <string_view>

namespace bach::cli {

struct Example {
  std::string_view command;  // "bach suite -o suite"
  std::string_view meaning;
};

// Of the command called `path`, as in "bach plot roll"; none for most of those below another.
std::span<const Example> examples_of(std::string_view path);

// Makes them the footers of all commands of `program`, which have been defined.
void add_examples(CLI::App& program);

}  // namespace bach::cli

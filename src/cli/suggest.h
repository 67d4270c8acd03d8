// "Did you mean …": the nearest known name for a word nobody knows.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace bach::cli {

// What is wrong with `word`, which `app` does not know as a command or option, and the nearest
// name it does know, when one is near.
std::string describe_unknown_word(const CLI::App& app, const std::string& word);

}  // namespace bach::cli

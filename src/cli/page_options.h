// Options of commands that engrave pages.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "app/render/engrave.h"

namespace bach::cli {

struct PageArguments {
  std::string engraver = "auto";
  std::string paper;  // empty: the locale's
};

// --engraver and --paper.
void add_page_options(CLI::App& command, PageArguments& arguments);

PageOptions page_options(const PageArguments& arguments, bool replace);

}  // namespace bach::cli

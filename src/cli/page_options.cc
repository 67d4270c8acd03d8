#include "cli/page_options.h"

#include <vector>

namespace bach::cli {

void add_page_options(CLI::App& command, PageArguments& arguments) {
  std::vector<std::string> engravers = engraver_names();
  engravers.insert(engravers.begin(), "auto");
  command
      .add_option("--engraver", arguments.engraver,
                  "The program that engraves pages; auto takes the first that is installed")
      ->check(CLI::IsMember(engravers))
      ->capture_default_str();
  command
      .add_option("--paper", arguments.paper,
                  "Of the pages: a4 or letter (default: as the locale's LC_PAPER has it)")
      ->check(CLI::IsMember({"a4", "letter"}));
}

PageOptions page_options(const PageArguments& arguments, bool replace) {
  PageOptions options;
  if (arguments.engraver != "auto") options.engraver = arguments.engraver;
  options.paper = arguments.paper.empty()       ? usual_paper()
                  : arguments.paper == "letter" ? notation::Paper::kLetter
                                                : notation::Paper::kA4;
  options.replace = replace;
  return options;
}

}  // namespace bach::cli

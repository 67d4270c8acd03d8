#include "notation/lilypond/layout.h"

#include <cstddef>
#include <string_view>

namespace bach::notation {
std::string lilypond_string(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return quoted + "\"";
}

std::string lilypond_beginning(const std::string& title, const std::string& composer, Paper paper) {
  const PaperSize size = size_of(paper);
  std::string text =
      "\\version \"2.18.0\"\n\\pointAndClickOff\n\\header {\n  title = " + lilypond_string(title) +
      "\n";
  if (!composer.empty()) text += "  composer = " + lilypond_string(composer) + "\n";
  return text + "  tagline = ##f\n}\n#(set-global-staff-size 20)\n\\paper {\n  paper-width = " +
         std::to_string(size.width_mm) +
         "\\mm\n  paper-height = " + std::to_string(size.height_mm) +
         "\\mm\n  top-margin = 15\\mm\n  bottom-margin = 15\\mm\n  left-margin = 15\\mm\n"
         "  right-margin = 15\\mm\n  indent = 0\n  ragged-last-bottom = ##t\n}\n";
}

std::string lilypond_movement(std::string ly, const std::string& heading) {
  // Titles, staff size and paper stand between these two.
  const std::size_t begin = ly.find("\\header {");
  const std::size_t end = ly.find("\\layout {");
  if (begin != std::string::npos && end != std::string::npos && begin < end) {
    ly.erase(begin, end - begin);
  }
  const std::size_t score = ly.rfind("\\score {");
  if (heading.empty() || score == std::string::npos) return ly;
  return ly.insert(score + std::string_view("\\score {").size(),
                   "\n  \\header {\n    piece = \\markup { \\fill-line { \\bold \\fontsize #3 " +
                       lilypond_string(heading) + " } }\n  }\n");
}

}  // namespace bach::notation

// HTML that is well-formed whatever its text is.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bach {

// Any bytes as text between tags or in a quoted attribute: &, <, >, " and ' as references, what is
// not UTF-8 read as Windows-1252, control characters as U+FFFD.
std::string html_escaped(std::string_view text);

// Writes elements that nest. Names of elements and attributes are the program's own; all else is
// escaped.
class HtmlWriter {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  void open(std::string_view element, Attributes attributes = {});
  void close();  // the innermost
  void text(std::string_view text);
  // Opened, filled and closed.
  void element(std::string_view element, std::string_view text, Attributes attributes = {});
  // One that holds nothing: <img … />.
  void empty(std::string_view element, Attributes attributes = {});
  // As it is: style sheets, drawings of our own.
  void markup(std::string_view markup);

  // All that is open closed.
  std::string finish() &&;

 private:
  void begin(std::string_view element, Attributes attributes);

  std::string html_;
  std::vector<std::string> open_;
};

}  // namespace bach

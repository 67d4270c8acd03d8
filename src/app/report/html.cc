#include "app/report/html.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "base/utf8.h"

namespace bach {
namespace {

// Elements that stand within a line, where a line break would show as a space.
bool within_line(std::string_view element) {
  static constexpr std::array<std::string_view, 8> kInLine = {"a",    "abbr",  "b",      "bdi",
                                                              "code", "small", "strong", "span"};
  return std::find(kInLine.begin(), kInLine.end(), element) != kInLine.end();
}

}  // namespace

std::string html_escaped(std::string_view text) {
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  const std::string utf8 = is_utf8(bytes) ? std::string(text) : decode_text(bytes).utf8;
  std::string escaped;
  escaped.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    const auto next = static_cast<unsigned char>(i + 1 < utf8.size() ? utf8[i + 1] : 0);
    if (byte == 0xC2 && next >= 0x80 && next < 0xA0) {  // U+0080 … U+009F
      escaped += "\uFFFD";
      ++i;
    } else if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) {
      escaped += "\uFFFD";
    } else if (byte == '&') {
      escaped += "&amp;";
    } else if (byte == '<') {
      escaped += "&lt;";
    } else if (byte == '>') {
      escaped += "&gt;";
    } else if (byte == '"') {
      escaped += "&quot;";
    } else if (byte == '\'') {
      escaped += "&#39;";
    } else {
      escaped += utf8[i];
    }
  }
  return escaped;
}

void HtmlWriter::begin(std::string_view element, Attributes attributes) {
  html_ += "<" + std::string(element);
  for (const auto& [name, value] : attributes) {
    html_ += " " + std::string(name) + "=\"" + html_escaped(value) + "\"";
  }
}

void HtmlWriter::open(std::string_view element, Attributes attributes) {
  begin(element, attributes);
  html_ += ">";
  open_.emplace_back(element);
}

void HtmlWriter::close() {
  html_ += "</" + open_.back() + (within_line(open_.back()) ? ">" : ">\n");
  open_.pop_back();
}

void HtmlWriter::text(std::string_view text) { html_ += html_escaped(text); }

void HtmlWriter::element(std::string_view element, std::string_view text, Attributes attributes) {
  open(element, attributes);
  this->text(text);
  close();
}

void HtmlWriter::empty(std::string_view element, Attributes attributes) {
  begin(element, attributes);
  html_ += " />\n";
}

void HtmlWriter::markup(std::string_view markup) { html_ += markup; }

std::string HtmlWriter::finish() && {
  while (!open_.empty()) close();
  return std::move(html_);
}

}  // namespace bach

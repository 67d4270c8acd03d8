#include "notation/core_only/xml_printer.h"

#include <ostream>
#include <string_view>

namespace pugi {
namespace {

enum class Where { kText, kAttribute };

// What stands for a character, if not itself.
std::string_view reference_to(char c, Where where) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return where == Where::kText ? "&gt;" : "";
    case '"':
      return where == Where::kAttribute ? "&quot;" : "";
    default:
      return {};
  }
}

bool is_written_as_number(char c, Where where) {
  if (static_cast<unsigned char>(c) >= 0x20) return false;
  return where == Where::kAttribute || (c != '\t' && c != '\n' && c != '\r');
}

class Printer {
 public:
  Printer(const char* indent, std::ostream& out) : indent_(indent), out_(out) {}

  void print(const Node& document) {
    if (!has_declaration(document)) out_ << "<?xml version=\"1.0\"?>\n";
    const Node* node = document.first_child;
    while (node != nullptr) {
      begin(*node);
      if (node->type == node_element && node->first_child != nullptr) {
        ++depth_;
        if (node->value != nullptr) new_line_ = false;
        node = node->first_child;
        continue;
      }
      while (node->next == nullptr && node->parent != &document) {
        node = node->parent;
        end(*node);
      }
      node = node->next;
    }
    if (new_line_ && started_) out_ << '\n';
  }

 private:
  static bool has_declaration(const Node& document) {
    const Node* node = document.first_child;
    while (node != nullptr && node->type != node_declaration) node = node->next;
    return node != nullptr;
  }

  void line() {
    if (!new_line_) return;
    if (started_) out_ << '\n';
    for (int level = 0; level < depth_; ++level) out_ << indent_;
  }

  void begin(const Node& node) {
    const bool in_line = node.type == node_pcdata || node.type == node_cdata;
    if (!in_line) line();
    switch (node.type) {
      case node_pcdata:
        escaped(node.value, Where::kText);
        break;
      case node_cdata:
        out_ << "<![CDATA[" << (node.value != nullptr ? node.value : "") << "]]>";
        break;
      case node_element:
        element(node);
        break;
      case node_declaration:
        out_ << "<?" << node.name;
        attributes(node);
        out_ << "?>";
        break;
      case node_doctype:
        out_ << "<!DOCTYPE";
        if (node.value != nullptr) out_ << ' ' << node.value;
        out_ << '>';
        break;
      default:
        break;
    }
    new_line_ = !in_line;
    started_ = true;
  }

  void element(const Node& node) {
    out_ << '<' << node.name;
    attributes(node);
    if (node.first_child == nullptr && node.value == nullptr) {
      out_ << " />";
      return;
    }
    out_ << '>';
    escaped(node.value, Where::kText);
    if (node.first_child == nullptr) out_ << "</" << node.name << '>';
  }

  void end(const Node& node) {
    --depth_;
    line();
    out_ << "</" << node.name << '>';
    new_line_ = true;
  }

  void attributes(const Node& node) {
    for (const Attribute* each = node.first_attribute; each != nullptr; each = each->next) {
      out_ << ' ' << each->name << "=\"";
      escaped(each->value, Where::kAttribute);
      out_ << '"';
    }
  }

  void escaped(const char* text, Where where) {
    if (text == nullptr) return;
    for (; *text != '\0'; ++text) {
      const std::string_view reference = reference_to(*text, where);
      if (!reference.empty()) {
        out_ << reference;
      } else if (is_written_as_number(*text, where)) {
        out_ << "&#" << static_cast<char>('0' + *text / 10) << static_cast<char>('0' + *text % 10)
             << ';';
      } else {
        out_ << *text;
      }
    }
  }

  const char* indent_;
  std::ostream& out_;
  int depth_ = 0;
  bool new_line_ = true;  // what comes next stands on a line of its own
  bool started_ = false;
};

}  // namespace

void print_xml(const Node& document, const char* indent, std::ostream& out) {
  Printer(indent, out).print(document);
}

}  // namespace pugi

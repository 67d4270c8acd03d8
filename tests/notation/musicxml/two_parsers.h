// The stand-in for pugixml beside pugixml: what each makes of a text.
#pragma once

#define pugi xml_stand_in
#include "notation/core_only/pugixml.hpp"
#undef pugi

#include <cstddef>
#include <ostream>
#include <pugixml.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace bach::test {

// All that can be seen of a reading; the tree only where there was no error.
struct XmlReading {
  std::string status;  // as described
  bool mismatch = false;
  std::ptrdiff_t offset = 0;
  std::string tree;
  std::string saved;

  bool operator==(const XmlReading&) const = default;
  friend std::ostream& operator<<(std::ostream& out, const XmlReading& reading) {
    return out << reading.status << " at " << reading.offset << "\n"
               << reading.tree << reading.saved;
  }
};

// The two have the same names in two namespaces.
#define BACH_XML_PARSER(Name, space)                                             \
  struct Name {                                                                  \
    using Document = space::xml_document;                                        \
    using Node = space::xml_node;                                                \
    using Result = space::xml_parse_result;                                      \
    static constexpr unsigned kOptions =                                         \
        space::parse_default | space::parse_embed_pcdata | space::parse_doctype; \
    static constexpr auto kFormat = space::format_default;                       \
    static constexpr auto kUtf8 = space::encoding_utf8;                          \
    static constexpr auto kMismatch = space::status_end_element_mismatch;        \
    static constexpr auto kDeclaration = space::node_declaration;                \
    static constexpr auto kDoctype = space::node_doctype;                        \
    static std::string kind_of(Node node) {                                      \
      switch (node.type()) {                                                     \
        case space::node_document:                                               \
          return "document";                                                     \
        case space::node_element:                                                \
          return "element";                                                      \
        case space::node_pcdata:                                                 \
          return "text";                                                         \
        case space::node_cdata:                                                  \
          return "CDATA";                                                        \
        case space::node_declaration:                                            \
          return "declaration";                                                  \
        case space::node_doctype:                                                \
          return "document type";                                                \
        default:                                                                 \
          return "another node";                                                 \
      }                                                                          \
    }                                                                            \
  }
BACH_XML_PARSER(Pugixml, pugi);
BACH_XML_PARSER(StandIn, xml_stand_in);
#undef BACH_XML_PARSER

// A line a node: how deep it is, what it is, its name, its values and its attributes.
template <typename Parser>
std::string xml_tree_of(const typename Parser::Document& document) {
  std::ostringstream text;
  std::vector<typename Parser::Node> open = {document};
  while (!open.empty()) {
    const typename Parser::Node node = open.back();
    if (!node) {
      open.pop_back();
      continue;
    }
    text << open.size() << ' ' << Parser::kind_of(node) << ' ' << node.name() << " ["
         << node.value() << "] [" << node.child_value() << "]";
    for (auto each = node.first_attribute(); each; each = each.next_attribute()) {
      text << ' ' << each.name() << "=[" << each.value() << "]";
    }
    text << '\n';
    open.back() = node.next_sibling();
    open.push_back(node.first_child());
  }
  return text.str();
}

template <typename Parser>
std::string saved_xml(const typename Parser::Document& document) {
  std::ostringstream text;
  document.save(text, " ", Parser::kFormat, Parser::kUtf8);
  return text.str();
}

// As notation/musicxml/document.cc reads.
template <typename Parser>
XmlReading read_xml(std::string_view text) {
  std::vector<char> bytes(text.begin(), text.end());
  typename Parser::Document document;
  const typename Parser::Result parsed =
      document.load_buffer_inplace(bytes.data(), bytes.size(), Parser::kOptions);
  XmlReading reading;
  reading.status = parsed.description();
  reading.mismatch = parsed.status == Parser::kMismatch;
  reading.offset = parsed.offset;
  if (!parsed) return reading;
  reading.tree = xml_tree_of<Parser>(document);
  reading.saved = saved_xml<Parser>(document);
  return reading;
}

}  // namespace bach::test

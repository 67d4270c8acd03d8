// Walking and building a tree.
#include <cstring>

#include "notation/core_only/xml_encoding.h"
#include "notation/core_only/xml_parser.h"
#include "notation/core_only/xml_printer.h"
#include "notation/core_only/xml_store.h"

namespace pugi {
namespace {

Node* first_named(Node* node, const char* name) {
  while (node != nullptr && std::strcmp(node->name, name) != 0) node = node->next;
  return node;
}

bool is_text(const Node& node) { return node.type == node_pcdata || node.type == node_cdata; }

// What has the text of an element: itself, or a child, or nothing.
Node* holder_of_text(Node* node) {
  if (node == nullptr) return nullptr;
  if (node->type == node_element && node->value != nullptr) return node;
  Node* child = node->first_child;
  while (child != nullptr && !is_text(*child)) child = child->next;
  return child;
}

const char* or_empty(const char* text) { return text != nullptr ? text : ""; }

}  // namespace

const char* xml_attribute::name() const { return attribute_ != nullptr ? attribute_->name : ""; }
const char* xml_attribute::value() const { return attribute_ != nullptr ? attribute_->value : ""; }

xml_attribute xml_attribute::next_attribute() const {
  return attribute_ != nullptr ? xml_attribute(attribute_->next, store_) : xml_attribute();
}

xml_attribute& xml_attribute::operator=(const char* value) {
  if (attribute_ != nullptr) attribute_->value = store_->keep(value);
  return *this;
}

xml_node_type xml_node::type() const { return node_ != nullptr ? node_->type : node_null; }
const char* xml_node::name() const { return node_ != nullptr ? node_->name : ""; }
const char* xml_node::value() const { return node_ != nullptr ? or_empty(node_->value) : ""; }

const char* xml_node::child_value() const {
  const Node* holder = holder_of_text(node_);
  return holder != nullptr ? or_empty(holder->value) : "";
}

xml_node xml_node::first_child() const {
  return xml_node(node_ != nullptr ? node_->first_child : nullptr);
}
xml_node xml_node::next_sibling() const {
  return xml_node(node_ != nullptr ? node_->next : nullptr);
}
xml_node xml_node::child(const char* name) const {
  return xml_node(node_ != nullptr ? first_named(node_->first_child, name) : nullptr);
}
xml_node xml_node::next_sibling(const char* name) const {
  return xml_node(node_ != nullptr ? first_named(node_->next, name) : nullptr);
}
xml_node_children xml_node::children(const char* name) const {
  return {name == nullptr ? first_child() : child(name), name};
}

xml_attribute xml_node::first_attribute() const {
  return node_ != nullptr ? xml_attribute(node_->first_attribute, node_->store) : xml_attribute();
}
xml_attribute xml_node::attribute(const char* name) const {
  xml_attribute attribute = first_attribute();
  while (attribute && std::strcmp(attribute.name(), name) != 0) {
    attribute = attribute.next_attribute();
  }
  return attribute;
}

xml_text xml_node::text() const { return xml_text(*this); }

bool xml_node::set_value(const char* value) {
  if (node_ == nullptr) return false;
  node_->value = node_->store->keep(value);
  return true;
}

xml_node xml_node::append_child(xml_node_type type) {
  if (node_ == nullptr) return {};
  Node* child = node_->store->append(*node_, type);
  if (type == node_declaration) child->name = "xml";
  return xml_node(child);
}

xml_node xml_node::append_child(const char* name) {
  const xml_node child = append_child(node_element);
  if (child) child.node_->name = node_->store->keep(name);
  return child;
}

xml_attribute xml_node::append_attribute(const char* name) {
  if (node_ == nullptr) return {};
  Attribute* attribute = node_->store->append_attribute(*node_);
  attribute->name = node_->store->keep(name);
  return {attribute, node_->store};
}

bool xml_text::set(const char* text) {
  xml_node holder(holder_of_text(element_.node_));
  return (holder ? holder : element_.append_child(node_pcdata)).set_value(text);
}

xml_document::xml_document() : store_(std::make_unique<Store>()) { node_ = &store_->root; }
xml_document::~xml_document() = default;

xml_node xml_document::document_element() const {
  Node* node = node_->first_child;
  while (node != nullptr && node->type != node_element) node = node->next;
  return xml_node(node);
}

xml_parse_result xml_document::load_buffer_inplace(void* buffer, std::size_t size,
                                                   unsigned options) {
  store_ = std::make_unique<Store>();
  node_ = &store_->root;
  if (options != (parse_default | parse_embed_pcdata | parse_doctype)) {
    return {status_internal_error, 0};
  }
  if (size == 0) return {status_no_document_element, 0};
  char* text = static_cast<char*>(buffer);
  std::vector<char>& converted = store_->converted;
  if (to_utf8({text, size}, converted))
    return parse_xml(converted.data(), converted.size(), *store_);
  return parse_xml(text, size, *store_);
}

void xml_document::save(std::ostream& out, const char* indent, xml_format, xml_encoding) const {
  print_xml(*node_, indent, out);
}

}  // namespace pugi

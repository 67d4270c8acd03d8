// The nodes of an XML tree, and what keeps them.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "notation/core_only/pugixml.hpp"

namespace pugi {

struct Attribute {
  const char* name = "";
  const char* value = "";
  Attribute* next = nullptr;
};

struct Node {
  Store* store = nullptr;
  xml_node_type type = node_null;
  const char* name = "";
  const char* value = nullptr;  // null: none, which is not the same as an empty one
  Node* parent = nullptr;
  Node* next = nullptr;
  Node* first_child = nullptr;
  Node* last_child = nullptr;
  Attribute* first_attribute = nullptr;
  Attribute* last_attribute = nullptr;
};

// Nothing moves and nothing goes before all goes. Names and values are not copied.
class Store {
 public:
  Store() {
    root.store = this;
    root.type = node_document;
  }
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  Node* append(Node& parent, xml_node_type type) {
    Node& node = nodes_.emplace_back();
    node.store = this;
    node.type = type;
    node.parent = &parent;
    (parent.last_child != nullptr ? parent.last_child->next : parent.first_child) = &node;
    parent.last_child = &node;
    return &node;
  }
  Attribute* append_attribute(Node& node) {
    Attribute& attribute = attributes_.emplace_back();
    (node.last_attribute != nullptr ? node.last_attribute->next : node.first_attribute) =
        &attribute;
    node.last_attribute = &attribute;
    return &attribute;
  }
  // A copy that stays.
  const char* keep(const char* text) { return texts_.emplace_back(text).c_str(); }

  Node root;
  std::vector<char> converted;  // the text that was read, where it was not UTF-8

 private:
  std::deque<Node> nodes_;
  std::deque<Attribute> attributes_;
  std::deque<std::string> texts_;
};

}  // namespace pugi

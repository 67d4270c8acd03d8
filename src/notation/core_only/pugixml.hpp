// Stands in for the library pugixml where there is none, in the build for browsers: as much of its
// interface as notation/musicxml uses, from its documentation, and the same behaviour, mistakes in
// bad input included; tests/notation/musicxml/xml_stand_in_test.cc compares the two. Its names are
// pugixml's. Every other build uses pugixml itself.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <iterator>
#include <memory>
#include <string>
#include <type_traits>

namespace pugi {

struct Node;
struct Attribute;
class Store;

enum xml_node_type {
  node_null,
  node_document,
  node_element,
  node_pcdata,
  node_cdata,
  node_declaration,
  node_doctype,
};

enum xml_parse_status {
  status_ok,
  status_internal_error,  // options that are not the three below
  status_unrecognized_tag,
  status_bad_pi,
  status_bad_comment,
  status_bad_cdata,
  status_bad_doctype,
  status_bad_start_element,
  status_bad_attribute,
  status_bad_end_element,
  status_end_element_mismatch,
  status_no_document_element,
};

// The three go together. Comments, processing instructions, declarations and text of white space
// alone are passed over; the first text of an element is its value, and no child.
inline constexpr unsigned parse_default = 1;
inline constexpr unsigned parse_embed_pcdata = 2;
inline constexpr unsigned parse_doctype = 4;

enum xml_format { format_default };
enum xml_encoding { encoding_utf8 };

struct xml_parse_result {
  xml_parse_status status = status_ok;
  std::ptrdiff_t offset = 0;  // in UTF-8

  explicit operator bool() const { return status == status_ok; }
  const char* description() const;
};

// Handles, cheap to copy, valid as long as their document; those of nothing read as empty and take
// nothing in. Strings are UTF-8, ended by a zero byte.

class xml_attribute {
 public:
  xml_attribute() = default;
  xml_attribute(Attribute* attribute, Store* store) : attribute_(attribute), store_(store) {}

  explicit operator bool() const { return attribute_ != nullptr; }
  const char* name() const;
  const char* value() const;
  xml_attribute next_attribute() const;
  xml_attribute& operator=(const char* value);
  template <typename Number, std::enable_if_t<std::is_integral_v<Number>, int> = 0>
  xml_attribute& operator=(Number value) {
    return *this = std::to_string(value).c_str();
  }

 private:
  Attribute* attribute_ = nullptr;
  Store* store_ = nullptr;
};

class xml_text;
class xml_node_children;

class xml_node {
 public:
  xml_node() = default;
  explicit xml_node(Node* node) : node_(node) {}

  explicit operator bool() const { return node_ != nullptr; }
  bool operator==(const xml_node&) const = default;
  bool empty() const { return node_ == nullptr; }
  xml_node_type type() const;
  const char* name() const;
  const char* value() const;
  // The value of the element itself, else of its first child that is text.
  const char* child_value() const;
  const char* child_value(const char* name) const { return child(name).child_value(); }

  xml_node first_child() const;
  xml_node next_sibling() const;
  xml_node child(const char* name) const;
  xml_node next_sibling(const char* name) const;
  xml_node_children children(const char* name = nullptr) const;
  xml_attribute first_attribute() const;
  xml_attribute attribute(const char* name) const;

  xml_text text() const;
  bool set_value(const char* value);
  xml_node append_child(xml_node_type type);
  xml_node append_child(const char* name);  // an element
  xml_attribute append_attribute(const char* name);

 protected:
  friend class xml_text;
  Node* node_ = nullptr;
};

// The text of an element, which set() makes where there is none.
class xml_text {
 public:
  explicit xml_text(xml_node element) : element_(element) {}

  bool set(const char* text);
  bool set(long long number) { return set(std::to_string(number).c_str()); }

 private:
  xml_node element_;
};

// Siblings, all or those of one name.
class xml_node_iterator {
 public:
  using difference_type = std::ptrdiff_t;
  using value_type = xml_node;
  using pointer = const xml_node*;
  using reference = const xml_node&;
  using iterator_category = std::forward_iterator_tag;

  xml_node_iterator() = default;
  xml_node_iterator(xml_node node, const char* name) : node_(node), name_(name) {}

  bool operator==(const xml_node_iterator& other) const { return node_ == other.node_; }
  reference operator*() const { return node_; }
  pointer operator->() const { return &node_; }
  xml_node_iterator& operator++() {
    node_ = name_ == nullptr ? node_.next_sibling() : node_.next_sibling(name_);
    return *this;
  }
  xml_node_iterator operator++(int) {
    const xml_node_iterator before = *this;
    ++*this;
    return before;
  }

 private:
  xml_node node_;
  const char* name_ = nullptr;
};

class xml_node_children {
 public:
  xml_node_children(xml_node first, const char* name) : begin_(first, name) {}

  xml_node_iterator begin() const { return begin_; }
  static xml_node_iterator end() { return {}; }

 private:
  xml_node_iterator begin_;
};

// Owns its nodes, all of which go with it.
class xml_document : public xml_node {
 public:
  xml_document();
  ~xml_document();
  xml_document(const xml_document&) = delete;
  xml_document& operator=(const xml_document&) = delete;

  // Reads a text in UTF-8, UTF-16, UTF-32 or Latin-1, as it says of itself, in place of what was
  // there. The tree leads into the buffer, which is written to. What a text with errors leaves is
  // of no use.
  xml_parse_result load_buffer_inplace(void* buffer, std::size_t size, unsigned options);
  xml_node document_element() const;
  void save(std::ostream& out, const char* indent, xml_format format = format_default,
            xml_encoding encoding = encoding_utf8) const;

 private:
  std::unique_ptr<Store> store_;
};

}  // namespace pugi

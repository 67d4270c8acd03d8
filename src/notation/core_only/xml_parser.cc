#include "notation/core_only/xml_parser.h"

#include <string_view>

#include "notation/core_only/xml_cursor.h"
#include "notation/core_only/xml_doctype.h"
#include "notation/core_only/xml_values.h"

namespace pugi {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class Parser {
 public:
  Parser(char* text, char last, Store& store)
      : text_(text), cursor_{text, last}, store_(store), open_(&store.root) {}

  xml_parse_result parse() {
    cursor_.take(kByteOrderMark);
    while (result_ && to_markup()) read_markup();
    if (result_ && open_ != &store_.root) fail(status_end_element_mismatch);
    return result_;
  }

 private:
  void fail_at(xml_parse_status status, const char* place) { result_ = {status, place - text_}; }
  void fail(xml_parse_status status) { fail_at(status, cursor_.at); }

  // Ends a name, and passes over the sign behind it, which is returned.
  char end_name() {
    cursor_.skip_name();
    const char behind = *cursor_.at;
    *cursor_.at = '\0';
    if (behind != '\0') ++cursor_.at;
    return behind;
  }

  // Over text to behind the next "<"; false: there is none, or it ends a text that was kept.
  bool to_markup() {
    char* const begin = cursor_.at;
    cursor_.skip_spaces();
    if (*cursor_.at == '<' || cursor_.over()) return cursor_.take("<");
    if (open_ == &store_.root) return cursor_.take_to("<");
    cursor_.at = begin;
    if (open_->first_child == nullptr && open_->value == nullptr) {
      open_->value = begin;
    } else {
      store_.append(*open_, node_pcdata)->value = begin;
    }
    return take_text(cursor_) && !cursor_.over();
  }

  // Behind "<".
  void read_markup() {
    const char sign = *cursor_.at;
    if (starts_name(sign)) {
      read_element();
    } else if (sign == '/') {
      ++cursor_.at;
      read_end();
    } else if (sign == '?') {
      ++cursor_.at;
      skip_instruction();
    } else if (sign == '!') {
      ++cursor_.at;
      read_declaration();
    } else {
      fail(cursor_.is('?') ? status_bad_pi : status_unrecognized_tag);
    }
  }

  void read_element() {
    open_ = store_.append(*open_, node_element);
    open_->name = cursor_.at;
    const char behind = end_name();
    if (is_space(behind)) {
      read_attributes();
    } else if (behind == '/') {
      close_empty();
    } else if (behind == '\0' ? cursor_.last != '>' : behind != '>') {
      fail(status_bad_start_element);
    }
  }

  // Behind "<name ".
  void read_attributes() {
    while (result_) {
      cursor_.skip_spaces();
      if (starts_name(*cursor_.at)) {
        read_attribute();
      } else if (*cursor_.at == '/') {
        ++cursor_.at;
        return close_empty();
      } else if (cursor_.is('>')) {
        return cursor_.pass();
      } else {
        fail(status_bad_start_element);
      }
    }
  }

  void read_attribute() {
    Attribute* attribute = store_.append_attribute(*open_);
    attribute->name = cursor_.at;
    char sign = end_name();
    if (is_space(sign)) {
      cursor_.skip_spaces();
      sign = *cursor_.at;
      cursor_.pass();
    }
    // Behind the sign, also where that is the end of the text.
    if (sign != '=') return fail_at(status_bad_attribute, cursor_.at + (sign == '\0' ? 1 : 0));
    cursor_.skip_spaces();
    const char quote = *cursor_.at;
    if (quote != '"' && quote != '\'') return fail(status_bad_attribute);
    ++cursor_.at;
    attribute->value = cursor_.at;
    if (!take_quoted(cursor_, quote) || starts_name(*cursor_.at)) fail(status_bad_attribute);
  }

  // Behind the "/" of "<name/>".
  void close_empty() {
    if (!cursor_.is('>')) return fail(status_bad_start_element);
    cursor_.pass();
    open_ = open_->parent;
  }

  // Behind "</".
  void read_end() {
    if (open_ == &store_.root) return fail(status_end_element_mismatch);
    const char* const begin = cursor_.at;
    const char* name = open_->name;
    for (; continues_name(*cursor_.at); ++cursor_.at) {
      if (*cursor_.at != *name++) return fail_at(status_end_element_mismatch, begin);
    }
    if (*name != '\0') {
      const bool cut = cursor_.over() && name[0] == cursor_.last && name[1] == '\0';
      return cut ? fail(status_bad_end_element) : fail_at(status_end_element_mismatch, begin);
    }
    open_ = open_->parent;
    cursor_.skip_spaces();
    if (!cursor_.is('>')) return fail(status_bad_end_element);
    cursor_.pass();
  }

  // Behind "<?".
  void skip_instruction() {
    if (!starts_name(*cursor_.at)) return fail(status_bad_pi);
    cursor_.skip_name();
    if (!cursor_.take_to_end("?>")) fail(status_bad_pi);
  }

  // Behind "<!".
  void read_declaration() {
    char* const begin = cursor_.at;
    if (cursor_.take("-")) {
      if (!cursor_.take("-") || !cursor_.take_to_end("-->")) fail(status_bad_comment);
    } else if (cursor_.take("[")) {
      read_cdata();
    } else if (cursor_.ends("DOCTYPE")) {
      cursor_.pass_end("DOCTYPE");
      read_doctype(begin);
    } else {
      fail(cursor_.is('-')   ? status_bad_comment
           : cursor_.is('[') ? status_bad_cdata
                             : status_unrecognized_tag);
    }
  }

  // Behind "<![".
  void read_cdata() {
    for (const char c : std::string_view("CDATA[")) {
      if (*cursor_.at != c) return fail(status_bad_cdata);
      ++cursor_.at;
    }
    Node* node = store_.append(*open_, node_cdata);
    node->value = cursor_.at;
    if (!take_cdata(cursor_)) fail(status_bad_cdata);
  }

  // Behind "<!DOCTYPE", of which `begin` is behind "<!".
  void read_doctype(const char* begin) {
    if (open_ != &store_.root) return fail_at(status_bad_doctype, begin - 2);
    char* value = cursor_.at;
    if (!skip_doctype(cursor_)) return fail(status_bad_doctype);
    char* const end = cursor_.at;
    cursor_.pass();
    *end = '\0';
    while (is_space(*value)) ++value;
    store_.append(*open_, node_doctype)->value = value;
  }

  const char* text_;
  Cursor cursor_;
  Store& store_;
  Node* open_;
  xml_parse_result result_;
};

}  // namespace

const char* xml_parse_result::description() const {
  switch (status) {
    case status_ok:
      return "No error";
    case status_internal_error:
      return "Internal error occurred";
    case status_unrecognized_tag:
      return "Could not determine tag type";
    case status_bad_pi:
      return "Error parsing document declaration/processing instruction";
    case status_bad_comment:
      return "Error parsing comment";
    case status_bad_cdata:
      return "Error parsing CDATA section";
    case status_bad_doctype:
      return "Error parsing document type declaration";
    case status_bad_start_element:
      return "Error parsing start element tag";
    case status_bad_attribute:
      return "Error parsing element attribute";
    case status_bad_end_element:
      return "Error parsing end element tag";
    case status_end_element_mismatch:
      return "Start-end tags mismatch";
    case status_no_document_element:
      return "No document element found";
  }
  return "";
}

xml_parse_result parse_xml(char* text, std::size_t size, Store& store) {
  const char last = text[size - 1];
  text[size - 1] = '\0';
  const auto end = static_cast<std::ptrdiff_t>(size - 1);
  xml_parse_result result = Parser(text, last, store).parse();
  if (!result) {
    // A zero at the end is none of the text.
    if (last == '\0' && result.offset > 0 && result.offset == end) --result.offset;
    return result;
  }
  // The last byte, which nobody has looked at if it completed nothing.
  if (last == '<') return {status_unrecognized_tag, end};
  for (const Node* node = store.root.first_child; node != nullptr; node = node->next) {
    if (node->type == node_element) return result;
  }
  return {status_no_document_element, end};
}

}  // namespace pugi

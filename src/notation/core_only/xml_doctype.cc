#include "notation/core_only/xml_doctype.h"

#include <cstddef>
#include <string_view>

namespace pugi {
namespace {

// "<![IGNORE[ … ]]>", which may have others inside.
bool skip_section(Cursor& cursor) {
  std::size_t depth = 0;
  while (!cursor.over()) {
    if (cursor.take("<![")) {
      ++depth;
    } else if (cursor.take("]]>")) {
      if (--depth == 0) return true;
    } else {
      ++cursor.at;
    }
  }
  return false;
}

// A part that may hide a ">".
bool skip_part(Cursor& cursor) {
  if (cursor.take("<!--")) return cursor.take_to("-->");
  if (cursor.take("<?")) return cursor.take_to("?>");
  if (cursor.take("\"")) return cursor.take_to("\"");
  if (cursor.take("'")) return cursor.take_to("'");
  return cursor.begins("<![") && skip_section(cursor);
}

}  // namespace

bool skip_doctype(Cursor& cursor) {
  std::size_t depth = 0;
  while (!cursor.over()) {
    const char sign = *cursor.at;
    if (cursor.begins("<!") && cursor.at[2] != '-' && cursor.at[2] != '[') {
      cursor.at += 2;
      ++depth;
    } else if (sign == '<' || sign == '"' || sign == '\'') {
      if (!skip_part(cursor)) return false;
    } else if (sign == '>' && depth == 0) {
      return true;
    } else {
      if (sign == '>') --depth;
      ++cursor.at;
    }
  }
  return depth == 0 && cursor.is('>');
}

}  // namespace pugi

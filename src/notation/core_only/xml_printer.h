// An XML tree as text.
#pragma once

#include <iosfwd>

#include "notation/core_only/xml_store.h"

namespace pugi {

// Elements on lines of their own, `indent` a level, but where there is text among them.
void print_xml(const Node& document, const char* indent, std::ostream& out);

}  // namespace pugi

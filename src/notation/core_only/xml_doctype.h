// The end of a document type declaration.
#pragma once

#include "notation/core_only/xml_cursor.h"

namespace pugi {

// From behind "<!" to the ">" that ends it, over declarations, comments and quotes inside. False:
// there is none; the cursor is where reading stopped.
bool skip_doctype(Cursor& cursor);

}  // namespace pugi

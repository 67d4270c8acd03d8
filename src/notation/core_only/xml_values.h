// Values in an XML text: references resolved and ends of lines made "\n", in place.
#pragma once

#include "notation/core_only/xml_cursor.h"

namespace pugi {

// Text from the cursor up to the next "<", which is passed over. False: the text ended before it.
bool take_text(Cursor& cursor);

// What stands between quotes, from behind the first one to behind the second. White space becomes
// blanks. False: there is no second one; the cursor has not moved.
bool take_quoted(Cursor& cursor, char quote);

// What stands between "<![CDATA[" and "]]>", likewise; references are no such there.
bool take_cdata(Cursor& cursor);

}  // namespace pugi

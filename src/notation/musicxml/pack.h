// MusicXML packed: what archive.h unpacks.
#pragma once

#include <string>

#include "base/result.h"

namespace bach::musicxml {

// The .mxl archive of one piece: its media type, META-INF/container.xml and the text, deflated. No time
// stands in it. Errors: kIo when minizip cannot make it.
Result<std::string> pack(const std::string& text);

}  // namespace bach::musicxml

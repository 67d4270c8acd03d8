// MuseScore's own files (.mscx), laid out for the music stand: what MusicXML cannot say.
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "notation/page/paper.h"

namespace bach::notation {

// `mscx` is what MuseScore 3 or 4 makes of musicxml_from_movements(). Each movement after the first,
// told by the page break before it, becomes a section of its own: bars count from 1 and no signature
// announces the next. With several movements `headings` has a title for each, which is set over its
// first system in place of the words there. Margins and page are those of `paper`. Words that say one
// of `below` stand under their staff: MuseScore 3 forgets that where it converts.
// Errors: kInvalidData: it is not such a file.
Result<std::string> mscx_for_the_stand(const std::string& mscx,
                                       std::span<const std::string> headings, Paper paper,
                                       std::span<const std::string> below = {});

}  // namespace bach::notation

// All parts of a score, measure by measure.
#pragma once

#include <map>
#include <string_view>

#include "base/result.h"
#include "notation/musicxml/document.h"
#include "notation/musicxml/events.h"
#include "notation/musicxml/score_header.h"
#include "notation/musicxml/timing.h"

namespace bach::musicxml {

// A measure is as long as the longest of its parts; one in which no part has anything lasts as long
// as the metre says. Errors as score_from_musicxml().
Result<Events> walk_measures(const Document& document,
                             const std::map<std::string_view, PartHeader>& headers,
                             const Timing& timing, const MusicXmlLimits& limits,
                             Problems& problems);

}  // namespace bach::musicxml

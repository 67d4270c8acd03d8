// Notes as they are written, in events.
#pragma once

#include "api/event.h"
#include "compose/compose_watch.h"

namespace bach::api {

// Progress, and a "notes" event where the notes of a piece changed: those from the first change on.
ComposeWatch watch_with_notes(const Events& events);

}  // namespace bach::api

// The one interface of everything that serves others: a request in, events out. No transport.
#pragma once

#include <string_view>

#include "api/event.h"
#include "base/cancel.h"

namespace bach::api {

// Does what the request (see doc/api.md) asks for. The events begin with "begin", unless the request
// itself is refused, and end with "done" or "problem". Reads and writes no file that a request names.
// Once `stop` is set it ends soon, with the problem "cancelled" or, of a training, with what was
// reached. Several threads may run requests.
void run(std::string_view request, const EventSink& sink, const Cancellation& stop);

}  // namespace bach::api

// What each kind of request does, a file a kind. They send events but "begin", "done" and "problem",
// and return the fields of "done". Option names in errors are plain; run() says where they stand.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "api/event.h"
#include "api/request.h"
#include "base/cancel.h"
#include "base/result.h"

namespace bach::api {

using Answer = Result<nlohmann::ordered_json>;

// kCompose, kInfill, kContinue.
Answer compose(const Request& request, const Events& events, const Cancellation& stop);
Answer suite(const Request& request, const Events& events, const Cancellation& stop);
Answer inspect(const Request& request, const Events& events, const Cancellation& stop);
Answer expect(const Request& request, const Events& events, const Cancellation& stop);
Answer render(const Request& request, const Events& events, const Cancellation& stop);
Answer originality(const Request& request, const Events& events, const Cancellation& stop);
Answer catalog(const Request& request, const Events& events, const Cancellation& stop);
Answer train(const Request& request, const Events& events, const Cancellation& stop);

}  // namespace bach::api

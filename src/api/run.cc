#include "api/run.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "api/answers.h"
#include "api/request.h"

namespace bach::api {
namespace {

Answer answer(const Request& request, const Events& events, const Cancellation& stop) {
  switch (request.kind) {
    case RequestKind::kCompose:
    case RequestKind::kInfill:
    case RequestKind::kContinue:
      return compose(request, events, stop);
    case RequestKind::kSuite:
      return suite(request, events, stop);
    case RequestKind::kInspect:
      return inspect(request, events, stop);
    case RequestKind::kExpect:
      return expect(request, events, stop);
    case RequestKind::kRender:
      return render(request, events, stop);
    case RequestKind::kTrain:
      return train(request, events, stop);
    case RequestKind::kOriginality:
      return originality(request, events, stop);
    case RequestKind::kCatalog:
      break;
  }
  return catalog(request, events, stop);
}

// The argument as the place of the request that it came from.
Error located(Error error, const Request& request) {
  std::string& argument = error.argument;
  if (argument == "primer" || argument == "infill" || argument == "inputs") {
    argument = "music";
  } else if (request.options.contains(argument)) {
    argument = "options/" + argument;
  }
  return error;
}

}  // namespace

void run(std::string_view text, const EventSink& sink, const Cancellation& stop) {
  const Events events(sink);
  const Result<Request> request = parse_request(text);
  if (!request) return events.problem(request.error());
  events.send("begin", {{"version", kVersion}, {"request", kind_name(request->kind)}});
  const Answer done = answer(*request, events, stop);
  if (!done) return events.problem(located(done.error(), *request));
  events.send("done", *done);
}

}  // namespace bach::api

#include "app/compose.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "api/answers.h"
#include "api/command.h"
#include "api/music.h"
#include "api/score_json.h"
#include "api/written_notes.h"
#include "score/unfold.h"

namespace bach::api {
namespace {

using nlohmann::ordered_json;

Result<ComposeRequest> compose_request_of(const Request& request, const Events& events) {
  Result<ComposeRequest> asked = compose_options().read(request.options);
  if (!asked || request.kind == RequestKind::kCompose) return asked;
  Result<NamedScore> piece = open_piece(request, events);
  if (!piece) return std::move(piece).error();
  (request.kind == RequestKind::kInfill ? asked->infill : asked->primer) = piece->name;
  asked->given = std::make_shared<const NamedScore>(std::move(*piece));
  return asked;
}

Result<std::vector<ComposedPiece>> composed_with_model(const Request& request, ComposeRequest asked,
                                                       const Events& events,
                                                       const Cancellation& stop) {
  // Of bars written again several tries are made, and one of them kept: nothing to look at.
  const ComposeWatch watch = request.kind == RequestKind::kInfill ? ComposeWatch(events.progress())
                                                                  : watch_with_notes(events);
  if (!request.model) return compose_pieces(asked, watch, stop);
  const Result<Model> model = open_model(request, events);
  if (!model) return model.error();
  asked.model = kModelName;
  return compose_with(*model, asked, watch, stop);
}

}  // namespace

Answer compose(const Request& request, const Events& events, const Cancellation& stop) {
  const Result<ComposeRequest> asked = compose_request_of(request, events);
  if (!asked) return asked.error();
  const auto pieces = composed_with_model(request, *asked, events, stop);
  if (!pieces) return pieces.error();
  events.warn(pieces->front().warnings);
  const std::string command = command_of(request);
  for (std::size_t k = 0; k < pieces->size(); ++k) {
    const ComposedPiece& piece = (*pieces)[k];
    ordered_json fields = {{"index", k},
                           {"title", piece.score.title},
                           {"composer", piece.composer},
                           {"figures", composed_json(piece)},
                           {"command", command},
                           {"score", score_json(piece.score, labels_of(piece))}};
    Status made = add_files(fields, {&piece.score, 1}, labels_of(piece), request.files, events);
    if (!made) return std::move(made).error();
    events.send("score", fields);
  }
  return ordered_json{{"scores", pieces->size()}, {"seed", asked->seed}};
}

}  // namespace bach::api

#include "app/inspect.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "api/answers.h"
#include "api/music.h"
#include "api/score_json.h"
#include "app/inspect/form.h"
#include "app/inspect/harmony.h"
#include "app/render/shown.h"

namespace bach::api {

using nlohmann::ordered_json;

Answer inspect(const Request& request, const Events& events, const Cancellation&) {
  const Result<NamedScore> piece = open_piece(request, events);
  if (!piece) return piece.error();
  ordered_json fields = {{"name", piece->name}, {"title", piece->score.title}};
  fields.update(inspection_json(inspection_of(*piece)));
  fields["score"] = score_json(piece->score, labels_of(*piece));
  if (request.harmony) {
    const Result<HeardHarmony> heard = hear_harmony(*piece);
    if (!heard) return heard.error();
    fields["harmony"] = harmony_json(*heard);
  }
  if (request.form) {
    const Result<HeardForm> heard = hear_form(*piece);
    if (!heard) return heard.error();
    fields["form"] = form_json(*heard);
  }
  events.send("inspection", fields);
  return ordered_json::object();
}

}  // namespace bach::api

#include "app/originality.h"

#include <nlohmann/json.hpp>

#include "api/answers.h"
#include "api/music.h"

namespace bach::api {

using nlohmann::ordered_json;

Answer originality(const Request& request, const Events& events, const Cancellation& stop) {
  const Result<NamedScore> piece = open_piece(request, events);
  if (!piece) return piece.error();
  const Result<Originality> found = originality_of(*piece, request.music.front().movement, stop);
  if (!found) return found.error();
  const LongestRun& run = found->longest;
  ordered_json fields = {{"name", piece->name}, {"longest_run", run.notes}};
  if (run.notes > 0) {
    fields["at"] = {{"from_bar", run.bar}, {"to_bar", run.last_bar}};
    fields["source"] = {{"name", run.source},
                        {"title", found->source_title},
                        {"from_bar", run.source_bar},
                        {"to_bar", run.last_source_bar}};
  }
  fields["verdict"] = found->copied ? "copied" : "own";
  events.send("originality", fields);
  return ordered_json::object();
}

}  // namespace bach::api

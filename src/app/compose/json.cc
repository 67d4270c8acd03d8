#include <nlohmann/json.hpp>

#include "app/compose.h"

namespace bach {

nlohmann::ordered_json composed_json(const ComposedPiece& piece) {
  nlohmann::ordered_json json;
  json["notes"] = piece.pitches.size();
  json["primer"] = piece.primer;
  json["pitches"] = piece.pitches;
  if (piece.movement) {
    const MovementOutcome& outcome = piece.movement->outcome;
    json["nats_per_note"] = piece.movement->nats_per_note;
    json["taken_back"] = {{"loops", outcome.loops},
                          {"copies", outcome.copies},
                          {"cycles", outcome.cycles},
                          {"endings", outcome.endings}};
    json["tries"] = outcome.tries;
  }
  if (piece.loop) {
    json["loop"] = {
        {"begin", piece.loop->begin}, {"period", piece.loop->period}, {"turns", piece.loop->turns}};
  }
  return json;
}

}  // namespace bach

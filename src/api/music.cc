#include "api/music.h"

#include <string>
#include <utility>

#include "app/model/load.h"
#include "app/music/inputs.h"
#include "bach/movements.h"

namespace bach::api {
namespace {

Result<std::vector<NamedScore>> open_one(const MusicAtHand& music) {
  if (!music.movement.empty()) return load_movements({music.movement});
  const std::string name = music.name.empty() ? "music" : music.name;
  if (music.score) return std::vector{NamedScore{name, *music.score}};
  Result<NamedScore> piece = score_of_file(music.file, name);
  if (!piece) return std::move(piece).error();
  return std::vector{std::move(*piece)};
}

}  // namespace

Result<std::vector<NamedScore>> open_music(const Request& request, const Events& events) {
  std::vector<NamedScore> pieces;
  const bool several = request.kind == RequestKind::kTrain;
  for (std::size_t k = 0; k < request.music.size(); ++k) {
    Result<std::vector<NamedScore>> opened = open_one(request.music[k]);
    if (!opened) {
      Error error = std::move(opened).error();
      error.argument = several ? "music/" + std::to_string(k) : "music";
      return error;
    }
    for (NamedScore& piece : *opened) {
      for (const std::string& warning : piece.warnings) events.warn({piece.name + ": " + warning});
      pieces.push_back(std::move(piece));
    }
  }
  return pieces;
}

Result<NamedScore> open_piece(const Request& request, const Events& events) {
  Result<std::vector<NamedScore>> pieces = open_music(request, events);
  if (!pieces) return std::move(pieces).error();
  if (pieces->size() != 1) {
    return invalid_argument("music/movement", request.music.front().movement + " is a set of " +
                                                  std::to_string(pieces->size()) +
                                                  " movements; name one of them, " +
                                                  pieces->front().name);
  }
  return std::move(pieces->front());
}

Result<Model> open_model(const Request& request, const Events& events) {
  std::vector<std::string> warnings;
  Result<Model> model = any_model_of(*request.model, kModelName, &warnings);
  events.warn(warnings);
  if (model) return model;
  Error error = std::move(model).error();
  error.argument = "model";
  return error;
}

}  // namespace bach::api

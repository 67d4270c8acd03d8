#include "wasm/exports.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/compose.h"
#include "app/compose/options.h"
#include "app/model/load.h"
#include "app/model/shipped.h"
#include "app/options/json.h"
#include "app/train.h"
#include "lm/model_file.h"
#include "score/to_midi.h"
#include "score/unfold.h"

namespace bach {
namespace {

// What the last calls left.
struct Desk {
  std::optional<Model> model;
  std::string text;
  std::vector<std::uint8_t> bytes;
};

Desk& desk() {
  static Desk only;
  return only;
}

int failed(const Error& error) {
  desk().text = error.text();
  desk().bytes.clear();
  return 0;
}

int done(const nlohmann::ordered_json& text, std::vector<std::uint8_t> bytes) {
  desk().text = text.dump();
  desk().bytes = std::move(bytes);
  return 1;
}

// Nobody has files here.
constexpr std::string_view kFileOptions[] = {"model",     "output", "primer", "infill",    "plan",
                                             "save_plan", "log",    "listen", "checkpoint"};

template <typename Options>
Result<Options> options_in(const OptionTable<Options>& table, const char* request) {
  const auto json = nlohmann::json::parse(request, nullptr, false);
  if (json.is_discarded()) {
    return Error{ErrorCode::kInvalidArgument, "the request is not JSON", {}};
  }
  Result<GivenOptions> given = options_from_json(table, json);
  if (!given) return given.error();
  for (const std::string_view name : kFileOptions) {
    if (given->contains(name)) {
      return Error{
          ErrorCode::kUnsupported, "there are no files here; leave it out", {}, std::string(name)};
    }
  }
  return table.read(*given);
}

}  // namespace
}  // namespace bach

using bach::desk;

int bach_open(const std::uint8_t* file, std::size_t size) {
  const std::string name = "the model";
  bach::Result<bach::Model> model =
      size == 0 ? bach::shipped_model() : bach::any_model_of({file, size}, name);
  if (!model) return bach::failed(model.error());
  desk().model = std::move(*model);
  return bach::done(nlohmann::ordered_json::object(), {});
}

int bach_compose(const char* request) {
  const auto asked = bach::options_in(bach::compose_options(), request);
  if (!asked) return bach::failed(asked.error());
  if (!desk().model && bach_open(nullptr, 0) == 0) return 0;
  bach::ComposeRequest one = *asked;
  one.outputs = 1;
  const bach::Cancellation never;
  const auto pieces = bach::compose_with(*desk().model, one, {}, never);
  if (!pieces) return bach::failed(pieces.error());
  const bach::ComposedPiece& piece = pieces->front();
  return bach::done({{"notes", piece.pitches.size()}, {"warnings", piece.warnings}},
                    bach::midi_from_score(
                        piece.score.play_order.empty() ? piece.score : bach::unfold(piece.score)));
}

int bach_train(const char* request, int (*on_step)(double step, double steps, double loss)) {
  const auto options = bach::options_in(bach::train_options(), request);
  if (!options) return bach::failed(options.error());
  bach::Cancellation stop;
  auto session = bach::TrainingSession::prepare(*options, {}, stop);
  if (!session) return bach::failed(session.error());
  bach::TrainingListener listener;
  listener.on_step = [&](const bach::StepReport& report) {
    if (on_step(static_cast<double>(report.step), static_cast<double>(report.steps), report.loss) ==
        0) {
      stop.request();
    }
  };
  const auto outcome = session->run(listener, stop);
  if (!outcome) return bach::failed(outcome.error());
  desk().model = session->model(*outcome);
  return bach::done({{"steps", outcome->steps}, {"parameters", session->summary().parameters}},
                    bach::encode_model(*desk().model));
}

const char* bach_text() { return desk().text.c_str(); }
const std::uint8_t* bach_bytes() { return desk().bytes.data(); }
std::size_t bach_size() { return desk().bytes.size(); }

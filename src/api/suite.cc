#include "app/suite.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "api/answers.h"
#include "api/command.h"
#include "api/music.h"
#include "api/score_json.h"
#include "api/written_notes.h"
#include "app/compose/options.h"

namespace bach::api {
namespace {

using nlohmann::ordered_json;

Result<ComposedSuite> suite_with_model(const Request& request, SuiteRequest asked,
                                       const Events& events, const Cancellation& stop) {
  if (!request.model) return compose_suite(asked, watch_with_notes(events), stop);
  const Result<Model> model = open_model(request, events);
  if (!model) return model.error();
  if (Status fits = check_suite_model(*model, kModelName); !fits) {
    Error error = std::move(fits).error();
    error.argument = "model";
    return error;
  }
  asked.movement.model = kModelName;
  return compose_suite_with(*model, asked, watch_with_notes(events), stop);
}

ordered_json movement_json(const SuiteMovement& movement) {
  ordered_json run = {{"notes", movement.originality.longest.notes},
                      {"source", movement.originality.longest.source}};
  return {{"name", movement.name},   {"title", movement.title},
          {"metre", movement.metre}, {"bars", movement.bars},
          {"longest_run", run},      {"figures", composed_json(movement.piece)}};
}

// Ticks. A marker names each movement.
ordered_json beginnings_of(const Score& whole) {
  ordered_json ticks = ordered_json::array();
  for (const Marker& marker : whole.markers) ticks.push_back(marker.at);
  return ticks;
}

}  // namespace

Answer suite(const Request& request, const Events& events, const Cancellation& stop) {
  const Result<SuiteRequest> asked = suite_options().read(request.options);
  if (!asked) return asked.error();
  const Result<ComposedSuite> composed = suite_with_model(request, *asked, events, stop);
  if (!composed) return composed.error();
  events.warn(composed->warnings);
  ScoreLabels labels;
  labels.composer = composed->composer;
  labels.keys_known = true;
  std::vector<Score> movements;
  const std::string command = command_of(request);
  for (const SuiteMovement& movement : composed->movements) {
    ordered_json fields = {{"index", movements.size()}};
    fields.update(movement_json(movement));
    fields["composer"] = composed->composer;
    fields["command"] = command;
    fields["score"] = score_json(movement.piece.score, labels);
    movements.push_back(movement.piece.score);
    Status made = add_files(fields, {&movements.back(), 1}, labels, request.files, events);
    if (!made) return std::move(made).error();
    events.send("score", fields);
  }
  // The whole: what is played is one piece, what is written the movements one behind the other.
  ordered_json fields = {{"name", "suite"},
                         {"title", composed->whole.title},
                         {"key", composed->key},
                         {"composer", composed->composer},
                         {"command", command},
                         {"movements", beginnings_of(composed->whole)},
                         {"score", score_json(composed->whole)}};
  ordered_json files = ordered_json::object();
  for (const std::string& ending : request.files) {
    const bool written = format_of_ending(ending).written;
    const auto parts =
        written ? std::span<const Score>(movements) : std::span<const Score>(&composed->whole, 1);
    ordered_json one;
    Status made = add_files(one, parts, labels, {ending}, events);
    if (!made) return std::move(made).error();
    files.update(one["files"]);
  }
  fields["files"] = std::move(files);
  events.send("whole", fields);
  return ordered_json{
      {"scores", movements.size()}, {"key", composed->key}, {"seed", asked->movement.seed}};
}

}  // namespace bach::api

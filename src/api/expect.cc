#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/answers.h"
#include "api/music.h"
#include "app/plot/expectation.h"
#include "evaluate/note_kinds.h"

namespace bach::api {
namespace {

using nlohmann::ordered_json;

constexpr double kLeastProbability = 0.001;  // that is told

double to_digits(double value, double units) { return std::round(value * units) / units; }

ordered_json bits_json(const std::optional<double>& nats) {
  return nats ? ordered_json(to_digits(bits_of(*nats), 1000)) : ordered_json();
}

// [[pitch, probability], …], the most probable first.
ordered_json alternatives(const ExpectedNote& note, int lowest_pitch) {
  if (note.probabilities.empty()) return {};
  std::vector<std::pair<double, int>> likely;
  int pitch = lowest_pitch;
  for (const float probability : note.probabilities) {
    const double told = to_digits(static_cast<double>(probability), 10000);
    if (told >= kLeastProbability) likely.emplace_back(-told, pitch);
    ++pitch;
  }
  std::sort(likely.begin(), likely.end());
  ordered_json json = ordered_json::array();
  for (const auto& [less, which] : likely) json.push_back({which, -less});
  return json;
}

}  // namespace

Answer expect(const Request& request, const Events& events, const Cancellation& stop) {
  Result<NamedScore> opened = open_piece(request, events);
  if (!opened) return std::move(opened).error();
  ModelPlotOptions options;
  options.music.push_back(std::move(*opened));
  std::optional<Model> model;
  if (request.model) {
    Result<Model> given = open_model(request);
    if (!given) return std::move(given).error();
    options.loaded = &model.emplace(std::move(*given));
  }
  const Result<ModelReading> reading = read_with_model(options, events.progress(), stop);
  if (!reading) return reading.error();
  const ReadPiece& piece = reading->pieces.front();
  if (request.first > piece.notes.size()) {
    return invalid_argument("first", "must be one of the " + std::to_string(piece.notes.size()) +
                                         " notes of " + piece.name);
  }
  ordered_json notes = ordered_json::array();
  const std::size_t end = std::min(piece.notes.size(), request.first - 1 + request.notes);
  for (std::size_t k = request.first - 1; k < end; ++k) {
    const ExpectedNote& note = piece.notes[k];
    notes.push_back({{"number", k + 1},
                     {"begin", to_digits(note.begin, 1000)},
                     {"pitch", note.pitch},
                     {"pitch_bits", bits_json(note.pitch_nats)},
                     {"rhythm_bits", bits_json(note.rhythm_nats)},
                     {"expected", alternatives(note, piece.lowest_pitch)}});
  }
  events.warn(reading->warnings);
  events.send("expectation",
              {{"name", piece.name}, {"of", piece.notes.size()}, {"notes", std::move(notes)}});
  return ordered_json::object();
}

}  // namespace bach::api

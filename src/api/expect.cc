#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/answers.h"
#include "api/music.h"
#include "app/model/shipped.h"
#include "app/plot/awaited_note.h"
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
template <typename Probability>
ordered_json alternatives(const std::vector<Probability>& probabilities, int lowest_pitch) {
  if (probabilities.empty()) return {};
  std::vector<std::pair<double, int>> likely;
  int pitch = lowest_pitch;
  for (const Probability probability : probabilities) {
    const double told = to_digits(static_cast<double>(probability), 10000);
    if (told >= kLeastProbability) likely.emplace_back(-told, pitch);
    ++pitch;
  }
  std::sort(likely.begin(), likely.end());
  ordered_json json = ordered_json::array();
  for (const auto& [less, which] : likely) json.push_back({which, -less});
  return json;
}

// [[quarters it lasts, quarters to the one after it, probability], …], likewise.
ordered_json rhythms_json(const std::vector<double>& probabilities) {
  std::vector<std::pair<double, std::size_t>> likely;
  for (std::size_t k = 0; k < probabilities.size(); ++k) {
    const double told = to_digits(probabilities[k], 10000);
    if (told >= kLeastProbability) likely.emplace_back(-told, k);
  }
  std::sort(likely.begin(), likely.end());
  const auto quarters = [](Tick tick) {
    return to_digits(static_cast<double>(tick) / kSuiteTicksPerQuarter, 1000);
  };
  ordered_json json = ordered_json::array();
  for (const auto& [less, which] : likely) {
    json.push_back({quarters(kRhythms[which].duration), quarters(kRhythms[which].gap), -less});
  }
  return json;
}

ordered_json note_json(const ExpectedNote& note, std::size_t number, int lowest_pitch) {
  return {{"number", number},
          {"begin", to_digits(note.begin, 1000)},
          {"sounds", to_digits(note.sounds, 1000)},
          {"pitch", note.pitch},
          {"pitch_bits", bits_json(note.pitch_nats)},
          {"rhythm_bits", bits_json(note.rhythm_nats)},
          {"expected", alternatives(note.probabilities, lowest_pitch)}};
}

// The entry for what has not come yet.
ordered_json awaited_json(const AwaitedNote& awaited, std::size_t number) {
  ordered_json json = {{"number", number},
                       {"begin", to_digits(awaited.begin, 1000)},
                       {"sounds", to_digits(awaited.begin, 1000)},
                       {"pitch", nullptr},
                       {"pitch_bits", nullptr},
                       {"rhythm_bits", nullptr},
                       {"expected", alternatives(awaited.probabilities, awaited.lowest_pitch)}};
  if (!awaited.rhythms.empty()) json["rhythms"] = rhythms_json(awaited.rhythms);
  return json;
}

Result<ReadPiece> read_notes(const Model& model, const NamedScore& music, const Events& events,
                             const Cancellation& stop) {
  ModelPlotOptions options;
  options.music.push_back(music);
  options.loaded = &model;
  Result<ModelReading> reading = read_with_model(options, events.progress(), stop);
  if (!reading) return std::move(reading).error();
  events.warn(reading->warnings);
  return std::move(reading->pieces.front());
}

}  // namespace

Answer expect(const Request& request, const Events& events, const Cancellation& stop) {
  const Result<NamedScore> music = open_piece(request, events);
  if (!music) return music.error();
  const Result<Model> model = request.model ? open_model(request, events) : shipped_model();
  if (!model) return model.error();
  ReadPiece piece;
  piece.name = music->name;
  const bool before_the_first = request.next && music->score.tracks.empty();
  if (!before_the_first) {
    Result<ReadPiece> read = read_notes(*model, *music, events, stop);
    if (!read) return std::move(read).error();
    piece = std::move(*read);
  }
  if (request.first > piece.notes.size() + (request.next ? 1 : 0)) {
    return invalid_argument("first", "must be one of the " + std::to_string(piece.notes.size()) +
                                         " notes of " + piece.name);
  }
  ordered_json notes = ordered_json::array();
  const std::size_t end = std::min(piece.notes.size(), request.first - 1 + request.notes);
  for (std::size_t k = request.first - 1; k < end; ++k) {
    notes.push_back(note_json(piece.notes[k], k + 1, piece.lowest_pitch));
  }
  if (request.next) {
    const Result<AwaitedNote> awaited = awaited_note(*model, *music);
    if (!awaited) return awaited.error();
    if (awaited->probabilities.empty()) {
      events.warn({"the model expects something after " + std::to_string(awaited->needed) +
                   " notes; here are " + std::to_string(piece.notes.size())});
    }
    notes.push_back(awaited_json(*awaited, piece.notes.size() + 1));
  }
  events.send("expectation",
              {{"name", piece.name}, {"of", piece.notes.size()}, {"notes", std::move(notes)}});
  return ordered_json::object();
}

}  // namespace bach::api

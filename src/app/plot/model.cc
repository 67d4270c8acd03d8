// Pictures of what a suite model makes of music: surprise and next.
#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "app/model/load.h"
#include "app/plot.h"
#include "app/plot/expectation.h"
#include "app/plot/music.h"
#include "evaluate/tally.h"
#include "plot/axis.h"
#include "plot/expectation_matrix.h"
#include "score/key_estimate.h"
#include "suite/decode.h"
#include "suite/encode.h"

namespace bach {
namespace {

using nlohmann::ordered_json;

struct ReadPiece {
  std::string title;
  Score written;  // each section once
  std::vector<ExpectedNote> notes;
};

// The music of `inputs` as the model reads it.
struct Reading {
  std::vector<ReadPiece> pieces;
  std::vector<std::string> names;
  std::vector<std::string> warnings;
};

Result<Reading> read_with_model(const ModelPlotOptions& options, const ProgressCallback& progress,
                                const Cancellation& cancellation) {
  const Result<SequenceModel> model = load_suite_model(options.model);
  if (!model) return model.error();
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  Result<PlotMusic> music = read_plot_music(options.inputs, "cs1-1pre", progress, cancellation);
  if (!music) return std::move(music).error();
  Reading reading;
  reading.warnings = std::move(music->warnings);
  for (const OpenedScore& opened : music->pieces) {
    const Result<SuiteEncoding> encoding = encode_any(opened.score, opened.name);
    if (!encoding) {
      Error error = encoding.error();
      error.message = opened.name + ": " + error.message;
      if (music->pieces.size() == 1) return error;
      reading.warnings.push_back("left out: " + error.message);
      continue;
    }
    for (const std::string& loss : encoding->losses) {
      reading.warnings.push_back(opened.name + ": " + loss);
    }
    ReadPiece piece;
    piece.title = opened.score.title.empty() ? opened.name : opened.score.title;
    piece.written = decode_suite(encoding->piece);
    piece.written.play_order.clear();
    piece.written.sections.clear();
    piece.written.tempos = opened.score.tempos;
    piece.written.tempos.resize(std::min<std::size_t>(1, piece.written.tempos.size()));
    piece.notes = expectations(*model, encoding->piece, *isa);
    reading.pieces.push_back(std::move(piece));
    reading.names.push_back(opened.name);
  }
  if (reading.pieces.empty()) {
    return Error{ErrorCode::kInvalidData, "no music the model can read", {}};
  }
  return reading;
}

// "1.61 + 0.14 bits a note (pitch + rhythm), 656 notes".
std::string summary(const std::vector<ExpectedNote>& notes) {
  double pitch = 0, rhythm = 0;
  for (const ExpectedNote& note : notes) pitch += note.pitch_nats, rhythm += note.rhythm_nats;
  const double count = static_cast<double>(notes.size());
  return number_text(bits_of(pitch / count), 2) + " + " + number_text(bits_of(rhythm / count), 2) +
         " bits a note (pitch + rhythm), " + count_text(notes.size()) + " notes";
}

std::string dumped(const ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

Result<Plot> plot_surprise(const SurpriseOptions& options, const ProgressCallback& progress,
                           const Cancellation& cancellation) {
  Result<Reading> reading = read_with_model(options, progress, cancellation);
  if (!reading) return std::move(reading).error();
  Roll roll;
  ordered_json json;
  json["kind"] = "surprise";
  json["unit"] = "bits";
  json["pieces"] = ordered_json::array();
  for (std::size_t i = 0; i < reading->pieces.size(); ++i) {
    const ReadPiece& read = reading->pieces[i];
    Result<RollPiece> piece = roll_piece(read.written, {estimate_key(read.written)}, options.bars);
    if (!piece) {
      Error error = std::move(piece).error();
      error.message = reading->names[i] + ": " + error.message;
      return error;
    }
    std::map<std::pair<double, int>, double> bits;  // by begin in quarters and pitch
    ordered_json notes = ordered_json::array();
    for (const ExpectedNote& expected : read.notes) {
      const double begin = static_cast<double>(expected.note.onset) / kSuiteTicksPerQuarter;
      const int pitch = expected.note.token.pitch;
      bits[{begin, pitch}] = bits_of(expected.pitch_nats + expected.rhythm_nats);
      notes.push_back({{"begin", begin},
                       {"pitch", pitch},
                       {"pitch_bits", bits_of(expected.pitch_nats)},
                       {"rhythm_bits", bits_of(expected.rhythm_nats)}});
    }
    for (RollNote& note : piece->notes) {
      const auto found = bits.find({note.begin, note.pitch});
      if (found != bits.end()) note.bits = found->second;
    }
    piece->title = read.title;
    piece->subtitle = summary(read.notes) + "; " + piece->subtitle;
    piece->voices.resize(1);  // colours tell surprise, not voices
    for (RollNote& note : piece->notes) note.voice = 0;
    json["pieces"].push_back({{"name", reading->names[i]}, {"notes", std::move(notes)}});
    roll.pieces.push_back(std::move(*piece));
  }
  return Plot{roll_picture(std::move(roll)), dumped(json), std::move(reading->warnings)};
}

Result<Plot> plot_next(const NextOptions& options, const ProgressCallback& progress,
                       const Cancellation& cancellation) {
  Result<Reading> reading = read_with_model(options, progress, cancellation);
  if (!reading) return std::move(reading).error();
  std::vector<ExpectationPanel> panels;
  ordered_json json;
  json["kind"] = "next";
  json["pieces"] = ordered_json::array();
  for (std::size_t i = 0; i < reading->pieces.size(); ++i) {
    const ReadPiece& read = reading->pieces[i];
    if (options.first > read.notes.size()) {
      return Error{ErrorCode::kInvalidArgument,
                   reading->names[i] + ": it has " + std::to_string(read.notes.size()) +
                       " notes; --from must be one of them",
                   {}};
    }
    const auto begin = read.notes.begin() + static_cast<std::ptrdiff_t>(options.first - 1);
    const std::size_t rest = read.notes.size() - (options.first - 1);
    const auto end = begin + static_cast<std::ptrdiff_t>(std::min(rest, options.notes));
    ExpectationPanel panel{read.title, "", options.first, {}};
    ordered_json notes = ordered_json::array();
    for (auto note = begin; note != end; ++note) {
      ExpectedColumn column{std::vector<double>(128), note->note.token.pitch};
      ordered_json likely = ordered_json::object();
      for (std::size_t p = 0; p < note->pitch.size(); ++p) {
        const std::size_t pitch = p + kLowestSuitePitch;
        column.probabilities[pitch] = note->pitch[p];
        if (note->pitch[p] >= 0.01f) likely[std::to_string(pitch)] = note->pitch[p];
      }
      notes.push_back({{"came", column.came}, {"expected", std::move(likely)}});
      panel.columns.push_back(std::move(column));
    }
    panel.subtitle = "what the model expected of each note; notes " +
                     std::to_string(options.first) + "–" +
                     std::to_string(options.first + panel.columns.size() - 1) + " of " +
                     count_text(read.notes.size());
    panels.push_back(std::move(panel));
    json["pieces"].push_back({{"name", reading->names[i]}, {"notes", std::move(notes)}});
  }
  return Plot{expectation_picture(std::move(panels)), dumped(json), std::move(reading->warnings)};
}

}  // namespace bach

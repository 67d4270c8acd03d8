#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/json_line.h"
#include "app/plot.h"
#include "app/plot/expectation.h"
#include "evaluate/note_kinds.h"
#include "plot/axis.h"
#include "score/key_estimate.h"

namespace bach {
namespace {

using nlohmann::ordered_json;

ordered_json bits_or_null(const std::optional<double>& nats) {
  return nats ? ordered_json(bits_of(*nats)) : ordered_json();
}

// "1.61 + 0.14 bits per note (pitch + rhythm), 656 notes".
std::string surprise_summary(const std::vector<ExpectedNote>& notes) {
  NatSum pitch, rhythm;
  for (const ExpectedNote& note : notes) {
    if (note.pitch_nats) pitch.add(*note.pitch_nats);
    if (note.rhythm_nats) rhythm.add(*note.rhythm_nats);
  }
  std::string text;
  if (pitch.notes > 0) {
    text = number_text(bits_of(pitch.mean()), 2);
    if (rhythm.notes > 0) text += " + " + number_text(bits_of(rhythm.mean()), 2);
    text += rhythm.notes > 0 ? " bits per note (pitch + rhythm), " : " bits per note (pitch), ";
  }
  if (pitch.notes < notes.size()) {
    text += count_text(pitch.notes) + " of ";
  }
  return text + count_text(notes.size()) + " notes";
}

// Gives the notes of the roll their bits.
void set_bits(const std::vector<ExpectedNote>& notes, RollPiece& piece) {
  std::map<std::pair<double, int>, double> bits;  // by begin in quarters and pitch
  for (const ExpectedNote& note : notes) {
    if (!note.pitch_nats) continue;
    bits[{note.begin, note.pitch}] = bits_of(*note.pitch_nats + note.rhythm_nats.value_or(0));
  }
  for (RollNote& note : piece.notes) {
    const auto found = bits.find({note.begin, note.pitch});
    if (found != bits.end()) note.bits = found->second;
  }
}

}  // namespace

Result<Plot> plot_surprise(const SurpriseOptions& options, const ProgressCallback& progress,
                           const Cancellation& cancellation) {
  Result<ModelReading> reading = read_with_model(options, progress, cancellation);
  if (!reading) return std::move(reading).error();
  Roll roll;
  ordered_json json;
  json["kind"] = "surprise";
  json["unit"] = "bits";
  json["pieces"] = ordered_json::array();
  for (const ReadPiece& read : reading->pieces) {
    Result<RollPiece> piece = roll_piece(read.score, {estimate_key(read.score)}, options.bars);
    if (!piece) {
      Error error = std::move(piece).error();
      error.message = read.name + ": " + error.message;
      return error;
    }
    set_bits(read.notes, *piece);
    piece->title = read.title;
    piece->subtitle = surprise_summary(read.notes) + "; " + piece->subtitle;
    piece->voices.resize(1);  // colours tell surprise, not voices
    for (RollNote& note : piece->notes) note.voice = 0;
    ordered_json notes = ordered_json::array();
    const double begin = piece->bars.front().begin;
    const double end = piece->bars.back().begin + piece->bars.back().length;
    for (const ExpectedNote& note : read.notes) {
      if (note.begin < begin || note.begin >= end) continue;
      notes.push_back({{"begin", note.begin},
                       {"pitch", note.pitch},
                       {"pitch_bits", bits_or_null(note.pitch_nats)},
                       {"rhythm_bits", bits_or_null(note.rhythm_nats)}});
    }
    json["pieces"].push_back({{"name", read.name}, {"notes", std::move(notes)}});
    roll.pieces.push_back(std::move(*piece));
  }
  return Plot{roll_picture(std::move(roll)), json_line(json), std::move(reading->warnings)};
}

}  // namespace bach

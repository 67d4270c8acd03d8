#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/inspect.h"
#include "app/inspect/harmony.h"
#include "app/json_line.h"
#include "app/plot.h"
#include "app/plot/heard_strip.h"
#include "app/plot/music.h"
#include "app/plot/quotations.h"
#include "plot/axis.h"
#include "score/key_estimate.h"
#include "score/key_name.h"
#include "score/tempo_map.h"

namespace bach {
namespace {

// "E♭ major", "♩ = 66".
std::string about(const Score& score, const std::optional<Key>& key,
                  double first_seconds_per_quarter) {
  std::string text;
  if (key) text += printed_key_name(*key) + ", ";
  return text + "♩ = " + number_text(60 / first_seconds_per_quarter, 0) + ", " +
         (score.tracks.size() == 1 ? "" : std::to_string(score.tracks.size()) + " voices, ");
}

// Where the first `count` notes of all voices end and the next one begins.
RollMark given_mark(const RollPiece& piece, std::size_t count) {
  RollMark mark{RollMark::Kind::kGiven, piece.notes.front().begin, piece.notes.front().end,
                "primer"};
  for (std::size_t i = 0; i < std::min(count, piece.notes.size()); ++i) {
    mark.end = std::max(mark.end, piece.notes[i].end);
  }
  return mark;
}

nlohmann::ordered_json json_of(const std::string& name, const Score& score,
                               const std::optional<Key>& key, const RollPiece& piece) {
  nlohmann::ordered_json json;
  json["name"] = name;
  json["key"] = key ? nlohmann::json(key_name(*key)) : nlohmann::json();
  json["voices"] = piece.voices;
  json["bars"] = nlohmann::ordered_json::array();
  for (const RollBar& bar : piece.bars) {
    json["bars"].push_back({{"number", bar.number}, {"begin", bar.begin}, {"length", bar.length}});
    if (!bar.metre.empty()) json["bars"].back()["metre"] = bar.metre;
  }
  const TempoMap tempo(score);
  json["notes"] = nlohmann::ordered_json::array();
  for (const RollNote& note : piece.notes) {
    const auto tick = static_cast<Tick>(std::llround(note.begin * score.ticks_per_quarter));
    json["notes"].push_back({{"begin", note.begin},
                             {"end", note.end},
                             {"seconds", tempo.seconds(tick)},
                             {"pitch", note.pitch},
                             {"name", note.name},
                             {"voice", note.voice},
                             {"velocity", note.velocity}});
  }
  json["marks"] = nlohmann::ordered_json::array();
  for (const RollMark& mark : piece.marks) {
    json["marks"].push_back({{"begin", mark.begin}, {"end", mark.end}, {"text", mark.text}});
  }
  return json;
}

}  // namespace

Result<Plot> plot_roll(const RollOptions& options, const ProgressCallback& progress,
                       const Cancellation& cancellation) {
  Result<PlotMusic> music =
      read_plot_music(options.music, options.inputs, "cs1-1pre", progress, cancellation);
  if (!music) return std::move(music).error();
  Roll roll;
  roll.bars_per_line = options.bars_per_line;
  nlohmann::ordered_json json;
  json["kind"] = "roll";
  json["unit"] = "quarter notes";
  json["pieces"] = nlohmann::ordered_json::array();
  for (const OpenedScore& opened : music->pieces) {
    std::optional<HeardHarmony> heard;
    if (options.harmony) {
      Result<HeardHarmony> found = hear_harmony(opened);
      if (!found) return std::move(found).error();
      heard = std::move(*found);
    }
    const Score& score = heard ? heard->written : opened.score;
    const auto key = key_at_first_note(score, opened.midi_format.has_value());
    Result<RollPiece> piece =
        roll_piece(score, score.keys.empty() ? std::vector<Key>{estimate_key(score)} : score.keys,
                   options.bars);
    if (!piece) {
      Error error = std::move(piece).error();
      error.message = opened.name + ": " + error.message;
      return error;
    }
    const double seconds_per_quarter = TempoMap(score).seconds(score.ticks_per_quarter);
    piece->title = score.title.empty() ? opened.name : score.title;
    piece->subtitle = about(score, key, seconds_per_quarter) + piece->subtitle;
    if (options.quotations > 0) {
      const auto quotations = Quotations::prepare(opened.name);
      if (!quotations) return quotations.error();
      piece->marks = (*quotations)->find(score, options.quotations);
    }
    if (options.given > 0 && !piece->notes.empty()) {
      piece->marks.insert(piece->marks.begin(), given_mark(*piece, options.given));
    }
    json["pieces"].push_back(json_of(opened.name, score, key, *piece));
    if (heard) {
      piece->harmony = harmony_strip(*heard);
      json["pieces"].back()["harmony"] = harmony_json(*heard);
    }
    roll.pieces.push_back(std::move(*piece));
  }
  return Plot{roll_picture(std::move(roll)), json_line(json), std::move(music->warnings)};
}

}  // namespace bach

#include "app/inspect/harmony.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/json_line.h"
#include "app/plot.h"
#include "app/plot/heard_strip.h"
#include "app/plot/music.h"
#include "app/plot/pieces.h"

namespace bach {
namespace {

// Two voices: the notes of the chord that sounds, and all others.
void sort_by_chord(const HeardHarmony& heard, RollPiece& piece) {
  piece.voices = {"notes of the chord", "other notes"};
  for (RollNote& note : piece.notes) {
    const auto tick = static_cast<Tick>(std::llround(note.begin * heard.written.ticks_per_quarter));
    note.voice = is_chord_tone(heard.harmony.at(tick).chord, note.pitch) ? 0 : 1;
  }
}

std::string summary(const HeardHarmony& heard) {
  std::vector<std::string> keys;
  for (const KeySpan& span : heard.harmony.keys) {
    const std::string name = printed_key_name(span.key);
    if (std::find(keys.begin(), keys.end(), name) == keys.end()) keys.push_back(name);
  }
  return printed_key_name(heard.harmony.home.front()) + ", " + std::to_string(keys.size()) +
         (keys.size() == 1 ? " key, " : " keys, ") + std::to_string(heard.harmony.spans.size()) +
         " chords, ";
}

}  // namespace

Result<RollPiece> harmony_roll(const OpenedScore& opened, const HeardHarmony& heard,
                               const std::optional<BarRange>& bars) {
  std::vector<Key> keys;
  for (const KeySpan& span : heard.harmony.keys) keys.push_back(span.key);
  Result<RollPiece> piece = roll_piece(heard.written, keys, bars);
  if (!piece) {
    Error error = std::move(piece).error();
    error.message = opened.name + ": " + error.message;
    return error;
  }
  piece->title = opened.score.title.empty() ? opened.name : opened.score.title;
  piece->subtitle = summary(heard) + piece->subtitle;
  piece->harmony = harmony_strip(heard);
  piece->lanes = key_lanes(heard);
  sort_by_chord(heard, *piece);
  return piece;
}

Result<Plot> plot_harmony(const HarmonyOptions& options, const ProgressCallback& progress,
                          const Cancellation& cancellation) {
  Result<PlotMusic> music =
      read_plot_music(options.music, options.inputs, "cs1-4sar", progress, cancellation);
  if (!music) return std::move(music).error();
  Roll roll;
  nlohmann::ordered_json json;
  json["kind"] = "harmony";
  json["pieces"] = nlohmann::ordered_json::array();
  for (const OpenedScore& opened : music->pieces) {
    const Result<HeardHarmony> heard = hear_harmony(opened);
    if (!heard) return heard.error();
    Result<RollPiece> piece = harmony_roll(opened, *heard, options.bars);
    if (!piece) return std::move(piece).error();
    nlohmann::ordered_json entry = {{"name", opened.name}};
    entry.update(harmony_json(*heard));
    json["pieces"].push_back(std::move(entry));
    roll.pieces.push_back(std::move(*piece));
  }
  return Plot{roll_picture(std::move(roll)), json_line(json), std::move(music->warnings)};
}

}  // namespace bach

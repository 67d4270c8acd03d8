#include "notation/musicxml/reader.h"

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <utility>

#include "notation/form/bar_lines.h"
#include "notation/form/repeats.h"
#include "notation/form/upbeat.h"
#include "notation/musicxml/archive.h"
#include "notation/musicxml/document.h"
#include "notation/musicxml/score_header.h"
#include "notation/musicxml/tracks.h"
#include "notation/musicxml/walk.h"
#include "score/key_estimate.h"

namespace bach {
namespace musicxml {
namespace {

constexpr std::size_t kMostKeysHeard = 32;

// One event at each tick: the last of the first part that states one there.
std::vector<Tempo> in_order(std::vector<Stated<Tempo>> stated) {
  std::stable_sort(stated.begin(), stated.end(), [](const auto& a, const auto& b) {
    return a.event.at != b.event.at ? a.event.at < b.event.at : a.part < b.part;
  });
  std::vector<Tempo> tempos;
  std::size_t part = 0;
  for (const Stated<Tempo>& each : stated) {
    const bool same_place = !tempos.empty() && tempos.back().at == each.event.at;
    if (same_place && each.part != part) continue;
    if (same_place) tempos.pop_back();
    part = each.part;
    tempos.push_back(each.event);
  }
  return tempos;
}

// The keys of the first part that has any, changes only.
std::vector<StatedKey> keys_of(const std::vector<Stated<StatedKey>>& stated) {
  std::size_t speaker = stated.empty() ? 0 : stated.front().part;
  for (const Stated<StatedKey>& each : stated) speaker = std::min(speaker, each.part);
  std::vector<StatedKey> keys;
  for (const auto& [part, key] : stated) {
    if (part != speaker) continue;
    while (!keys.empty() && keys.back().at >= key.at) keys.pop_back();
    if (keys.empty() || keys.back().fifths != key.fifths || keys.back().mode != key.mode) {
      keys.push_back(key);
    }
  }
  return keys;
}

// Modes that are not said are those the notes speak for.
void add_keys(const std::vector<StatedKey>& keys, Score& score) {
  for (std::size_t k = 0; k < keys.size(); ++k) {
    Key key{keys[k].at, keys[k].fifths, keys[k].mode.value_or(Mode::kMajor)};
    if (!keys[k].mode && k < kMostKeysHeard) {
      const Tick end = k + 1 < keys.size() ? keys[k + 1].at : score.end;
      const Key heard = estimate_key(score, key.at, end);
      if (heard.fifths == key.fifths) key.mode = heard.mode;
    }
    score.keys.push_back(key);
  }
}

std::size_t measure_at(const Events& events, Tick tick) {
  const auto after =
      std::upper_bound(events.measures.begin(), events.measures.end(), tick,
                       [](Tick at, const WrittenMeasure& measure) { return at < measure.begin; });
  return static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, after - events.measures.begin()) - 1);
}

Result<MusicXmlPiece> assemble(const Document& document, Events events, const Timing& timing,
                               const MusicXmlLimits& limits, Problems& problems) {
  MusicXmlPiece piece;
  Score& score = piece.score;
  score.ticks_per_quarter = timing.ticks_per_quarter;
  score.title = title_of(document.root);
  piece.composer = composer_of(document.root);
  score.end = events.measures.back().begin + events.measures.back().length;
  Result<notation::PlayedForm> form = notation::played_form(
      events.signs, score.end, limits.statements,
      [&](Tick at) { problems.count(Problem::kJump, document.place(0, measure_at(events, at))); });
  if (!form) return std::move(form).error();
  std::vector<Tick> cuts;
  for (const Section& section : form->sections) cuts.push_back(section.end);
  score.tracks = tracks_of(events, cuts, document, problems);
  score.sections = std::move(form->sections);
  score.play_order = std::move(form->play_order);
  if (Status status = notation::check_growth(score, limits.growth); !status) {
    return std::move(status).error();
  }
  notation::BarLines lines =
      notation::bar_lines_of(events.measures, events.signs, timing.ticks_per_quarter);
  score.metres = std::move(lines.metres);
  score.tempos = in_order(std::move(events.tempos));
  score.markers = std::move(events.markers);
  std::stable_sort(score.markers.begin(), score.markers.end(),
                   [](const Marker& a, const Marker& b) { return a.at < b.at; });
  piece.marks = std::move(events.marks);
  notation::delay(lines.upbeat_rest, score, piece.marks);
  std::vector<StatedKey> keys = keys_of(events.keys);
  for (StatedKey& key : keys) {
    if (key.at > 0) key.at += lines.upbeat_rest;
  }
  add_keys(keys, score);
  piece.warnings = problems.lines();
  return piece;
}

Result<MusicXmlPiece> read_file_bytes(std::span<const std::uint8_t> bytes,
                                      const MusicXmlLimits& limits) {
  std::vector<std::uint8_t> text;
  if (is_archive(bytes)) {
    Result<std::vector<std::uint8_t>> unpacked = unpack(bytes, limits);
    if (!unpacked) return std::move(unpacked).error();
    text = std::move(*unpacked);
  } else if (bytes.size() <= limits.text_bytes) {
    text.assign(bytes.begin(), bytes.end());
  } else {
    return Error{ErrorCode::kLimit,
                 "a text of " + std::to_string(bytes.size()) + " bytes; at most " +
                     std::to_string(limits.text_bytes) + " are read",
                 {}};
  }
  Problems problems;
  Document document;
  if (Status status = open_document(std::move(text), limits, document, problems); !status) {
    return std::move(status).error();
  }
  const Timing timing = timing_of(document);
  Result<Events> events =
      walk_measures(document, part_list_of(document.root), timing, limits, problems);
  if (!events) return std::move(events).error();
  return assemble(document, std::move(*events), timing, limits, problems);
}

}  // namespace
}  // namespace musicxml

Result<MusicXmlPiece> score_from_musicxml(std::span<const std::uint8_t> bytes,
                                          const MusicXmlLimits& limits) {
  return musicxml::read_file_bytes(bytes, limits);
}

}  // namespace bach

#include "app/inspect/form.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/json_line.h"
#include "app/plot.h"
#include "app/plot/music.h"
#include "app/plot/pieces.h"
#include "plot/axis.h"
#include "plot/form_map.h"
#include "score/key_name.h"

namespace bach {
namespace {

std::string percent(double share) { return number_text(100 * share, 0) + " %"; }

std::string form_subtitle(const HeardForm& heard) {
  std::size_t returning = 0;
  std::string bars;
  for (const FormPart& part : heard.form.parts) {
    const bool upbeat = is_upbeat(heard.form, part.first_bar);
    bars += (bars.empty() ? "" : " + ") +
            std::to_string(part.last_bar - part.first_bar + (upbeat ? 0 : 1));
  }
  for (const FormBar& bar : heard.form.bars) returning += bar.source >= 0 ? 1 : 0;
  const double share = static_cast<double>(returning) / static_cast<double>(heard.form.bars.size());
  return heard.pattern + ", " + bars + " bars; " + percent(share) + " from earlier ones; recall " +
         percent(heard.form.recall);
}

MapPhrase map_phrase(const Phrase& phrase, double quarter) {
  MapPhrase mapped{static_cast<double>(phrase.begin) / quarter,
                   static_cast<double>(phrase.end) / quarter,
                   phrase.cadence.has_value(),
                   false,
                   {}};
  if (!phrase.cadence) return mapped;
  mapped.final = phrase.cadence->kind == CadenceKind::kAuthentic;
  std::string key = key_name(phrase.cadence->key);
  if (key.size() > 1 && (key[1] == 'b' || key[1] == '#')) {
    key.replace(1, 1, key[1] == 'b' ? "♭" : "♯");
  }
  switch (phrase.cadence->kind) {
    case CadenceKind::kAuthentic:
      mapped.caption = key;
      break;
    case CadenceKind::kHalf:
      mapped.caption = "half, " + key;
      break;
    case CadenceKind::kDeceptive:
      mapped.caption = "deceptive, " + key;
      break;
  }
  return mapped;
}

}  // namespace

MapPiece form_map(const OpenedScore& opened, const HeardForm& heard) {
  const FormAnalysis& form = heard.form;
  const double quarter = heard.in.written.ticks_per_quarter;
  MapPiece piece;
  piece.title = opened.score.title.empty() ? opened.name : opened.score.title;
  piece.subtitle = form_subtitle(heard);
  for (int i = 0; i < static_cast<int>(form.bars.size()); ++i) {
    const FormBar& bar = form.bars[static_cast<std::size_t>(i)];
    MapBar mapped;
    mapped.begin = static_cast<double>(bar.begin) / quarter;
    mapped.length = static_cast<double>(bar.end - bar.begin) / quarter;
    mapped.number = bar.number;
    mapped.upbeat = is_upbeat(form, i);
    mapped.relation = static_cast<MapRelation>(bar.relation);
    mapped.source = bar.source;
    mapped.shift = bar.shift;
    mapped.likeness = bar.likeness;
    piece.bars.push_back(mapped);
  }
  for (const FormPart& part : form.parts) {
    piece.parts.push_back({std::string(1, part.name), static_cast<std::size_t>(part.first_bar),
                           static_cast<std::size_t>(part.last_bar)});
  }
  for (const Phrase& phrase : form.phrases) piece.phrases.push_back(map_phrase(phrase, quarter));
  for (const LiteralCycle& cycle : form.cycles) {
    const auto first = static_cast<std::size_t>(cycle.first_bar);
    const std::size_t last =
        std::min(form.bars.size(), first + static_cast<std::size_t>(cycle.bars)) - 1;
    const std::string period = std::to_string(cycle.period) + " bars before";
    piece.cycles.push_back({first, last, cycle.period == 1 ? "as the bar before" : "as " + period});
  }
  return piece;
}

Result<Plot> plot_form(const FormOptions& options, const ProgressCallback& progress,
                       const Cancellation& cancellation) {
  Result<PlotMusic> music =
      read_plot_music(options.music, options.inputs, "cs1-1pre", progress, cancellation);
  if (!music) return std::move(music).error();
  std::vector<MapPiece> pieces;
  nlohmann::ordered_json json;
  json["kind"] = "form";
  json["unit"] = "quarter notes";
  json["pieces"] = nlohmann::ordered_json::array();
  for (const OpenedScore& opened : music->pieces) {
    const Result<HeardForm> heard = hear_form(opened);
    if (!heard) {
      if (music->pieces.size() == 1) return heard.error();
      music->warnings.push_back("left out: " + heard.error().message);
      continue;
    }
    pieces.push_back(form_map(opened, *heard));
    nlohmann::ordered_json piece;
    piece["name"] = opened.name;
    piece.update(form_json(*heard));
    json["pieces"].push_back(std::move(piece));
  }
  if (pieces.empty()) {
    return Error{ErrorCode::kInvalidData, "nothing to draw: " + music->warnings.back(), {}};
  }
  return Plot{form_map_picture(std::move(pieces)), json_line(json), std::move(music->warnings)};
}

}  // namespace bach

#include "base/number_text.h"
#include "cli/evaluate_output.h"

namespace bach::cli {
namespace {

using Json = nlohmann::ordered_json;

Json mean_or_null(const NatSum& sum) { return sum.notes == 0 ? Json() : Json(sum.mean()); }

Json figures(const NatTotals& totals, NatSum NatsByKind::*kind) {
  Json json;
  json["notes"] = (totals.pitch.*kind).notes;
  json["pitch_nats"] = mean_or_null(totals.pitch.*kind);
  json["rhythm_nats"] = mean_or_null(totals.rhythm.*kind);
  return json;
}

Json measured(const std::string& name, const NatTotals& totals) {
  Json json;
  json["name"] = name;
  json.update(figures(totals, &NatsByKind::all));
  json["first_20"] = figures(totals, &NatsByKind::opening);
  json["later"] = figures(totals, &NatsByKind::later);
  json["fresh"] = figures(totals, &NatsByKind::fresh);
  json["repeated"] = figures(totals, &NatsByKind::repeated);
  return json;
}

Json list(const std::vector<Measurement>& measurements) {
  Json json = Json::array();
  for (const Measurement& one : measurements) json.push_back(measured(one.name, one.totals));
  return json;
}

Json view_json(const ViewReport& view) {
  Json json;
  json["folded"] = view.view.folded;
  json["voices"] = view.view.voices == Voices::kFirst ? "first" : "all";
  json["first_note"] = view.first_note + 1;
  json.update(measured(view.headline.name, view.headline.totals));
  json["nats"] = view.headline.totals.nats_per_note();
  json["bits"] = bits_of(view.headline.totals.nats_per_note());
  json["perplexity"] = perplexity_of(view.headline.totals.nats_per_note());
  json["averaged"] = view.averaged ? measured(view.averaged->name, view.averaged->totals) : Json();
  json["models"] = list(view.models);
  json["pieces"] = Json::array();
  for (std::size_t p = 0; p < view.pieces.size(); ++p) {
    json["pieces"].push_back(measured(view.pieces[p].name, view.piece_totals[p]));
  }
  json["baselines"] = list(view.baselines);
  return json;
}

}  // namespace

nlohmann::ordered_json evaluation_json(const EvaluationReport& report) {
  Json json;
  json["split"] = report.split.empty() ? Json() : Json(report.split);
  if (report.plans) {
    const auto notes = static_cast<double>(report.plans->notes);
    json["plans"] = {{"chord_nats", report.plans->chords / notes},
                     {"bar_nats", report.plans->bars / notes}};
  }
  json["preset"] = preset_name(report.preset);
  json["context"] = report.context == 0 ? Json() : Json(report.context);
  json.update(view_json(report.views.front()));
  json["learned_pieces"] = report.learned;
  json["train_seconds"] = report.train_seconds ? Json(*report.train_seconds) : Json();
  json["views"] = Json::array();
  for (std::size_t k = 1; k < report.views.size(); ++k) {
    json["views"].push_back(view_json(report.views[k]));
  }
  return json;
}

std::string note_table(const ViewReport& view) {
  std::string text = "piece\tnote\tpitch\trhythm\tpitch_nats\trhythm_nats\trepeated\n";
  for (std::size_t p = 0; p < view.pieces.size(); ++p) {
    const MeasuredPiece& piece = view.pieces[p];
    const PieceNats& nats = view.headline.nats[p];
    for (std::size_t i = view.first_note; i < piece.pitches.size(); ++i) {
      text += piece.name + "\t" + std::to_string(i + 1) + "\t" + std::to_string(piece.pitches[i]);
      text += "\t" + (piece.rhythms.empty() ? std::string() : std::to_string(piece.rhythms[i]));
      text += "\t" + fixed_text(nats.pitch[i], 6);
      text += "\t" + (nats.rhythm.empty() ? std::string() : fixed_text(nats.rhythm[i], 6));
      text += piece.repeated[i] != 0 ? "\t1\n" : "\t0\n";
    }
  }
  return text;
}

}  // namespace bach::cli

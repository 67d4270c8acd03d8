#include "app/measure_view.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace bach {
namespace {

Status score_all(std::span<const std::unique_ptr<StepScorer>> scorers,
                 std::span<const MeasuredPiece> pieces, std::vector<Measurement>& measurements) {
  measurements.resize(scorers.size());
  for (std::size_t k = 0; k < scorers.size(); ++k) {
    measurements[k].name = scorers[k]->name();
    for (const MeasuredPiece& piece : pieces) {
      Result<PieceNats> nats = scorers[k]->score(piece);
      if (!nats) return nats.error();
      measurements[k].nats.push_back(std::move(*nats));
    }
  }
  return {};
}

Measurement mix_of(const std::vector<Measurement>& models) {
  if (models.size() == 1) return models.front();
  Measurement mix;
  mix.name = std::to_string(models.size()) + " mixed";
  for (std::size_t p = 0; p < models.front().nats.size(); ++p) {
    std::vector<PieceNats> parts;
    for (const Measurement& model : models) parts.push_back(model.nats[p]);
    mix.nats.push_back(mixed(parts));
  }
  return mix;
}

}  // namespace

ViewMeasurement::ViewMeasurement(const View& view, const Alphabet& alphabet) : alphabet_(alphabet) {
  report_.view = view;
}

std::vector<MeasuredPiece> ViewMeasurement::pieces_of(std::span<const MusicPiece* const> music,
                                                      std::vector<std::string>& warnings) const {
  std::vector<MeasuredPiece> pieces;
  const int highest = alphabet_.lowest_pitch + alphabet_.pitches - 1;
  for (const MusicPiece* source : music) {
    Result<MeasuredPiece> piece = measured_piece(source->name, source->score, report_.view);
    if (!piece) {
      warnings.push_back("skipped: " + piece.error().message);
    } else if (std::any_of(piece->pitches.begin(), piece->pitches.end(), [&](int pitch) {
                 return pitch < alphabet_.lowest_pitch || pitch > highest;
               })) {
      warnings.push_back("skipped: " + source->name + ": has notes outside pitches " +
                         std::to_string(alphabet_.lowest_pitch) + " to " + std::to_string(highest));
    } else {
      pieces.push_back(std::move(*piece));
    }
  }
  return pieces;
}

Status ViewMeasurement::add_fold(std::span<const MusicPiece* const> learned,
                                 std::span<const MusicPiece* const> held_out,
                                 std::span<const std::unique_ptr<StepScorer>> models,
                                 std::vector<std::string>& warnings) {
  std::vector<MeasuredPiece> pieces = pieces_of(held_out, warnings);
  if (Status scored = score_all(models, pieces, report_.models); !scored) return scored;
  const auto baselines = make_baselines(alphabet_, pieces_of(learned, warnings));
  if (Status scored = score_all(baselines, pieces, report_.baselines); !scored) return scored;
  std::move(pieces.begin(), pieces.end(), std::back_inserter(report_.pieces));
  return {};
}

Result<ViewReport> ViewMeasurement::finish() {
  ViewReport& report = report_;
  report.headline = mix_of(report.models);
  if (report.models.size() == 1) report.models.clear();
  for (const PieceNats& nats : report.headline.nats) {
    report.first_note = std::max(report.first_note, nats.first);
  }
  // All count the same notes: those the headline predicts.
  const auto count = [&](Measurement& measurement) {
    measurement.tallies = tallies_of(report.pieces, measurement.nats, report.first_note);
  };
  count(report.headline);
  for (Measurement& model : report.models) count(model);
  for (Measurement& baseline : report.baselines) count(baseline);
  for (std::size_t p = 0; p < report.pieces.size(); ++p) {
    report.piece_tallies.push_back(
        tallies_of({&report.pieces[p], 1}, {&report.headline.nats[p], 1}, report.first_note));
  }
  if (report.headline.tallies.pitch.all.notes == 0) {
    return Error{
        ErrorCode::kInvalidData,
        "no note to measure: no piece is longer than what the model sees before it predicts",
        {}};
  }
  return std::move(report);
}

}  // namespace bach

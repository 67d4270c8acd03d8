#include "app/evaluate/measure_view.h"

#include <algorithm>
#include <utility>

#include "app/evaluate/shared_scores.h"

namespace bach {
namespace {

using Pieces = std::span<const MeasuredPiece* const>;

Status score_all(Group& group, NoteScorer& scorer, Pieces pieces, Measurement& measurement) {
  measurement.name = scorer.name();
  Result<std::vector<PieceNats>> scores = shared_scores(group, scorer, pieces);
  if (!scores) return std::move(scores).error();
  for (PieceNats& nats : *scores) measurement.nats.push_back(std::move(nats));
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

std::optional<MeasuredPiece> PieceCache::make(const MusicPiece& source,
                                              std::vector<std::string>& warnings) {
  Result<MeasuredPiece> piece = measured_piece(source.name, source.score, view_);
  if (!piece) {
    warnings.push_back("skipped: " + piece.error().message);
    return std::nullopt;
  }
  const int highest = alphabet_.lowest_pitch + alphabet_.pitches - 1;
  if (std::any_of(piece->pitches.begin(), piece->pitches.end(),
                  [&](int pitch) { return pitch < alphabet_.lowest_pitch || pitch > highest; })) {
    warnings.push_back("skipped: " + source.name + ": has notes outside pitches " +
                       std::to_string(alphabet_.lowest_pitch) + " to " + std::to_string(highest));
    return std::nullopt;
  }
  return std::move(*piece);
}

std::vector<const MeasuredPiece*> PieceCache::pieces(std::span<const MusicPiece* const> music,
                                                     std::vector<std::string>& warnings) {
  std::vector<const MeasuredPiece*> pieces;
  for (const MusicPiece* source : music) {
    auto found = made_.find(source);
    if (found == made_.end()) found = made_.emplace(source, make(*source, warnings)).first;
    if (found->second) pieces.push_back(&*found->second);
  }
  return pieces;
}

ViewMeasurement::ViewMeasurement(PieceCache& cache, Group& group) : cache_(cache), group_(group) {
  report_.view = cache.view();
}

Status ViewMeasurement::add_fold(const FoldMusic& fold, std::span<const ModelScorers> models,
                                 std::vector<std::string>& warnings) {
  const std::vector<const MeasuredPiece*> pieces = cache_.pieces(fold.held_out, warnings);
  report_.models.resize(models.size());
  for (std::size_t k = 0; k < models.size(); ++k) {
    Status one = score_all(group_, *models[k].one, pieces, report_.models[k]);
    if (!one) return one;
    if (models[k].all_keys == nullptr) continue;
    all_keys_.resize(models.size());
    Status all = score_all(group_, *models[k].all_keys, pieces, all_keys_[k]);
    if (!all) return all;
  }
  const auto learned = cache_.pieces(fold.learned, warnings);
  std::size_t k = 0;
  for (const BaselineConfig& config : standard_baselines()) {
    if (report_.baselines.size() == k) report_.baselines.emplace_back();
    BackoffScorer baseline(config, cache_.alphabet(), learned);
    Status scored = score_all(group_, baseline, pieces, report_.baselines[k++]);
    if (!scored) return scored;
  }
  for (const MeasuredPiece* piece : pieces) report_.pieces.push_back(*piece);
  return {};
}

Result<ViewReport> ViewMeasurement::finish(const std::vector<std::string>& warnings) {
  ViewReport& report = report_;
  report.headline = mix_of(report.models);
  if (report.models.size() == 1) report.models.clear();
  if (!all_keys_.empty()) {
    report.averaged = mix_of(all_keys_);
    report.averaged->name += ", 12 keys";
  }
  for (const PieceNats& nats : report.headline.nats) {
    report.first_note = std::max(report.first_note, nats.first);
  }
  // All count the same notes: those the headline predicts.
  const auto count = [&](Measurement& measurement) {
    measurement.totals = nat_totals(report.pieces, measurement.nats, report.first_note);
  };
  count(report.headline);
  if (report.averaged) count(*report.averaged);
  for (Measurement& model : report.models) count(model);
  for (Measurement& baseline : report.baselines) count(baseline);
  for (std::size_t p = 0; p < report.pieces.size(); ++p) {
    report.piece_totals.push_back(
        nat_totals({&report.pieces[p], 1}, {&report.headline.nats[p], 1}, report.first_note));
  }
  if (report.headline.totals.pitch.all.notes == 0) {
    const auto skipped =
        std::find_if(warnings.begin(), warnings.end(),
                     [](const std::string& warning) { return warning.starts_with("skipped: "); });
    return Error{ErrorCode::kInvalidData,
                 "no note to measure: " +
                     (report.pieces.empty() && skipped != warnings.end()
                          ? *skipped
                          : "no piece is longer than what the model sees before it predicts"),
                 {}};
  }
  return std::move(report);
}

}  // namespace bach

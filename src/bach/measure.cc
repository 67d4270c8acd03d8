#include "bach/measure.h"

#include "bach/measurement_of.h"

namespace bach {
namespace {

Prediction prediction_of(const std::string& name, const NatTotals& totals) {
  return {name, totals.nats_per_note(), bits_of(totals.nats_per_note())};
}

}  // namespace

ModelMeasurement measurement_of(const EvaluationReport& report) {
  const ViewReport& view = report.views.front();
  ModelMeasurement measured;
  measured.notes = view.headline.totals.pitch.all.notes;
  measured.model = prediction_of("model", view.headline.totals);
  for (const Measurement& baseline : view.baselines) {
    measured.baselines.push_back(prediction_of(baseline.name, baseline.totals));
  }
  return measured;
}

Result<ModelMeasurement> measure_model(const std::string& model,
                                       const std::vector<std::string>& inputs,
                                       const Cancellation& stop) {
  EvaluateOptions options;
  options.inputs = inputs;
  options.models = {model};
  const Result<EvaluationReport> report = evaluate_models(options, {}, stop);
  if (!report) return report.error();
  return measurement_of(*report);
}

Result<Nearness> measure_nearness(const std::vector<std::string>& inputs,
                                  const std::vector<std::string>& others,
                                  const Cancellation& stop) {
  CompareOptions options;
  options.inputs = inputs;
  options.against = others;
  options.critic = false;
  const Result<ComparisonReport> report = compare_pieces(options, {}, stop);
  if (!report) return report.error();
  const SetComparison& found = report->comparison;
  return Nearness{found.class_distance, found.interval_distance, found.duration_distance,
                  found.longest, found.loops};
}

}  // namespace bach

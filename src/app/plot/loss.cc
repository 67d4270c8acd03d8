#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/json_line.h"
#include "app/plot.h"
#include "app/train/log.h"

namespace bach {
namespace {

std::vector<CurvePoint> points_of(const std::vector<TrainingLog::Entry>& entries) {
  std::vector<CurvePoint> points;
  for (const TrainingLog::Entry& entry : entries) points.push_back({entry.targets, entry.loss});
  return points;
}

nlohmann::ordered_json json_of(const std::vector<CurvePoint>& points, const char* x_name) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const CurvePoint& point : points) {
    json.push_back({{x_name, point.x}, {"nats", point.y}});
  }
  return json;
}

}  // namespace

Result<Plot> plot_loss(const LossOptions& options) {
  LearningCurves curves;
  curves.runs = options.runs;
  for (const std::string& path : options.logs) {
    const Result<TrainingLog> log = read_training_log(path);
    if (!log) return log.error();
    const std::string name =
        path == "-" ? "standard input" : std::filesystem::path(path).stem().string();
    curves.runs.push_back({name, points_of(log->training), points_of(log->held_out)});
  }
  curves.title = curves.runs.size() == 1 ? "Learning" : "Learning, run by run";
  bool held_out = false;
  const char* x_name = options.runs.empty() ? "targets" : "step";
  if (!options.runs.empty()) curves.x_title = "steps";
  nlohmann::ordered_json json;
  json["kind"] = "loss";
  json["runs"] = nlohmann::ordered_json::array();
  for (const LearningCurve& run : curves.runs) {
    held_out = held_out || !run.held_out.empty();
    json["runs"].push_back({{"name", run.name},
                            {"training", json_of(run.training, x_name)},
                            {"held_out", json_of(run.held_out, x_name)}});
  }
  curves.subtitle =
      curves.runs.size() == 1 && !curves.runs[0].name.empty() ? curves.runs[0].name + ": " : "";
  curves.subtitle +=
      held_out ? "lines are training, dots are held-out music" : "loss on the music learned from";
  curves.baselines = options.baselines;
  json["baselines"] = nlohmann::ordered_json::array();
  for (const Baseline& baseline : options.baselines) {
    json["baselines"].push_back({{"name", baseline.name}, {"nats", baseline.nats}});
  }
  return Plot{learning_curves_picture(std::move(curves)), json_line(json), {}};
}

}  // namespace bach

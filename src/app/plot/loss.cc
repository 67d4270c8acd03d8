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

nlohmann::ordered_json json_of(const std::vector<CurvePoint>& points) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const CurvePoint& point : points) {
    json.push_back({{"targets", point.x}, {"nats", point.y}});
  }
  return json;
}

}  // namespace

Result<Plot> plot_loss(const LossOptions& options) {
  LearningCurves curves;
  curves.title = options.logs.size() == 1 ? "Learning" : "Learning, run by run";
  bool held_out = false;
  nlohmann::ordered_json json;
  json["kind"] = "loss";
  json["runs"] = nlohmann::ordered_json::array();
  for (const std::string& path : options.logs) {
    const Result<TrainingLog> log = read_training_log(path);
    if (!log) return log.error();
    const std::string name =
        path == "-" ? "standard input" : std::filesystem::path(path).stem().string();
    curves.runs.push_back({name, points_of(log->training), points_of(log->held_out)});
    held_out = held_out || !log->held_out.empty();
    json["runs"].push_back({{"name", name},
                            {"training", json_of(curves.runs.back().training)},
                            {"held_out", json_of(curves.runs.back().held_out)}});
  }
  curves.subtitle = options.logs.size() == 1 ? curves.runs[0].name + ": " : "";
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

// Curves of learning: loss against targets seen, several runs in one picture.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "plot/picture.h"

namespace bach {

// A point of a curve: x targets seen (or what x_title says), y nats.
using CurvePoint = Point;

struct LearningCurve {
  std::string name;
  std::vector<CurvePoint> training;  // by x; may be empty
  std::vector<CurvePoint> held_out;  // by x; may be empty
};

struct Baseline {
  std::string name;
  double nats = 0;
};

struct LearningCurves {
  std::string title;
  std::string subtitle;
  std::vector<LearningCurve> runs;  // one at least; one point at least in all
  std::vector<Baseline> baselines;  // lines across
  std::string x_title = "targets seen (notes learned from)";
};

// Training losses are drawn as they are, faintly, and as a running mean; held-out losses as a line
// with dots.
std::unique_ptr<Picture> learning_curves_picture(LearningCurves curves);

// The mean of each point and its neighbours, two on either side, or a fiftieth of all when those
// are more; fewer towards the ends, as many on one side as on the other. As many points, at the
// same x.
std::vector<CurvePoint> running_mean(const std::vector<CurvePoint>& points);

}  // namespace bach

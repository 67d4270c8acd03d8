// Histograms: how often what, in one set or several side by side.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "plot/axis.h"
#include "plot/picture.h"

namespace bach {

struct HistogramSeries {
  std::string name;
  std::vector<double> values;  // one a bin, >= 0
};

struct Histogram {
  std::string title;
  std::string subtitle;
  std::string x_title;  // with its unit
  std::string y_title;  // with its unit
  double begin = 0;     // where the first bin begins
  double bin_width = 1;
  std::vector<std::string> bin_names;   // one a bin, for terminals
  std::vector<AxisTick> x_ticks;        // values; a bin i spans begin + [i, i + 1) · bin_width
  int decimals = 0;                     // of values, as text
  std::vector<HistogramSeries> series;  // at least one; all of bin_names.size() values
};

std::unique_ptr<Picture> histogram_picture(Histogram histogram);

}  // namespace bach

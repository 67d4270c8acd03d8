// The pieces a picture is made of.
#pragma once

#include <string>
#include <vector>

#include "app/music/inputs.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"

namespace bach {

struct PlotMusic {
  std::vector<OpenedScore> pieces;    // at least one, each with a note; in the order named
  std::vector<std::string> warnings;  // what was left out or mended, once a cause of many files
};

// The music at hand or, where there is none, what `inputs` name; `standard` in place of no inputs, all movements when
// that is empty too.
Result<PlotMusic> read_plot_music(const std::vector<NamedScore>& at_hand,
                                  const std::vector<std::string>& inputs,
                                  const std::string& standard, const ProgressCallback& progress,
                                  const Cancellation& cancellation);

}  // namespace bach

// One page of all that `bach evaluate --against … --report` finds: tables, scores, pictures and sound.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/evaluate.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"

namespace bach {

struct ReportOptions {
  std::vector<std::string> inputs;   // what was judged and what against, as named; for the heading
  std::vector<std::string> against;  // files and folders are shown without what is before them
  std::size_t in_full = 6;  // so many pieces, those with most values outside, with score and sound
};

struct ReportPage {
  std::string html;                  // UTF-8, well-formed XML too; loads nothing
  std::vector<std::string> remarks;  // what could not be shown and why, one line each
};

// The page. Each piece in full stands beside one of the set of its kind. Where no engraver, no Cairo
// or no SoundFont is installed, a line in the page says so, the picture is in characters, sines play.
// Files that were compared are read again. All but sound is the same on each machine with the
// same engraver, Cairo and fonts. Errors: kInvalidData where the critic said nothing, kCancelled.
Result<ReportPage> report_page(const ComparisonReport& report, const ReportOptions& options,
                               const ProgressCallback& progress, const Cancellation& cancellation);

}  // namespace bach

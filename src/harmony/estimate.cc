#include "harmony/estimate.h"

#include <utility>

#include "harmony/check.h"
#include "harmony/counts.h"
#include "harmony/notes.h"
#include "harmony/tables.h"

namespace bach {
Result<FinderParameters> reestimated(const FinderParameters& parameters,
                                     std::span<const Score> scores) {
  if (scores.empty()) return invalid_argument("scores", "none to learn harmony from");
  const FinderTables tables(parameters);
  HarmonyCounts counts;
  for (const Score& score : scores) {
    const std::vector<Note> notes = pitched_notes(score);
    if (Status status = check_harmony_music(score, notes); !status.ok()) {
      Error error = status.error();
      if (!score.title.empty()) error.message = score.title + ": " + error.message;
      return error;
    }
    for (const HarmonyDance& dance : harmony_dances(score)) {
      const HarmonyEvidence evidence = hear(dance.units, notes, score.ticks_per_quarter);
      counts.add(dance, evidence, best_harmony_path(dance, evidence, tables));
    }
  }
  return counts.parameters();
}

Result<FinderParameters> estimate_finder(std::span<const Score> scores,
                                         const EstimateOptions& options) {
  if (options.passes < 1) return invalid_argument("passes", "must be 1 or more");
  Result<FinderParameters> parameters = textbook_parameters();
  for (int pass = 0; pass < options.passes && parameters; ++pass) {
    parameters = reestimated(*parameters, scores);
  }
  return parameters;
}

}  // namespace bach

#include "harmony/estimate.h"

#include <utility>

#include "harmony/check.h"
#include "harmony/counts.h"
#include "harmony/notes.h"
#include "harmony/tables.h"

namespace bach {
namespace {

constexpr int kPaths = 8;  // that are drawn of each dance

}  // namespace

Result<FinderParameters> reestimated(const FinderParameters& parameters,
                                     std::span<const Score> scores) {
  if (scores.empty()) return invalid_argument("scores", "none to learn harmony from");
  const FinderTables tables(parameters);
  // Drawn numbers are those of the dance's place: the same music gives the same parameters.
  const CounterRandom random(0, Purpose::kHarmony);
  std::uint64_t dance_number = 0;
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
      const auto paths =
          drawn_harmony_paths(dance, evidence, tables, kPaths, random, dance_number++);
      for (const std::vector<HarmonyState>& path : paths) {
        counts.add(dance, evidence, path, 1.0 / kPaths);
      }
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

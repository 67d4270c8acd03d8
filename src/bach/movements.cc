#include "bach/movements.h"

#include <utility>

#include "app/corpus.h"
#include "app/fetch.h"
#include "corpus/corpus.h"

namespace bach {

std::vector<std::string> movement_set_names() {
  std::vector<std::string> names;
  for (const MovementSet& set : movement_sets()) names.emplace_back(set.name);
  return names;
}

Result<std::vector<CarriedMovement>> carried_movements(const std::vector<std::string>& names) {
  return corpus_entries(names);
}

Result<std::vector<NamedScore>> load_movements(const std::vector<std::string>& names) {
  const Result<std::vector<CarriedMovement>> entries = corpus_entries(names);
  if (!entries) return entries.error();
  std::vector<NamedScore> pieces;
  for (const CarriedMovement& entry : *entries) {
    Result<Score> score = load_movement(*find_movement(entry.name));
    if (!score) return std::move(score).error();
    pieces.push_back({entry.alias, std::move(*score), {}, {}, "Johann Sebastian Bach"});
  }
  return pieces;
}

Result<FetchedFiles> fetch_movements(const FetchPlan& plan, const ProgressCallback& progress,
                                     const Cancellation& stop) {
  if (plan.attempts < 1) return invalid_argument("attempts", "must be 1 or more");
  FetchOptions options;
  options.base_url = plan.url;
  if (plan.url != kSuitesUrl) options.plain_url.clear();  // whoever names an address means it
  options.folder = plan.folder;
  options.replace = plan.replace;
  options.attempts = plan.attempts;
  Result<FetchReport> report = fetch_suites(options, progress, stop);
  if (!report) return std::move(report).error();
  FetchedFiles files{std::move(report->downloaded), std::move(report->present), {}};
  for (FetchFailure& failure : report->failed) {
    files.failed.push_back({std::move(failure.name), std::move(failure.reason)});
  }
  return files;
}

}  // namespace bach

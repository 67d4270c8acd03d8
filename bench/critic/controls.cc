// What the critic hears where it is known what there is to hear; doc/critic.md has the figures.
// critic_controls [FIRST LAST]   (seeds of suites composed by the program; 1 and 20 when none are named)
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "app/suite.h"
#include "evaluate/critic_controls.h"
#include "score/unfold.h"

namespace bach {
namespace {

// Those of the six suites, in turn.
constexpr Key kKeys[] = {{0, 1, Mode::kMajor},  {0, -1, Mode::kMinor}, {0, 0, Mode::kMajor},
                         {0, -3, Mode::kMajor}, {0, -3, Mode::kMinor}, {0, 2, Mode::kMajor}};

void print_report(const char* name, const std::vector<CriticPiece>& judged,
                  const std::vector<CriticPiece>& set, ThreadPool& threads) {
  const CriticReport report = criticise(judged, set, threads);
  if (!report.auc) {
    std::printf("%-28s %s\n", name, report.no_classifier.c_str());
    return;
  }
  std::printf("%-28s %5.3f (%.2f - %.2f)  separation %.3f (chance %.3f)  ", name, *report.auc,
              report.auc_interval ? report.auc_interval->low : 0,
              report.auc_interval ? report.auc_interval->high : 1, report.separation->mean,
              report.separation->chance);
  for (const std::optional<double>& auc : report.group_auc) std::printf(" %.2f", auc.value_or(-1));
  std::printf("\n");
  std::fflush(stdout);
}

std::vector<CriticPiece> composed(int first, int last) {
  std::vector<CriticPiece> pieces;
  for (int seed = first; seed <= last; ++seed) {
    SuiteRequest request;
    request.movement.seed = static_cast<std::uint64_t>(seed);
    request.movement.key = kKeys[(seed - 1) % 6];
    const Result<ComposedSuite> suite = compose_suite(request, {}, {});
    if (!suite) {
      std::fprintf(stderr, "seed %d: %s\n", seed, suite.error().text().c_str());
      continue;
    }
    for (const SuiteMovement& movement : suite->movements) {
      const std::string name = std::to_string(seed) + "/" + movement.name;
      Result<std::vector<CriticDance>> dances = hear_dances(name, unfold(movement.piece.score));
      if (dances) pieces.push_back({name, std::to_string(seed), std::move(*dances)});
    }
  }
  return pieces;
}

int run(int first, int last) {
  ThreadPool threads(0);
  const std::vector<CriticPiece> bach = controls::heard_movements(cello_movements(), threads);
  const std::vector<Movement> violin(find_movement_set("violin")->movements.begin(),
                                     find_movement_set("violin")->movements.end());
  std::printf("%-28s AUC; groups:", "against Bach's cello suites");
  for (int g = 0; g < kMeasureGroups; ++g) {
    std::printf("%s %s", g == 0 ? "" : ",",
                std::string(group_name(static_cast<MeasureGroup>(g))).c_str());
  }
  std::printf("\n");
  print_report("his violin solos", controls::heard_movements(violin, threads), bach, threads);
  print_report("his bars shuffled", controls::changed(bach, controls::bars_shuffled, threads), bach,
               threads);
  print_report("four-bar blocks transposed",
               controls::changed(bach, controls::blocks_transposed, threads), bach, threads);
  for (const std::uint32_t per_thousand : {40U, 10U}) {
    const auto move = [&](const CriticDance& dance, std::uint32_t row) {
      return controls::notes_moved(dance, row, per_thousand);
    };
    const std::string name = std::to_string(per_thousand / 10) + " % of notes a semitone off";
    print_report(name.c_str(), controls::changed(bach, move, threads), bach, threads);
  }
  const std::vector<CriticPiece> suites = composed(first, last);
  if (suites.empty()) return 1;
  print_report("suites of the program", suites, bach, threads);
  const CriticReport report = criticise(suites, bach, threads);
  std::printf("\nmeasures of these suites, separation, theirs, Bach's\n");
  for (std::size_t m = 0; m < report.measures.size(); ++m) {
    const MeasureSummary& found = report.measures[m];
    std::printf("%5.2f %-40s %8.2f %8.2f\n", found.separation.value_or(0),
                std::string(critic_measures()[m].name).c_str(), found.judged.value_or(-1),
                found.set.value_or(-1));
  }
  return 0;
}

}  // namespace
}  // namespace bach

int main(int argc, char** argv) {
  const int first = argc > 2 ? std::atoi(argv[1]) : 1;
  const int last = argc > 2 ? std::atoi(argv[2]) : 20;
  return bach::run(first, last);
}

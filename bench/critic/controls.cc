// What the critic hears where it is known what there is to hear; doc/critic.md has the figures.
// critic_controls [FIRST LAST]   (seeds of suites composed by the program; 1 and 20 when none are named)
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "critic/composed_suites.h"
#include "critic/report_tables.h"
#include "evaluate/critic_controls.h"

namespace bach {
namespace {

void print_report(const char* name, const std::vector<CriticPiece>& judged,
                  const std::vector<CriticPiece>& set, ThreadPool& threads) {
  print_verdict(name, criticise(judged, set, threads));
}

int run(int first, int last) {
  ThreadPool threads(0);
  const std::vector<CriticPiece> bach = controls::heard_movements(cello_movements(), threads);
  const std::vector<Movement> violin(find_movement_set("violin")->movements.begin(),
                                     find_movement_set("violin")->movements.end());
  print_verdict_heading("against Bach's cello suites");
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
  const Result<ComposedSuites> suites = composed_suites(first, last, {}, threads);
  if (!suites) {
    std::fprintf(stderr, "critic_controls: %s\n", suites.error().text().c_str());
    return 1;
  }
  const CriticReport report = criticise(suites->pieces, bach, threads);
  print_verdict("suites of the program", report);
  print_measures(report);
  return 0;
}

}  // namespace
}  // namespace bach

int main(int argc, char** argv) {
  const int first = argc > 2 ? std::atoi(argv[1]) : 1;
  const int last = argc > 2 ? std::atoi(argv[2]) : 20;
  return bach::run(first, last);
}

#include <cstdio>

#include "cli/critic_output.h"
#include "cli/evaluate_output.h"

namespace bach::cli {
namespace {

using Json = nlohmann::ordered_json;

void print_column_heads() {
  std::printf("%-22s %6s %6s %8s %9s %9s %8s %7s %6s %6s %5s\n", "", "PIECES", "NOTES", "PC DIST",
              "INT DIST", "DUR DIST", "LONGEST", "MEDIAN", "8-GRAM", "OWN 8", "LOOPS");
}

void print_summary(const char* name, const SetComparison& found) {
  std::printf("%-22s %6zu %6zu %8.3f %9.3f %9.3f %8zu %7.1f %6.3f %6.3f %5zu\n", name,
              found.pieces.size(), found.notes, found.class_distance, found.interval_distance,
              found.duration_distance, found.longest, found.median_longest, found.found[kOwnGram],
              found.own_repetition, found.loops);
}

void print_grams(const char* name, const SetComparison& found) {
  std::printf("%-12s", name);
  for (std::size_t n = kShortestGram; n <= kLongestGram; n += 2) {
    std::printf(" %7.4f", found.found[n]);
  }
  std::printf("\n");
}

std::string run_text(const LongestRun& run) {
  if (run.notes == 0) return "nothing shared";
  return std::to_string(run.notes) + " notes from bar " + std::to_string(run.bar) + ": " +
         run.source + ", bar " + std::to_string(run.source_bar);
}

Json run_json(const LongestRun& run) {
  Json json;
  json["notes"] = run.notes;
  json["bar"] = run.notes == 0 ? Json() : Json(run.bar);
  json["source"] = run.notes == 0 ? Json() : Json(run.source);
  json["source_bar"] = run.notes == 0 ? Json() : Json(run.source_bar);
  return json;
}

Json set_json(const SetComparison& found) {
  Json json;
  json["notes"] = found.notes;
  json["class_distance"] = found.class_distance;
  json["interval_distance"] = found.interval_distance;
  json["duration_distance"] = found.duration_distance;
  json["longest"] = found.longest;
  json["median_longest"] = found.median_longest;
  for (std::size_t n = kShortestGram; n <= kLongestGram; ++n) {
    json["found"][std::to_string(n)] = found.found[n];
  }
  json["own_repetition"] = found.own_repetition;
  json["loops"] = found.loops;
  json["pieces"] = Json::array();
  for (const PieceComparison& piece : found.pieces) {
    Json one;
    one["name"] = piece.name;
    one["notes"] = piece.notes;
    one["longest"] = run_json(piece.longest);
    one["found"] = piece.found;
    one["own_repetition"] = piece.own_repetition;
    one["loop"] = nullptr;
    if (piece.loop) {
      one["loop"] = {{"begin", piece.loop->begin},
                     {"period", piece.loop->period},
                     {"turns", piece.loop->turns}};
    }
    json["pieces"].push_back(std::move(one));
  }
  return json;
}

}  // namespace

void print_comparison(const ComparisonReport& report) {
  std::printf("%s, %s, against %zu pieces\n\n",
              report.view.folded ? "repeats folded" : "repeats played",
              voices_name(report.view.voices).c_str(), report.against);
  print_column_heads();
  print_summary("these", report.comparison);
  if (report.floor) print_summary("the others themselves", *report.floor);
  std::printf("\n%-12s", "FOUND, N =");
  for (int n = kShortestGram; n <= kLongestGram; n += 2) std::printf(" %7d", n);
  std::printf("\n");
  print_grams("these", report.comparison);
  if (report.floor) print_grams("the others", *report.floor);
  std::printf("\n%-22s %6s %6s %6s  %-5s %s\n", "PIECE", "NOTES", "8-GRAM", "OWN 8", "LOOP",
              "LONGEST SHARED RUN");
  for (const PieceComparison& piece : report.comparison.pieces) {
    std::printf("%-22s %6zu %6.3f %6.3f  %-5s %s\n", piece.name.c_str(), piece.notes, piece.found,
                piece.own_repetition, piece.loop ? "yes" : "no", run_text(piece.longest).c_str());
  }
  std::printf("\n");
  if (report.critic) {
    print_critic(*report.critic);
  } else {
    std::printf("%s\n", report.no_critic.c_str());
  }
}

nlohmann::ordered_json comparison_json(const ComparisonReport& report) {
  Json json;
  json["folded"] = report.view.folded;
  json["voices"] = report.view.voices == Voices::kFirst ? "first" : "all";
  json["against"] = report.against;
  json.update(set_json(report.comparison));
  json["floor"] = report.floor ? set_json(*report.floor) : Json();
  json["critic"] = report.critic ? critic_json(*report.critic) : Json();
  json["no_critic"] = report.critic ? Json() : Json(report.no_critic);
  return json;
}

}  // namespace bach::cli

#include "critic/report_tables.h"

#include <cstdio>
#include <string>

namespace bach {

void print_verdict_heading(const char* what) {
  std::printf("%-28s AUC; groups:", what);
  for (int g = 0; g < kMeasureGroups; ++g) {
    std::printf("%s %s", g == 0 ? "" : ",",
                std::string(group_name(static_cast<MeasureGroup>(g))).c_str());
  }
  std::printf("\n");
}

void print_verdict(const char* name, const CriticReport& report) {
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

void print_measures(const CriticReport& report) {
  std::printf("\nmeasures of these suites, separation, theirs, Bach's\n");
  for (std::size_t m = 0; m < report.measures.size(); ++m) {
    const MeasureSummary& found = report.measures[m];
    std::printf("%5.2f %-40s %8.2f %8.2f\n", found.separation.value_or(0),
                std::string(critic_measures()[m].name).c_str(), found.judged.value_or(-1),
                found.set.value_or(-1));
  }
}

}  // namespace bach

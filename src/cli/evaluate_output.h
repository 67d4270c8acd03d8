// How the results of `bach evaluate` are written: tables for people, JSON, one line a note.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "app/evaluate.h"

namespace bach::cli {

// Everything that tells which notes a view counts, on one line.
std::string describe_view(const EvaluationReport& report, const ViewReport& view);

// Tables on stdout.
void print_evaluation(const EvaluationReport& report);
void print_comparison(const ComparisonReport& report);

// One object: the first view's figures, those of the others under "views".
nlohmann::ordered_json evaluation_json(const EvaluationReport& report);
nlohmann::ordered_json comparison_json(const ComparisonReport& report);

// Tab-separated, one line a note of the first view and a line of headings.
std::string note_table(const ViewReport& view);

}  // namespace bach::cli

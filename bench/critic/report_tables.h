// Tables of the critic's report, on standard output.
#pragma once

#include "evaluate/critic/critic.h"

namespace bach {

// AUC with its interval, mean separation with chance, AUC of each group: one line after `name`. Or
// why there is no classifier.
void print_verdict(const char* name, const CriticReport& report);
void print_verdict_heading(const char* what);

// Every measure: separation, medians of the judged and of the set.
void print_measures(const CriticReport& report);

}  // namespace bach

// The tables of a page: measure by measure, the classifier, piece by piece.
#pragma once

#include <cstddef>
#include <span>

#include "app/evaluate.h"
#include "app/report/html.h"

namespace bach {

// A table that is scrolled where the page is narrow; close() closes it, twice.
void open_table(HtmlWriter& html, std::string_view caption,
                std::span<const std::string_view> columns);

// One table a group, with a drawing of where all values lie.
void write_measures(HtmlWriter& html, const CriticReport& report);

// AUC, by group, mean separation, what gives the judged away; or why there is none.
void write_classifier(HtmlWriter& html, const CriticReport& report);

// The judged, with links to those in full: #piece-1 is the first.
void write_pieces(HtmlWriter& html, const ComparisonReport& report,
                  std::span<const std::size_t> in_full);

// What a dance has outside the set's range, and in which bars most.
void write_outside(HtmlWriter& html, const CriticJudgement& dance, const CriticReport& report);

// Distances of the whole, and the longest runs shared.
void write_originality(HtmlWriter& html, const ComparisonReport& report);

}  // namespace bach

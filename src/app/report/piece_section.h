// A judged piece in full: what is outside, and its score, sound and pictures beside another's.
#pragma once

#include <cstddef>

#include "app/evaluate.h"
#include "app/report/choice.h"
#include "app/report/exhibit.h"
#include "app/report/html.h"

namespace bach {

// `number` from 1 names the section, #piece-1.
void write_piece(HtmlWriter& html, std::size_t number, const HeardPiece& piece,
                 const Exhibit& exhibit, const Comparable& beside, const Exhibit& other,
                 const ComparisonReport& report);

}  // namespace bach

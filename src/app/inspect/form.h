// The form of a named piece: what `bach inspect --form` tells and `bach plot form` draws.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/inspect/harmony.h"
#include "app/music/inputs.h"
#include "base/result.h"
#include "form/form_analysis.h"

namespace bach {

struct HeardForm {
  HeardHarmony in;      // all ticks are those of in.written
  std::string pattern;  // as played, a letter a part: "AABB"
  FormAnalysis form;
};

// Errors as find_harmony() and find_form(), with the piece's name.
Result<HeardForm> hear_form(const OpenedScore& opened);

// Times in quarter notes of the written music, bars by their index, relations by name.
nlohmann::ordered_json form_json(const HeardForm& heard);

// "new", "rhythm", "figure", "sequence", "literal".
std::string relation_name(BarRelation relation);
// Whether a part begins with it before its bar line.
bool is_upbeat(const FormAnalysis& form, int bar);
// "12", "upbeat to 9".
std::string bar_name(const FormAnalysis& form, int bar);
// "up a step", "down a third", "up 9 steps"; empty for 0.
std::string shift_name(int steps);

}  // namespace bach

// Which pieces are kept from learning and measured instead.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace bach {

// One training and what it is measured on: everything not held out is learned from.
struct Fold {
  std::string name;                   // "A"; "suite 1"
  std::vector<std::string> held_out;  // names of pieces, in order
};

struct Split {
  std::string name;  // as asked for: "A", "B", "suites", or the names joined by commas
  std::vector<Fold> folds;
};

// "A" and "B": six movements each, one of each suite and each kind; choices are made on A alone.
// "suites": six folds, each suite held out in turn. Or names of pieces separated by commas: one
// fold. `known` are the pieces there are. Errors: kInvalidArgument for a name not among them (with
// the nearest), for one named twice, or when nothing would be left to learn from.
Result<Split> split_of(const std::string& name, const std::vector<std::string>& known);

}  // namespace bach

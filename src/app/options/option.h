// One option of a task: what it is called, where its value lives, what the value may be.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/options/slot.h"
#include "base/result.h"

namespace bach {

// Bounds of a number.
struct OptionRange {
  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();
  bool above = false;  // `least` itself is out

  bool holds(double value) const;
  // "from 0 to 1", "0 or more", "above 0 and at most 1"; empty without bounds.
  std::string text() const;
};

struct Option {
  std::string_view name;  // plain: "weight_decay"
  OptionSlot value;
  OptionRange range = {};                    // of numbers
  std::vector<std::string_view> words = {};  // all it may be; of an enumeration its names, in order
  std::string_view help;                     // without the default, no full stop
  std::string_view kind = {};   // what is named: "FILE", "DIR"; empty: as the type has it
  std::string_view group = {};  // heading, by which presets have it or have it not
  std::string_view needs = {};  // the option it cannot be given without
  std::vector<std::string_view> excludes = {};  // those it cannot be given beside
  bool required = false;
  bool decides = true;  // the result, so that it is part of the stored command
};

// A value from text as people type it, in range. Errors (kInvalidArgument) name the option. Of a
// list, one element.
Result<OptionValue> parse_option(const Option& option, std::string_view text);

// A whole number from 0 to 2^64 - 1. The error's argument is empty.
Result<std::uint64_t> parse_seed(std::string_view text);

// Whether `value` is of the option's type, in range and one of its words. Nothing (monostate) is
// fine where the member may hold nothing.
Status check_option(const Option& option, const OptionValue& value);

// The value in `options`, which must be the struct of its slot; of an enumeration its name.
OptionValue option_value(const Option& option, const void* options);
// `value` must have passed check_option().
void set_option(const Option& option, void* options, const OptionValue& value);

// As parse_option() reads it, one text an element: none for nothing and an empty list. Of flags
// "true" and "false".
std::vector<std::string> option_texts(const OptionValue& value);

}  // namespace bach

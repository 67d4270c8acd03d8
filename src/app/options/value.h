// What an option may be.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace bach {

// Nothing, a flag, a whole number, a seed, a number, a text or name, a list of texts.
using OptionValue = std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double,
                                 std::string, std::vector<std::string>>;

enum class OptionType : std::uint8_t {
  kFlag,    // bool
  kWhole,   // int
  kSeed,    // std::uint64_t
  kNumber,  // double
  kText,    // std::string
  kTexts,   // std::vector<std::string>
  kName,    // an enumeration, whose values count from 0
};

// What was asked for, by plain name; the rest is as its preset has it.
using GivenOptions = std::map<std::string, OptionValue, std::less<>>;

}  // namespace bach

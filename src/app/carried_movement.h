// A movement that the library carries, as lists of them tell it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace bach {

struct CarriedMovement {
  std::string set;        // "cello"
  std::string name;       // "bwv1007-1"
  std::string alias;      // "cs1-1pre"
  std::string title;      // "Cello Suite No. 1 in G major, BWV 1007: 1. Prélude"
  std::string key;        // "G major"; of a pair of dances both: "D minor, D major"
  std::string metre;      // "4/4"; where it changes: "4/4, 3/8"
  std::size_t notes = 0;  // as it sounds, repeats played
  std::int64_t bars = 0;  // likewise
  double seconds = 0;     // likewise
};

}  // namespace bach

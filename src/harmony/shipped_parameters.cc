#include "harmony/parameters.h"

namespace bach {

const FinderParameters& shipped_finder_parameters() {
  static const FinderParameters parameters = textbook_parameters();
  return parameters;
}

}  // namespace bach

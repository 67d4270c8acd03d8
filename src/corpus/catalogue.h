// Which movements there are.
#pragma once

#include <vector>

#include "corpus/corpus.h"

namespace bach {

// Suite by suite, with their texts.
std::vector<Movement> list_cello_movements();
std::vector<Movement> list_violin_movements();

}  // namespace bach

// Which movements there are.
#pragma once

#include <vector>

#include "corpus/corpus.h"

namespace bach {

// Work by work, with their texts.
std::vector<Movement> list_cello_movements();
std::vector<Movement> list_violin_movements();
std::vector<Movement> list_keyboard_movements();

}  // namespace bach

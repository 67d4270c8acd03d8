// The texts of corpus/, compiled into the program by cmake/Corpus.cmake.
#pragma once

#include <string_view>

namespace bach {

// The text of corpus/NAME.abc; empty when there is none.
std::string_view corpus_text(std::string_view name);

}  // namespace bach

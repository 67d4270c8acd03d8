// LilyPond files that musicxml2ly makes, laid out for the music stand.
#pragma once

#include <string>

#include "notation/page/paper.h"

namespace bach::notation {

// `text` as a LilyPond string in quotes.
std::string lilypond_string(const std::string& text);

// The text that comes first: version, paper, title and composer.
std::string lilypond_beginning(const std::string& title, const std::string& composer, Paper paper);

// What musicxml2ly made of one movement, without titles and paper of its own and under `heading`
// (empty: none); to stand behind lilypond_beginning() and other movements.
std::string lilypond_movement(std::string ly, const std::string& heading);

}  // namespace bach::notation

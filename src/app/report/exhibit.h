// What a page shows of one piece: its score, pictures and sound, ready to be embedded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "app/evaluate.h"
#include "base/cancel.h"
#include "base/result.h"

namespace bach {

inline constexpr std::size_t kMostPagesShown = 3;   // of the score of a piece
inline constexpr std::int64_t kMostBarsDrawn = 80;  // of its roll
inline constexpr double kMostSecondsPlayed = 30;    // notes that begin later are not

// A picture as a data URI or, where it cannot be drawn, in characters.
struct ShownPicture {
  std::string uri;
  std::string characters;  // empty with a URI
};

struct Exhibit {
  std::string title;
  std::vector<std::string> pages;  // data URIs; none: see no_score
  std::size_t all_pages = 0;       // that there are
  std::string engraver;
  std::string no_score;  // why there is none
  ShownPicture harmony;
  std::string bars_drawn;  // "bars 1 to 80"; empty: all
  std::string keys;        // "1–8 G major, 9–16 D major"
  std::string cadences;    // likewise in words
  ShownPicture form;
  std::string no_pictures;  // why there are none at all
  std::string sound;        // data URI; empty: see no_sound
  std::string sound_about;  // "the first 45 s, played with default-GM.sf2"
  std::string no_sound;
  std::vector<std::string> remarks;  // of what is not as it could be, for the terminal
};

// Reads the piece again. Errors: kCancelled; all else is said in the exhibit.
Result<Exhibit> exhibit_of(const HeardPiece& piece, const Cancellation& cancellation);

}  // namespace bach

// MusicXML (W3C, versions 1.0 to 4.0) as scores: .musicxml, .xml and, packed, .mxl.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "notation/marks.h"
#include "score/score.h"

namespace bach {

// What is larger is refused (kLimit). A file that stays within these takes less than
// 96 bytes of memory for each of its '<' and '=' characters, and three times its unpacked size.
struct MusicXmlLimits {
  std::size_t text_bytes = std::size_t{64} << 20;  // unpacked
  std::size_t tags = 4'000'000;                    // '<' characters, and '=' ones
  std::size_t unpacking_ratio = 200;               // unpacked over packed size, above 1 MiB
  std::size_t parts = 256;
  std::size_t measures = 100'000;  // of a part
  std::size_t tracks = 1024;       // voices of all parts
  std::int64_t quarters = 1'000'000;
  std::size_t statements = 65'536;  // entries of play_order
  std::size_t growth = 16;          // notes as played over notes as written
};

struct MusicXmlPiece {
  Score score;           // as it is written: folded where there are repeats or jumps
  std::string composer;  // UTF-8, may be empty
  Marks marks;
  std::vector<std::string> warnings;  // what was left out or mended, one line a kind
};

// Reads score-partwise or score-timewise, packed or not; see doc/notation.md for what is kept.
//  - A voice of a part becomes a track, part by part; pitches are those that sound.
//  - 480 ticks a quarter where that makes every onset and duration whole, else the least multiple
//    that does, else 30240, rounded.
//  - A first measure shorter than its metre is an upbeat and stands at the end of the first bar.
//    Measures that make up one bar between them count as one; after any other short measure the
//    metre is set again, and a longer one has a metre of its own.
//  - No note crosses the end of a section: a note tied over one begins again behind it.
//  - A key without a mode is the major or minor one that the notes speak for.
// Entities are not expanded, nothing is fetched, nothing outside the text is opened.
// Errors name measure and part where there is one: kInvalidData for what is not MusicXML or makes
// no sense, kUnsupported for entity declarations, encrypted archives and other kinds of XML,
// kTruncated for text that breaks off, kLimit.
Result<MusicXmlPiece> score_from_musicxml(std::span<const std::uint8_t> bytes,
                                          const MusicXmlLimits& limits = {});

}  // namespace bach

// A piece as sound and as engraved pages, in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bach/music.h"
#include "base/cancel.h"
#include "base/export.h"
#include "base/progress.h"
#include "base/result.h"

namespace bach {

struct SoundPlan {
  std::string ending = ".ogg";  // .wav, .flac or .ogg
  double most_seconds = 7200;   // above 0; notes that begin later are not played
  double quality = 0.6;         // of .ogg, 0 … 1: 0.6 is about 200 kbit/s, 0.1 about 80
  bool sine_waves = false;      // instead of the instruments of a SoundFont
  std::uint64_t seed = 42;      // decides the little chances of the phrasing
};

struct SoundOfScore {
  std::vector<std::uint8_t> bytes;
  double seconds = 0;
  bool whole = true;                 // else its beginning
  std::string played_with;           // "TimGM6mb.sf2", "sine waves"
  std::vector<std::string> remarks;  // why not a SoundFont
};

// Errors: kInvalidArgument for values out of range, kInvalidData when there is nothing to play,
// kUnsupported when the library for FLAC or Ogg is missing.
BACH_API Result<SoundOfScore> sound_of_score(const Score& score, const SoundPlan& plan = {},
                                             const ProgressCallback& progress = {},
                                             const Cancellation& stop = Cancellation());

struct PagesPlan {
  std::string ending = ".svg";  // .svg or .png, a file a page; .pdf, all in one
  std::string engraver =
      {};  // "musescore", "lilypond", "abcm2ps"; empty: the best that is installed
  std::size_t most_pages = 1000;
  double most_seconds = 120;  // for each program that is run; above 0
};

struct PagesOfScore {
  std::vector<std::vector<std::uint8_t>> files;
  std::size_t pages = 0;  // that there are
  std::string engraver;
};

// The pages of a piece as it is written. Errors: kUnsupported when no engraver is installed,
// kInvalidData when the music cannot be written or the engraver fails, kLimit when it takes too long.
BACH_API Result<PagesOfScore> pages_of_score(const NamedScore& piece, const PagesPlan& plan = {},
                                             const Cancellation& stop = Cancellation());

}  // namespace bach

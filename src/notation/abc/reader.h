// ABC (standard 2.1, and what was written before it) as scores; see doc/abc.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "notation/marks.h"
#include "score/score.h"

namespace bach {

// The velocity of every note read from ABC, which does not tell any.
inline constexpr std::uint8_t kAbcVelocity = kPlainVelocity;

// What is larger is refused (kLimit). A tune lasts at most a million quarters.
struct AbcLimits {
  std::size_t text_bytes = std::size_t{64} << 20;
  std::size_t tunes = 100'000;
  std::size_t statements = 65'536;  // entries of play_order
  std::size_t growth = 16;          // notes as played over notes as written
};

struct AbcPiece {
  Score score;           // as it is written: folded where there are repeats, jumps or P:
  std::string composer;  // UTF-8, may be empty
  Marks marks;           // at notes of the score
  std::vector<std::string> warnings;  // what was left out or mended, one line a kind
};

// A text of one tune or many, with what its header says for all of them.
class AbcBook {
 public:
  // Any encoding of ASCII with UTF-8 or Latin-1, any line ends. A tune goes from its X: to an empty
  // line behind its music, or the next X:; text without any X: is one tune. What stands between
  // tunes is passed over. Errors: kInvalidData where there is none, kLimit.
  static Result<AbcBook> open(std::string_view text, const AbcLimits& limits = {});

  std::size_t size() const { return tunes_.size(); }  // at least 1
  // What tune `index` is called by: the number of its X:, or, when two tunes have the same or one
  // has none, its place counted from 1.
  int number(std::size_t index) const;
  // The tune called by `number`.
  std::optional<std::size_t> find(int number) const;
  // Reads a tune. A voice becomes a track, in the order they are named, with its own channel (past
  // the drums'); voices without notes become none. 480 ticks a quarter where that makes every onset
  // and duration whole, else the least multiple that does, else 30240, rounded.
  //  - A first bar shorter than its metre is an upbeat and stands at the end of the first bar. Bars
  //    that make up one between them count as one; after any other short one the metre is set
  //    again, and a longer one has a metre of its own.
  //  - Repeats, endings, jumps and changes are those of the first voice that has any.
  // Whatever the standard names is read, or counted in `warnings`. Errors name the line: kLimit,
  // kInvalidData for a tune of nothing but what means nothing.
  Result<AbcPiece> read(std::size_t index) const;

 private:
  struct Tune {
    std::size_t begin = 0, end = 0;  // in text_
    int line = 1;                    // of its first line
    int number = -1;                 // of its X:
  };
  AbcLimits limits_;
  std::string text_;  // UTF-8, lines end with \n
  std::size_t header_end_ = 0;
  std::vector<Tune> tunes_;
  bool by_number_ = true;  // X: tells them apart
};

// The first tune of a text. Errors as AbcBook's.
Result<Score> score_from_abc(std::string_view text);

}  // namespace bach

// Pieces as files that musicians open: MIDI, ABC, MusicXML.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/render/engrave.h"
#include "base/result.h"
#include "score/score.h"

namespace bach {

// A format of notes: one entry of the table in notation.cc.
struct ScoreFormat {
  std::string_view name;                  // "ABC"
  std::vector<std::string_view> endings;  // of file names, in small letters; the first is the usual
  bool written;  // its written form (notation/notate.h), else the notes as they are
  // The bytes of a file. `composer` may be empty.
  Result<std::string> (*encode)(const Score& score, const std::string& composer);
};

std::span<const ScoreFormat> score_formats();

// By the ending of `path`, in either case; null: it is of none.
const ScoreFormat* score_format_of(const std::string& path);
// By name; there must be one.
const ScoreFormat& score_format(std::string_view name);

struct ScoreLabels {
  std::string title;        // for a score that has none
  std::string composer;     // empty: not said
  bool keys_known = false;  // by who made the score: not to be told from its notes
};

// Writes an unfolded score. Returns what its written form took, one remark a line.
Result<std::vector<std::string>> save_score(const Score& score, const ScoreFormat& format,
                                            const ScoreLabels& labels, const std::string& path);

// The same engraved, as ABC is: see app/render/engrave.h. Also says so where it takes several files.
// Errors: those of notate(), of the writers and of write_file_atomically().
Result<std::vector<std::string>> save_pages(const Score& score, PageFormat format,
                                            const ScoreLabels& labels, const std::string& path,
                                            bool replace);

}  // namespace bach

// Pieces as files that musicians open: MIDI, ABC, MusicXML.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/render/engrave.h"
#include "base/result.h"
#include "notation/marks.h"
#include "score/chord_symbol.h"
#include "score/score.h"

namespace bach {

// A format of notes: one entry of the table in notation.cc.
struct ScoreFormat {
  std::string_view name;                  // "ABC"
  std::vector<std::string_view> endings;  // of file names, in small letters; the first is the usual
  bool written;  // its written form (notation/notate.h), else the notes as they are
  // The bytes of a file of one movement or of several, one behind the other. `composer` may be empty.
  // `marks` and `chords`, of each movement, too.
  Result<std::string> (*encode)(std::span<const Score> movements, const std::string& composer,
                                std::span<const Marks> marks,
                                std::span<const WrittenChords> chords);
  bool text = false;  // in UTF-8, else bytes
};

std::span<const ScoreFormat> score_formats();

// By the ending of `path`, in either case; null: it is of none.
const ScoreFormat* score_format_of(const std::string& path);
// By name; there must be one.
const ScoreFormat& score_format(std::string_view name);

// What is written over or under the staff of what is heard (harmony/finder.h).
enum class ChordLabels { kNone, kSymbols, kRoman };

struct ScoreLabels {
  std::string composer = {};  // empty: not said
  bool keys_known = false;    // by who made the score: not to be told from its notes
  bool bowing = false;        // slurs by rule (notation/bowing.h) where there are none
  ChordLabels chords = ChordLabels::kNone;
  // Of one movement that was read from a file: as it stands there, with marks at its notes. What of
  // it can be written is written so, all else in the form notate() finds. It has to outlive the call.
  const Score* written = nullptr;
  const Marks* marks = nullptr;
};

struct EncodedScore {
  std::string bytes;
  std::vector<std::string> remarks;  // what the written form took, one a line
};

// Unfolded scores, the movements of one piece, one behind the other (a format of MIDI's kind holds
// one), as the bytes of a file. Errors also: those of find_harmony() where there are to be chords.
Result<EncodedScore> encode_score(std::span<const Score> movements, const ScoreFormat& format,
                                  const ScoreLabels& labels);

// The written form of one movement, as formats of pages get it there. Errors: those of notate().
Result<Score> written_score(const Score& score, const ScoreLabels& labels);

// Writes them. Returns the remarks.
Result<std::vector<std::string>> save_score(std::span<const Score> movements,
                                            const ScoreFormat& format, const ScoreLabels& labels,
                                            const std::string& path);

// The same engraved, see app/render/engrave.h. Also says so where it takes several files.
// Errors: those of notate(), of the writers and of write_file_atomically().
Result<std::vector<std::string>> save_pages(std::span<const Score> movements, PageFormat format,
                                            const ScoreLabels& labels, const std::string& path,
                                            const PageOptions& pages,
                                            const Cancellation& cancellation);

}  // namespace bach

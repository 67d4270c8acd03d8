// Pieces as files that musicians open: MIDI, ABC, MusicXML.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/render/engrave.h"
#include "base/result.h"
#include "score/score.h"

namespace bach {

enum class ScoreFormat { kMidi, kAbc, kMusicXml };

// By the ending of `path`, in either case: .mid .midi, .abc, .musicxml .xml.
std::optional<ScoreFormat> score_format_of(const std::string& path);

struct ScoreLabels {
  std::string title;        // for a score that has none
  std::string composer;     // empty: not said
  bool keys_known = false;  // by who made the score: not to be told from its notes
};

// Writes an unfolded score. MIDI has its notes as they are; ABC and MusicXML its written form (see
// notation/notate.h). Returns what that took, one remark a line.
Result<std::vector<std::string>> save_score(const Score& score, ScoreFormat format,
                                            const ScoreLabels& labels, const std::string& path);

// The same engraved, as ABC is: see app/render/engrave.h. Also says so where it takes several files.
// Errors: those of notate(), of the writers and of write_file_atomically().
Result<std::vector<std::string>> save_pages(const Score& score, PageFormat format,
                                            const ScoreLabels& labels, const std::string& path,
                                            bool replace);

}  // namespace bach

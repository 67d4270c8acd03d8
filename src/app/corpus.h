// The music carried in the program: what `bach corpus` does, without the printing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace bach {

struct CorpusEntry {
  std::string set;        // "cello"
  std::string name;       // "bwv1007-1"
  std::string alias;      // "cs1-1pre"
  std::string title;      // "Cello Suite No. 1 in G major, BWV 1007: 1. Prélude"
  std::string key;        // "G major"; of a pair of dances both: "D minor, D major"
  std::string metre;      // "4/4"; where it changes: "4/4, 3/8"
  std::size_t notes = 0;  // as it sounds, repeats played
  std::int64_t bars = 0;  // as it sounds
  double seconds = 0;     // as it sounds, at the tempo of the text
};

// The movements behind `names` (names, aliases, "cello", "violin" or "keyboard" for all of a set), each once, the
// cello's first; those when `names` is empty. kNotFound with the nearest name for one nobody knows.
Result<std::vector<CorpusEntry>> corpus_entries(const std::vector<std::string>& names = {});

// The ABC text of a movement.
Result<std::string> corpus_abc(const std::string& name);

enum class CorpusFormat { kMidi, kAbc };

struct CorpusExport {
  std::filesystem::path folder;    // made when it is not there
  std::vector<std::string> names;  // as corpus_entries() takes them
  CorpusFormat format = CorpusFormat::kMidi;
  bool force = false;  // replace files that are there
};

// Writes NAME.mid (as it sounds) or NAME.abc (the text as it is) into the folder and returns the
// paths. When one of the files exists and `force` is not set, nothing is written (kExists).
Result<std::vector<std::filesystem::path>> export_corpus(const CorpusExport& options);

}  // namespace bach

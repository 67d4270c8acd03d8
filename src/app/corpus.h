// The music carried in the program: what `bach corpus` does, without the printing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/carried_movement.h"
#include "base/result.h"

namespace bach {

// The movements behind `names` (names, aliases, "cello", "violin" or "keyboard" for all of a set), each once, the
// cello's first; those when `names` is empty. kNotFound with the nearest name for one nobody knows.
Result<std::vector<CarriedMovement>> corpus_entries(const std::vector<std::string>& names = {});

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

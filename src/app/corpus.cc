#include "app/corpus.h"

#include <algorithm>
#include <system_error>

#include "app/model/save.h"
#include "base/file.h"
#include "base/nearest_name.h"
#include "corpus/corpus.h"
#include "score/form.h"
#include "score/key_name.h"
#include "score/tempo_map.h"
#include "score/unfold.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

Result<const Movement*> movement_named(const std::string& name) {
  if (const Movement* movement = find_movement(name)) return movement;
  return Error{ErrorCode::kNotFound,
               "no movement is called '" + name + "'" + did_you_mean(name, movement_names()) +
                   " (bach corpus list names them all)",
               std::nullopt};
}

Result<std::vector<const Movement*>> movements_named(const std::vector<std::string>& names) {
  std::vector<const Movement*> chosen;
  for (const std::string& name : names) {
    if (const MovementSet* set = find_movement_set(name)) {
      for (const Movement& movement : set->movements) chosen.push_back(&movement);
      continue;
    }
    const Result<const Movement*> movement = movement_named(name);
    if (!movement) return movement.error();
    chosen.push_back(*movement);
  }
  if (names.empty()) {
    for (const Movement& movement : cello_movements()) chosen.push_back(&movement);
  }
  // They live in one array, in order of the suites.
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  return chosen;
}

// The names of all events, each once, in order of appearance.
template <typename Event>
std::string list_of(const std::vector<Event>& events, std::string (*name_of)(const Event&)) {
  std::vector<std::string> names;
  for (const Event& event : events) {
    std::string name = name_of(event);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

// Bars as they sound: those of each part, as often as it is played.
std::int64_t bars_played(const Score& written) {
  const Form form = form_of(written);
  std::int64_t bars = 0;
  for (const char name : form.pattern) {
    for (const Part& part : form.parts) bars += part.name == name ? part.bars : 0;
  }
  return bars;
}

Result<CarriedMovement> entry_of(const Movement& movement) {
  const Result<Score> written = load_written_movement(movement);
  if (!written) return written.error();
  const Score score = unfold(*written);
  CarriedMovement entry;
  for (const MovementSet& set : movement_sets()) {
    if (&movement < set.movements.data() || &movement > &set.movements.back()) continue;
    entry.set = set.name;
  }
  entry.name = movement.name;
  entry.alias = movement.alias;
  entry.title = written->title;
  entry.key = list_of(written->keys, key_name);
  entry.metre = list_of(written->metres, metre_name);
  for (const Track& track : score.tracks) entry.notes += track.notes.size();
  entry.bars = bars_played(*written);
  entry.seconds = TempoMap(score).seconds(score.end);
  return entry;
}

Status make_folder(const fs::path& folder) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure) return system_error(failure.value(), "make", folder);
  return {};
}

Status write_movement(const Movement& movement, CorpusFormat format, const fs::path& target) {
  if (format == CorpusFormat::kAbc)
    return write_file_atomically(target, std::string(movement.text));
  const Result<Score> score = load_movement(movement);
  if (!score) return score.error();
  return save_midi(*score, target.string());
}

}  // namespace

Result<std::vector<CarriedMovement>> corpus_entries(const std::vector<std::string>& names) {
  const Result<std::vector<const Movement*>> chosen = movements_named(names);
  if (!chosen) return chosen.error();
  std::vector<CarriedMovement> entries;
  for (const Movement* movement : *chosen) {
    Result<CarriedMovement> entry = entry_of(*movement);
    if (!entry) return std::move(entry).error();
    entries.push_back(*std::move(entry));
  }
  return entries;
}

Result<std::string> corpus_abc(const std::string& name) {
  const Result<const Movement*> movement = movement_named(name);
  if (!movement) return movement.error();
  return std::string((*movement)->text);
}

Result<std::vector<fs::path>> export_corpus(const CorpusExport& options) {
  const Result<std::vector<const Movement*>> chosen = movements_named(options.names);
  if (!chosen) return chosen.error();
  const std::string ending = options.format == CorpusFormat::kAbc ? ".abc" : ".mid";
  std::vector<fs::path> targets;
  for (const Movement* movement : *chosen) {
    targets.push_back(options.folder / (movement->name + ending));
    std::error_code ignored;
    if (!options.force && fs::exists(fs::symlink_status(targets.back(), ignored))) {
      return Error{ErrorCode::kExists, targets.back().string() + " exists; `force` replaces it",
                   std::nullopt};
    }
  }
  if (Status made = make_folder(options.folder); !made) return std::move(made).error();
  for (std::size_t i = 0; i < targets.size(); ++i) {
    Status written = write_movement(*(*chosen)[i], options.format, targets[i]);
    if (!written) return std::move(written).error();
  }
  return targets;
}

}  // namespace bach

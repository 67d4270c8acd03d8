// Trains on a folder of files of which a third is broken: it must learn from the rest, count the others
// by their causes, and name those of a cause that few have. folder_trial PROGRAM FILES
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "corpus/corpus.h"
#include "fuzz/damaged_midi.h"
#include "fuzz/run_program.h"
#include "score/to_midi.h"

namespace bach::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr int kNamedFiles = 3;  // of a cause

bool fill(const fs::path& folder, int files) {
  const auto sound = midi_from_score(*load_movement(*find_movement("cs2-4sar")));
  auto cut = sound;
  cut.resize(10);
  auto mute = sound;
  mute.resize(22);
  const std::array<std::vector<std::uint8_t>, 4> broken = {std::vector<std::uint8_t>{}, cut, mute,
                                                           std::vector<std::uint8_t>(200, 'x')};
  for (int i = 0; i < files; ++i) {
    const auto& bytes = i % 3 == 1 ? broken[static_cast<std::size_t>(i / 3 % 4)] : sound;
    const fs::path path = folder / ("piece" + std::to_string(i) + ".mid");
    if (!write_file({"", bytes, {}, 0, {}}, path)) return false;
  }
  return true;
}

// The counts of "13 of 40 files skipped: 7 cut off before the music, 3 without notes".
std::vector<int> counts_in(const std::string& line) {
  std::vector<int> counts;
  std::size_t at = line.find("skipped: ") + std::string("skipped: ").size();
  while (at < line.size()) {
    counts.push_back(std::atoi(line.c_str() + at));
    const std::size_t comma = line.find(", ", at);
    at = comma == std::string::npos ? line.size() : comma + 2;
  }
  return counts;
}

int try_folder(const std::string& program, int files) {
  std::string pattern = (fs::temp_directory_path() / "folder-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return 2;
  const fs::path folder = pattern;
  fs::create_directories(folder / "music");
  if (!fill(folder / "music", files)) return 2;
  const Outcome outcome = run({program, "train", "music", "-o", "m.safetensors", "--preset",
                               "notebook", "--epochs", "1", "--batches", "2"},
                              folder);
  const auto with = [&](const std::string& words) {
    return std::count_if(
        outcome.errors.begin(), outcome.errors.end(),
        [&](const std::string& line) { return line.find(words) != std::string::npos; });
  };
  const auto broken = (files + 1) / 3;
  const auto told = with("skipped: music/");
  const auto counted =
      with(std::to_string(broken) + " of " + std::to_string(files) + " files skipped: ");
  const bool trained = outcome.status == 0 && fs::exists(folder / "m.safetensors");
  std::printf("%d files, %d broken: %s, %ld lines of why, %ld of counts, %.1f s, %.0f MiB\n", files,
              broken, trained ? "trained" : "not trained", static_cast<long>(told),
              static_cast<long>(counted), outcome.seconds, outcome.mib);
  int all = 0, few = 0;
  for (const std::string& line : outcome.errors) {
    if (line.find(" files skipped: ") == std::string::npos) continue;
    std::printf("%s\n", line.c_str());
    for (const int count : counts_in(line)) {
      all += count;
      if (count <= kNamedFiles) few += count;
    }
  }
  fs::remove_all(folder);
  return trained && counted == 1 && all == broken && told == few ? 0 : 1;
}

}  // namespace
}  // namespace bach::fuzz

int main(int count, char** arguments) {
  if (count != 3) {
    std::fprintf(stderr, "usage: folder_trial PROGRAM FILES\n");
    return 2;
  }
  return bach::fuzz::try_folder(std::filesystem::absolute(arguments[1]), std::atoi(arguments[2]));
}

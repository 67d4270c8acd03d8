#include "app/evaluate/hear.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "corpus/corpus.h"
#include "evaluate/critic/suites.h"

namespace bach {
namespace {

// Pieces heard between two looks at whether to go on.
constexpr std::size_t kBatch = 16;

std::vector<std::string> suites_of_music(const std::vector<MusicPiece>& music) {
  std::vector<std::string> names;
  std::vector<std::string> paths;
  std::vector<char> carried;
  for (const MusicPiece& piece : music) {
    const Movement* movement = find_movement(piece.path);
    names.push_back(movement != nullptr ? movement->alias : piece.name);
    paths.push_back(piece.path);
    carried.push_back(movement != nullptr ? 1 : 0);
  }
  return suite_names(names, paths, carried);
}

// Its name; where several have it, with the folder before it.
std::vector<std::string> names_of_music(const std::vector<MusicPiece>& music) {
  std::map<std::string, int> counts;
  for (const MusicPiece& piece : music) ++counts[piece.name];
  std::vector<std::string> names;
  for (const MusicPiece& piece : music) {
    const std::string folder = std::filesystem::path(piece.path).parent_path().filename().string();
    names.push_back(counts[piece.name] == 1 || folder.empty() ? piece.name
                                                              : folder + "/" + piece.name);
  }
  return names;
}

}  // namespace

Result<HeardMusic> hear_music(const std::vector<MusicPiece>& music, ThreadPool& threads,
                              const ProgressCallback& progress, const Cancellation& cancellation,
                              std::vector<std::string>& warnings) {
  const std::vector<std::string> names = names_of_music(music);
  std::vector<std::optional<Result<std::vector<CriticDance>>>> heard(music.size());
  for (std::size_t begin = 0; begin < music.size(); begin += kBatch) {
    if (cancellation.requested()) {
      return Error{ErrorCode::kCancelled, "stopped while listening", {}};
    }
    if (progress) progress({"listening", begin, music.size(), {}});
    const std::size_t count = std::min(kBatch, music.size() - begin);
    threads.run(static_cast<int>(count), [&](int i) {
      const std::size_t p = begin + static_cast<std::size_t>(i);
      heard[p] = hear_dances(names[p], music[p].score);
    });
  }
  const std::vector<std::string> suites = suites_of_music(music);
  HeardMusic found;
  for (std::size_t p = 0; p < music.size(); ++p) {
    Result<std::vector<CriticDance>>& dances = *heard[p];
    if (dances) {
      found.pieces.push_back({names[p], suites[p], std::move(*dances)});
      found.music.push_back(p);
    } else {
      warnings.push_back("the critic left out " + names[p] + ": " + dances.error().message);
    }
  }
  return found;
}

}  // namespace bach

// Files as people have them, to pack: many_files FOLDER FILES [small]. One file in five has the music of an
// earlier one, in another key, at another tempo, its tracks in another order; one in fifty is damaged.
// "small": one track of some 200 notes, nothing damaged, no duplicates.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "score/score.h"
#include "score/to_midi.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using Random = std::mt19937_64;

int below(Random& random, int bound) {
  return static_cast<int>(random() % static_cast<std::uint64_t>(bound));
}

// A line of `notes` notes in bars of four quarters, of which one in three comes again.
Track line(Random& random, int notes, int middle, bool drums) {
  static constexpr Tick kDurations[] = {60, 120, 120, 240, 240, 240, 480, 960};
  Track track;
  track.channel = drums ? kDrumChannel : static_cast<std::uint8_t>(below(random, 9));
  track.program = static_cast<std::uint8_t>(below(random, 128));
  constexpr Tick kBar = 1920;
  std::vector<std::size_t> bars;  // first notes
  int pitch = middle;
  for (Tick bar = 0; static_cast<int>(track.notes.size()) < notes; bar += kBar) {
    const std::size_t first = track.notes.size();
    if (!bars.empty() && below(random, 3) == 0) {
      const std::size_t which =
          static_cast<std::size_t>(below(random, static_cast<int>(bars.size())));
      const std::size_t end = which + 1 < bars.size() ? bars[which + 1] : first;
      const Tick moved = bar - track.notes[bars[which]].onset / kBar * kBar;
      for (std::size_t n = bars[which]; n < end; ++n) {
        Note note = track.notes[n];
        note.onset += moved;
        track.notes.push_back(note);
      }
    } else {
      for (Tick at = bar; at < bar + kBar;) {
        const Tick duration = std::min(kDurations[below(random, 8)], bar + kBar - at);
        pitch = std::clamp(pitch + below(random, 9) - 4, middle - 14, middle + 14);
        const int velocity = 60 + below(random, 50);
        track.notes.push_back(
            {at, duration, static_cast<std::uint8_t>(pitch), static_cast<std::uint8_t>(velocity)});
        at += duration;
      }
    }
    bars.push_back(first);
  }
  return track;
}

Score music(std::uint64_t seed, bool small) {
  Random random(seed);
  Score score;
  const int tracks = small ? 1 : 1 + below(random, 8);
  // Notes of a file: half of all have 1,000 or more, one in forty 8,000.
  std::lognormal_distribution<double> size(std::log(1000.0), 1.0);
  const int notes = small ? 200 : std::clamp(static_cast<int>(size(random)), 40, 20000);
  for (int t = 0; t < tracks; ++t) {
    const bool drums = !small && t == 1 && below(random, 2) == 0;
    score.tracks.push_back(line(random, std::max(notes / tracks, 8), 48 + 6 * (t % 5), drums));
  }
  score.tempos = {{0, static_cast<std::uint32_t>(300000 + below(random, 500000))}};
  score.metres = {{0, 4, 4}};
  score.title = "made up " + std::to_string(seed);
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) score.end = std::max(score.end, note.end());
  }
  return score;
}

void change(Score& score, Random& random) {
  const int by = below(random, 11) - 5;
  for (Track& track : score.tracks) {
    if (track.channel == kDrumChannel) continue;
    for (Note& note : track.notes) note.pitch = static_cast<std::uint8_t>(note.pitch + by);
  }
  score.tempos = {{0, static_cast<std::uint32_t>(300000 + below(random, 500000))}};
  std::shuffle(score.tracks.begin(), score.tracks.end(), random);
}

void damage(std::vector<std::uint8_t>& bytes, Random& random) {
  if (below(random, 2) == 0) {
    bytes.resize(static_cast<std::size_t>(below(random, static_cast<int>(bytes.size()))));
  } else {
    for (int k = 0; k < 40; ++k) {
      bytes[static_cast<std::size_t>(below(random, static_cast<int>(bytes.size())))] =
          static_cast<std::uint8_t>(random());
    }
  }
}

// Whether a file has the music of an earlier one.
bool is_again(std::uint64_t file) {
  Random random(file ^ 0xA6A1);
  return file > 0 && below(random, 5) == 0;
}

int many_files(const fs::path& folder, std::uint64_t files, bool small) {
  constexpr std::uint64_t kFilesOfFolder = 1000;
  std::uint64_t written = 0;
  for (std::uint64_t file = 0; file < files; ++file) {
    Random random(file ^ 0x5EED);
    const bool again = !small && is_again(file);
    std::uint64_t seed = file;
    while (again && is_again(seed)) seed = random() % file;
    Score score = music(seed, small);
    if (again) change(score, random);
    std::vector<std::uint8_t> bytes = midi_from_score(score);
    if (!small && below(random, 50) == 0) damage(bytes, random);
    const fs::path inside = folder / std::to_string(1000 + file / kFilesOfFolder);
    if (file % kFilesOfFolder == 0) fs::create_directories(inside);
    std::ofstream out(inside / (std::to_string(100000 + file % kFilesOfFolder) + ".mid"),
                      std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
    if (!out) {
      std::fprintf(stderr, "many_files: cannot write into %s\n", inside.c_str());
      return 1;
    }
    written += bytes.size();
  }
  std::printf("%llu files, %.1f MB\n", static_cast<unsigned long long>(files),
              static_cast<double>(written) / 1e6);
  return 0;
}

}  // namespace
}  // namespace bach

int main(int count, char** arguments) {
  if (count < 3) {
    std::fprintf(stderr, "usage: many_files FOLDER FILES [small]\n");
    return 2;
  }
  const bool small = count > 3 && std::string(arguments[3]) == "small";
  return bach::many_files(arguments[1], std::strtoull(arguments[2], nullptr, 10), small);
}

// How many notes readers of MIDI find in damaged files.
//
//   recovery_trial OF_EACH MOVEMENTS SEED [PEER…]
//
// Damages the first MOVEMENTS of the corpus OF_EACH times in each way of damaged_midi.h, as SEED
// decides, and reads the files with bach and with each PEER, a program of bench/recovery that is
// given a folder and prints, for each of its files, "= NAME", a line "ONSET DURATION PITCH
// VELOCITY" for each note, and "read", "refused" or "crashed". Prints a table in Markdown; fails
// when a peer recovers more notes of any one file, in order and in any order: damage can move a track
// against the others. Not counted are one note, which the end of a file cut in two, and one in ten of
// those a peer makes up beyond ours: of many, some fit by chance.
// With BACH_KEEP=FOLDER in the environment, files of which a peer recovers more are put there.
//
// A note is recovered when it is in the longest sequence of (duration, pitch, velocity) that the
// notes read and the notes of the undamaged file have in common, both in order of onset: a damaged
// delta moves what follows, but loses one note at most. Notes read beyond those are invented.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <span>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "base/file.h"
#include "corpus/corpus.h"
#include "fuzz/damaged_midi.h"
#include "score/from_midi.h"
#include "score/to_midi.h"

namespace {

namespace fs = std::filesystem;

struct ReadNote {
  std::int64_t onset = 0, duration = 0;
  int pitch = 0, velocity = 0;

  auto order() const { return std::tuple(onset, pitch, duration, velocity); }
  auto sound() const { return std::tuple(duration, pitch, velocity); }
};

using Notes = std::vector<ReadNote>;

struct Reading {
  std::string verdict;  // "read", "refused" or "crashed"
  Notes notes;
};

// By the name of the file.
using Readings = std::map<std::string, Reading>;

Notes sorted(Notes notes) {
  std::sort(notes.begin(), notes.end(),
            [](const ReadNote& a, const ReadNote& b) { return a.order() < b.order(); });
  return notes;
}

Reading read_with_bach(const std::string& path) {
  const auto bytes = bach::read_file(path);
  const auto imported = bytes ? bach::score_from_midi(*bytes) : bytes.error();
  if (!imported) return {"refused", {}};
  Notes notes;
  for (const bach::Track& track : imported->score.tracks) {
    for (const bach::Note& note : track.notes) {
      notes.push_back({note.onset, note.duration, note.pitch, note.velocity});
    }
  }
  return {"read", sorted(std::move(notes))};
}

Readings read_with(const std::string& peer, const fs::path& folder) {
  const std::string command = peer + " " + folder.string();
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  Readings readings;
  Reading* now = nullptr;
  char line[512];
  while (pipe && std::fgets(line, sizeof line, pipe.get()) != nullptr) {
    std::istringstream words(line);
    ReadNote note;
    std::string word;
    if (words >> note.onset >> note.duration >> note.pitch >> note.velocity) {
      if (now != nullptr) now->notes.push_back(note);
      continue;
    }
    words.clear();
    words.seekg(0);
    words >> word;
    if (word == "=" && words >> word) {
      now = &readings[word];
    } else if (now != nullptr) {
      now->verdict = word;
    }
  }
  for (auto& [name, reading] : readings) reading.notes = sorted(std::move(reading.notes));
  return readings;
}

std::size_t in_common(std::span<const ReadNote> a, std::span<const ReadNote> b) {
  // What is the same at either end needs no table.
  const auto same = [](const ReadNote& x, const ReadNote& y) { return x.sound() == y.sound(); };
  std::size_t at_ends = 0;
  for (; !a.empty() && !b.empty() && same(a.front(), b.front()); ++at_ends) {
    a = a.subspan(1);
    b = b.subspan(1);
  }
  for (; !a.empty() && !b.empty() && same(a.back(), b.back()); ++at_ends) {
    a = a.first(a.size() - 1);
    b = b.first(b.size() - 1);
  }
  std::vector<std::size_t> row(b.size() + 1);
  for (const ReadNote& note : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = note.sound() == b[j - 1].sound() ? diagonal + 1 : std::max(above, row[j - 1]);
      diagonal = above;
    }
  }
  return at_ends + row.back();
}

struct Count {
  std::size_t recovered = 0, invented = 0, refused = 0, crashed = 0;
};

struct Row {
  std::size_t files = 0, notes = 0;
  std::size_t behind = 0;     // files in which a peer recovers more
  std::size_t missed = 0;     // notes it does there
  std::vector<Count> counts;  // a reader each
};

struct Found {
  std::size_t recovered = 0, invented = 0;
  std::size_t anywhere = 0;  // recovered in any order
};

std::size_t in_common_anywhere(const Notes& a, const Notes& b) {
  std::map<decltype(ReadNote().sound()), std::size_t> left;
  for (const ReadNote& note : a) ++left[note.sound()];
  std::size_t common = 0;
  for (const ReadNote& note : b) {
    const auto found = left.find(note.sound());
    if (found == left.end() || found->second == 0) continue;
    --found->second;
    ++common;
  }
  return common;
}

Found add(Count& count, const Reading& reading, const Notes& whole) {
  const std::size_t common = in_common(reading.notes, whole);
  const Found found{common, reading.notes.size() - common,
                    in_common_anywhere(reading.notes, whole)};
  count.recovered += found.recovered;
  count.invented += found.invented;
  count.refused += reading.verdict == "refused" ? 1 : 0;
  count.crashed += reading.verdict != "refused" && reading.verdict != "read" ? 1 : 0;
  return found;
}

// How many more of the notes there are `theirs` has; 0 where that can be chance.
std::size_t lead(const Found& theirs, const Found& ours) {
  const auto more = [](std::size_t a, std::size_t b) { return a > b ? a - b : 0; };
  const std::size_t leading =
      std::min(more(theirs.recovered, ours.recovered), more(theirs.anywhere, ours.anywhere));
  return leading > 1 + more(theirs.invented, ours.invented) / 10 ? leading : 0;
}

void print(const std::string& kind, const Row& row) {
  std::printf("| %s | %zu | %zu |", kind.c_str(), row.files, row.notes);
  for (const Count& count : row.counts) {
    std::printf(" %.1f %%, %zu, %zu",
                100.0 * static_cast<double>(count.recovered) /
                    static_cast<double>(std::max<std::size_t>(row.notes, 1)),
                count.invented, count.refused);
    if (count.crashed > 0) std::printf(", %zu crashed", count.crashed);
    std::printf(" |");
  }
  std::printf(" %zu, %zu notes |\n", row.behind, row.missed);
}

struct Extent {
  int of_each = 0;
  std::size_t movements = 0;
  std::uint32_t seed = 0;
};

enum class Verdict { kCannotWrite, kBehind, kFirst };

Verdict compare(const Extent& extent, const std::vector<std::string>& peers,
                const fs::path& folder) {
  std::map<std::string, Row> rows;
  std::uint32_t seed = extent.seed;
  std::size_t behind = 0;
  const auto& all = bach::cello_movements();
  for (std::size_t m = 0; m < std::min(extent.movements, all.size()); ++m) {
    const bach::Movement& movement = all[m];
    const auto sound = bach::midi_from_score(*bach::load_movement(movement));
    auto files = bach::fuzz::damaged(sound, seed++, extent.of_each);
    files.push_back({"sound", sound, {}, 0, {}});
    for (const auto& file : files) {
      if (!bach::fuzz::write_file(file, folder / file.name)) return Verdict::kCannotWrite;
    }
    std::vector<Readings> theirs;
    for (const std::string& peer : peers) theirs.push_back(read_with(peer, folder));
    const Notes whole = read_with_bach(folder / "sound").notes;
    for (const auto& file : files) {
      const std::string kind = bach::fuzz::kind_of(file.name);
      Row& row = rows[kind == "sound" ? "(undamaged)" : kind];
      row.counts.resize(1 + peers.size());
      ++row.files;
      // Noise holds no note of the movement.
      const Notes& wanted = kind == "noise" ? Notes{} : whole;
      row.notes += wanted.size();
      const Found ours = add(row.counts[0], read_with_bach(folder / file.name), wanted);
      std::size_t most = 0;
      for (std::size_t k = 0; k < peers.size(); ++k) {
        most = std::max(most, lead(add(row.counts[1 + k], theirs[k][file.name], wanted), ours));
      }
      if (most == 0) continue;
      ++behind;
      ++row.behind;
      row.missed += most;
      if (const char* kept = std::getenv("BACH_KEEP"); kept != nullptr) {
        fs::copy_file(folder / file.name,
                      fs::path(kept) /
                          (movement.name + "-" + file.name + "-" + std::to_string(most) + ".mid"),
                      fs::copy_options::overwrite_existing);
      }
    }
    std::fprintf(stderr, "\r%s ", movement.name.c_str());
  }
  std::fprintf(stderr, "\n");
  std::printf("| damage | files | notes | bach |");
  for (const std::string& peer : peers) {
    std::printf(" %s |", fs::path(peer).stem().string().c_str());
  }
  std::printf(" a peer recovers more |\n| --- | --- | --- | --- |");
  for (std::size_t k = 0; k <= peers.size(); ++k) std::printf(" --- |");
  std::printf("\n");
  for (const auto& [kind, row] : rows) print(kind, row);
  return behind > 0 ? Verdict::kBehind : Verdict::kFirst;
}

}  // namespace

int main(int count, char** arguments) {
  Extent extent;
  if (count >= 4) {
    extent.of_each = std::atoi(arguments[1]);
    extent.movements = static_cast<std::size_t>(std::max(std::atoi(arguments[2]), 0));
    extent.seed = static_cast<std::uint32_t>(std::atoi(arguments[3]));
  }
  std::string folder = (fs::temp_directory_path() / "recovery-XXXXXX").string();
  if (extent.of_each <= 0 || mkdtemp(folder.data()) == nullptr) {
    std::fprintf(stderr, "usage: recovery_trial OF_EACH MOVEMENTS SEED [PEER...]\n");
    return 2;
  }
  const Verdict verdict = compare(extent, {arguments + 4, arguments + count}, folder);
  fs::remove_all(folder);
  if (verdict == Verdict::kBehind) std::fprintf(stderr, "a peer recovers more notes of a file\n");
  return verdict == Verdict::kFirst ? 0 : 1;
}

// How many notes readers of MIDI find in damaged files.
//
//   recovery OF_EACH [PEER…]
//
// Damages each movement of the corpus OF_EACH times in each way of tests/fuzz/damaged_midi.h and
// reads the files with bach and with each PEER, a program (libsmf_notes, mido_notes.py) that is
// given a folder and prints, for each of its files, "= NAME", a line "ONSET DURATION PITCH
// VELOCITY" for each note, and "read", "refused" or "crashed". Prints a table in Markdown.
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

std::size_t in_common(const Notes& a, const Notes& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (const ReadNote& note : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = note.sound() == b[j - 1].sound() ? diagonal + 1 : std::max(above, row[j - 1]);
      diagonal = above;
    }
  }
  return row.back();
}

struct Count {
  std::size_t recovered = 0, invented = 0, refused = 0, crashed = 0;
};

struct Row {
  std::size_t files = 0, notes = 0;
  std::size_t behind = 0;     // files in which a peer recovers more
  std::vector<Count> counts;  // a reader each
};

// Returns how many were recovered.
std::size_t add(Count& count, const Reading& reading, const Notes& whole) {
  const std::size_t common = in_common(reading.notes, whole);
  count.recovered += common;
  count.invented += reading.notes.size() - common;
  count.refused += reading.verdict == "refused" ? 1 : 0;
  count.crashed += reading.verdict != "refused" && reading.verdict != "read" ? 1 : 0;
  return common;
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
  std::printf(" %zu |\n", row.behind);
}

bool compare(int of_each, const std::vector<std::string>& peers, const fs::path& folder) {
  std::map<std::string, Row> rows;
  std::uint32_t seed = 0;
  for (const bach::Movement& movement : bach::cello_movements()) {
    const auto sound = bach::midi_from_score(*bach::load_movement(movement));
    auto files = bach::fuzz::damaged(sound, ++seed, of_each);
    files.push_back({"sound", sound, {}, 0, {}});
    for (const auto& file : files) {
      if (!bach::fuzz::write_file(file, folder / file.name)) return false;
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
      const std::size_t ours = add(row.counts[0], read_with_bach(folder / file.name), wanted);
      std::size_t most = 0;
      for (std::size_t k = 0; k < peers.size(); ++k) {
        most = std::max(most, add(row.counts[1 + k], theirs[k][file.name], wanted));
      }
      row.behind += most > ours ? 1 : 0;
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
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  const int of_each = count > 1 ? std::atoi(arguments[1]) : 0;
  std::string folder = (fs::temp_directory_path() / "recovery-XXXXXX").string();
  if (of_each <= 0 || mkdtemp(folder.data()) == nullptr) {
    std::fprintf(stderr, "usage: recovery OF_EACH [PEER...]\n");
    return 2;
  }
  const bool done = compare(of_each, {arguments + 2, arguments + count}, folder);
  fs::remove_all(folder);
  return done ? 0 : 1;
}

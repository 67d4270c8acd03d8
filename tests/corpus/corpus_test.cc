// The music carried in the program is Bach's, note for note.
#include "corpus/corpus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/file.h"
#include "base/sha256.h"
#include "score/form.h"
#include "score/from_midi.h"
#include "score/key_name.h"
#include "score/note_list.h"
#include "token/pitch_windows.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

std::size_t count_notes(const Score& score) {
  std::size_t count = 0;
  for (const Track& track : score.tracks) count += track.notes.size();
  return count;
}

TEST(Corpus, HasSixSuitesOfSixMovements) {
  ASSERT_EQ(movements().size(), 36u);
  EXPECT_EQ(movements().front().name, "bwv1007-1");
  EXPECT_EQ(movements().front().alias, "cs1-1pre");
  EXPECT_EQ(movements().back().name, "bwv1012-6");
  EXPECT_EQ(movements().back().alias, "cs6-6gig");
  EXPECT_TRUE(
      std::is_sorted(movements().begin(), movements().end(),
                     [](const Movement& a, const Movement& b) { return a.alias < b.alias; }));
}

TEST(Corpus, MovementsAnswerToNameAndAlias) {
  ASSERT_NE(find_movement("bwv1009-5"), nullptr);
  EXPECT_EQ(find_movement("BWV1009-5"), find_movement("cs3-5bou"));
  EXPECT_EQ(find_movement("bwv1009-7"), nullptr);
  EXPECT_EQ(find_movement(""), nullptr);
}

// corpus/checksums.tsv guards the texts where the MIDI files are not at hand.
TEST(Corpus, SoundsAsTheCommittedChecksumsSay) {
  std::ifstream file(std::string(BACH_CORPUS) + "/checksums.tsv");
  ASSERT_TRUE(file);
  std::map<std::string, std::pair<std::size_t, std::string>> expected;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream fields(line);
    std::string alias;
    std::size_t notes = 0;
    std::string hash;
    fields >> alias >> notes >> hash;
    expected[alias] = {notes, hash};
  }
  EXPECT_EQ(expected.size(), 36u);
  std::size_t total = 0;
  for (const Movement& movement : movements()) {
    const Result<Score> score = load_movement(movement);
    ASSERT_TRUE(score.ok()) << score.error().message;
    EXPECT_EQ(count_notes(*score), expected[movement.alias].first) << movement.alias;
    EXPECT_EQ(sha256_hex(note_list(*score)), expected[movement.alias].second) << movement.alias;
    total += count_notes(*score);
  }
  EXPECT_EQ(total, 30259u);
}

TEST(Corpus, HasTrueKeys) {
  const std::vector<std::string> keys = {"G major",  "D minor", "C major",
                                         "Eb major", "C minor", "D major"};
  const std::map<std::string, std::string> second_dance = {
      {"cs1-5men", "G minor"}, {"cs2-5men", "D major"}, {"cs3-5bou", "C minor"}};
  for (const Movement& movement : movements()) {
    const Result<Score> score = load_written_movement(movement);
    ASSERT_TRUE(score.ok());
    const std::size_t suite = static_cast<std::size_t>(movement.alias[2] - '1');
    ASSERT_FALSE(score->keys.empty());
    EXPECT_EQ(key_name(score->keys.front()), keys[suite]) << movement.alias;
    const auto second = second_dance.find(movement.alias);
    if (second == second_dance.end()) {
      for (const Key& key : score->keys) EXPECT_EQ(key_name(key), keys[suite]) << movement.alias;
    } else {
      ASSERT_EQ(score->keys.size(), 2u) << movement.alias;
      EXPECT_EQ(key_name(score->keys[1]), second->second);
    }
  }
}

TEST(Corpus, DancesAreWrittenWithRepeats) {
  for (const Movement& movement : movements()) {
    const Result<Score> score = load_written_movement(movement);
    ASSERT_TRUE(score.ok());
    const std::string pattern = form_of(*score).pattern;
    const char number = movement.alias[4];
    if (number == '1') {
      EXPECT_TRUE(pattern == "A" || pattern == "AB") << movement.alias << " " << pattern;
    } else {
      EXPECT_EQ(pattern, number == '5' ? "AABBCCDDAB" : "AABB") << movement.alias;
    }
  }
}

TEST(Corpus, HoldsNothingOfAPerformance) {
  for (const Movement& movement : movements()) {
    const Result<Score> score = load_movement(movement);
    ASSERT_TRUE(score.ok());
    EXPECT_EQ(score->tempos.size(), 1u);
    EXPECT_TRUE(score->markers.empty());
    for (const Track& track : score->tracks) {
      EXPECT_EQ(track.program, 42);
      EXPECT_EQ(track.name, "");
      for (const Note& note : track.notes) ASSERT_EQ(note.velocity, 100);
    }
  }
}

struct Exception {
  int track;
  std::size_t note;
  Note played;
  Note written;
};

std::map<std::string, std::vector<Exception>> read_exceptions() {
  std::map<std::string, std::vector<Exception>> exceptions;
  std::ifstream file(std::string(BACH_CORPUS) + "/exceptions.tsv");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream fields(line);
    std::string alias;
    Exception e{};
    int pitch = 0;
    fields >> alias >> e.track >> e.note >> pitch >> e.played.onset >> e.played.duration >>
        e.written.onset >> e.written.duration;
    e.played.pitch = e.written.pitch = static_cast<std::uint8_t>(pitch);
    exceptions[alias].push_back(e);
  }
  return exceptions;
}

Result<ImportedScore> read_midi_file(const fs::path& path) {
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  return score_from_midi(*bytes);
}

TEST(Corpus, IsTheMusicOfTheFilesItWasCheckedAgainst) {
  if (!fs::exists(BACH_SHARED_MIDI)) GTEST_SKIP() << "the MIDI files are not here";
  auto exceptions = read_exceptions();
  std::size_t shortened = 0;
  std::size_t moved = 0;
  for (const Movement& movement : movements()) {
    Result<ImportedScore> file =
        read_midi_file(fs::path(BACH_SHARED_MIDI) / (movement.alias + ".mid"));
    ASSERT_TRUE(file.ok()) << file.error().message;
    Score& played = file->score;
    for (const Exception& e : exceptions[movement.alias]) {
      Note& note = played.tracks[static_cast<std::size_t>(e.track)].notes[e.note];
      ASSERT_EQ(note.onset, e.played.onset) << movement.alias;
      ASSERT_EQ(note.duration, e.played.duration) << movement.alias;
      ASSERT_EQ(note.pitch, e.played.pitch) << movement.alias;
      (e.played.onset != e.written.onset ? moved : shortened) += 1;
      note.onset = e.written.onset;
      note.duration = e.written.duration;
    }
    const Result<Score> ours = load_movement(movement);
    ASSERT_TRUE(ours.ok());
    EXPECT_EQ(note_list(*ours), note_list(played)) << movement.alias;
    EXPECT_EQ(ours->metres, played.metres) << movement.alias;
  }
  EXPECT_EQ(shortened, 36u);
  EXPECT_EQ(moved, 8u);
}

TEST(Corpus, TeachesTheNotebookTheSameNotesAsTheFiles) {
  if (!fs::exists(BACH_SHARED_MIDI)) GTEST_SKIP() << "the MIDI files are not here";
  for (const Movement& movement : movements()) {
    const Result<ImportedScore> file =
        read_midi_file(fs::path(BACH_SHARED_MIDI) / (movement.alias + ".mid"));
    const Result<Score> ours = load_movement(movement);
    ASSERT_TRUE(file.ok() && ours.ok());
    EXPECT_EQ(notebook_notes(*ours), notebook_notes(file->score)) << movement.alias;
  }
}

// abc2midi (Debian package abcmidi) is another reader of the same texts.
TEST(Corpus, IsReadAlikeByAbc2midi) {
  if (std::system("command -v abc2midi >/dev/null") != 0) GTEST_SKIP() << "abc2midi is not here";
  const fs::path midi = fs::path(testing::TempDir()) / "bach_abc2midi.mid";
  for (const Movement& movement : movements()) {
    const fs::path log = midi.string() + ".log";
    const std::string command = "abc2midi " BACH_CORPUS "/" + movement.name + ".abc -o " +
                                midi.string() + " >" + log.string() + " 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0);
    std::stringstream said;
    said << std::ifstream(log).rdbuf();
    EXPECT_THAT(said.str(), testing::Not(testing::HasSubstr("Error"))) << movement.name;
    const Result<ImportedScore> theirs = read_midi_file(midi);
    const Result<Score> ours = load_movement(movement);
    ASSERT_TRUE(theirs.ok() && ours.ok()) << movement.name;
    ASSERT_EQ(theirs->score.ticks_per_quarter, 480);
    // It delays everything by one tick.
    std::multiset<std::pair<Tick, int>> expected;
    std::multiset<std::pair<Tick, int>> found;
    for (const Track& track : ours->tracks) {
      for (const Note& note : track.notes) expected.emplace(note.onset, note.pitch);
    }
    for (const Track& track : theirs->score.tracks) {
      for (const Note& note : track.notes) found.emplace(note.onset - 1, note.pitch);
    }
    EXPECT_EQ(found == expected, true)
        << movement.name << ": " << found.size() << " notes, not " << expected.size();
  }
  fs::remove(midi);
  fs::remove(midi.string() + ".log");
}

}  // namespace
}  // namespace bach

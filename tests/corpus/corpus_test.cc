// The music carried in the program is Bach's, note for note.
#include "corpus/corpus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <span>
#include <sstream>

#include "base/file.h"
#include "base/sha256.h"
#include "notation/musicxml/reader.h"
#include "score/form.h"
#include "score/from_midi.h"
#include "score/key_estimate.h"
#include "score/key_name.h"
#include "score/note_list.h"
#include "score/unfold.h"
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
  ASSERT_EQ(cello_movements().size(), 36u);
  EXPECT_EQ(cello_movements().front().name, "bwv1007-1");
  EXPECT_EQ(cello_movements().front().alias, "cs1-1pre");
  EXPECT_EQ(cello_movements().back().name, "bwv1012-6");
  EXPECT_EQ(cello_movements().back().alias, "cs6-6gig");
  EXPECT_TRUE(
      std::is_sorted(cello_movements().begin(), cello_movements().end(),
                     [](const Movement& a, const Movement& b) { return a.alias < b.alias; }));
}

TEST(Corpus, HasSixWorksForViolin) {
  ASSERT_EQ(movement_sets().size(), 2u);
  EXPECT_EQ(find_movement_set("Violin"), &movement_sets()[1]);
  EXPECT_EQ(find_movement_set("viola"), nullptr);
  const std::span<const Movement> violin = movement_sets()[1].movements;
  ASSERT_EQ(violin.size(), 31u);
  EXPECT_EQ(violin.front().name, "bwv1001-1");
  EXPECT_EQ(violin.back().name, "bwv1006-6");
  EXPECT_EQ(find_movement("bwv1004-5")->alias, "vp2-5cha");
  EXPECT_TRUE(std::is_sorted(violin.begin(), violin.end(),
                             [](const Movement& a, const Movement& b) { return a.name < b.name; }));
}

TEST(Corpus, ViolinMovementsAreInTheirKeys) {
  const std::vector<std::string> keys = {"G minor", "B minor", "A minor",
                                         "D minor", "C major", "E major"};
  const std::map<std::string, std::string> others = {
      {"bwv1001-3", "Bb major"}, {"bwv1003-3", "C major"}, {"bwv1005-3", "F major"}};
  // Those that end on another degree, or wander, the notes alone do not tell.
  const std::set<std::string> untold = {"bwv1003-1", "bwv1003-2", "bwv1005-1", "bwv1006-3"};
  for (const Movement& movement : movement_sets()[1].movements) {
    const Result<Score> score = load_written_movement(movement);
    ASSERT_TRUE(score.ok());
    ASSERT_EQ(score->keys.size(), 1u) << movement.name;
    const auto other = others.find(movement.name);
    const std::string& key = other != others.end()
                                 ? other->second
                                 : keys[static_cast<std::size_t>(movement.name[6] - '1')];
    EXPECT_EQ(key_name(score->keys[0]), key) << movement.name;
    EXPECT_EQ(key_name(estimate_key(*score)) == key, !untold.contains(movement.name))
        << movement.name;
  }
}

TEST(Corpus, MovementsAnswerToNameAndAlias) {
  ASSERT_NE(find_movement("bwv1009-5"), nullptr);
  EXPECT_EQ(find_movement("BWV1009-5"), find_movement("cs3-5bou"));
  EXPECT_EQ(find_movement("bwv1009-7"), nullptr);
  EXPECT_EQ(find_movement(""), nullptr);
}

struct Checksum {
  std::size_t notes = 0;
  std::string hash;
};

// By alias.
std::map<std::string, Checksum> read_checksums(const std::string& name) {
  std::map<std::string, Checksum> checksums;
  std::ifstream file(std::string(BACH_CORPUS) + "/" + name);
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream fields(line);
    std::string alias;
    Checksum checksum;
    fields >> alias >> checksum.notes >> checksum.hash;
    checksums[alias] = checksum;
  }
  return checksums;
}

// The committed checksums guard the texts where the files they came from are not at hand.
std::size_t expect_checksums(std::span<const Movement> movements, const std::string& name) {
  std::map<std::string, Checksum> expected = read_checksums(name);
  EXPECT_EQ(expected.size(), movements.size());
  std::size_t total = 0;
  for (const Movement& movement : movements) {
    const Result<Score> score = load_movement(movement);
    EXPECT_TRUE(score.ok()) << score.error().message;
    if (!score) continue;
    EXPECT_EQ(count_notes(*score), expected[movement.alias].notes) << movement.alias;
    EXPECT_EQ(sha256_hex(note_list(*score)), expected[movement.alias].hash) << movement.alias;
    total += count_notes(*score);
  }
  return total;
}

TEST(Corpus, SoundsAsTheCommittedChecksumsSay) {
  EXPECT_EQ(expect_checksums(cello_movements(), "checksums.tsv"), 30259u);
  EXPECT_EQ(expect_checksums(movement_sets()[1].movements, "checksums-violin.tsv"), 36969u);
}

TEST(Corpus, HasTrueKeys) {
  const std::vector<std::string> keys = {"G major",  "D minor", "C major",
                                         "Eb major", "C minor", "D major"};
  const std::map<std::string, std::string> second_dance = {
      {"cs1-5men", "G minor"}, {"cs2-5men", "D major"}, {"cs3-5bou", "C minor"}};
  for (const Movement& movement : cello_movements()) {
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
  for (const Movement& movement : cello_movements()) {
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
  for (const Movement& movement : all_movements()) {
    const Result<Score> score = load_movement(movement);
    ASSERT_TRUE(score.ok());
    EXPECT_EQ(score->tempos.size(), 1u);
    EXPECT_TRUE(score->markers.empty());
    for (const Track& track : score->tracks) {
      EXPECT_EQ(track.program, movement.alias[0] == 'c' ? 42 : 40);
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
  for (const Movement& movement : cello_movements()) {
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
  for (const Movement& movement : cello_movements()) {
    const Result<ImportedScore> file =
        read_midi_file(fs::path(BACH_SHARED_MIDI) / (movement.alias + ".mid"));
    const Result<Score> ours = load_movement(movement);
    ASSERT_TRUE(file.ok() && ours.ok());
    EXPECT_EQ(notebook_notes(*ours), notebook_notes(file->score)) << movement.alias;
  }
}

TEST(Corpus, KeepsTheNotesOfTheViolinScores) {
  const fs::path folder = fs::path(BACH_SHARED_MIDI).parent_path() / "violin_scores";
  if (!fs::exists(folder)) GTEST_SKIP() << "the violin scores are not here";
  for (const Movement& movement : movement_sets()[1].movements) {
    if (movement.name.starts_with("bwv1006") && movement.name >= "bwv1006-4")
      continue;  // two files
    const auto bytes =
        read_file(folder / (movement.name.substr(0, 7) + "_mov" + movement.name[8] + ".mxl"));
    ASSERT_TRUE(bytes.ok()) << bytes.error().message;
    const Result<MusicXmlPiece> piece = score_from_musicxml(*bytes);
    const Result<Score> ours = load_movement(movement);
    ASSERT_TRUE(piece.ok() && ours.ok()) << movement.name;
    EXPECT_EQ(note_list(*ours), note_list(unfold(piece->score))) << movement.name;
  }
}

// abc2midi (Debian package abcmidi) is another reader of the same texts.
TEST(Corpus, IsReadAlikeByAbc2midi) {
  if (std::system("command -v abc2midi >/dev/null") != 0) GTEST_SKIP() << "abc2midi is not here";
  const fs::path midi = fs::path(testing::TempDir()) / "bach_abc2midi.mid";
  for (const Movement& movement : all_movements()) {
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

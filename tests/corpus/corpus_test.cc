// The music carried in the program is Bach's, note for note.
#include "corpus/corpus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <span>
#include <sstream>

#include "base/file.h"
#include "base/sha256.h"
#include "notation/abc/reader.h"
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
  ASSERT_EQ(movement_sets().size(), 3u);
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

// By number of the work, then of the movement: bwv1013-1 comes after bwv997-5.
std::pair<int, int> number_of(const std::string& name) {
  const std::size_t dash = name.find('-');
  return {std::atoi(name.c_str() + 3),
          dash == std::string::npos ? 0 : std::atoi(name.c_str() + dash + 1)};
}

TEST(Corpus, HasPiecesForKeyboard) {
  EXPECT_EQ(find_movement_set("keyboard"), &movement_sets()[2]);
  const std::span<const Movement> keyboard = movement_sets()[2].movements;
  ASSERT_EQ(keyboard.size(), 80u);
  EXPECT_EQ(all_movements().size(), 36u + 31u + 80u);
  EXPECT_EQ(string_movements().size(), 36u + 31u);
  EXPECT_EQ(&string_movements().front(), &all_movements().front());
  EXPECT_EQ(&all_movements().back(), &keyboard.back());
  EXPECT_EQ(keyboard.front().name, "bwv773");
  EXPECT_EQ(keyboard.back().name, "bwv1013-4");
  EXPECT_EQ(find_movement("WTC1-01fug")->name, "bwv846-2");
  EXPECT_TRUE(std::is_sorted(
      keyboard.begin(), keyboard.end(),
      [](const Movement& a, const Movement& b) { return number_of(a.name) < number_of(b.name); }));
}

TEST(Corpus, EachMovementHasNamesOfItsOwn) {
  std::set<std::string> names;
  for (const std::string& name : movement_names()) EXPECT_TRUE(names.insert(name).second) << name;
  for (const Movement& movement : all_movements()) EXPECT_FALSE(movement.text.empty());
}

TEST(Corpus, KeyboardPiecesAreInTheirKeys) {
  const std::map<int, std::string> keys = {
      {773, "C minor"},  {776, "Eb major"}, {778, "E minor"},  {781, "G major"},  {782, "G minor"},
      {784, "A minor"},  {785, "Bb major"}, {786, "B minor"},  {787, "C major"},  {788, "C minor"},
      {789, "D major"},  {790, "D minor"},  {791, "Eb major"}, {792, "E major"},  {793, "E minor"},
      {794, "F major"},  {795, "F minor"},  {796, "G major"},  {797, "G minor"},  {798, "A major"},
      {799, "A minor"},  {800, "Bb major"}, {801, "B minor"},  {803, "F major"},  {804, "G major"},
      {805, "A minor"},  {816, "G major"},  {846, "C major"},  {847, "C minor"},  {848, "C# major"},
      {849, "C# minor"}, {850, "D major"},  {851, "D minor"},  {853, "Eb minor"}, {854, "E major"},
      {855, "E minor"},  {856, "F major"},  {860, "G major"},  {861, "G minor"},  {862, "Ab major"},
      {865, "A minor"},  {869, "B minor"},  {870, "C major"},  {871, "C minor"},  {875, "D minor"},
      {895, "A minor"},  {903, "D minor"},  {928, "F major"},  {952, "C major"},  {996, "E minor"},
      {997, "A minor"},  {1013, "A minor"}};
  // Those that end in major, or wander, the notes alone do not tell.
  const std::set<std::string> untold = {"bwv793",   "bwv795",   "bwv799",   "bwv849-2",
                                        "bwv851-2", "bwv855-2", "bwv869-2", "bwv895-1",
                                        "bwv903-2", "bwv1013-1"};
  for (const Movement& movement : movement_sets()[2].movements) {
    const Result<Score> score = load_written_movement(movement);
    ASSERT_TRUE(score.ok());
    ASSERT_EQ(score->keys.size(), 1u) << movement.name;
    const Key& key = score->keys[0];
    const std::string& expected = keys.at(number_of(movement.name).first);
    EXPECT_EQ(key_name(key), movement.name == "bwv853-2" ? "D# minor" : expected) << movement.name;
    const Key heard = estimate_key(*score);
    EXPECT_EQ(tonic_of(heard) == tonic_of(key) && heard.mode == key.mode,
              !untold.contains(movement.name))
        << movement.name << ": " << key_name(heard);
  }
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
  EXPECT_EQ(expect_checksums(movement_sets()[2].movements, "checksums-keyboard.tsv"), 72177u);
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

// General MIDI, 0-based: cello, violin, flute, guitar for the lute, harpsichord.
int program_of(const Movement& movement) {
  const int work = number_of(movement.name).first;
  if (work == 996 || work == 997) return 24;
  if (work < 1000) return 6;
  if (work < 1007) return 40;
  return work < 1013 ? 42 : 73;
}

TEST(Corpus, HoldsNothingOfAPerformance) {
  for (const Movement& movement : all_movements()) {
    const Result<Score> score = load_movement(movement);
    ASSERT_TRUE(score.ok());
    EXPECT_EQ(score->tempos.size(), 1u);
    EXPECT_TRUE(score->markers.empty());
    for (const Track& track : score->tracks) {
      EXPECT_EQ(track.program, program_of(movement)) << movement.name;
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

// The files of the keyboard's texts, by name of the movement: the last table of corpus/README.md.
std::map<std::string, std::string> read_keyboard_files() {
  std::map<std::string, std::string> files;
  std::ifstream readme(BACH_CORPUS "/README.md");
  for (std::string line; std::getline(readme, line);) {
    if (!line.starts_with("| `bwv")) continue;
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '|' || c == '`'; }, ' ');
    std::istringstream fields(line);
    std::string name;
    std::string alias;
    std::string file;
    fields >> name >> alias >> file;
    std::string header;
    std::getline(fields >> std::ws, header);
    EXPECT_TRUE(header.starts_with("Public Domain")) << line;
    EXPECT_EQ(find_movement(alias), find_movement(name)) << line;
    files[name] = file;
  }
  return files;
}

TEST(Corpus, NamesTheFileOfEachKeyboardPiece) {
  const std::map<std::string, std::string> files = read_keyboard_files();
  std::set<std::string> different;
  for (const auto& [name, file] : files) different.insert(file);
  EXPECT_EQ(files.size(), 80u);
  EXPECT_EQ(different.size(), 80u);
  for (const Movement& movement : movement_sets()[2].movements) {
    EXPECT_TRUE(files.contains(movement.name)) << movement.name;
  }
}

std::map<std::pair<Tick, int>, std::vector<Tick>> durations_by_place(const Score& score) {
  std::map<std::pair<Tick, int>, std::vector<Tick>> durations;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) {
      durations[{note.onset, note.pitch}].push_back(note.duration);
    }
  }
  for (auto& [place, all] : durations) std::sort(all.begin(), all.end());
  return durations;
}

// What corpus/README.md says was mended, and nothing else, differs.
TEST(Corpus, KeepsTheNotesOfTheKeyboardFiles) {
  const fs::path folder = fs::path(BACH_SHARED_MIDI).parent_path() / "keyboard_midi";
  if (!fs::exists(folder)) GTEST_SKIP() << "the MIDI files of keyboard music are not here";
  const std::map<std::string, std::string> files = read_keyboard_files();
  std::size_t graces = 0;
  std::map<std::string, std::size_t> mended;
  for (const Movement& movement : movement_sets()[2].movements) {
    Result<ImportedScore> file = read_midi_file(folder / (files.at(movement.name) + ".mid"));
    const Result<Score> ours = score_from_abc(movement.text);
    ASSERT_TRUE(file.ok() && ours.ok()) << movement.name;
    // In 384ths of a quarter, without the silence before an upbeat.
    ASSERT_EQ(file->score.ticks_per_quarter, 384);
    Score written = *ours;
    const auto first_of = [](const Score& score) {
      return durations_by_place(score).begin()->first.first;
    };
    const Tick silence = first_of(written) - first_of(file->score) * 480 / 384;
    for (Track& track : written.tracks) {
      for (Note& note : track.notes) {
        note.onset = (note.onset - silence) * 384 / 480;
        note.duration = note.duration * 384 / 480;
      }
    }
    auto expected = durations_by_place(file->score);
    for (const auto& [place, durations] : durations_by_place(written)) {
      const auto match = expected.find(place);
      if (match == expected.end()) {
        // The da capo.
        EXPECT_EQ(movement.name, "bwv997-2") << place.first << " " << place.second;
        continue;
      }
      EXPECT_EQ(durations.size(), match->second.size()) << movement.name;
      if (durations != match->second) ++mended[movement.name];
      expected.erase(match);
    }
    for (const auto& [place, durations] : expected) {
      // No place for a note: a grace note's.
      EXPECT_TRUE(place.first % 24 != 0 && place.first % 16 != 0)
          << movement.name << " " << place.first << " " << place.second;
      graces += durations.size();
    }
  }
  EXPECT_EQ(graces, 62u);
  // Before grace notes, but for BWV 851, which has wedges, and 801, too long for its last bar.
  const std::map<std::string, std::size_t> expected = {
      {"bwv776", 1},   {"bwv801", 2},   {"bwv803", 6},    {"bwv816-3", 7},
      {"bwv816-6", 7}, {"bwv848-2", 2}, {"bwv849-1", 11}, {"bwv851-2", 21},
      {"bwv853-1", 1}, {"bwv855-1", 1}, {"bwv997-4", 11}};
  EXPECT_EQ(mended, expected);
}

// abc2midi (Debian package abcmidi) is another reader of the same texts.
TEST(Corpus, IsReadAlikeByAbc2midi) {
  if (std::system("command -v abc2midi >/dev/null") != 0) GTEST_SKIP() << "abc2midi is not here";
  const fs::path midi =
      fs::path(testing::TempDir()) / ("bach_abc2midi_" + std::to_string(::getpid()) + ".mid");
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

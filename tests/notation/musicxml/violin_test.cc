// Bach's violin solos as MusicXML from one hand and as MIDI from another: what is read of both is
// the same music. doc/notation.md explains the differences that are left.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "base/file.h"
#include "notation/musicxml/reader.h"
#include "score/from_midi.h"
#include "score/unfold.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

const fs::path kShared = fs::path(BACH_SHARED_MIDI).parent_path();

// How the notes of a score, repeats played, compare with those of a MIDI file.
struct Comparison {
  int same = 0;    // onset, pitch and duration
  int length = 0;  // another duration
  int pitch = 0;   // another pitch at the same time
  int moved = 0;   // at most a quarter earlier or later
  int only_midi = 0;
  int only_score = 0;

  bool operator==(const Comparison&) const = default;
  friend std::ostream& operator<<(std::ostream& out, const Comparison& c) {
    return out << '{' << c.same << ", " << c.length << ", " << c.pitch << ", " << c.moved << ", "
               << c.only_midi << ", " << c.only_score << '}';
  }
};

std::vector<Note> notes_in_480ths(const Score& score, Tick shift = 0) {
  std::vector<Note> notes;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) {
      notes.push_back({note.onset * 480 / score.ticks_per_quarter + shift,
                       note.duration * 480 / score.ticks_per_quarter, note.pitch, 1});
    }
  }
  std::sort(notes.begin(), notes.end());
  return notes;
}

// Takes pairs that `alike` from both lists; returns how many.
template <typename Alike>
int pair_off(std::vector<Note>& a, std::vector<Note>& b, const Alike& alike) {
  int pairs = 0;
  std::vector<bool> taken(b.size(), false);
  std::erase_if(a, [&](const Note& note) {
    for (std::size_t i = 0; i < b.size(); ++i) {
      if (taken[i] || !alike(note, b[i])) continue;
      taken[i] = true;
      ++pairs;
      return true;
    }
    return false;
  });
  std::size_t index = 0;
  std::erase_if(b, [&](const Note&) { return taken[index++]; });
  return pairs;
}

Comparison compare(std::vector<Note> midi, std::vector<Note> score) {
  // Sequencers stop notes up to a 64th early.
  const auto near = [](Tick a, Tick b) { return std::abs(a - b) <= 2; };
  Comparison found;
  std::vector<Note> left_of_midi, left_of_score;
  std::set_difference(midi.begin(), midi.end(), score.begin(), score.end(),
                      std::back_inserter(left_of_midi));
  std::set_difference(score.begin(), score.end(), midi.begin(), midi.end(),
                      std::back_inserter(left_of_score));
  found.same = static_cast<int>(midi.size() - left_of_midi.size());
  found.same += pair_off(left_of_midi, left_of_score, [&](const Note& a, const Note& b) {
    return a.pitch == b.pitch && near(a.onset, b.onset) && near(a.duration, b.duration);
  });
  found.length = pair_off(left_of_midi, left_of_score, [&](const Note& a, const Note& b) {
    return a.pitch == b.pitch && near(a.onset, b.onset);
  });
  found.moved = pair_off(left_of_midi, left_of_score, [&](const Note& a, const Note& b) {
    return a.pitch == b.pitch && std::abs(a.onset - b.onset) <= 480;
  });
  found.pitch = pair_off(left_of_midi, left_of_score,
                         [&](const Note& a, const Note& b) { return near(a.onset, b.onset); });
  found.only_midi = static_cast<int>(left_of_midi.size());
  found.only_score = static_cast<int>(left_of_score.size());
  return found;
}

struct Piece {
  const char* midi;
  std::vector<const char*> scores;  // one after the other
  Comparison expected;
};

const std::vector<Piece>& pieces() {
  static const std::vector<Piece> kPieces = {
      {"vs1-1ada", {"bwv1001_mov1"}, {511, 5, 0, 3, 1, 0}},
      {"vs1-2fug", {"bwv1001_mov2"}, {1618, 2, 1, 0, 97, 0}},
      {"vs1-3sic", {"bwv1001_mov3"}, {507, 0, 1, 0, 0, 0}},
      {"vs1-4prs", {"bwv1001_mov4"}, {1624, 0, 0, 0, 0, 0}},
      {"vp1-1al", {"bwv1002_mov1"}, {966, 14, 2, 24, 0, 0}},
      {"vp1-2ald", {"bwv1002_mov2"}, {760, 0, 0, 0, 0, 0}},
      {"vp1-3co", {"bwv1002_mov3"}, {952, 0, 0, 0, 0, 0}},
      {"vp1-4cod", {"bwv1002_mov4"}, {1908, 0, 2, 0, 0, 0}},
      {"vp1-5sa", {"bwv1002_mov5"}, {525, 0, 0, 0, 0, 2}},
      {"vp1-6sad", {"bwv1002_mov6"}, {569, 0, 0, 0, 0, 0}},
      {"vp1-7tb", {"bwv1002_mov7"}, {1064, 2, 0, 0, 0, 2}},
      {"vp1-8tbd", {"bwv1002_mov8"}, {1108, 0, 0, 0, 0, 0}},
      {"vs2-1gra", {"bwv1003_mov1"}, {530, 5, 2, 6, 0, 0}},
      {"vs2-2fug", {"bwv1003_mov2"}, {2359, 1, 6, 0, 0, 0}},
      {"vs2-3and", {"bwv1003_mov3"}, {780, 2, 0, 6, 0, 0}},
      {"vs2-4alg", {"bwv1003_mov4"}, {2022, 2, 12, 6, 0, 0}},
      {"vp2-1all", {"bwv1004_mov1"}, {1082, 12, 0, 0, 0, 0}},
      {"vp2-2cou", {"bwv1004_mov2"}, {844, 2, 2, 10, 0, 0}},
      {"vp2-3sar", {"bwv1004_mov3"}, {520, 14, 0, 0, 0, 0}},
      {"vp2-4gig", {"bwv1004_mov4"}, {1816, 0, 0, 0, 0, 0}},
      {"vp2-5cha", {"bwv1004_mov5"}, {3104, 3, 5, 1, 1213, 1}},
      {"vs3-1ada", {"bwv1005_mov1"}, {546, 1, 6, 3, 0, 0}},
      {"vs3-2fug", {"bwv1005_mov2"}, {3023, 5, 8, 0, 2, 5}},
      {"vs3-3lar", {"bwv1005_mov3"}, {410, 1, 1, 1, 3, 1}},
      {"vs3-4alg", {"bwv1005_mov4"}, {2384, 0, 2, 4, 2, 2}},
      {"vp3-1pre", {"bwv1006_mov1"}, {1634, 0, 1, 0, 0, 0}},
      {"vp3-2lou", {"bwv1006_mov2"}, {576, 0, 0, 0, 0, 0}},
      {"vp3-3gav", {"bwv1006_mov3"}, {814, 0, 0, 2, 1, 1}},
      {"vp3-4min", {"bwv1006_mov4", "bwv1006_mov5"}, {782, 0, 0, 0, 0, 0}},
      {"vp3-5bou", {"bwv1006_mov6"}, {548, 0, 2, 0, 0, 0}},
      {"vp3-6gig", {"bwv1006_mov7"}, {666, 0, 0, 0, 0, 0}},
  };
  return kPieces;
}

TEST(ViolinScores, AreTheMusicOfTheMidiFilesFromAnotherHand) {
  if (!fs::exists(kShared / "violin_scores")) GTEST_SKIP() << "the violin scores are not here";
  for (const Piece& piece : pieces()) {
    const auto bytes = read_file(kShared / "violin_midi" / (std::string(piece.midi) + ".mid"));
    ASSERT_TRUE(bytes.ok()) << piece.midi;
    const Result<ImportedScore> midi = score_from_midi(*bytes);
    ASSERT_TRUE(midi.ok()) << piece.midi;
    std::vector<Note> notes;
    Tick end = 0;
    for (const char* name : piece.scores) {
      const auto file = read_file(kShared / "violin_scores" / (std::string(name) + ".mxl"));
      ASSERT_TRUE(file.ok()) << name;
      const Result<MusicXmlPiece> read = score_from_musicxml(*file);
      ASSERT_TRUE(read.ok()) << name << ": " << read.error().message;
      EXPECT_EQ(read->composer, "Johann Sebastian Bach") << name;
      const Score score = unfold(read->score);
      const std::vector<Note> own = notes_in_480ths(score, end);
      notes.insert(notes.end(), own.begin(), own.end());
      end += score.end * 480 / score.ticks_per_quarter;
    }
    std::sort(notes.begin(), notes.end());
    EXPECT_EQ(compare(notes_in_480ths(midi->score), notes), piece.expected) << piece.midi;
  }
}

}  // namespace
}  // namespace bach

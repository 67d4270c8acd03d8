// Other programs read the notation we write: the same pitches at the same onsets.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/music/inputs.h"
#include "app/render/notation.h"
#include "corpus/corpus.h"
#include "notation/notate.h"
#include "notation/random_notation.h"
#include "score/unfold.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

// Onsets from the first on, in 480ths of a quarter, with their pitches.
struct Attacks {
  std::set<std::pair<long, int>> all;
  std::set<std::pair<long, int>> restruck;  // that begin while another of their pitch sounds
};

Attacks attacks_of(const Score& unfolded) {
  std::vector<Note> notes;
  for (const Track& track : unfolded.tracks) {
    notes.insert(notes.end(), track.notes.begin(), track.notes.end());
  }
  std::sort(notes.begin(), notes.end());
  std::array<Tick, 128> sounding{};
  Attacks attacks;
  for (const Note& note : notes) {
    const std::pair<long, int> sound(
        std::lround(static_cast<double>(note.onset - notes.front().onset) * 480 /
                    unfolded.ticks_per_quarter),
        note.pitch);
    attacks.all.insert(sound);
    if (note.onset < sounding[note.pitch]) attacks.restruck.insert(sound);
    sounding[note.pitch] = std::max(sounding[note.pitch], note.end());
  }
  return attacks;
}

struct Piece {
  std::string name;
  Score score;  // unfolded
};

std::vector<Piece> carried_movements() {
  std::vector<Piece> pieces;
  for (const Movement& movement : cello_movements()) {
    pieces.push_back({movement.alias, load_movement(movement).value()});
  }
  return pieces;
}

std::vector<Piece> random_pieces() {
  std::vector<Piece> pieces;
  test::RandomNotation random;
  for (std::uint64_t seed = 0; seed < 24; ++seed) {
    const Score score = unfold(random.make(seed));
    pieces.push_back({"random" + std::to_string(seed), unfold(notate(score).value().score)});
  }
  return pieces;
}

// The movements, and made-up pieces of every kind.
std::vector<Piece> all_pieces() {
  std::vector<Piece> pieces = carried_movements();
  for (Piece& piece : random_pieces()) pieces.push_back(std::move(piece));
  return pieces;
}

class NotationPrograms : public testing::Test {
 protected:
  NotationPrograms()
      : folder_(fs::path(testing::TempDir()) / ("bach_notation_" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
  }
  ~NotationPrograms() override { fs::remove_all(folder_); }

  static bool installed(const std::string& program) {
    return std::system(("command -v " + program + " >/dev/null").c_str()) == 0;
  }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  // MuseScore sounds a note that begins while its pitch is held as one with it. How long notes
  // are held is taken from what is written: notate() may round an end once more.
  void compare(const Piece& piece, bool joins_held_notes) const {
    const Result<OpenedScore> theirs = open_score(path(piece.name + ".mid"));
    ASSERT_TRUE(theirs.ok()) << theirs.error().message;
    const Attacks expected = attacks_of(piece.score);
    const Attacks written = attacks_of(unfold(notate(piece.score).value().score));
    const Attacks found = attacks_of(theirs->score);
    for (const auto& sound : expected.all) {
      if (joins_held_notes && written.restruck.contains(sound)) continue;
      ASSERT_TRUE(found.all.contains(sound)) << piece.name << ": pitch " << sound.second
                                             << " at tick " << sound.first << " is not there";
    }
    for (const auto& sound : found.all) {
      ASSERT_TRUE(expected.all.contains(sound)) << piece.name << ": pitch " << sound.second
                                                << " at tick " << sound.first << " is too much";
    }
  }

  fs::path folder_;
};

TEST_F(NotationPrograms, Abc2midiPlaysTheSame) {
  if (!installed("abc2midi")) GTEST_SKIP() << "abc2midi is not here";
  const std::vector<Piece> pieces = all_pieces();
  for (const Piece& piece : pieces) {
    const std::string abc = path(piece.name + ".abc");
    ASSERT_TRUE(save_score({&piece.score, 1}, score_format("ABC"), {}, abc).ok()) << piece.name;
    const std::string command =
        "abc2midi " + abc + " -o " + path(piece.name + ".mid") + " >" + path("log") + " 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << piece.name;
    compare(piece, false);
  }
}

TEST_F(NotationPrograms, Abc2midiPlaysNoChordSymbols) {
  if (!installed("abc2midi")) GTEST_SKIP() << "abc2midi is not here";
  for (const char* movement : {"cs1-4sar", "cs2-5men", "bwv1001-3"}) {
    const Piece piece{movement, open_score(movement).value().score};
    const std::string abc = path(piece.name + ".abc");
    const ScoreLabels labels{.chords = ChordLabels::kSymbols};
    ASSERT_TRUE(save_score({&piece.score, 1}, score_format("ABC"), labels, abc).ok());
    const std::string command =
        "abc2midi " + abc + " -o " + path(piece.name + ".mid") + " >" + path("log") + " 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << piece.name;
    compare(piece, false);
  }
}

TEST_F(NotationPrograms, MuseScorePlaysTheSame) {
  if (!installed("musescore3")) GTEST_SKIP() << "musescore3 is not here";
  const std::vector<Piece> pieces = all_pieces();
  std::string jobs;
  for (const Piece& piece : pieces) {
    const std::string xml = path(piece.name + ".musicxml");
    ASSERT_TRUE(save_score({&piece.score, 1}, score_format("MusicXML"), {}, xml).ok())
        << piece.name;
    jobs += (jobs.empty() ? "[" : ",\n");
    jobs += R"({"in": ")" + xml + R"(", "out": ")" + path(piece.name + ".mid") + R"("})";
  }
  std::ofstream(path("jobs.json")) << jobs << "]\n";
  const std::string command = "HOME=" + folder_.string() +
                              " QT_QPA_PLATFORM=offscreen musescore3 -j " + path("jobs.json") +
                              " >" + path("log") + " 2>&1";
  ASSERT_EQ(std::system(command.c_str()), 0);
  for (const Piece& piece : pieces) compare(piece, true);
}

}  // namespace
}  // namespace bach

// Chords in scores of the movements.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <tuple>
#include <vector>

#include "app/music/inputs.h"
#include "app/render/notation.h"
#include "corpus/corpus.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class ChordsInFiles : public ::testing::Test {
 protected:
  ChordsInFiles() {
    folder_ = fs::temp_directory_path() / ("bach-chords-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  ~ChordsInFiles() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  fs::path folder_;
};

std::vector<std::tuple<Tick, int, Tick>> all_notes(const Score& score) {
  std::vector<std::tuple<Tick, int, Tick>> notes;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) notes.emplace_back(note.onset, note.pitch, note.duration);
  }
  std::sort(notes.begin(), notes.end());
  return notes;
}

TEST_F(ChordsInFiles, LeaveTheNotesAsTheyAre) {
  const std::vector<std::string> names = expand_inputs({"cello", "violin"}).value();
  ASSERT_EQ(names.size(), 67u);
  for (std::size_t n = 0; n < names.size(); n += 4) {
    const std::string& name = names[n];
    const Score score = open_score(name).value().score;
    for (const char* file : {"piece.abc", "piece.musicxml", "piece.mxl"}) {
      const ScoreFormat& format = *score_format_of(file);
      ASSERT_TRUE(save_score({&score, 1}, format, {}, path(file)).ok()) << name;
      const auto plain = all_notes(open_score(path(file)).value().score);
      for (const ChordLabels chords : {ChordLabels::kSymbols, ChordLabels::kRoman}) {
        ASSERT_TRUE(save_score({&score, 1}, format, {.chords = chords}, path(file)).ok()) << name;
        ASSERT_EQ(all_notes(open_score(path(file)).value().score), plain) << name << ' ' << file;
      }
    }
  }
}

TEST_F(ChordsInFiles, SayTheKeyAndTheFirstChord) {
  const Score score = open_score("cs1-1pre").value().score;
  ASSERT_TRUE(save_score({&score, 1}, score_format("ABC"), {.chords = ChordLabels::kRoman},
                         path("roman.abc"))
                  .ok());
  ASSERT_TRUE(save_score({&score, 1}, score_format("ABC"), {.chords = ChordLabels::kSymbols},
                         path("symbols.abc"))
                  .ok());
  const auto text_of = [&](const char* name) {
    std::ifstream file(path(name));
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  EXPECT_THAT(text_of("roman.abc"), HasSubstr("[V:1] \"_G: I\"G,,D,B,A,"));
  EXPECT_THAT(text_of("symbols.abc"), HasSubstr("[V:1] \"G\"G,,D,B,A,"));
}

}  // namespace
}  // namespace bach

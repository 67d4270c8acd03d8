// What stands on the page, bar by bar, and where what sounds is read.
#include "notation/page/written_page.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "corpus/corpus.h"
#include "notation/abc/writer.h"
#include "score/unfold.h"

namespace bach {
namespace {

using notation::PlayedStretch;
using notation::WrittenPage;

// Bars with something in them between two signs, in the first voice of a tune.
std::size_t bars_in_abc(const std::string& abc) {
  std::size_t bars = 0;
  std::istringstream lines(abc);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("[V:1]")) continue;
    bool music = false;
    for (std::size_t k = 5; k < line.size(); ++k) {
      const char c = line[k];
      if (c == '"' || c == '!') {
        k = line.find(c, k + 1);
      } else if (c == '[' && k + 2 < line.size() && line[k + 2] == ':') {
        k = line.find(']', k);
      } else if (c == '|') {
        bars += music ? 1 : 0;
        music = false;
      } else {
        music = music || std::isalpha(static_cast<unsigned char>(c)) != 0;
      }
    }
    bars += music ? 1 : 0;  // up to the sign the next line begins with
  }
  return bars;
}

Tick written_tick(const WrittenPage& page, Tick sounding) {
  const auto after =
      std::upper_bound(page.played.begin(), page.played.end(), sounding,
                       [](Tick tick, const PlayedStretch& each) { return tick < each.sounding; });
  const PlayedStretch& stretch = *(after - 1);
  return stretch.written + sounding - stretch.sounding;
}

TEST(WrittenPage, ShowsEveryNoteOfBachWhereItSounds) {
  std::size_t again = 0;
  for (const Movement& movement : all_movements()) {
    const Score written = *load_written_movement(movement);
    const Score sounding = unfold(written);
    const WrittenPage page = notation::written_page(written);
    const notation::MeasuredScore music = notation::into_measures(written);
    EXPECT_EQ(page.sounding_end, sounding.end) << movement.name;
    std::set<std::pair<Tick, int>> on_page;
    for (const Track& track : music.score.tracks) {
      for (const Note& note : track.notes) on_page.emplace(note.onset, note.pitch);
    }
    std::size_t missing = 0;
    for (const Track& track : sounding.tracks) {
      for (const Note& note : track.notes) {
        missing += on_page.count({written_tick(page, note.onset), note.pitch}) == 0 ? 1 : 0;
      }
    }
    EXPECT_EQ(missing, 0U) << movement.name;
    for (const PlayedStretch& stretch : page.played) again += stretch.first < stretch.written;
    EXPECT_EQ(page.bars.size(), bars_in_abc(*abc_from_movements({&written, 1}, "", {}, {})))
        << movement.name;
  }
  EXPECT_GT(again, 0U);  // a da capo
}

TEST(WrittenPage, CountsBarsAsPeopleDo) {
  // An upbeat, a repeat whose sign cuts a bar, and the first part again.
  Score score;
  score.metres = {{0, 3, 4}};
  Track track;
  track.program = kCelloProgram;
  for (Tick at = 960; at < 7200; at += 480) track.notes.push_back({at, 480, 60, 100});
  score.tracks = {track};
  score.sections = {{960, 5280}, {5280, 7200}};
  score.play_order = {0, 0, 1, 0};
  score.end = 7200;
  const WrittenPage page = notation::written_page(score);
  std::vector<std::pair<Tick, std::int64_t>> bars;
  for (const auto& bar : page.bars) bars.emplace_back(bar.begin, bar.number);
  const std::vector<std::pair<Tick, std::int64_t>> expected = {
      {960, 0},  {1440, 1}, {2880, 2}, {4320, 3},  // up to the sign
      {5280, 3}, {5760, 4},                        // on to the end
      {7200, 0}, {7680, 1}, {9120, 2}, {10560, 3}};
  EXPECT_EQ(bars, expected);
  const std::vector<PlayedStretch> played = {{0, 0, 0}, {5280, 960, 960}, {11520, 7200, 960}};
  EXPECT_EQ(page.played, played);
  EXPECT_EQ(page.sounding_end, 15840);
}

}  // namespace
}  // namespace bach

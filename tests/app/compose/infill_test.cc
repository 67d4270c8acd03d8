// A few written bars composed again: everything else on the page stays.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <tuple>
#include <vector>

#include "app/clueless_model.h"
#include "app/compose.h"
#include "app/render/notation.h"
#include "base/file.h"
#include "corpus/corpus.h"
#include "notation/abc/reader.h"
#include "notation/notate.h"
#include "score/unfold.h"
#include "score/written_bars.h"

namespace bach {
namespace {

using testing::HasSubstr;
using InfilledNote = std::tuple<std::size_t, Tick, Tick, int>;  // track, onset, duration, pitch

std::vector<InfilledNote> sounds_outside(const Score& score, Tick from, Tick to) {
  std::vector<InfilledNote> all;
  for (std::size_t t = 0; t < score.tracks.size(); ++t) {
    for (const Note& note : score.tracks[t].notes) {
      if (note.onset < from || note.onset >= to)
        all.emplace_back(t, note.onset, note.duration, note.pitch);
    }
  }
  return all;
}

class Infill : public ::testing::Test {
 protected:
  AnyModel model_ = test::clueless_model();
  Cancellation cancellation_;
};

TEST_F(Infill, KeepsComposerNamesAndMarksOfOtherBars) {
  const std::string file =
      testing::TempDir() + "bach_infill_marks_" + std::to_string(::getpid()) + ".abc";
  ASSERT_TRUE(write_file_atomically(file,
                                    "X:1\nT:Study\nC:Anna\nM:4/4\nL:1/4\nK:C clef=bass\n"
                                    "V:1 name=\"Cello\"\n"
                                    "|: (C,D,) .E,F, | (G,A,) .B,C | (CB,) A,G, | F,4 :|\n")
                  .ok());
  const auto pieces =
      compose_with(model_, {.infill = file, .from_bar = 2, .to_bar = 2}, {}, cancellation_);
  ASSERT_TRUE(pieces.ok()) << pieces.error().text();
  const std::string output =
      testing::TempDir() + "bach_infill_marks_2_" + std::to_string(::getpid()) + ".abc";
  ASSERT_TRUE(save_piece(pieces->front(), output, {}, cancellation_).ok());
  const auto bytes = read_file(output);
  ASSERT_TRUE(bytes.ok());
  const std::string text(bytes->begin(), bytes->end());
  EXPECT_THAT(text, HasSubstr("\nC:Anna\n"));
  EXPECT_THAT(text, HasSubstr("name=\"Cello\""));
  EXPECT_EQ(std::count(text.begin(), text.end(), '('), 2) << text;
  EXPECT_EQ(std::count(text.begin(), text.end(), '.'), 1) << text;
  std::filesystem::remove(file);
  std::filesystem::remove(output);
}

TEST_F(Infill, LeavesNotesAndSignsOfMovementsAsTheyWere) {
  int repeated = 0;
  const std::size_t solos = string_movements().size();
  for (std::size_t k = 0; k < all_movements().size(); k += k < solos ? 3 : 20) {
    const Movement& movement = all_movements()[k];
    SCOPED_TRACE(movement.alias);
    const Result<Score> before = load_written_movement(movement);
    ASSERT_TRUE(before.ok());
    const WrittenBars bars(*before);
    const int first = std::max<int>(1, static_cast<int>(bars.last()) / 2 - 1);
    const auto pieces =
        compose_with(model_, {.infill = movement.alias, .from_bar = first, .to_bar = first + 2}, {},
                     cancellation_);
    ASSERT_TRUE(pieces.ok()) << pieces.error().text();
    const Score& after = pieces->front().score;
    const Tick from = bars.extent_of(first).begin, to = bars.extent_of(first + 2).end;
    EXPECT_EQ(sounds_outside(after, from, to), sounds_outside(*before, from, to));
    EXPECT_NE(sounds_outside(after, 0, 0), sounds_outside(*before, 0, 0));
    EXPECT_EQ(after.sections, before->sections);
    EXPECT_EQ(after.play_order, before->play_order);
    EXPECT_EQ(after.metres, before->metres);
    EXPECT_EQ(after.keys, before->keys);
    for (const Section& section : after.sections) {
      for (const Track& track : after.tracks) {
        for (const Note& note : track.notes) {
          if (note.onset >= section.begin && note.onset < section.end) {
            EXPECT_LE(note.end(), section.end);
          }
        }
      }
    }
    // The page has the same signs.
    const auto written = notate(after, true);
    ASSERT_TRUE(written.ok());
    EXPECT_EQ(written->score.play_order, before->play_order);
    repeated += before->play_order.size() > before->sections.size();
  }
  EXPECT_GE(repeated, 12);
}

TEST_F(Infill, FindsTheRepeatsOfWhatSounds) {
  const Movement& movement = *find_movement("cs1-4sar");
  const Result<Score> written = load_written_movement(movement);
  ASSERT_TRUE(written.ok());
  const std::string file = ::testing::TempDir() + "infill_" + std::to_string(::getpid()) + ".mid";
  const Score sounding = unfold(*written);
  ASSERT_TRUE(save_score({&sounding, 1}, score_format("MIDI"), {}, file).ok());
  const auto pieces =
      compose_with(model_, {.infill = file, .from_bar = 9, .to_bar = 12}, {}, cancellation_);
  ASSERT_TRUE(pieces.ok()) << pieces.error().text();
  EXPECT_EQ(pieces->front().score.play_order, written->play_order);
  const WrittenBars bars(*written);
  const Tick from = bars.extent_of(9).begin, to = bars.extent_of(12).end;
  EXPECT_EQ(sounds_outside(pieces->front().score, from, to), sounds_outside(*written, from, to));
}

}  // namespace
}  // namespace bach

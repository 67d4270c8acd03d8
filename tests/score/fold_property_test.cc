// fold() and unfold() on music nobody wrote: whatever comes in comes out.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/random.h"
#include "score/bars.h"
#include "score/fold.h"
#include "score/form.h"
#include "score/unfold.h"
#include "shared_midi.h"

namespace bach {
namespace {

// Draws for one score.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed, Purpose::kSample) {}
  int below(int bound) {
    return static_cast<int>(random_.below(static_cast<std::uint32_t>(bound), step_++, 0, 0));
  }
  bool one_in(int n) { return below(n) == 0; }

 private:
  CounterRandom random_;
  std::uint64_t step_ = 0;
};

struct Block {
  std::vector<std::vector<Note>> tracks;
  Tick length = 0;
};

Block random_block(Dice& dice, std::size_t tracks, Tick bar) {
  Block block;
  block.length = bar * (1 + dice.below(12));
  block.tracks.resize(tracks);
  for (auto& notes : block.tracks) {
    const int count = dice.below(40);
    for (int i = 0; i < count; ++i) {
      const Tick onset = dice.below(static_cast<int>(block.length / 60)) * 60;
      const Tick room = dice.one_in(30) ? 5000 : std::max<Tick>(60, block.length - onset);
      const Tick duration = 60 * (1 + dice.below(static_cast<int>(std::min<Tick>(room / 60, 16))));
      notes.push_back({onset, duration, static_cast<std::uint8_t>(40 + dice.below(30)), 80});
    }
  }
  return block;
}

// Now and then another pitch, length or place.
void vary(Dice& dice, Block& block) {
  for (auto& notes : block.tracks) {
    for (Note& note : notes) {
      if (!dice.one_in(60)) continue;
      if (dice.one_in(2)) note.pitch = static_cast<std::uint8_t>(40 + dice.below(30));
      if (dice.one_in(2)) note.duration = 30 + dice.below(500);
      if (dice.one_in(2)) note.onset = dice.below(static_cast<int>(block.length));
    }
  }
}

void append(const Block& block, Score& score, Tick& now) {
  for (std::size_t t = 0; t < block.tracks.size(); ++t) {
    for (Note note : block.tracks[t]) {
      note.onset += now;
      score.tracks[t].notes.push_back(note);
    }
  }
  now += block.length;
}

Score random_score(std::uint64_t seed) {
  Dice dice(seed);
  Score score;
  const auto tracks = static_cast<std::size_t>(1 + dice.below(3));
  score.tracks.resize(tracks);
  const Metre metres[] = {{0, 4, 4}, {0, 3, 4}, {0, 6, 8}, {0, 3, 8}, {0, 5, 4}};
  Metre metre = metres[dice.below(5)];
  if (!dice.one_in(5)) score.metres.push_back(metre);
  const bool stated = !score.metres.empty();
  Tick bar = bar_ticks(stated ? metre : Metre{}, score.ticks_per_quarter);
  Tick now = dice.one_in(2) ? 0 : bar - 60 * (1 + dice.below(static_cast<int>(bar / 60) - 1));
  std::vector<Block> blocks;
  const int count = 1 + dice.below(6);
  for (int i = 0; i < count; ++i) {
    if (blocks.empty() || !dice.one_in(3)) {
      blocks.push_back(random_block(dice, tracks, bar));
    } else {
      blocks.push_back(
          blocks[static_cast<std::size_t>(dice.below(static_cast<int>(blocks.size())))]);
    }
    const int statements = 1 + dice.below(3);
    for (int s = 0; s < statements; ++s) {
      Block block = blocks.back();
      if (s > 0 && dice.one_in(2)) vary(dice, block);
      append(block, score, now);
    }
    if (dice.one_in(4)) {
      metre = metres[dice.below(5)];
      metre.at = now;
      score.metres.push_back(metre);
      bar = bar_ticks(metre, score.ticks_per_quarter);
    }
  }
  std::erase_if(score.tracks, [](const Track& track) { return track.notes.empty(); });
  for (Track& track : score.tracks) {
    std::sort(track.notes.begin(), track.notes.end());
    for (const Note& note : track.notes) score.end = std::max(score.end, note.end());
  }
  if (dice.one_in(3)) score.end += dice.below(4000);
  return score;
}

// The shapes that fold.h promises: every part in turn, later ones once more.
bool has_promised_shape(const std::vector<int>& order) {
  int next = 0;  // the first section not heard yet
  for (std::size_t i = 0; i < order.size();) {
    const auto at = [&](std::size_t k) { return i + k < order.size() ? order[i + k] : -1; };
    if (at(0) < next) {
      ++i;  // da capo
    } else if (at(0) != next) {
      return false;
    } else if (at(1) == next) {
      next += 1;
      i += 2;
    } else if (at(1) == next + 1 && at(2) == next && at(3) == next + 2) {
      next += 3;
      i += 4;
    } else if (at(1) == next + 1 && at(2) == next + 2 && at(3) == next + 1 && at(4) == next + 3) {
      next += 4;
      i += 5;
    } else {
      next += 1;
      i += 1;
    }
  }
  return true;
}

TEST(FoldProperty, UnfoldingGivesBackEveryNoteAndBarLine) {
  int folded_pieces = 0;
  int endings = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    const Score score = random_score(seed);
    const Score folded = fold(score);
    const Score again = unfold(folded);
    ASSERT_EQ(tests::sounds_of(again), tests::sounds_of(score)) << "seed " << seed;
    const BarGrid expected(score);
    const BarGrid actual(again);
    const bool same_bars = [&] {
      for (Tick tick = 0; tick < std::min(score.end, again.end); tick += 60) {
        const BarPosition a = expected.at(tick);
        const BarPosition b = actual.at(tick);
        if (a.bar != b.bar || a.offset != b.offset) return false;
        if (a.metre.numerator != b.metre.numerator) return false;
        if (a.metre.denominator != b.metre.denominator) return false;
      }
      return true;
    }();
    ASSERT_TRUE(same_bars) << "seed " << seed;
    folded_pieces += folded.play_order.size() > folded.sections.size();
    for (const Part& part : form_of(folded).parts)
      endings += part.last_section > part.first_section;
  }
  EXPECT_GT(folded_pieces, 1000) << "the scores must have something to fold";
  EXPECT_GT(endings, 100);
}

TEST(FoldProperty, SectionsTileTheMusicAndHoldTheirNotes) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const Score score = random_score(seed);
    const Score folded = fold(score);
    if (folded.sections.empty()) {
      ASSERT_EQ(folded, score) << "seed " << seed;
      continue;
    }
    ASSERT_TRUE(has_promised_shape(folded.play_order)) << "seed " << seed;
    ASSERT_EQ(folded.end, folded.sections.back().end) << "seed " << seed;
    for (std::size_t s = 0; s < folded.sections.size(); ++s) {
      ASSERT_LT(folded.sections[s].begin, folded.sections[s].end) << "seed " << seed;
      if (s > 0) {
        ASSERT_EQ(folded.sections[s].begin, folded.sections[s - 1].end) << "seed " << seed;
      }
    }
    for (const Track& track : folded.tracks) {
      ASSERT_TRUE(std::is_sorted(track.notes.begin(), track.notes.end())) << "seed " << seed;
      for (const Note& note : track.notes) {
        const bool held = std::any_of(
            folded.sections.begin(), folded.sections.end(), [&](const Section& section) {
              return note.onset >= section.begin && note.end() <= section.end;
            });
        ASSERT_TRUE(held) << "seed " << seed << ", tick " << note.onset;
      }
    }
  }
}

TEST(FoldProperty, FoldingWhatWasUnfoldedAgreesWithItself) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const Score once = unfold(fold(random_score(seed)));
    const Score twice = unfold(fold(once));
    ASSERT_EQ(tests::sounds_of(twice), tests::sounds_of(once)) << "seed " << seed;
    ASSERT_EQ(twice.metres, once.metres) << "seed " << seed;
  }
}

}  // namespace
}  // namespace bach

#include "packed/fingerprint.h"

#include <gtest/gtest.h>

#include <map>

#include "packed/likeness_index.h"
#include "packed/small_set.h"

namespace bach {
namespace {

TEST(Fingerprint, IsTheSameInAnotherKeyAtAnotherTempoInOtherTracks) {
  Score score = wandering_score(1);
  score.tracks.push_back(wandering_score(2).tracks[0]);
  const Fingerprint expected = fingerprint_of(score);

  Score other = score;
  std::swap(other.tracks[0], other.tracks[1]);
  other.tempos = {{0, 250000}};
  other.ticks_per_quarter *= 2;
  for (Track& track : other.tracks) {
    track.program = 9;
    for (Note& note : track.notes) {
      note.onset = 2 * note.onset + 3 * other.ticks_per_quarter;  // after a rest
      note.duration = 5;
      note.velocity = 1;
      note.pitch += 7;
    }
  }
  EXPECT_EQ(fingerprint_of(other).hash, expected.hash);
  EXPECT_EQ(fingerprint_of(other).sketch, expected.sketch);
}

TEST(Fingerprint, ChangesWithANote) {
  const Fingerprint whole = fingerprint_of(wandering_score(1, 300));
  Score score = wandering_score(1, 300);
  score.tracks[0].notes[150].pitch += 1;
  const Fingerprint changed = fingerprint_of(score);
  EXPECT_NE(changed.hash, whole.hash);
  EXPECT_GE(equal_values(changed.sketch, whole.sketch), kResemblance);
}

TEST(Fingerprint, OfOtherMusicIsOfAnotherKind) {
  for (unsigned seed = 2; seed < 40; ++seed) {
    EXPECT_LT(equal_values(fingerprint_of(wandering_score(1, 300)).sketch,
                           fingerprint_of(wandering_score(seed, 300)).sketch),
              kResemblance / 2);
  }
}

TEST(LikenessIndex, FindsWhatIsThereHoweverManyThereAre) {
  std::map<std::uint32_t, LikenessIndex::Known> pieces;
  LikenessIndex index([&](std::uint32_t piece) { return pieces.at(piece); });
  constexpr unsigned kPieces = 3000;  // grows once
  const auto seeded = [](unsigned seed) {
    const Fingerprint made = fingerprint_of(wandering_score(seed, 40));
    return LikenessIndex::Known{made.hash, made.sketch, PackedSplit::kTraining};
  };
  for (unsigned seed = 0; seed < kPieces; ++seed) {
    pieces[seed] = seeded(seed);
    ASSERT_FALSE(index.same(pieces[seed].hash)) << seed;
    index.add();
  }
  for (unsigned seed = 0; seed < kPieces; seed += 71) {
    EXPECT_EQ(index.same(pieces[seed].hash), seed);
    EXPECT_EQ(index.alike(pieces[seed].sketch).piece, seed);
  }
  EXPECT_FALSE(index.same(seeded(kPieces).hash));
  EXPECT_FALSE(index.alike(seeded(kPieces).sketch).piece);
}

TEST(LikenessIndex, SaysWhenBothSidesAreAlike) {
  LikenessIndex::Known a{{1, 1}, {}, PackedSplit::kTraining};
  for (std::size_t k = 0; k < kSketchValues; ++k) a.sketch[k] = static_cast<std::uint16_t>(k + 1);
  LikenessIndex::Known b = a;
  b.hash = {2, 2};
  b.split = PackedSplit::kHeldOut;
  ContentSketch between = a.sketch;
  for (std::size_t k = 0; k < 16; ++k) b.sketch[k] = 900;
  for (std::size_t k = 0; k < 8; ++k) between[k] = 900;
  const std::vector<LikenessIndex::Known> pieces = {a, b};
  LikenessIndex index([&](std::uint32_t piece) { return pieces[piece]; });
  index.add();
  EXPECT_FALSE(index.alike(between).on_both_sides);
  EXPECT_EQ(index.alike(between).piece, 0U);
  index.add();
  EXPECT_TRUE(index.alike(between).on_both_sides);
}

}  // namespace
}  // namespace bach

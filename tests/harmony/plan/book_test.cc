// The book of sections, in and out of bytes.
#include "harmony/plan/book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "harmony/plan/build_plan.h"
#include "score/key_name.h"

namespace bach {
namespace {

using tests::any_plan;
using tests::cello_book;
using tests::section_of;

PlanBook random_book(std::uint32_t which) {
  Draws draws(9, Purpose::kProgress, which);
  PlanBook book;
  const int sections = static_cast<int>(draws.below(5));
  for (int s = 0; s < sections; ++s) {
    std::vector<Metre> metres = {{0, 1 + static_cast<int>(draws.below(12)), 1 << draws.below(5)}};
    if (draws.below(2) == 0) metres.push_back({2000 + draws.below(9000), 3, 8});
    const Tick first = draws.below(3000);
    const Tick end = first + 1 + draws.below(60000);
    const Key home{0, static_cast<int>(draws.below(13)) - 6,
                   draws.below(2) == 0 ? Mode::kMinor : Mode::kMajor};
    const PlanSection section = plan_section(static_cast<PieceKind>(draws.below(kPieceKinds)),
                                             static_cast<PartRole>(draws.below(kPartRoles)), home,
                                             BarGrid(metres, 480), first, end, 480);
    EXPECT_TRUE(book.add(section, any_plan(section, draws)));
  }
  return book;
}

TEST(PlanBook, ComesBackFromItsBytes) {
  for (std::uint32_t which = 0; which < 200; ++which) {
    const PlanBook book = random_book(which);
    const std::vector<std::uint8_t> bytes = book.encode();
    const Result<PlanBook> read = PlanBook::decode(bytes);
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(*read, book);
    EXPECT_EQ(read->encode(), bytes);
  }
}

TEST(PlanBook, KeepsBeatsAndLabels) {
  for (const HarmonyPlan& plan : {HarmonyPlan{}})
    EXPECT_FALSE(PlanBook().add(section_of(PartRole::kWhole, {}, 2), plan));
  std::size_t at = 0;
  for (const HeardSection& heard : tests::cello_sections()) {
    const PlanExample& example = cello_book().examples()[at++];
    const std::vector<PlanBeat> beats = beats_of(example);
    const std::vector<PlanLabel> labels = labels_of(example);
    ASSERT_EQ(beats.size(), heard.section.beats.size());
    ASSERT_EQ(labels.size(), beats.size());
    for (std::size_t i = 0; i < beats.size(); ++i) {
      const PlanBeat& was = heard.section.beats[i];
      EXPECT_EQ(beats[i].place, was.place);
      EXPECT_EQ(beats[i].beats, was.beats);
      EXPECT_EQ(beats[i].bar, was.bar);
      EXPECT_EQ(beats[i].left, was.left);
      // Every chord the finder hears is a function of its key.
      const PlannedChord& chord = heard.plan[chord_at(heard.plan, was.begin)];
      const PlannedChord read = chord_of(labels[i], heard.section.home);
      EXPECT_EQ(read.chord, chord.chord);
      EXPECT_EQ(read.key, chord.key);
    }
  }
}

TEST(PlanBook, IsSmall) {
  std::size_t changes = 0;
  for (const PlanExample& example : cello_book().examples()) changes += example.runs.size();
  EXPECT_LT(cello_book().encode().size(), changes * 3 / 2);
}

TEST(PlanBook, TakesNothingThatIsNotASection) {
  PlanSection section = section_of(PartRole::kWhole, {}, 2);
  const HarmonyPlan plan = {{0, {0, ChordQuality::kMajor}, 0}};
  PlanBook book;
  EXPECT_TRUE(book.add(section, plan));
  section.beats[2].place = 3;
  EXPECT_FALSE(book.add(section, plan));
  section.beats[2].place = -1;
  EXPECT_FALSE(book.add(section, plan));
  section.beats.clear();
  EXPECT_FALSE(book.add(section, plan));
  EXPECT_EQ(book.examples().size(), 1U);
}

TEST(PlanBook, EndsEarlyNowhere) {
  const std::vector<std::uint8_t> bytes = cello_book().encode();
  for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 50) {
    const Result<PlanBook> read = PlanBook::decode(std::span(bytes).first(size));
    ASSERT_FALSE(read.ok()) << size;
    EXPECT_EQ(read.error().code, ErrorCode::kTruncated) << size;
  }
}

TEST(PlanBook, ReadsAnyBytes) {
  // Whatever is changed: it is refused, or it is the one way to write what was read.
  std::vector<std::uint8_t> bytes = random_book(7).encode();
  Draws draws(1, Purpose::kProgress, 0);
  int taken = 0;
  for (int k = 0; k < 4000; ++k) {
    std::vector<std::uint8_t> changed = bytes;
    for (std::uint32_t n = 1 + draws.below(3); n > 0; --n) {
      changed[draws.below(static_cast<std::uint32_t>(changed.size()))] =
          static_cast<std::uint8_t>(draws.below(256));
    }
    const Result<PlanBook> read = PlanBook::decode(changed);
    if (!read) {
      EXPECT_FALSE(read.error().message.empty());
      continue;
    }
    ++taken;
    EXPECT_EQ(read->encode(), changed);
  }
  EXPECT_GT(taken, 0);
}

std::string refused(const std::vector<std::uint8_t>& bytes) {
  const Result<PlanBook> read = PlanBook::decode(bytes);
  return read ? "taken" : read.error().message;
}

TEST(PlanBook, SaysWhatIsWrong) {
  using testing::HasSubstr;
  // Version, sections; kind, first place, grids; beats a bar, beats; I for four beats.
  EXPECT_EQ(refused({1, 1, 1, 0, 1, 4, 4, 3}), "taken");
  EXPECT_THAT(refused({2, 0}), HasSubstr("version"));
  EXPECT_THAT(refused({1, 0, 0}), HasSubstr("more follows"));
  EXPECT_THAT(refused({1, 1, 9, 0, 1, 4, 4, 3}), HasSubstr("section 1: there is no such kind"));
  EXPECT_THAT(refused({1, 1, 1, 4, 1, 4, 4, 3}), HasSubstr("no such beats"));
  EXPECT_THAT(refused({1, 1, 1, 0, 0, 3}), HasSubstr("no beats"));
  EXPECT_THAT(refused({1, 1, 1, 0, 2, 4, 3, 3, 1, 3}), HasSubstr("within a bar"));
  EXPECT_THAT(refused({1, 1, 1, 0, 2, 4, 4, 4, 4, 7, 0}), HasSubstr("told of twice"));
  EXPECT_THAT(refused({1, 1, 1, 0, 1, 4, 4, 4}), HasSubstr("outlast"));
  EXPECT_THAT(refused({1, 1, 1, 0, 1, 4, 4, 0, 2}), HasSubstr("changes to itself"));
  EXPECT_THAT(refused({1, 1, 1, 0, 1, 4, 4, 22 * 8 + 3}), HasSubstr("none of its key"));
  EXPECT_THAT(refused({1, 1, 1, 0, 1, 4, 4, 192, 3}), HasSubstr("key changes"));
  EXPECT_THAT(refused({1, 1, 1, 0, 1, 4, 0x84, 0, 3}), HasSubstr("longer than it need be"));
  EXPECT_THAT(refused({1, 1, 1, 0, 1, 4, 0xFF, 0xFF, 0x7F, 3}), HasSubstr("larger than"));
  EXPECT_THAT(refused({1, 1, 1, 0, 1, 4, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}), HasSubstr("larger than"));
}

}  // namespace
}  // namespace bach

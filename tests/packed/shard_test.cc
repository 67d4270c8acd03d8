#include "packed/shard.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "packed/crc32.h"
#include "packed/payload.h"
#include "packed/small_set.h"

namespace bach {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

TEST(Crc32, IsThatOfZlib) {
  const std::string_view digits = "123456789";
  EXPECT_EQ(crc32_of({reinterpret_cast<const std::uint8_t*>(digits.data()), digits.size()}),
            0xCBF43926U);
  EXPECT_EQ(crc32_of({}), 0U);
}

TEST(Shard, HasWhatWasWritten) {
  const ShardWriter writer = small_shard(4);
  const std::vector<std::uint8_t> bytes = writer.encode();
  const Result<Shard> shard = Shard::parse(bytes);
  ASSERT_TRUE(shard.ok()) << shard.error().message;
  ASSERT_EQ(shard->size(), 3U);
  EXPECT_EQ(shard->header().number, 4U);
  std::uint64_t notes = 0;
  for (unsigned k = 0; k < 3; ++k) {
    const PackedPiece piece = wandering_piece(400 + k);
    EXPECT_EQ(shard->name(k), piece.name);
    EXPECT_EQ(shard->facts(k), piece.facts);
    EXPECT_EQ(shard->sketch(k), piece.sketch);
    EXPECT_EQ(*shard->suite(k), *read_suite_piece(piece.suite));
    const std::vector<int> rows = *shard->sequence(k);
    EXPECT_TRUE(std::equal(rows.begin(), rows.end(), piece.sequence.begin(), piece.sequence.end()));
    EXPECT_EQ(shard->notes(k, PackedTokens::kSuite), piece.facts.suite_notes);
    EXPECT_EQ(shard->notes(k, PackedTokens::kSequence), piece.facts.sequence_notes);
    EXPECT_EQ(shard->held_out(k), piece.facts.split == PackedSplit::kHeldOut);
    notes += piece.facts.suite_notes;
  }
  EXPECT_EQ(shard->header().training_notes + shard->header().held_out_notes, notes);
  ASSERT_EQ(shard->sources(), 4U);
  EXPECT_EQ(shard->source(3), (PackedSource{77, 5, false}));
  EXPECT_THAT(shard->refusals(), ElementsAre(Pair("no notes", 2U)));
  EXPECT_EQ(shard->settings(), settings_text({}));
}

TEST(Shard, OfNoPiecesIsFine) {
  ShardWriter writer(0, "settings");
  writer.add_source({1, 1, true});
  const std::vector<std::uint8_t> bytes = writer.encode();
  const Result<Shard> shard = Shard::parse(bytes);
  ASSERT_TRUE(shard.ok()) << shard.error().message;
  EXPECT_EQ(shard->size(), 0U);
}

TEST(Shard, CutOffAnywhereIsRefused) {
  const std::vector<std::uint8_t> bytes = small_shard().encode();
  for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 16) {
    const Result<Shard> shard = Shard::parse(std::span(bytes).first(size));
    ASSERT_FALSE(shard.ok()) << size;
    EXPECT_EQ(shard.error().code, ErrorCode::kTruncated) << size;
  }
}

TEST(Shard, OfAnotherVersionIsRefused) {
  std::vector<std::uint8_t> bytes = small_shard().encode();
  bytes[8] = 2;
  const Result<Shard> shard = Shard::parse(bytes);
  ASSERT_FALSE(shard.ok());
  EXPECT_EQ(shard.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(shard.error().message, HasSubstr("version 2; this program reads version 1"));
}

TEST(Shard, EveryChangedByteIsNoticed) {
  const std::vector<std::uint8_t> whole = small_shard().encode();
  for (std::size_t at = 0; at < whole.size(); at += 7) {
    std::vector<std::uint8_t> bytes = whole;
    bytes[at] ^= 0x10;
    const Result<Shard> shard = Shard::parse(bytes);
    bool noticed = !shard;
    for (std::size_t piece = 0; !noticed && piece < shard->size(); ++piece) {
      const auto suite = shard->suite(piece);
      noticed = !suite && !shard->sequence(piece);
      if (noticed) {
        EXPECT_THAT(suite.error().message, HasSubstr("is damaged"));
      }
    }
    EXPECT_TRUE(noticed) << at;
  }
}

}  // namespace
}  // namespace bach

#include "base/byte_reader.h"

#include <gtest/gtest.h>

namespace bach {
namespace {

TEST(ByteReader, ReadsBothByteOrders) {
  const std::uint8_t bytes[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  ByteReader reader(bytes);
  EXPECT_EQ(reader.u8(), 1);
  EXPECT_EQ(reader.u16_be(), 0x0203);
  EXPECT_EQ(reader.u32_be(), 0x04050607u);
  EXPECT_EQ(reader.u64_le(), 0x0F0E0D0C0B0A0908u);
  EXPECT_EQ(reader.remaining(), 0u);
  EXPECT_FALSE(reader.failed());
}

TEST(ByteReader, StaysPutAndSaysSoAtTheEnd) {
  const std::uint8_t bytes[] = {1, 2, 3};
  ByteReader reader(bytes);
  EXPECT_EQ(reader.u32_be(), 0u);
  EXPECT_TRUE(reader.failed());
  EXPECT_EQ(reader.offset(), 0u);
  reader.seek(4);
  EXPECT_EQ(reader.offset(), 0u);
  EXPECT_TRUE(reader.take(SIZE_MAX).empty());
}

}  // namespace
}  // namespace bach

// Packed MusicXML: what is packed is unpacked again.
#include "notation/musicxml/pack.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "notation/musicxml/archive.h"

namespace bach::musicxml {
namespace {

TEST(PackedMusicXml, IsUnpackedAsItWas) {
  std::string text = "<score-partwise/>";
  for (int i = 0; i < 20000; ++i) text += "<!-- " + std::to_string(i * 7919) + " -->";
  const std::string archive = pack(text).value();
  EXPECT_LT(archive.size(), text.size() / 2);
  const std::vector<std::uint8_t> bytes(archive.begin(), archive.end());
  ASSERT_TRUE(is_archive(bytes));
  const std::vector<std::uint8_t> unpacked = unpack(bytes, {}).value();
  EXPECT_EQ(std::string(unpacked.begin(), unpacked.end()), text);
  // The first entry says what the file is, at a place where others look for it.
  EXPECT_EQ(archive.substr(30, 8), "mimetype");
  EXPECT_EQ(archive.substr(38, 34), "application/vnd.recordare.musicxml");
  EXPECT_EQ(pack(text).value(), archive);
}

}  // namespace
}  // namespace bach::musicxml

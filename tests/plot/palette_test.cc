#include "plot/palette.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

namespace bach {
namespace {

using testing::ElementsAre;

// An image whose pixels are `colours`, row by row.
class PaletteImage {
 public:
  PaletteImage(int width, std::vector<std::uint32_t> colours) : colours_(std::move(colours)) {
    for (std::uint32_t& colour : colours_) colour |= 0xAB000000;  // of no consequence
    pixels_.width = width;
    pixels_.height = static_cast<int>(colours_.size()) / width;
    pixels_.stride = 4 * static_cast<std::size_t>(width);
    pixels_.bytes = {reinterpret_cast<const std::uint8_t*>(colours_.data()), 4 * colours_.size()};
  }
  const Pixels& pixels() const { return pixels_; }

  // What is seen through a palette.
  std::vector<std::uint32_t> through(const Palette& palette) const {
    std::vector<std::uint32_t> seen;
    std::vector<std::uint8_t> places(static_cast<std::size_t>(pixels_.width));
    for (int y = 0; y < pixels_.height; ++y) {
      palette.places(pixels_.bytes.data() + static_cast<std::size_t>(y) * pixels_.stride, places);
      for (const std::uint8_t place : places) seen.push_back(palette.colours()[place]);
    }
    return seen;
  }

 private:
  std::vector<std::uint32_t> colours_;
  Pixels pixels_;
};

// Greys of all levels, and as many reds of levels below 48.
std::vector<std::uint32_t> more_than_256() {
  std::vector<std::uint32_t> colours;
  for (std::uint32_t level = 0; level < 256; ++level) colours.push_back(level * 0x010101);
  for (std::uint32_t level = 1; level < 48; ++level) colours.push_back(level << 16);
  return colours;
}

int greatest_difference(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  int most = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (int shift = 0; shift < 24; shift += 8) {
      most = std::max(most, std::abs(static_cast<int>(a[i] >> shift & 0xFF) -
                                     static_cast<int>(b[i] >> shift & 0xFF)));
    }
  }
  return most;
}

TEST(PaletteTest, FewColoursStayAsTheyAreTheMostFrequentFirst) {
  const std::vector<std::uint32_t> colours = {0x0072B2, 0xFFFFFF, 0xFFFFFF,   //
                                              0xFFFFFF, 0x0072B2, 0xD55E00};  //
  const PaletteImage image(3, colours);
  const auto palette = Palette::of(image.pixels());
  ASSERT_TRUE(palette);
  EXPECT_THAT(palette->colours(), ElementsAre(0xFFFFFF, 0x0072B2, 0xD55E00));
  EXPECT_EQ(image.through(*palette), colours);
}

TEST(PaletteTest, TwoHundredAndFiftySixColoursAllStay) {
  std::vector<std::uint32_t> colours = more_than_256();
  colours.resize(256);
  const PaletteImage image(16, colours);
  const auto palette = Palette::of(image.pixels());
  ASSERT_TRUE(palette);
  EXPECT_EQ(image.through(*palette), colours);
}

TEST(PaletteTest, OfMoreTheRareOnesBecomeTheirNeighbours) {
  const std::vector<std::uint32_t> colours = more_than_256();
  const PaletteImage image(static_cast<int>(colours.size()), colours);
  const auto palette = Palette::of(image.pixels());
  ASSERT_TRUE(palette);
  EXPECT_EQ(palette->colours().size(), kMostColours);
  const int most = greatest_difference(image.through(*palette), colours);
  EXPECT_GT(most, 0);
  EXPECT_LE(most, kMostOff);
}

TEST(PaletteTest, ManyShadesHaveNone) {
  std::vector<std::uint32_t> colours;
  for (std::uint32_t red = 0; red < 256; red += 23) {
    for (std::uint32_t green = 0; green < 256; green += 23) {
      for (std::uint32_t blue = 0; blue < 256; blue += 23) {
        colours.push_back(red << 16 | green << 8 | blue);
      }
    }
  }
  EXPECT_FALSE(Palette::of(PaletteImage(12, colours).pixels()));
}

TEST(PaletteTest, MoreColoursThanADrawingHasAreNotCounted) {
  std::vector<std::uint32_t> colours(64 * 128);
  for (std::size_t i = 0; i < colours.size(); ++i) colours[i] = static_cast<std::uint32_t>(i);
  EXPECT_FALSE(Palette::of(PaletteImage(64, colours).pixels()));
}

}  // namespace
}  // namespace bach

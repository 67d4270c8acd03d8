#include "plot/picture_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <png.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/shared_library.h"
#include "plot/cairo.h"
#include "plot/histogram.h"
#include "plot/note_matrix.h"
#include "plot/png.h"
#include "plot/theme.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class PictureFile : public ::testing::Test {
 protected:
  PictureFile()
      : folder_(fs::path(::testing::TempDir()) / ("bach_plot_" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
  }
  ~PictureFile() override { fs::remove_all(folder_); }

  void SetUp() override {
#ifdef BACH_HAS_CAIRO_HEADERS
    if (const auto cairo = load_cairo(); !cairo) GTEST_SKIP() << cairo.error().message;
#else
    GTEST_SKIP() << "built without Cairo's headers";
#endif
  }

  std::string drawn(const std::string& name, const PictureOptions& options = {}) const {
    const auto picture = note_matrix_picture({{{"piece", {60, 64, 67}}}, true});
    const std::string path = (folder_ / name).string();
    const Status written = write_picture(*picture, path, options);
    EXPECT_TRUE(written.ok()) << written.error().message;
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  fs::path folder_;
};

// Width and height out of a PNG's header chunk.
std::pair<int, int> png_size(const std::string& png) {
  const auto number = [&](std::size_t at) {
    int value = 0;
    for (std::size_t i = 0; i < 4; ++i)
      value = value << 8 | static_cast<unsigned char>(png[at + i]);
    return value;
  };
  return {number(16), number(20)};
}

TEST_F(PictureFile, TheEndingSaysTheFormat) {
  EXPECT_THAT(drawn("a.png"), StartsWith("\x89PNG\r\n"));
  EXPECT_THAT(drawn("a.PDF"), StartsWith("%PDF-1."));
  EXPECT_THAT(drawn("a.svg"), HasSubstr("<svg "));
}

TEST_F(PictureFile, EqualPicturesAreEqualFiles) {
  for (const char* ending : {"png", "svg", "pdf"}) {
    EXPECT_TRUE(drawn(std::string("a.") + ending) == drawn(std::string("b.") + ending)) << ending;
  }
}

TEST_F(PictureFile, SizesArePointsAndPngHasTwoPixelsAPoint) {
  PictureOptions options;
  options.size = Size{300, 200};
  EXPECT_EQ(png_size(drawn("a.png", options)), std::pair(600, 400));
  EXPECT_THAT(drawn("a.svg", options), HasSubstr("width=\"300pt\" height=\"200pt\""));
  options.pixels_per_point = 1;
  EXPECT_EQ(png_size(drawn("b.png", options)), std::pair(300, 200));
}

// Red, green and blue of each pixel, as libpng reads them.
std::vector<std::uint8_t> pixels_of(const std::string& png) {
  SharedLibrary library{"libpng16.so.16"};
  decltype(&png_image_begin_read_from_memory) begin = nullptr;
  decltype(&png_image_finish_read) finish = nullptr;
  library.find("png_image_begin_read_from_memory", begin);
  library.find("png_image_finish_read", finish);
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  EXPECT_TRUE(library.complete() && begin(&image, png.data(), png.size()) != 0);
  image.format = PNG_FORMAT_RGB;
  std::vector<std::uint8_t> pixels(PNG_IMAGE_SIZE(image));
  EXPECT_NE(finish(&image, nullptr, pixels.data(), 0, nullptr), 0) << image.message;
  return pixels;
}

TEST_F(PictureFile, PngHasTheColoursDrawn) {
  PictureOptions dark;
  dark.dark = true;
  const std::vector<std::uint8_t> pixels = pixels_of(drawn("a.png", dark));
  const Colour paper = dark_theme().paper;
  EXPECT_NE(paper.red, paper.blue);
  EXPECT_EQ(pixels[0], paper.red);
  EXPECT_EQ(pixels[1], paper.green);
  EXPECT_EQ(pixels[2], paper.blue);
}

// A square of 64 × 64 pixels, and what libpng reads in the file made of it.
std::pair<std::vector<std::uint8_t>, std::vector<std::uint8_t>> there_and_back(
    std::uint32_t (*colour_at)(std::uint32_t x, std::uint32_t y)) {
  std::vector<std::uint32_t> colours;
  std::vector<std::uint8_t> drawn;
  for (std::uint32_t y = 0; y < 64; ++y) {
    for (std::uint32_t x = 0; x < 64; ++x) {
      const std::uint32_t colour = colour_at(x, y);
      colours.push_back(colour);
      for (const int shift : {16, 8, 0}) {
        drawn.push_back(static_cast<std::uint8_t>(colour >> shift & 0xFF));
      }
    }
  }
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(colours.data());
  const auto png = png_of({64, 64, 4 * 64, {bytes, 4 * colours.size()}});
  if (!png) return {drawn, {}};
  return {drawn, pixels_of(std::string(png->begin(), png->end()))};
}

TEST(PngPixels, FewColoursComeBack) {
  const auto [drawn, read] =
      there_and_back([](std::uint32_t x, std::uint32_t y) { return (x / 8) << 20 | (y / 8) << 4; });
  EXPECT_EQ(read, drawn);
}

TEST(PngPixels, AllShadesOfManyComeBack) {
  const auto [drawn, read] =
      there_and_back([](std::uint32_t x, std::uint32_t y) { return x << 18 | y << 10 | (x ^ y); });
  EXPECT_EQ(read, drawn);
}

TEST_F(PictureFile, LightAndDarkDiffer) {
  PictureOptions dark;
  dark.dark = true;
  EXPECT_FALSE(drawn("a.svg") == drawn("b.svg", dark));
}

TEST_F(PictureFile, WhatIsTooLargeIsRefusedAndNothingIsLeft) {
  const auto picture = note_matrix_picture({{{"piece", {60}}}, false});
  PictureOptions options;
  options.size = Size{20000, 300};
  const Status written = write_picture(*picture, (folder_ / "a.png").string(), options);
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().code, ErrorCode::kLimit);
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST(PictureTarget, OtherEndingsAreRefusedWithThoseThereAre) {
  EXPECT_TRUE(check_picture_target("-").ok());
  const Status status = check_picture_target("roll.gif");
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(status.error().message, HasSubstr(".png, .svg or .pdf"));
}

}  // namespace
}  // namespace bach

#include "bach/picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <limits>

#include "bach/music.h"
#include "base/file.h"
#include "plot/cairo.h"

namespace bach {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::vector<NamedScore> one_piece() { return {*load_piece("cs1-5men")}; }

TEST(PictureOfMusicAtHand, SaysWhatItShows) {
  const auto roll = draw_roll(one_piece(), {.bars = DrawnBars{1, 2}});
  ASSERT_TRUE(roll.ok()) << roll.error().text();
  EXPECT_THAT(roll->json(), StartsWith(R"({"kind":"roll")"));
  EXPECT_THAT(roll->json(), HasSubstr(R"("number":2)"));
  EXPECT_EQ(roll->json().find(R"("number":3)"), std::string::npos);
  EXPECT_THAT(roll->text(60), HasSubstr("G major"));
  EXPECT_TRUE(roll->warnings().empty());
}

TEST(PictureOfMusicAtHand, OfEveryKind) {
  const std::vector<NamedScore> music = one_piece();
  const auto kind = [](const Result<Drawing>& drawing) {
    return drawing ? drawing->json().substr(9, drawing->json().find('"', 9) - 9)
                   : drawing.error().text();
  };
  EXPECT_EQ(kind(draw_notes(music, 30)), "notes");
  EXPECT_EQ(kind(draw_lengths(music)), "lengths");
  EXPECT_EQ(kind(draw_pitches(music)), "pitches");
  EXPECT_EQ(kind(draw_intervals(music, {*load_piece("cs1-1pre")})), "intervals");
  EXPECT_EQ(kind(draw_harmony(music)), "harmony");
  EXPECT_EQ(kind(draw_form(music)), "form");
  const auto model = LanguageModel::open();
  ASSERT_TRUE(model.ok());
  EXPECT_EQ(kind(draw_surprise(*model, music, DrawnBars{1, 4})), "surprise");
  EXPECT_EQ(kind(draw_next(*model, music, 2, 5)), "next");
  EXPECT_EQ(kind(draw_losses({{"run", {{1, 3.5}, {2, 3.0}}, {{2, 3.1}}}})), "loss");
}

TEST(PictureOfMusicAtHand, IsTheOneOfThePlotCommandsNumbers) {
  const auto lengths = draw_lengths(one_piece(), true);
  ASSERT_TRUE(lengths.ok());
  EXPECT_THAT(lengths->json(), HasSubstr(R"({"name":"cs1-5men","notes":654})"));
}

TEST(PictureOfMusicAtHand, AsSvgAndToAFile) {
#ifdef BACH_HAS_CAIRO_HEADERS
  if (!load_cairo().ok()) GTEST_SKIP() << "no Cairo";
  const auto drawing = draw_notes(one_piece(), 30);
  ASSERT_TRUE(drawing.ok());
  const auto svg = drawing->svg({.dark = true, .width = 300});
  ASSERT_TRUE(svg.ok()) << svg.error().text();
  EXPECT_THAT(*svg, HasSubstr("width=\"300"));
  const auto path = std::filesystem::path(testing::TempDir()) /
                    ("bach_picture_" + std::to_string(::getpid()) + ".png");
  ASSERT_TRUE(drawing->save(path).ok());
  const auto bytes = read_file(path);
  std::filesystem::remove(path);
  ASSERT_TRUE(bytes.ok());
  EXPECT_EQ((*bytes)[1], 'P');
  EXPECT_EQ(drawing->svg({.width = 10}).error().argument, "width");
  EXPECT_EQ(drawing->save("notes.gif").error().code, ErrorCode::kInvalidArgument);
#else
  GTEST_SKIP() << "built without Cairo's headers";
#endif
}

TEST(PictureOfMusicAtHand, RefusesWhatCannotBeDrawn) {
  EXPECT_EQ(draw_roll({}).error().argument, "music");
  EXPECT_EQ(draw_roll({NamedScore{"empty", Score{}}}).error().code, ErrorCode::kInvalidData);
  EXPECT_EQ(draw_roll(one_piece(), {.bars = DrawnBars{4, 2}}).error().argument, "bars");
  EXPECT_EQ(draw_notes(one_piece(), 0).error().argument, "notes");
  EXPECT_EQ(draw_losses({}).error().argument, "runs");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(draw_losses({{"run", {{1, nan}}, {}}}).error().argument, "runs");
}

}  // namespace
}  // namespace bach

// Files written by earlier versions of the program: they are read, or refused by the name of their
// format. tests/data/formats has one of each preset and model format, MODEL-FORMAT_PRESET, of
// networks of four units, learned from one menuet; doc/releasing.md says when one is added. The
// checkpoint kept beside them is tests/train's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "bach/bach.h"

namespace bach {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string kept(const std::string& name) {
  return std::string(BACH_TEST_DATA "/formats/") + name + ".safetensors";
}

TEST(Formats, ANotebookModelOfFormat1IsRead) {
  const auto model = PitchModel::open(kept("model_1_notebook"));
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(model->window(), 20);
  EXPECT_TRUE(model->begin(model->beginnings().front()));
}

TEST(Formats, ASequencesModelOfFormat1IsRead) {
  const auto melody = compose_melody({.model = kept("model_1_sequences"), .notes = 20});
  ASSERT_TRUE(melody) << melody.error().message;
  EXPECT_EQ(melody->size(), 20u);
}

TEST(Formats, ASuiteModelOfFormat1IsRead) {
  const auto menuet =
      compose_movement({.model = kept("model_1_suite"), .kind = PieceKind::kMenuet, .bars = 4});
  ASSERT_TRUE(menuet) << menuet.error().message;
  EXPECT_FALSE(menuet->tracks.empty());
}

TEST(Formats, ALaterOneIsRefusedByName) {
  std::ifstream in(kept("model_1_suite"), std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const std::string format = R"("bach_format":"1")";
  ASSERT_NE(bytes.find(format), std::string::npos);
  bytes.replace(bytes.find(format), format.size(), R"("bach_format":"2")");
  const std::filesystem::path later = std::filesystem::path(testing::TempDir()) /
                                      ("later_" + std::to_string(::getpid()) + ".safetensors");
  std::ofstream(later, std::ios::binary) << bytes;

  const auto menuet = compose_movement({.model = later.string()});
  ASSERT_FALSE(menuet);
  EXPECT_THAT(menuet.error().message,
              AllOf(HasSubstr(later.string()), HasSubstr("is of model format '2'"),
                    HasSubstr("this program reads format 1")));
  std::filesystem::remove(later);
}

}  // namespace
}  // namespace bach

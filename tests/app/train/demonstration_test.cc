#include "app/train/demonstration.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "app/clueless_model.h"
#include "suite/piece.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

TEST(Demonstration, IsALineOfNamesAndASoundOfThem) {
  Model model = test::clueless_model();
  model.card.vocabulary = kSuiteVocabularyName;
  model.card.vocabulary_fingerprint = suite_vocabulary_fingerprint();
  Cancellation never;
  const Result<Demonstration> music = demonstrate(model, 1, never);
  ASSERT_TRUE(music.ok()) << music.error().message;
  EXPECT_GT(music->line.size(), 16u * 3);
  EXPECT_EQ(music->line, demonstrate(model, 1, never)->line);
  std::size_t notes = 0;
  for (const Track& track : music->score.tracks) notes += track.notes.size();
  EXPECT_EQ(notes, 32u);

  const fs::path folder =
      fs::path(testing::TempDir()) / ("bach_listen_" + std::to_string(::getpid()));
  const Status saved = save_demonstration(*music, (folder / "new").string(), 6, never);
  EXPECT_TRUE(saved.ok()) << saved.error().message;
  EXPECT_GT(fs::file_size(folder / "new" / "epoch-07.wav"), 44100u);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace bach

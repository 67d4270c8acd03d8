#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "bach/bach.h"

namespace bach {
namespace {

using testing::HasSubstr;

std::string model_file(const std::string& preset) {
  return BACH_TEST_DATA "/formats/model_1_" + preset + ".safetensors";
}

double sum(const std::vector<double>& probabilities) {
  return std::accumulate(probabilities.begin(), probabilities.end(), 0.0);
}

int most_probable(const std::vector<double>& probabilities) {
  return static_cast<int>(std::max_element(probabilities.begin(), probabilities.end()) -
                          probabilities.begin());
}

// Takes the most probable note.
void take_next(SuiteStream& stream) {
  const int pitch = most_probable(stream.pitches());
  const auto rhythms = stream.rhythms(pitch);
  ASSERT_TRUE(rhythms);
  ASSERT_TRUE(stream.add(pitch, most_probable(*rhythms)));
}

TEST(SuiteStream, GoesThroughAPieceNoteByNote) {
  const auto model = SuiteModel::open();
  ASSERT_TRUE(model) << model.error().message;
  auto stream = model->begin({.kind = PieceKind::kMenuet,
                              .key = {0, 1, Mode::kMajor},
                              .metre = {0, 3, 4},
                              .bars = {4, 4}});
  ASSERT_TRUE(stream) << stream.error().message;
  EXPECT_EQ(stream->onset(), 0);
  std::size_t notes = 0;
  for (; !stream->done() && notes < 500; ++notes) {
    const std::vector<double> pitches = stream->pitches();
    ASSERT_EQ(pitches.size(), 128u);
    EXPECT_NEAR(sum(pitches), 1, 1e-12);
    const auto rhythms = stream->rhythms(most_probable(pitches));
    ASSERT_TRUE(rhythms);
    ASSERT_EQ(rhythms->size(), kRhythms.size());
    EXPECT_NEAR(sum(*rhythms), 1, 1e-12);
    take_next(*stream);
  }
  ASSERT_TRUE(stream->done());
  EXPECT_TRUE(stream->pitches().empty());
  EXPECT_FALSE(stream->rhythms(60));
  EXPECT_FALSE(stream->add(60, 0));

  const Score score = stream->score();
  EXPECT_EQ(score.play_order, (std::vector<int>{0, 0, 1, 1}));
  EXPECT_EQ(score.end, Tick{8} * 3 * kSuiteTicksPerQuarter);
  std::size_t written = 0;
  for (const Track& track : score.tracks) written += track.notes.size();
  EXPECT_EQ(written, notes);
}

TEST(SuiteStream, CopiesGoTheirOwnWays) {
  const auto model = SuiteModel::open();
  ASSERT_TRUE(model);
  auto stream = model->begin({.bars = {8}, .upbeat = 480});
  ASSERT_TRUE(stream);
  EXPECT_EQ(stream->onset(), 3 * 480);
  for (int k = 0; k < 5; ++k) take_next(*stream);
  const std::vector<double> pitches = stream->pitches();
  SuiteStream other = *stream;
  EXPECT_EQ(other.pitches(), pitches);
  const auto before = stream->rhythms(60);
  for (int k = 0; k < 5; ++k) take_next(other);
  EXPECT_GT(other.onset(), stream->onset());
  EXPECT_EQ(stream->pitches(), pitches);
  EXPECT_EQ(*stream->rhythms(60), *before);
}

TEST(SuiteStream, RefusesWhatIsNoNoteOrNoPiece) {
  const auto model = SuiteModel::open();
  ASSERT_TRUE(model);
  auto stream = model->begin({});
  ASSERT_TRUE(stream);
  EXPECT_EQ(stream->add(20, 0).error().argument, "pitch");
  EXPECT_EQ(stream->add(60, kRhythmClasses).error().argument, "rhythm");
  EXPECT_EQ(stream->rhythms(109).error().argument, "pitch");
  EXPECT_EQ(model->begin({.metre = {0, 3, 5}}).error().argument, "metre");
  EXPECT_EQ(model->begin({.key = {0, 8, Mode::kMinor}}).error().argument, "key");
  EXPECT_EQ(model->begin({.bars = {}}).error().argument, "bars");
  EXPECT_EQ(model->begin({.bars = {8, 0}}).error().argument, "bars");
  EXPECT_EQ(model->begin({.upbeat = 1920}).error().argument, "upbeat");
  EXPECT_FALSE(SuiteModel::open(model_file("notebook")));
}

TEST(SuiteModel, TellsHowProbableEachNoteOfAPieceWas) {
  const auto piece = load_piece("cs1-6gig");
  ASSERT_TRUE(piece);
  const auto model = SuiteModel::open(model_file("suite"));
  ASSERT_TRUE(model);
  const auto notes = model->probabilities(piece->score, piece->name);
  ASSERT_TRUE(notes) << notes.error().message;
  double nats = 0;
  for (const NoteProbability& note : *notes) {
    nats -= std::log(note.pitch_probability) + std::log(note.rhythm_probability);
  }
  const auto measured = measure_model(model_file("suite"), {"cs1-6gig"});
  ASSERT_TRUE(measured) << measured.error().message;
  EXPECT_EQ(measured->notes, notes->size());
  EXPECT_NEAR(measured->model.nats, nats / static_cast<double>(notes->size()), 1e-5);
  EXPECT_FALSE(model->probabilities(Score{}));
}

TEST(PitchStream, OfWholePiecesExpectsNotesOrTheEnd) {
  const auto model = PitchModel::open(model_file("sequences"));
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(model->window(), 0);
  EXPECT_TRUE(model->beginnings().empty());
  auto stream = model->begin();
  ASSERT_TRUE(stream);
  for (const int pitch : {43, 50, 59, 57}) ASSERT_TRUE(stream->add(pitch));
  const NextPitch next = stream->next();
  EXPECT_GT(next.ending, 0);
  EXPECT_NEAR(sum(next.probabilities) + next.ending, 1, 1e-12);

  PitchStream other = *stream;
  ASSERT_TRUE(other.add(60));
  EXPECT_NE(other.next().probabilities, next.probabilities);
  EXPECT_EQ(stream->next().probabilities, next.probabilities);
  const auto begun = model->begin(std::vector<int>{43, 50, 59, 57});
  ASSERT_TRUE(begun);
  EXPECT_EQ(PitchStream(*begun).next().probabilities, next.probabilities);
}

TEST(PitchStream, OfWindowsSeesTheLastNotes) {
  const auto model = PitchModel::open(model_file("notebook"));
  ASSERT_TRUE(model) << model.error().message;
  ASSERT_EQ(model->window(), 20);
  ASSERT_FALSE(model->beginnings().empty());
  const std::vector<int>& beginning = model->beginnings().front();
  auto stream = model->begin(beginning);
  ASSERT_TRUE(stream);
  EXPECT_NEAR(sum(stream->next().probabilities), 1, 1e-12);
  EXPECT_EQ(stream->next().ending, 0);
  EXPECT_EQ(stream->next().probabilities[0] + stream->next().probabilities[80], 0);
  // A note before the window changes nothing.
  std::vector<int> longer = {60};
  longer.insert(longer.end(), beginning.begin(), beginning.end());
  auto same = model->begin(longer);
  ASSERT_TRUE(same);
  EXPECT_EQ(same->next().probabilities, stream->next().probabilities);

  EXPECT_EQ(stream->add(80).error().argument, "pitch");
  EXPECT_FALSE(model->begin(std::vector<int>(19, 60)));
  EXPECT_FALSE(model->begin(std::vector<int>(20, 100)));
  const auto suite = PitchModel::open(model_file("suite"));
  ASSERT_FALSE(suite);
  EXPECT_THAT(suite.error().message, HasSubstr("SuiteModel"));
}

}  // namespace
}  // namespace bach

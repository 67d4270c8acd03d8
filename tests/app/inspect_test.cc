#include "app/inspect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "score/to_midi.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

class Inspect : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() / ("bach_inspect_" + std::to_string(::getpid()) + "_" +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, const std::vector<std::uint8_t>& bytes) {
    const fs::path path = folder_ / name;
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    return path.string();
  }

  fs::path folder_;
};

// Two voices that begin together, after a bar of silence in which everything changes.
Score duet() {
  Score score;
  score.tracks = {{"", 0, 42, {{1920, 480, 48, 90}, {2400, 480, 50, 90}, {2880, 480, 55, 90}}},
                  {"", 1, 42, {{1920, 480, 43, 90}, {2400, 480, 43, 90}, {2880, 960, 68, 90}}}};
  score.tracks[0].notes.push_back({2880, 480, 59, 90});
  score.tempos = {{0, 500000}, {960, 600000}, {2400, 300000}};
  score.metres = {{0, 4, 4}, {1920, 3, 4}};
  score.keys = {{0, 1, Mode::kMajor}, {1920, -2, Mode::kMinor}};
  score.end = 3840;
  return score;
}

TEST_F(Inspect, TellsWhatIsInAFile) {
  const Inspection found = inspect_score(write("duet.mid", midi_from_score(duet())));
  ASSERT_FALSE(found.error.has_value());
  EXPECT_EQ(found.format, 1);
  EXPECT_EQ(found.division, 480);
  EXPECT_EQ(found.tracks, 2u);
  EXPECT_EQ(found.notes, 7u);
  EXPECT_EQ(found.chords, 3u);  // moments, not notes
  EXPECT_EQ(found.lowest, 43);
  EXPECT_EQ(found.highest, 68);
  EXPECT_EQ(found.range, "G2-Ab4");
  EXPECT_EQ(found.key, "G minor");
  EXPECT_EQ(found.metre, "3/4");
  EXPECT_DOUBLE_EQ(found.tempo, 100);
  EXPECT_DOUBLE_EQ(found.seconds, 2 * 0.5 + 3 * 0.6 + 3 * 0.3);
  EXPECT_THAT(found.warnings, testing::IsEmpty());
}

TEST_F(Inspect, ASignatureThatForgotItsModeIsReadByItsNotes) {
  // D minor: the scale up to the tonic and down its triad.
  Score score;
  score.tracks = {{"", 0, 42, {}}};
  const int pitches[] = {50, 52, 53, 55, 57, 58, 61, 62, 57, 53, 50};
  Tick at = 0;
  for (const int pitch : pitches) {
    score.tracks[0].notes.push_back({at, 480, static_cast<std::uint8_t>(pitch), 90});
    at += 480;
  }
  score.end = at;
  score.keys = {{0, -1, Mode::kMajor}};
  EXPECT_EQ(inspect_score(write("forgot.mid", midi_from_score(score))).key, "D minor");
  // A signature of another key is not argued with.
  score.keys = {{0, 2, Mode::kMajor}};
  EXPECT_EQ(inspect_score(write("other.mid", midi_from_score(score))).key, "D major");
}

TEST_F(Inspect, KnowsWhatAFileDoesNotSay) {
  Score score;
  score.end = 960;
  const Inspection found = inspect_score(write("silence.mid", midi_from_score(score)));
  ASSERT_FALSE(found.error.has_value());
  EXPECT_EQ(found.notes, 0u);
  EXPECT_EQ(found.lowest, std::nullopt);
  EXPECT_EQ(found.range, "");
  EXPECT_EQ(found.key, "");
  EXPECT_EQ(found.metre, "4/4");
  EXPECT_DOUBLE_EQ(found.tempo, 120);
  EXPECT_DOUBLE_EQ(found.seconds, 1);
}

TEST_F(Inspect, GivesWarningsAndErrorsOfEachFile) {
  std::vector<std::uint8_t> cut = midi_from_score(duet());
  cut.resize(cut.size() - 5);
  const Inspection repaired = inspect_score(write("cut.mid", cut));
  EXPECT_FALSE(repaired.error.has_value());
  EXPECT_THAT(repaired.warnings, testing::Contains(testing::HasSubstr("cut off")));
  const std::string path = write("not.mid", {'n', 'o'});
  const Inspection refused = inspect_score(path);
  ASSERT_TRUE(refused.error.has_value());
  EXPECT_THAT(refused.error->message, testing::HasSubstr(path));
  EXPECT_THAT(refused.error->message, testing::HasSubstr("not a MIDI file"));
}

TEST_F(Inspect, ReportsManyInTheOrderGiven) {
  std::vector<std::string> inputs;
  for (int i = 0; i < 700; ++i) {
    Score score;
    for (int n = 0; n <= i; ++n) {
      score.tracks.resize(1);
      score.tracks[0].notes.push_back({n * 10, 10, 60, 90});
    }
    score.end = 10 * (i + 1);
    inputs.push_back(write(std::to_string(i) + ".mid", midi_from_score(score)));
  }
  std::vector<std::string> seen;
  std::vector<std::size_t> notes;
  std::uint64_t done = 0;
  const Status status = inspect_scores(
      inputs,
      [&](const Inspection& found) {
        seen.push_back(found.file);
        notes.push_back(found.notes);
      },
      [&](const Progress& progress) {
        EXPECT_EQ(progress.total, 700u);
        EXPECT_GT(progress.done, done);
        done = progress.done;
      },
      Cancellation());
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(seen, inputs);
  EXPECT_EQ(done, 700u);
  for (std::size_t i = 0; i < notes.size(); ++i) EXPECT_EQ(notes[i], i + 1);
}

TEST_F(Inspect, StopsOnRequest) {
  const std::string file = write("a.mid", midi_from_score(duet()));
  Cancellation cancel;
  std::size_t seen = 0;
  const Status status = inspect_scores(
      std::vector<std::string>(2000, file),
      [&](const Inspection&) {
        ++seen;
        cancel.request();
      },
      {}, cancel);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kCancelled);
  EXPECT_LT(seen, 2000u);
}

}  // namespace
}  // namespace bach

// Many files, some of them broken.
#include "app/music/music.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "app/music/warnings.h"
#include "corpus/corpus.h"
#include "score/to_midi.h"

namespace bach {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

class ReadMusic : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::path(testing::TempDir()) / ("read_music_" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    const auto bytes = midi_from_score(*load_movement(*find_movement("cs1-1pre")));
    sound_.assign(bytes.begin(), bytes.end());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& bytes) {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }
  Result<Music> read() { return read_music({folder_.string()}, {}, {}); }

  std::filesystem::path folder_;
  std::string sound_;
};

TEST_F(ReadMusic, SaysOfEachBrokenFileWhyAndHowManyThereWere) {
  write("a.mid", sound_);
  write("b.mid", sound_.substr(0, 10));
  write("c.mid", "no music");
  write("d.mid", sound_);
  write("e.mid", "");
  const Result<Music> music = read();
  ASSERT_TRUE(music.ok()) << music.error().message;
  EXPECT_EQ(music->pieces.size(), 2u);
  EXPECT_THAT(music->warnings,
              ElementsAre(HasSubstr("b.mid: "), HasSubstr("c.mid: "), HasSubstr("e.mid: "),
                          EndsWith("3 of 5 files skipped: 2 cut off before the music, 1 no music "
                                   "or damaged beyond repair")));
}

TEST_F(ReadMusic, SaysWhatIsWrongWithManyFilesOnce) {
  write("a.mid", sound_);
  for (const char* name : {"b.mid", "c.mid", "d.mid", "e.mid"}) write(name, "no music");
  for (const char* name : {"f.mid", "g.mid", "h.mid", "i.mid"}) write(name, sound_ + "more");
  const Result<Music> music = read();
  ASSERT_TRUE(music.ok()) << music.error().message;
  EXPECT_EQ(music->pieces.size(), 5U);
  EXPECT_THAT(music->warnings,
              ElementsAre(AllOf(StartsWith("4 files: "),
                                EndsWith("; the first is " + (folder_ / "f.mid").string())),
                          "4 of 9 files skipped: 4 no music or damaged beyond repair"));
}

TEST(CauseOfWarning, HasNoPlaceAndNoNumber) {
  EXPECT_EQ(cause_of_warning("tracks with a wrong length: 2, first at byte 18"),
            "tracks with a wrong length");
  EXPECT_EQ(cause_of_warning("data bytes above 127 read as 127: 41, first at byte 493"),
            "data bytes above 127 read as 127");
  EXPECT_EQ(cause_of_warning("line 12: unknown field K: kept"), "unknown field K: kept");
  EXPECT_EQ(cause_of_warning("no key: C major"), "no key: C major");
}

TEST(CountedCause, IsTheSameForOneAndForMany) {
  for (const char* line : {"1 note moved, by up to 3 ticks", "12 notes moved, by up to 40 ticks"}) {
    EXPECT_EQ(counted_cause(line).cause, "notes moved") << line;
  }
  EXPECT_EQ(counted_cause("12 notes moved").amount, 12U);
  EXPECT_EQ(counted_cause("1 silent bar left out").cause, "silent bars left out");
  EXPECT_EQ(counted_cause("keys unknown").cause, "keys unknown");
  EXPECT_EQ(counted_cause("keys unknown").amount, 0U);
}

TEST_F(ReadMusic, OneBrokenFileIsOneLine) {
  write("a.mid", sound_);
  write("c.mid", "no music");
  const Result<Music> music = read();
  ASSERT_TRUE(music.ok()) << music.error().message;
  EXPECT_THAT(music->warnings, ElementsAre(HasSubstr("c.mid: ")));
}

}  // namespace
}  // namespace bach

#include "app/pack.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "app/model/save.h"
#include "app/pack/statistics.h"
#include "base/file.h"
#include "base/lock_file.h"
#include "packed/set.h"
#include "packed/small_set.h"
#include "ranks/threads.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

class PackCorpus : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() /
            ("bach_pack_" + std::to_string(::getpid()) + "_" +
             ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(root_ / "in");
    options_.inputs = {(root_ / "in").string()};
    options_.output = (root_ / "set").string();
    options_.threads = 2;
    options_.take.least_notes = 16;
  }
  void TearDown() override { fs::remove_all(root_); }

  void write(const std::string& name, unsigned seed, int transposed = 0) {
    Score score = wandering_score(seed, 48);
    for (Note& note : score.tracks[0].notes) {
      note.pitch = static_cast<std::uint8_t>(note.pitch + transposed);
    }
    fs::create_directories((root_ / "in" / name).parent_path());
    ASSERT_TRUE(save_midi(score, (root_ / "in" / name).string()).ok());
  }
  PackSummary pack() {
    const Result<PackSummary> summary = pack_corpus(options_, {}, cancellation_);
    EXPECT_TRUE(summary.ok()) << (summary ? "" : summary.error().message);
    return summary ? *summary : PackSummary();
  }
  std::vector<std::string> names() const {
    const Result<PackedSet> set = PackedSet::open(options_.output);
    std::vector<std::string> names;
    for (std::size_t k = 0; set && k < set->size(); ++k) {
      const PackedSet::Place place = set->place(k);
      names.emplace_back(place.shard->name(place.piece));
    }
    return names;
  }
  // All shards, one after the other.
  static std::vector<std::uint8_t> shards_of(const fs::path& set) {
    std::vector<std::uint8_t> all;
    for (std::uint32_t k = 0; fs::exists(shard_path(set, k)); ++k) {
      const auto bytes = read_file(shard_path(set, k));
      all.insert(all.end(), bytes->begin(), bytes->end());
    }
    return all;
  }

  fs::path root_;
  PackOptions options_;
  Cancellation cancellation_;
};

TEST_F(PackCorpus, KeepsEachMusicOnceAndSaysWhatItLeftOut) {
  write("a.mid", 1);
  write("sub/b.mid", 2);
  write("sub/same.mid", 1, 5);
  std::ofstream(root_ / "in/broken.mid") << "no music";
  std::ofstream(root_ / "in/readme.txt") << "not looked at";
  options_.report = (root_ / "out.tsv").string();
  const PackSummary summary = pack();
  EXPECT_EQ(summary.sources, 4U);
  EXPECT_EQ(summary.pieces, 2U);
  EXPECT_THAT(summary.refused, ElementsAre(Pair("no music or damaged beyond repair", 1U),
                                           Pair("the same music as another piece", 1U)));
  EXPECT_THAT(names(), ElementsAre("a.mid", "sub/b.mid"));
  const auto report = read_file(options_.report);
  ASSERT_TRUE(report.ok());
  EXPECT_THAT(std::string(report->begin(), report->end()),
              HasSubstr("\nsub/same.mid\tthe same music as another piece\ta.mid\n"));
}

TEST_F(PackCorpus, AddsLaterFilesAndReadsNoneAgain) {
  write("a.mid", 1);
  pack();
  write("b.mid", 2);
  const PackSummary later = pack();
  EXPECT_EQ(later.known, 1U);
  EXPECT_EQ(later.sources, 1U);
  EXPECT_EQ(later.set_pieces, 2U);
  EXPECT_EQ(pack().sources, 0U);
  EXPECT_EQ(PackedSet::open(options_.output)->shards().size(), 2U);
  options_.take.least_notes = 99;
  const Result<PackSummary> otherwise = pack_corpus(options_, {}, cancellation_);
  ASSERT_FALSE(otherwise.ok());
  EXPECT_THAT(otherwise.error().message, HasSubstr("was packed otherwise"));
}

TEST_F(PackCorpus, TriesAgainWhatCouldNotBeRead) {
  write("a.mid", 1);
  // A file that opens and fails to read, for whoever may read everything, too.
  fs::create_symlink("/proc/self/mem", root_ / "in/b.mid");
  for (const std::uint64_t known : {0U, 1U}) {
    const PackSummary summary = pack();
    EXPECT_EQ(summary.known, known);
    EXPECT_EQ(summary.sources, 2U - known);
    EXPECT_EQ(summary.refused.size(), 1U);
  }
  const Result<PackedSet> set = PackedSet::open(options_.output);
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->shards().size(), 1U);
  EXPECT_TRUE(set->shards()[0].refusals().empty());
}

TEST_F(PackCorpus, LeavesNoSetWithoutMusic) {
  std::ofstream(root_ / "in/broken.mid") << "no music";
  EXPECT_EQ(pack().set_pieces, 0U);
  EXPECT_FALSE(is_packed_set(options_.output));
  write("a.mid", 1);
  const PackSummary later = pack();
  EXPECT_EQ(later.sources, 2U);
  EXPECT_EQ(later.set_pieces, 1U);
}

TEST_F(PackCorpus, IsTheSameOnAnyThreadsAndAfterAnEndByForce) {
  for (unsigned k = 0; k < 12; ++k) write(std::to_string(100 + k) + ".mid", k);
  options_.shard_bytes = 800;  // a few pieces
  options_.threads = 1;
  pack();
  const std::vector<std::uint8_t> whole = shards_of(options_.output);
  ASSERT_GT(PackedSet::open(options_.output)->shards().size(), 3U);
  // Killed: the shards from the third on are not there, a file half written is.
  for (std::uint32_t k = 2; fs::exists(shard_path(options_.output, k)); ++k) {
    fs::remove(shard_path(options_.output, k));
  }
  std::ofstream(fs::path(options_.output) / ".000002.1-0.tmp.shard") << "half";
  options_.threads = 3;
  EXPECT_GT(pack().known, 0U);
  EXPECT_EQ(shards_of(options_.output), whole);
  EXPECT_FALSE(fs::exists(fs::path(options_.output) / ".000002.1-0.tmp.shard"));
}

TEST_F(PackCorpus, IsTheSameInAnyNumberOfProcesses) {
  for (unsigned k = 0; k < 12; ++k) write(std::to_string(100 + k) + ".mid", k);
  write("200.mid", 3, 5);  // the music of another one
  std::ofstream(root_ / "in" / "300.mid") << "no music";
  options_.shard_bytes = 800;
  const PackSummary alone = pack();
  const std::vector<std::uint8_t> whole = shards_of(options_.output);
  for (const int ranks : {2, 3}) {
    options_.output = (root_ / std::to_string(ranks)).string();
    test::as_ranks(ranks, [&](Group& group) {
      const Result<PackSummary> summary = pack_corpus(options_, {}, cancellation_, group);
      ASSERT_TRUE(summary.ok()) << summary.error().message;
      EXPECT_EQ(summary->pieces, group.leads() ? alone.pieces : 0U);
      EXPECT_EQ(summary->refused, group.leads() ? alone.refused : RefusalCounts());
    });
    EXPECT_EQ(shards_of(options_.output), whole);
    // Again, with nothing new.
    test::as_ranks(ranks, [&](Group& group) {
      const Result<PackSummary> summary = pack_corpus(options_, {}, cancellation_, group);
      ASSERT_TRUE(summary.ok()) << summary.error().message;
      EXPECT_EQ(summary->pieces, 0U);
    });
    EXPECT_EQ(shards_of(options_.output), whole);
  }
}

TEST_F(PackCorpus, EndsAllProcessesWhereOneCannotBegin) {
  options_.inputs = {"/nowhere"};
  test::as_ranks(2, [&](Group& group) {
    EXPECT_EQ(pack_corpus(options_, {}, cancellation_, group).ok(), !group.leads());
  });
}

TEST_F(PackCorpus, KeepsWhatResemblesOnOneSide) {
  options_.take.held_out = 50;
  for (unsigned k = 0; k < 8; ++k) {
    write(std::to_string(k) + "a.mid", k);
    Score changed = wandering_score(k, 48);
    changed.tracks[0].notes[40].pitch += 1;
    ASSERT_TRUE(save_midi(changed, (root_ / "in" / (std::to_string(k) + "b.mid")).string()).ok());
  }
  const PackSummary summary = pack();
  EXPECT_EQ(summary.pieces, 16U);
  EXPECT_GE(summary.resembling, 6U);
  const Result<PackedSet> set = PackedSet::open(options_.output);
  int held_out = 0;
  for (std::size_t k = 0; k < 16; k += 2) {
    const PieceFacts one = set->shards()[0].facts(k), other = set->shards()[0].facts(k + 1);
    held_out += one.split == PackedSplit::kHeldOut ? 1 : 0;
    EXPECT_TRUE(!other.resembles || one.split == other.split) << k;
  }
  EXPECT_GT(held_out, 0);
  EXPECT_LT(held_out, 8);
}

TEST_F(PackCorpus, CountsWhatIsInTheSet) {
  write("a.mid", 1);
  write("b.mid", 2);
  write("same.mid", 1, 3);
  const PackSummary summary = pack();
  const Result<SetStatistics> found = set_statistics(options_.output);
  ASSERT_TRUE(found.ok()) << found.error().message;
  EXPECT_EQ(found->pieces, 2U);
  EXPECT_EQ(found->sources, 3U);
  EXPECT_EQ(found->notes, summary.notes);
  EXPECT_EQ(found->sequence_notes, 96U);
  EXPECT_EQ(found->refused, summary.refused);
  ASSERT_EQ(found->metres.size(), 1U);
  EXPECT_EQ(found->metres[0].name, "3/4");
  EXPECT_EQ(found->metres[0].pieces, 2U);
  EXPECT_EQ(found->voices[0].pieces, 2U);
  EXPECT_THAT(found->lengths.json, HasSubstr(R"({"from":32,"to":64,"pieces":2})"));
  EXPECT_FALSE(set_statistics((root_ / "in").string()).ok());
}

TEST_F(PackCorpus, RefusesInputsThereAreNot) {
  options_.inputs = {(root_ / "nowhere").string()};
  const Result<PackSummary> summary = pack_corpus(options_, {}, cancellation_);
  ASSERT_FALSE(summary.ok());
  EXPECT_EQ(summary.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(fs::exists(options_.output));
}

TEST_F(PackCorpus, RefusesASetThatAnotherPacksAndLeavesNoLock) {
  write("a.mid", 1);
  fs::create_directories(options_.output);
  {
    const Result<LockFile> other = LockFile::take_folder(options_.output);
    ASSERT_TRUE(other.ok());
    const Result<PackSummary> refused = pack_corpus(options_, {}, cancellation_);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::kExists);
    EXPECT_THAT(refused.error().message, HasSubstr("another program"));
  }
  EXPECT_EQ(pack().pieces, 1U);
  for (const fs::directory_entry& entry : fs::directory_iterator(options_.output)) {
    EXPECT_EQ(entry.path().extension(), ".shard") << entry.path();
  }
}

TEST_F(PackCorpus, StopsWhenAskedTo) {
  write("a.mid", 1);
  cancellation_.request();
  const Result<PackSummary> summary = pack_corpus(options_, {}, cancellation_);
  ASSERT_FALSE(summary.ok());
  EXPECT_EQ(summary.error().code, ErrorCode::kCancelled);
  EXPECT_THAT(names(), IsEmpty());
}

}  // namespace
}  // namespace bach

#include "packed/set.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include "packed/small_set.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class PackedSets : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              ("bach_packed_set_" + std::to_string(::getpid()) + "_" +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  void write(std::uint32_t number, unsigned pieces) {
    ASSERT_TRUE(small_shard(number, pieces).write(shard_path(folder_, number)).ok());
  }
  std::string refusal() {
    const Result<PackedSet> set = PackedSet::open(folder_);
    return set ? std::string("opened") : set.error().message;
  }

  fs::path folder_;
};

TEST_F(PackedSets, JoinTheirShards) {
  EXPECT_FALSE(is_packed_set(folder_));
  write(0, 2);
  write(1, 0);
  write(2, 3);
  EXPECT_TRUE(is_packed_set(folder_));
  const Result<PackedSet> set = PackedSet::open(folder_);
  ASSERT_TRUE(set.ok()) << set.error().message;
  ASSERT_EQ(set->size(), 5U);
  EXPECT_EQ(set->place(1).shard->name(set->place(1).piece), "piece 1");
  EXPECT_EQ(set->place(2).shard->name(set->place(2).piece), "piece 200");
  EXPECT_EQ(set->place(4).shard->name(set->place(4).piece), "piece 202");
  const std::string before = set->fingerprint();
  write(3, 1);
  EXPECT_NE(PackedSet::open(folder_)->fingerprint(), before);
}

TEST_F(PackedSets, WithoutAShardAreRefused) {
  EXPECT_THAT(refusal(), HasSubstr("no packed set"));
  for (const std::uint32_t number : {0, 1, 2}) write(number, 1);
  fs::remove(shard_path(folder_, 1));
  EXPECT_THAT(refusal(), HasSubstr("000001.shard: missing"));
  fs::rename(shard_path(folder_, 2), shard_path(folder_, 1));
  EXPECT_THAT(refusal(), HasSubstr("was written as shard 2"));
}

TEST_F(PackedSets, OfCutOffShardsAreRefusedByName) {
  write(0, 2);
  fs::resize_file(shard_path(folder_, 0), 300);
  EXPECT_THAT(refusal(), HasSubstr("000000.shard: cut off: 300 of"));
  fs::resize_file(shard_path(folder_, 0), 0);
  EXPECT_THAT(refusal(), HasSubstr("000000.shard: an empty file"));
}

}  // namespace
}  // namespace bach

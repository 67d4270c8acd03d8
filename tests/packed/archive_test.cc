#include "packed/archive.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <fstream>

namespace bach {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A member of a tar file: header and contents, in blocks of 512 bytes.
std::string tar_member(const std::string& name, const std::string& contents, char type = '0') {
  std::string header(512, '\0');
  std::memcpy(header.data(), name.data(), name.size());
  std::memcpy(&header[100], "0000644", 7);
  std::snprintf(&header[124], 12, "%011o", static_cast<unsigned>(contents.size()));
  header[156] = type;
  if (type == '2') std::memcpy(&header[157], "elsewhere.mid", 13);
  std::memcpy(&header[257], "ustar\00000", 8);
  std::memset(&header[148], ' ', 8);
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  std::snprintf(&header[148], 8, "%06o", sum);
  return header + contents + std::string((512 - contents.size() % 512) % 512, '\0');
}

class Archives : public ::testing::Test {
 protected:
  void TearDown() override { fs::remove(path_); }
  void write(const std::string& ending, const std::string& bytes) {
    path_ = fs::temp_directory_path() / ("bach_archive_" + std::to_string(::getpid()) + ending);
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  // "name: what became of it" of each member.
  std::vector<std::string> members(std::size_t most_bytes = 1000) {
    std::vector<std::string> lines;
    auto archive = ArchiveReader::open(path_, most_bytes);
    if (!archive) return {archive.error().message};
    const auto wanted = [](const std::string& name) { return name.ends_with(".mid"); };
    while (true) {
      auto next = (*archive)->next(wanted);
      if (!next) lines.push_back(next.error().message);
      if (!next || !*next) return lines;
      const ArchiveMember& member = **next;
      const std::string text(member.bytes.begin(), member.bytes.end());
      lines.push_back(member.name + ": " + (member.refusal.empty() ? text : member.refusal));
    }
  }

  fs::path path_;
};

TEST_F(Archives, AreKnownByTheirEndings) {
  for (const char* name : {"a.zip", "b.TAR", "c.tar.gz", "d.tgz", "e.tar.xz"}) {
    EXPECT_TRUE(is_archive(name)) << name;
  }
  for (const char* name : {"a.mid", "zip", "b.gz", "tar"}) EXPECT_FALSE(is_archive(name)) << name;
}

TEST_F(Archives, GiveTheMembersAskedFor) {
  write(".tar", tar_member("a.mid", "one") + tar_member("b.txt", "text") +
                    tar_member("sub/c.mid", std::string(600, 'x')) + std::string(1024, '\0'));
  EXPECT_THAT(members(), ElementsAre("a.mid: one", "sub/c.mid: " + std::string(600, 'x')));
}

TEST_F(Archives, RefuseWhatIsNotToBeTrusted) {
  write(".tar", tar_member("../a.mid", "one") + tar_member("/etc/b.mid", "two") +
                    tar_member("x/../../c.mid", "three") + tar_member("link.mid", "", '2') +
                    tar_member("more.zip", "PK") + tar_member("large.mid", std::string(2000, 'x')) +
                    tar_member("good.mid", "music") + std::string(1024, '\0'));
  EXPECT_THAT(members(),
              ElementsAre("../a.mid: a name that leads out of its archive",
                          "/etc/b.mid: a name that leads out of its archive",
                          "x/../../c.mid: a name that leads out of its archive",
                          "link.mid: a link in an archive", "more.zip: an archive in an archive",
                          "large.mid: larger than 0 MiB", "good.mid: music"));
}

TEST_F(Archives, OfNoiseAreAnErrorThatNamesThem) {
  write(".tar.gz", "\x1f\x8b this is not the gzip that it says it is");
  EXPECT_THAT(members(), ElementsAre(HasSubstr(path_.string() + ": not to be read as an archive")));
}

}  // namespace
}  // namespace bach

// Engravers that are missing, hang or fail; those that are installed.
#include "app/render/engrave.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "app/engravers/bubblewrap.h"
#include "app/engravers/program.h"
#include "app/render/notation.h"
#include "score/build_score.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class EngraveTest : public testing::Test {
 protected:
  EngraveTest()
      : folder_(fs::path(testing::TempDir()) / ("bach_engrave_" + std::to_string(::getpid()))),
        path_(std::getenv("PATH")) {
    fs::create_directories(folder_ / "bin");
    score_ = tests::quarters({48, 50, 52, 53});
  }
  ~EngraveTest() override {
    ::setenv("PATH", path_.c_str(), 1);
    fs::remove_all(folder_);
  }

  // Programs are found in the test's own folder alone.
  void install(const std::string& name, const std::string& script) {
    const fs::path file = folder_ / "bin" / name;
    std::ofstream(file) << "#!/bin/sh\n" << script << "\n";
    fs::permissions(file, fs::perms::owner_all);
    ::setenv("PATH", (folder_ / "bin").c_str(), 1);
  }
  void install_nothing() { ::setenv("PATH", (folder_ / "bin").c_str(), 1); }

  Result<std::vector<std::string>> pages(const std::string& name, const PageOptions& options) {
    return save_pages({&score_, 1}, *page_format_of(name), {}, (folder_ / name).string(), options,
                      cancellation_);
  }

  fs::path folder_;
  std::string path_;
  Score score_;
  Cancellation cancellation_;
};

TEST_F(EngraveTest, WithoutAnySaysWhatToInstall) {
  install_nothing();
  const auto none = pages("a.pdf", {});
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(none.error().message, HasSubstr("install musescore3"));
  PageOptions options;
  options.engraver = "lilypond";
  const auto named = pages("a.pdf", options);
  ASSERT_FALSE(named.ok());
  EXPECT_THAT(named.error().message, HasSubstr("engraving with lilypond needs the program"));
  options.engraver = "sibelius";
  EXPECT_EQ(pages("a.pdf", options).error().argument, "engraver");
}

TEST_F(EngraveTest, OneThatHangsIsEndedWithItsChildrenAndNamed) {
  install("abcm2ps", "/bin/sleep 60 &\necho $! >" + (folder_ / "child").string() + "\nwait");
  PageOptions options;
  options.limit_seconds = 1;
  const auto hung = pages("a.svg", options);
  ASSERT_FALSE(hung.ok());
  EXPECT_EQ(hung.error().code, ErrorCode::kLimit);
  EXPECT_THAT(hung.error().message, StartsWith("abcm2ps was not done after"));
  EXPECT_FALSE(fs::exists(folder_ / "a.svg"));
  int child = 0;
  std::ifstream(folder_ / "child") >> child;
  ASSERT_GT(child, 0);
  // It dies soon: then it is gone, or waits for whoever takes in orphans.
  std::string state = "R";
  for (int tries = 0; tries < 500 && state != "Z"; ++tries) {
    state = "Z";
    std::ifstream("/proc/" + std::to_string(child) + "/stat") >> state >> state >> state;
    ::usleep(10000);
  }
  EXPECT_EQ(state, "Z");
}

TEST_F(EngraveTest, OneThatIsStoppedIsEnded) {
  install("abcm2ps", "exec /bin/sleep 60");
  cancellation_.request();
  const auto stopped = pages("a.svg", {});
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
}

TEST_F(EngraveTest, OneThatFailsIsNamedAndNothingIsWritten) {
  install("musescore3", "exit 3");
  const auto failed = pages("a.pdf", {});
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().message, "musescore3 could not engrave the piece (exit status 3)");
  EXPECT_FALSE(fs::exists(folder_ / "a.pdf"));
}

TEST_F(EngraveTest, OneThatWritesWithoutEndIsEnded) {
  const std::string file = (folder_ / "flood").string();
  const auto flood = [&](const std::string& folder) {
    ProgramRun run{{"/bin/sh", "-c", "exec /usr/bin/yes >" + file}, {}, 60};
    run.most_output = 1 << 20;
    run.folder = folder;
    return run_program(run, cancellation_);
  };
  for (const std::string& folder : {std::string(), folder_.string()}) {
    const Result<int> ended = flood(folder);
    ASSERT_FALSE(ended.ok());
    EXPECT_EQ(ended.error().code, ErrorCode::kLimit);
    EXPECT_THAT(ended.error().message, HasSubstr("1 MiB and was ended"));
    EXPECT_LE(fs::file_size(file), std::uintmax_t{1} << 20);
  }
}

TEST_F(EngraveTest, OneThatTakesMuchMemoryIsRefusedIt) {
  ProgramRun run{
      {"/bin/sh", "-c", "x=$(/usr/bin/head -c 100000000 /dev/zero | /usr/bin/tr '\\0' x)"}, {}, 60};
  Result<int> status = run_program(run, cancellation_);
  ASSERT_TRUE(status.ok()) << status.error().message;
  EXPECT_EQ(*status, 0);
  run.most_memory = std::uint64_t{16} << 20;
  status = run_program(run, cancellation_);
  EXPECT_TRUE(!status.ok() || *status != 0);
}

TEST_F(EngraveTest, OneThatIsConfinedWritesInItsFolderAlone) {
  const std::string kept = (folder_ / "kept").string(), made = (folder_ / "made").string();
  fs::create_directories(made);
  ProgramRun run{
      {"/bin/sh", "-c", "echo a >" + kept + "; echo b >" + made + "/page; exit 3"}, {}, 60};
  run.folder = made;
  run.confine = true;
  const Result<int> status = run_program(run, cancellation_);
  ASSERT_TRUE(status.ok()) << status.error().message;
  EXPECT_EQ(*status, 3);
  EXPECT_TRUE(fs::exists(made + "/page"));
  if (confined(run.command, made) == run.command) GTEST_SKIP() << "bubblewrap does not work here";
  EXPECT_FALSE(fs::exists(kept));
  run.command = {"/bin/sh", "-c", "kill -XFSZ $$"};
  EXPECT_EQ(run_program(run, cancellation_).error().code, ErrorCode::kLimit);
  // Of the network only the machine itself is left.
  run.command = {"/bin/sh", "-c", "test $(/usr/bin/wc -l </proc/net/dev) -le 3"};
  EXPECT_EQ(*run_program(run, cancellation_), 0);
}

TEST_F(EngraveTest, OneThatIsNotThereIsNamed) {
  const Result<int> status = run_program({{"no-such-program"}, {}, 1}, cancellation_);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(status.error().message, HasSubstr("no-such-program cannot be run"));
}

TEST_F(EngraveTest, WordsOfAnyLengthFitOnThePage) {
  score_.title = std::string(1 << 20, 'x');
  score_.tracks[0].name = score_.title;
  install("abcm2ps",
          "while [ $# -gt 1 ]; do case $1 in *.abc) in=$1;; -O) out=$2;; esac; shift; done\n"
          "/bin/cp \"$in\" \"$out\"");
  ASSERT_TRUE(pages("a.svg", {}).ok());
  EXPECT_LT(fs::file_size(folder_ / "a.svg"), 5000U);
}

TEST_F(EngraveTest, SeveralPagesAreNumberedInOrder) {
  install("abcm2ps",
          "for last; do :; done\nfor n in 10 9 1; do echo $n >${last%.svg}-$n.svg; done");
  const auto remarks = pages("a.svg", {});
  ASSERT_TRUE(remarks.ok()) << remarks.error().message;
  EXPECT_THAT(remarks->back(), StartsWith("3 pages: "));
  for (const auto& [name, page] :
       {std::pair("a-1.svg", "1"), std::pair("a-2.svg", "9"), std::pair("a-3.svg", "10")}) {
    std::string text;
    std::ifstream(folder_ / name) >> text;
    EXPECT_EQ(text, page);
  }
  EXPECT_EQ(pages("a.svg", {}).error().code, ErrorCode::kExists);
}

TEST_F(EngraveTest, EveryOneThatIsInstalledMakesPages) {
  int tried = 0;
  for (const std::string& name : engraver_names()) {
    const std::string file = name + ".pdf";
    if (!engraver_for(PageFormat::kPdf, name).ok()) continue;
    ++tried;
    PageOptions options;
    options.engraver = name;
    const auto remarks = pages(file, options);
    ASSERT_TRUE(remarks.ok()) << name << ": " << remarks.error().message;
    EXPECT_GT(fs::file_size(folder_ / file), 1000u) << file;
  }
  if (tried == 0) GTEST_SKIP() << "no engraver is here";
}

TEST_F(EngraveTest, PaperIsTheLocales) {
  const auto paper_of = [](const char* locale) {
    ::setenv("LC_ALL", locale, 1);
    const notation::Paper paper = usual_paper();
    ::unsetenv("LC_ALL");
    return paper;
  };
  EXPECT_EQ(paper_of("en_US.UTF-8"), notation::Paper::kLetter);
  EXPECT_EQ(paper_of("fr_CA"), notation::Paper::kLetter);
  EXPECT_EQ(paper_of("de_DE.UTF-8"), notation::Paper::kA4);
  EXPECT_EQ(paper_of("C"), notation::Paper::kA4);
}

}  // namespace
}  // namespace bach

#include "corpus/fetch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "base/local_server.h"
#include "base/sha256.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class FetchTest : public testing::Test {
 protected:
  FetchTest()
      : folder_(fs::path(testing::TempDir()) / ("bach_fetch_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    ::setenv("no_proxy", "127.0.0.1", 1);
    for (std::size_t i = 0; i < 5000; ++i) body_ += static_cast<char>(i * 31 % 251);
    hash_ = sha256_hex(body_);
    options_.base_url = server_.url();
    options_.plain_url.clear();
    options_.folder = folder_;
    options_.first_wait = std::chrono::milliseconds(1);
    options_.limits.slow_for = std::chrono::seconds(1);
  }
  ~FetchTest() override { fs::remove_all(folder_); }

  void SetUp() override {
    const auto client = HttpClient::open();
    if (!client) GTEST_SKIP() << client.error().message;
    ASSERT_TRUE(server_.ready());
  }

  RemoteFile file(std::string_view name) const { return {name, hash_}; }

  FetchReport fetch(const std::vector<RemoteFile>& files) {
    auto report = fetch_files(files, options_, {}, cancellation_);
    EXPECT_TRUE(report.ok()) << report.error().message;
    return report.ok() ? *report : FetchReport();
  }

  std::string contents(const std::string& name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  void put(const std::string& name, const std::string& text) const {
    fs::create_directories(folder_);
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  std::vector<std::string> names() const {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_)) names.insert(entry.path().filename());
    return {names.begin(), names.end()};
  }

  fs::path folder_;
  std::string body_;
  std::string hash_;
  LocalServer server_;
  FetchOptions options_;
  Cancellation cancellation_;
};

TEST_F(FetchTest, DownloadsWhatIsMissingAndLeavesWhatIsThere) {
  server_.at("a.mid", {serve(body_)});
  server_.at("b.mid", {serve(body_)});
  put("b.mid", body_);
  const FetchReport report = fetch({file("a.mid"), file("b.mid")});
  EXPECT_THAT(report.downloaded, ElementsAre("a.mid"));
  EXPECT_THAT(report.present, ElementsAre("b.mid"));
  EXPECT_THAT(report.failed, IsEmpty());
  EXPECT_EQ(contents("a.mid"), body_);
  EXPECT_THAT(names(), ElementsAre("a.mid", "b.mid")) << "no temporary file may stay behind";
  EXPECT_EQ(server_.requests().size(), 1u);
}

TEST_F(FetchTest, ASlashAtTheEndOfTheAddressMayBeLeftOut) {
  server_.at("music/a.mid", {serve(body_)});
  options_.base_url += "music";
  EXPECT_THAT(fetch({file("a.mid")}).downloaded, ElementsAre("a.mid"));
}

TEST_F(FetchTest, AMissingFileFailsAtOnceAndTheOthersStillCome) {
  server_.at("b.mid", {serve(body_)});
  const FetchReport report = fetch({file("a.mid"), file("b.mid")});
  EXPECT_THAT(report.downloaded, ElementsAre("b.mid"));
  ASSERT_EQ(report.failed.size(), 1u);
  EXPECT_EQ(report.failed[0].name, "a.mid");
  EXPECT_THAT(report.failed[0].reason, HasSubstr("404"));
  EXPECT_EQ(server_.requests().size(), 2u) << "404 is not tried again";
  EXPECT_THAT(names(), ElementsAre("b.mid")) << "the error page is not a file";
}

TEST_F(FetchTest, CutOffHalfWayItGoesOnFromThere) {
  server_.at("a.mid", {cut_off_after(body_, 2000), serve(body_)});
  EXPECT_THAT(fetch({file("a.mid")}).downloaded, ElementsAre("a.mid"));
  EXPECT_EQ(contents("a.mid"), body_);
  ASSERT_EQ(server_.requests().size(), 2u);
  EXPECT_EQ(server_.requests()[1].from, 2000u);
}

TEST_F(FetchTest, WhatOneRunDidNotFinishTheNextOneDoes) {
  options_.attempts = 1;
  server_.at("a.mid", {cut_off_after(body_, 2000), serve(body_)});
  EXPECT_EQ(fetch({file("a.mid")}).failed.size(), 1u);
  EXPECT_THAT(names(), ElementsAre("a.mid.part"));
  EXPECT_THAT(fetch({file("a.mid")}).downloaded, ElementsAre("a.mid"));
  EXPECT_EQ(contents("a.mid"), body_);
  EXPECT_EQ(server_.requests()[1].from, 2000u);
}

TEST_F(FetchTest, APartThatIsAlreadyWholeNeedsNoServer) {
  put("a.mid.part", body_);
  EXPECT_THAT(fetch({file("a.mid")}).downloaded, ElementsAre("a.mid"));
  EXPECT_TRUE(server_.requests().empty());
  EXPECT_THAT(names(), ElementsAre("a.mid"));
}

TEST_F(FetchTest, AServerWithoutRangesStartsAgain) {
  put("a.mid.part", body_.substr(0, 3000));
  server_.at("a.mid", {serve_without_ranges(body_)});
  EXPECT_THAT(fetch({file("a.mid")}).downloaded, ElementsAre("a.mid"));
  EXPECT_EQ(contents("a.mid"), body_);
}

TEST_F(FetchTest, AnotherRangeThanAskedForIsNotTaken) {
  put("a.mid.part", body_.substr(0, 3000));
  server_.at("a.mid", {serve_wrong_range(body_), serve(body_)});
  EXPECT_THAT(fetch({file("a.mid")}).downloaded, ElementsAre("a.mid"));
  EXPECT_EQ(contents("a.mid"), body_);
}

TEST_F(FetchTest, APartOfSomethingElseIsThrownAway) {
  put("a.mid.part", std::string(3000, 'x'));
  put("b.mid.part", std::string(6000, 'x'));  // longer than the file: the server answers 416
  server_.at("a.mid", {serve(body_)});
  server_.at("b.mid", {serve(body_)});
  EXPECT_THAT(fetch({file("a.mid"), file("b.mid")}).downloaded, ElementsAre("a.mid", "b.mid"));
  EXPECT_EQ(contents("a.mid"), body_);
  EXPECT_EQ(contents("b.mid"), body_);
}

TEST_F(FetchTest, WrongContentIsNeverPutInPlace) {
  server_.at("a.mid", {serve("<html>please log in</html>")});
  const FetchReport report = fetch({file("a.mid")});
  ASSERT_EQ(report.failed.size(), 1u);
  EXPECT_THAT(report.failed[0].reason, HasSubstr("SHA-256"));
  EXPECT_EQ(server_.requests().size(), 2u) << "tried once more, then given up";
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(FetchTest, ATooSlowServerIsLeftAndAskedAgainForTheRest) {
  options_.limits.slowest_bytes_per_second = 100000;
  server_.at("a.mid", {stall_after(body_, 1000), serve(body_)});
  EXPECT_THAT(fetch({file("a.mid")}).downloaded, ElementsAre("a.mid"));
  EXPECT_EQ(contents("a.mid"), body_);
  ASSERT_EQ(server_.requests().size(), 2u);
  EXPECT_EQ(server_.requests()[1].from, 1000u);
}

TEST_F(FetchTest, AServerInTroubleIsAskedAgain) {
  server_.at("a.mid", {answer(500), answer(503), serve(body_)});
  EXPECT_THAT(fetch({file("a.mid")}).downloaded, ElementsAre("a.mid"));
  EXPECT_EQ(contents("a.mid"), body_);
}

TEST_F(FetchTest, AServerInLastingTroubleIsGivenUp) {
  server_.at("a.mid", {answer(500)});
  const FetchReport report = fetch({file("a.mid")});
  ASSERT_EQ(report.failed.size(), 1u);
  EXPECT_THAT(report.failed[0].reason, HasSubstr("500"));
  EXPECT_EQ(server_.requests().size(), static_cast<std::size_t>(options_.attempts));
}

TEST_F(FetchTest, ARedirectIsFollowed) {
  server_.at("a.mid", {redirect_to("/elsewhere.mid")});
  server_.at("elsewhere.mid", {serve(body_)});
  EXPECT_THAT(fetch({file("a.mid")}).downloaded, ElementsAre("a.mid"));
}

TEST_F(FetchTest, ARedirectLoopEnds) {
  server_.at("a.mid", {redirect_to("/b.mid")});
  server_.at("b.mid", {redirect_to("/a.mid")});
  const FetchReport report = fetch({file("a.mid")});
  ASSERT_EQ(report.failed.size(), 1u);
  EXPECT_THAT(report.failed[0].reason, HasSubstr("redirect"));
  EXPECT_EQ(server_.requests().size(), 6u);
}

TEST_F(FetchTest, ARedirectToAFileOfThisMachineIsNotFollowed) {
  put("secret", body_);
  server_.at("a.mid", {redirect_to("file://" + (folder_ / "secret").string())});
  EXPECT_EQ(fetch({file("a.mid")}).failed.size(), 1u);
  EXPECT_THAT(names(), ElementsAre("secret"));
}

TEST_F(FetchTest, AFloodIsStoppedAtTheMostAFileMayHave) {
  options_.most_bytes = 4999;
  server_.at("a.mid", {serve(body_)});
  const FetchReport report = fetch({file("a.mid")});
  ASSERT_EQ(report.failed.size(), 1u);
  EXPECT_THAT(report.failed[0].reason, HasSubstr("larger than"));
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(FetchTest, AnotherFileOfThatNameIsKeptUnlessToldOtherwise) {
  put("a.mid", "mine");
  server_.at("a.mid", {serve(body_)});
  const FetchReport report = fetch({file("a.mid")});
  ASSERT_EQ(report.failed.size(), 1u);
  EXPECT_THAT(report.failed[0].reason, HasSubstr("`force`"));
  EXPECT_EQ(contents("a.mid"), "mine");
  options_.replace = true;
  EXPECT_THAT(fetch({file("a.mid")}).downloaded, ElementsAre("a.mid"));
  EXPECT_EQ(contents("a.mid"), body_);
}

TEST_F(FetchTest, WhenNobodyAnswersTheRestIsNotTried) {
  std::string nobody;
  {
    const LocalServer gone;
    nobody = gone.url();
  }
  options_.base_url = nobody;
  put("c.mid", body_);
  const FetchReport report = fetch({file("a.mid"), file("b.mid"), file("c.mid")});
  ASSERT_EQ(report.failed.size(), 2u);
  EXPECT_THAT(report.failed[1].reason, HasSubstr("not tried"));
  EXPECT_THAT(report.present, ElementsAre("c.mid")) << "what is there is still counted";
}

TEST_F(FetchTest, StopsWhenToldAndKeepsWhatCame) {
  options_.limits.slow_for = std::chrono::seconds(60);
  server_.at("a.mid", {stall_after(body_, 1000), serve(body_)});
  const std::vector<RemoteFile> files = {file("a.mid")};
  std::thread stopper([this] {
    while (server_.requests().empty() || !fs::exists(folder_ / "a.mid.part") ||
           fs::file_size(folder_ / "a.mid.part") < 1000) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    cancellation_.request();
  });
  const auto stopped = fetch_files(files, options_, {}, cancellation_);
  stopper.join();
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
  EXPECT_THAT(names(), ElementsAre("a.mid.part"));
  const Cancellation none;
  const auto resumed = fetch_files(files, options_, {}, none);
  ASSERT_TRUE(resumed.ok());
  EXPECT_EQ(contents("a.mid"), body_);
}

TEST_F(FetchTest, WithoutASecureConnectionThePlainOneIsAnnounced) {
  // A server that speaks no TLS and waits for words it understands, and then nobody at all.
  options_.limits.connect = std::chrono::milliseconds(100);
  options_.attempts = 1;
  for (const std::string& secure :
       {"https" + server_.url().substr(4), std::string("https://127.0.0.1:1/")}) {
    server_.at("a.mid", {serve(body_)});
    options_.base_url = secure;
    options_.plain_url = server_.url();
    FetchReport report = fetch({file("a.mid")});
    EXPECT_THAT(report.downloaded, ElementsAre("a.mid"));
    ASSERT_EQ(report.warnings.size(), 1U);
    EXPECT_THAT(report.warnings[0], HasSubstr(server_.url() + " is asked instead"));
    fs::remove(folder_ / "a.mid");
    options_.plain_url.clear();
    report = fetch({file("a.mid")});
    EXPECT_EQ(report.failed.size(), 1U);
    EXPECT_THAT(report.warnings, IsEmpty());
  }
}

TEST_F(FetchTest, AnEndlessErrorPageIsNotReadToItsEnd) {
  server_.at("a.mid", {[](const ServedRequest&, const ServedConnection& connection) {
               connection.send(reply_head(404, std::size_t{1} << 30));
               for (int k = 0; k < 64; ++k) connection.send(std::string(4096, 'x'));
               connection.fall_asleep();
             }});
  options_.limits.slow_for = std::chrono::seconds(60);
  const FetchReport report = fetch({file("a.mid")});
  ASSERT_EQ(report.failed.size(), 1U);
  EXPECT_EQ(report.failed[0].reason, "the server answered 404");
}

TEST_F(FetchTest, NothingIsWrittenThroughALink) {
  put("victim", "dear");
  const auto linked = [&](const char* name, bool hard) {
    const fs::path part = folder_ / (std::string(name) + ".part");
    hard ? fs::create_hard_link(folder_ / "victim", part) : fs::create_symlink("victim", part);
    const FetchReport report = fetch({file(name)});
    ASSERT_EQ(report.failed.size(), 1U);
    EXPECT_THAT(report.failed[0].reason, HasSubstr("is a link"));
    EXPECT_EQ(contents("victim"), "dear");
    EXPECT_TRUE(fs::exists(part)) << "it is not ours to remove";
    EXPECT_FALSE(fs::exists(folder_ / name));
  };
  linked("a.mid", false);
  linked("b.mid", true);
}

TEST_F(FetchTest, AddressesMustBeWebAddresses) {
  const std::vector<RemoteFile> files = {file("a.mid")};
  options_.base_url = "file:///etc/";
  const auto report = fetch_files(files, options_, {}, cancellation_);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kInvalidArgument);
}

TEST_F(FetchTest, AFolderThatCannotBeMadeIsAnError) {
  put("file", "x");
  options_.folder = folder_ / "file" / "inner";
  const std::vector<RemoteFile> files = {file("a.mid")};
  EXPECT_FALSE(fetch_files(files, options_, {}, cancellation_).ok());
}

TEST(FetchTable, NamesTheSixMovementsOfSixSuites) {
  const auto files = cello_suite_files();
  ASSERT_EQ(files.size(), 36u);
  std::set<std::string_view> hashes;
  for (std::size_t i = 0; i < files.size(); ++i) {
    EXPECT_EQ(files[i].name.substr(0, 5),
              "cs" + std::to_string(i / 6 + 1) + "-" + std::to_string(i % 6 + 1));
    EXPECT_EQ(files[i].sha256.size(), 64u);
    hashes.insert(files[i].sha256);
  }
  EXPECT_EQ(hashes.size(), 36u);
}

TEST(FetchTable, AgreesWithTheFilesThemselves) {
  const fs::path folder = BACH_SHARED_MIDI;
  if (!fs::exists(folder)) GTEST_SKIP() << folder << " is not there";
  for (const RemoteFile& file : cello_suite_files()) {
    std::ifstream stream(folder / file.name, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_EQ(sha256_hex(bytes), file.sha256) << file.name;
  }
}

}  // namespace
}  // namespace bach

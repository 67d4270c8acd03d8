// Bars on the pages that a user gets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/program.h"

namespace bach {
namespace {

std::size_t count_of(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    ++count;
  }
  return count;
}

TEST(BarsOnThePage, ASuiteOfFourBarsPrintsFour) {
  const ScratchFolder folder;
  const Outcome made =
      run_bach({"suite", "--bars", "4", "--no-sound", "-q", "-o", "out"}, folder.path());
  ASSERT_EQ(made.exit_code, 0) << made.err;
  for (const char* name : {"2-allemande", "3-courante", "4-sarabande", "6-gigue"}) {
    SCOPED_TRACE(name);
    const std::string page = contents(folder / "out" / (std::string(name) + ".musicxml"));
    EXPECT_EQ(count_of(page, "<repeat direction=\"backward\""), 2u);
    EXPECT_EQ(count_of(page, "number=\"4\""), 1u);
    EXPECT_EQ(count_of(page, "number=\"5\""), 0u);
  }
}

TEST(BarsOnThePage, BarsComposedAgainStayInTheirRepeat) {
  const ScratchFolder folder;
  ASSERT_EQ(run_bach({"render", "cs1-4sar", "-o", "in.musicxml"}, folder.path()).exit_code, 0);
  const Outcome made = run_bach({"compose", "--infill", "in.musicxml", "--from-bar", "9",
                                 "--to-bar", "12", "-o", "out.musicxml"},
                                folder.path());
  ASSERT_EQ(made.exit_code, 0) << made.err;
  // Bar by bar the same but for those.
  const auto bars = [&](const char* file) {
    const std::string page = contents(folder / file);
    std::vector<std::string> measures;
    for (std::size_t at = page.find("<measure "); at != std::string::npos;) {
      const std::size_t next = page.find("<measure ", at + 1);
      measures.push_back(page.substr(at, next - at));
      at = next;
    }
    return measures;
  };
  const auto before = bars("in.musicxml");
  const auto after = bars("out.musicxml");
  ASSERT_EQ(before.size(), 16u);
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t bar = 1; bar <= before.size(); ++bar) {
    if (bar >= 9 && bar <= 12) continue;
    EXPECT_EQ(after[bar - 1], before[bar - 1]) << bar;
  }
  EXPECT_NE(after[8] + after[9] + after[10], before[8] + before[9] + before[10]);
  const Outcome beyond = run_bach({"compose", "--infill", "in.musicxml", "--from-bar", "9",
                                   "--to-bar", "17", "-o", "none.musicxml"},
                                  folder.path());
  EXPECT_NE(beyond.exit_code, 0);
  EXPECT_THAT(beyond.err, testing::HasSubstr("there is no bar 17, the last is 16"));
}

}  // namespace
}  // namespace bach

// The page of a comparison: what stands in it, and that nothing else can get into it.
#include "app/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <pugixml.hpp>
#include <set>
#include <string>

#include "app/report/choice.h"
#include "app/report/data_uri.h"
#include "app/report/html.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr char kHostile[] = "<script>alert('x')</script> & \"img onerror\"";

// A folder of pieces; neither engravers nor SoundFonts are found.
class ReportTest : public testing::Test {
 protected:
  ReportTest()
      : folder_(fs::path(testing::TempDir()) / ("bach_report_" + std::to_string(::getpid()))),
        path_(std::getenv("PATH")) {
    fs::create_directories(folder_ / "bin");
    fs::create_directories(folder_ / "music");
    ::setenv("PATH", (folder_ / "bin").c_str(), 1);
    ::setenv("BACH_SOUNDFONT", (folder_ / "none.sf2").c_str(), 1);
  }
  ~ReportTest() override {
    ::setenv("PATH", path_.c_str(), 1);
    ::unsetenv("BACH_SOUNDFONT");
    fs::remove_all(folder_);
  }

  void put(const std::string& name, const std::string& title, const std::string& notes) {
    std::ofstream(folder_ / "music" / name) << "X:1\nT:" << title << "\nM:3/4\nL:1/8\nK:G\n"
                                            << notes << "\n";
  }

  ComparisonReport compared(const std::vector<std::string>& against) {
    CompareOptions options;
    options.inputs = {(folder_ / "music").string()};
    options.against = against;
    Result<ComparisonReport> found = compare_pieces(options, {}, never_);
    EXPECT_TRUE(found.ok()) << found.error().message;
    return std::move(found).value();
  }

  Result<ReportPage> page_of(const ComparisonReport& report, std::size_t in_full) {
    ReportOptions options;
    options.inputs = {(folder_ / "music").string()};
    options.against = {"bach"};
    options.in_full = in_full;
    return report_page(report, options, {}, never_);
  }

  Cancellation never_;
  fs::path folder_;
  std::string path_;
};

constexpr char kWaltz[] = "G2B2d2|c2A2F2|G2B2d2|d4D2|G2B2d2|e2c2A2|B2A2F2|G6|";
constexpr char kWild[] = "G2_B2^d2|c2^A2F2|_G2B2d2|^d4D2|G2_B2d2|e2c2^A2|_B2A2F2|^G6|";

std::string without_sound(std::string html) {
  const std::string sound = "data:audio/ogg;base64,";
  for (std::size_t at = 0; (at = html.find(sound, at)) != std::string::npos; at += sound.size()) {
    const std::size_t begin = at + sound.size();
    html.erase(begin, html.find('"', begin) - begin);
  }
  return html;
}

std::vector<std::string> attributes_of(const pugi::xml_document& page, const char* attribute) {
  std::vector<std::string> values;
  const std::string path = std::string("//@") + attribute;
  for (const pugi::xpath_node& node : page.select_nodes(path.c_str())) {
    values.emplace_back(node.attribute().value());
  }
  return values;
}

TEST_F(ReportTest, IsOnePageThatLoadsNothingAndRunsNothing) {
  put("4-sarabande.abc", kHostile, kWaltz);
  const Result<ReportPage> page = page_of(compared({"bach"}), 6);
  ASSERT_TRUE(page.ok()) << page.error().message;
  pugi::xml_document html;
  const pugi::xml_parse_result parsed = html.load_string(page->html.c_str());
  ASSERT_TRUE(parsed) << parsed.description() << " at " << parsed.offset;
  EXPECT_STREQ(html.child("html").attribute("lang").value(), "en");
  EXPECT_TRUE(html.select_nodes("//script|//link|//iframe|//object").empty());
  for (const std::string& source : attributes_of(html, "src")) {
    EXPECT_THAT(source, StartsWith("data:"));
  }
  EXPECT_TRUE(attributes_of(html, "srcset").empty());
  EXPECT_THAT(page->html, Not(HasSubstr("url(")));
  EXPECT_THAT(page->html, HasSubstr("default-src &#39;none&#39;"));
  const std::vector<std::string> names = attributes_of(html, "id");
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
  for (const std::string& link : attributes_of(html, "href")) {
    EXPECT_THAT(names, Contains(link.substr(1))) << link;
  }
  // The title is words, wherever it stands; no folder is told.
  EXPECT_EQ(html.select_node("//h3/bdi").node().text().get(),
            std::string(kHostile) + " (4-sarabande)");
  EXPECT_THAT(page->html, Not(HasSubstr(folder_.string())));
}

TEST_F(ReportTest, TellsWhatIsUsualAndWhatIsOutside) {
  put("4-sarabande.abc", "Sarabande", kWild);
  const ComparisonReport report = compared({"bach"});
  const Result<ReportPage> page = page_of(report, 6);
  ASSERT_TRUE(page.ok()) << page.error().message;
  pugi::xml_document html;
  ASSERT_TRUE(html.load_string(page->html.c_str()));
  EXPECT_THAT(html.select_nodes("//div[@class='measures']//tbody/tr"),
              SizeIs(critic_measures().size()));
  EXPECT_THAT(html.select_nodes("//div[@class='measures']//table"), SizeIs(kMeasureGroups));
  const std::size_t outside =
      measures_outside(report.critic->judged.front(), *report.critic).size();
  ASSERT_GT(outside, 0u);
  EXPECT_THAT(html.select_nodes("//section//td[@class='number outside']"), SizeIs(outside));
  EXPECT_THAT(page->html, HasSubstr("There is no classifier: 1 dance among the judged"));
  EXPECT_THAT(page->html, HasSubstr("of the same kind (sarabande), metre (3/4)"));
  EXPECT_THAT(page->html, HasSubstr("Keys by bars: 1"));
}

TEST_F(ReportTest, SaysWhatIsNotInstalledAndPlaysSines) {
  put("4-sarabande.abc", "Sarabande", kWaltz);
  const Result<ReportPage> page = page_of(compared({"bach"}), 1);
  ASSERT_TRUE(page.ok()) << page.error().message;
  EXPECT_THAT(page->html, HasSubstr("engraving needs MuseScore, LilyPond or abcm2ps"));
  EXPECT_THAT(page->html, HasSubstr("repeats not played, played with sine waves"));
  EXPECT_THAT(page->html, HasSubstr("data:audio/ogg;base64,T2dnU"));  // "OggS"
  EXPECT_THAT(page->remarks, Contains(StartsWith("no scores in the page: ")));
  EXPECT_THAT(page->remarks, Contains(StartsWith("played with sine waves: ")));
}

TEST_F(ReportTest, ShowsTheFirstPagesOfAnEngraver) {
  const fs::path engraver = folder_ / "bin" / "abcm2ps";
  std::ofstream(engraver) << "#!/bin/sh\nfor page in 1 2 3 4; do\n"
                             "echo \"<svg>$page</svg>\" >\"${5%.svg}-$page.svg\"\ndone\n";
  fs::permissions(engraver, fs::perms::owner_all);
  put("4-sarabande.abc", "Sarabande", kWaltz);
  const Result<ReportPage> page = page_of(compared({"bach"}), 1);
  ASSERT_TRUE(page.ok()) << page.error().message;
  EXPECT_THAT(page->html, HasSubstr("the first 3 of 4 pages, engraved by abcm2ps"));
  EXPECT_THAT(page->html, HasSubstr("data:image/svg+xml,%3Csvg%3E3%3C/svg%3E"));
  EXPECT_THAT(page->html, Not(HasSubstr("%3Csvg%3E4%3C/svg%3E")));
}

TEST_F(ReportTest, ShowsThoseWithMostOutsideInFullAndSaysSo) {
  put("a.abc", "Waltz", kWaltz);
  put("b.abc", "Wild", kWild);
  const ComparisonReport report = compared({"bach"});
  ASSERT_GT(outside_of_piece(report.judged_pieces[1], *report.critic),
            outside_of_piece(report.judged_pieces[0], *report.critic));
  EXPECT_THAT(pieces_in_full(report, 1), ElementsAre(1));
  EXPECT_THAT(pieces_in_full(report, 9), ElementsAre(0, 1));
  const Result<ReportPage> page = page_of(report, 1);
  ASSERT_TRUE(page.ok()) << page.error().message;
  EXPECT_THAT(page->html, HasSubstr("shown of the 1 piece with most values outside"));
  EXPECT_THAT(page->html, HasSubstr("<section class=\"piece\" id=\"piece-1\">"));
  EXPECT_THAT(page->html, Not(HasSubstr("id=\"piece-2\"")));
  const Result<ReportPage> tables = page_of(report, 0);
  ASSERT_TRUE(tables.ok()) << tables.error().message;
  EXPECT_THAT(tables->html, Not(HasSubstr("<section")));
}

TEST_F(ReportTest, IsTheSameEachTimeButForSound) {
  put("a.abc", "Waltz", kWaltz);
  const ComparisonReport report = compared({"cs1-4sar", "cs2-4sar", "cs3-4sar"});
  const Result<ReportPage> once = page_of(report, 1);
  const Result<ReportPage> twice = page_of(compared({"cs1-4sar", "cs2-4sar", "cs3-4sar"}), 1);
  ASSERT_TRUE(once.ok() && twice.ok());
  EXPECT_EQ(without_sound(once->html), without_sound(twice->html));
}

TEST_F(ReportTest, WithoutTheCriticThereIsNoPage) {
  put("a.abc", "Waltz", kWaltz);
  const Result<ReportPage> page = page_of(compared({"cs1-4sar"}), 1);
  ASSERT_FALSE(page.ok());
  EXPECT_EQ(page.error().code, ErrorCode::kInvalidData);
  EXPECT_THAT(page.error().message, StartsWith("no page: no critic: one piece is no set"));
}

TEST(ReportHtml, EscapesWhateverBytesThereAre) {
  EXPECT_EQ(html_escaped("a<b>&\"'"), "a&lt;b&gt;&amp;&quot;&#39;");
  EXPECT_EQ(html_escaped("na\xC3\xAFve \xE2\x99\xAD"), "na\xC3\xAFve \xE2\x99\xAD");
  EXPECT_EQ(html_escaped("na\xEFve"), "na\xC3\xAFve");  // Windows-1252
  EXPECT_EQ(html_escaped(std::string("a\0\x1B\xC2\x85z", 6)), "a\uFFFD\uFFFD\uFFFDz");
  HtmlWriter html;
  html.open("p", {{"title", "\" onclick=\"x"}});
  html.open("b");
  html.text("<i>");
  EXPECT_EQ(std::move(html).finish(), "<p title=\"&quot; onclick=&quot;x\"><b>&lt;i&gt;</b></p>\n");
}

TEST(ReportHtml, DrawingsInAddressesComeBackAsTheyWere) {
  std::string svg = "<svg a=\"1\">#100% {x} 'y' \xE2\x99\xAD & z</svg>";
  const std::string uri =
      svg_uri(std::span(reinterpret_cast<const std::uint8_t*>(svg.data()), svg.size()));
  const std::string begin = "data:image/svg+xml,";
  ASSERT_THAT(uri, StartsWith(begin));
  EXPECT_EQ(uri.find_first_of("\"'<>#&{}", begin.size()), std::string::npos);
  std::string back;
  for (std::size_t i = begin.size(); i < uri.size(); ++i) {
    if (uri[i] == '%') {
      back += static_cast<char>(std::stoi(uri.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      back += uri[i];
    }
  }
  EXPECT_EQ(back, svg);
}

}  // namespace
}  // namespace bach

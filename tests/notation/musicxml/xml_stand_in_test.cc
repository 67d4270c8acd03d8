// What stands in for pugixml in the build for browsers does what pugixml does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/corpus.h"
#include "notation/musicxml/nasty_xml.h"
#include "notation/musicxml/two_parsers.h"
#include "notation/musicxml/writer.h"

namespace bach {
namespace {

using namespace test;

void expect_the_same(const std::string& text) {
  EXPECT_EQ(read_xml<StandIn>(text), read_xml<Pugixml>(text))
      << "of " << ::testing::PrintToString(text);
}

std::string of_movement(const Movement& movement) {
  const Result<Score> score = load_movement(movement);
  EXPECT_TRUE(score.ok());
  const Result<std::string> text = musicxml_from_score(*score);
  EXPECT_TRUE(text.ok());
  return text ? *text : "";
}

// The tree of `text` made by hand, as the writer makes it, and saved.
template <typename Parser>
std::string made_and_saved(const std::string& text) {
  pugi::xml_document source;
  source.load_buffer(text.data(), text.size(),
                     pugi::parse_default | pugi::parse_declaration | pugi::parse_doctype);
  typename Parser::Document target;
  struct Pair {
    pugi::xml_node from;
    typename Parser::Node to;  // the parent
  };
  std::vector<Pair> open = {{source.first_child(), target}};
  while (!open.empty()) {
    const auto [from, to] = open.back();
    open.pop_back();
    if (!from) continue;
    open.push_back({from.next_sibling(), to});
    typename Parser::Node parent = to;
    if (from.type() == pugi::node_pcdata) {
      parent.text().set(from.value());
      continue;
    }
    typename Parser::Node node =
        from.type() == pugi::node_declaration ? parent.append_child(Parser::kDeclaration)
        : from.type() == pugi::node_doctype   ? parent.append_child(Parser::kDoctype)
                                              : parent.append_child(from.name());
    if (from.type() == pugi::node_doctype) node.set_value(from.value());
    for (const pugi::xml_attribute each : from.attributes()) {
      node.append_attribute(each.name()) = each.value();
    }
    // Texts of nothing, which no parser tells from no text.
    const std::string_view name = from.name();
    if (from.text().empty() && (name == "part-name" || name == "instrument-name")) {
      node.text().set("");
    }
    open.push_back({from.first_child(), node});
  }
  return saved_xml<Parser>(target);
}

TEST(XmlStandIn, ReadsWhatIsWrittenOfTheCorpusAndWritesItByteForByte) {
  std::size_t movements = 0;
  for (const Movement& movement : all_movements()) {
    const std::string text = of_movement(movement);
    // Long texts, of which a message would show the differences for minutes.
    EXPECT_TRUE(read_xml<StandIn>(text) == read_xml<Pugixml>(text)) << movement.name;
    EXPECT_TRUE(made_and_saved<StandIn>(text) == text) << movement.name;
    ++movements;
  }
  EXPECT_GE(movements, 36U);
}

TEST(XmlStandIn, NastyTexts) {
  for (const std::string& text : nasty_xml()) expect_the_same(text);
}

TEST(XmlStandIn, NastyTextsCutAnywhere) {
  for (const std::string& text : nasty_xml()) {
    for (std::size_t size = 0; size < text.size(); ++size) expect_the_same(text.substr(0, size));
  }
}

// One to four bytes or signs changed, put in, left out or copied.
std::string mutated_xml(std::string text, std::mt19937& random) {
  static const std::vector<std::string> kSigns = {"<",
                                                  ">",
                                                  "/",
                                                  "</",
                                                  "/>",
                                                  "\"",
                                                  "'",
                                                  "=",
                                                  "&",
                                                  "&#x4",
                                                  ";",
                                                  "&amp;",
                                                  "<![CDATA[",
                                                  "]]>",
                                                  "<!--",
                                                  "-->",
                                                  "<?",
                                                  "?>",
                                                  "<!DOCTYPE",
                                                  "<!",
                                                  "[",
                                                  "]",
                                                  "\r",
                                                  "\n",
                                                  " ",
                                                  "\t",
                                                  "\xEF\xBB\xBF",
                                                  "\xFF\xFE",
                                                  "\xFE\xFF",
                                                  "xml",
                                                  "encoding='latin1'",
                                                  std::string(1, '\0'),
                                                  std::string(3, '\0'),
                                                  "<a>",
                                                  "</a>",
                                                  "<a b='"};
  const auto below = [&](std::size_t bound) { return random() % bound; };
  for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = below(4);
    switch (below(5)) {
      case 0:
        text.insert(at, kSigns[below(kSigns.size())]);
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.replace(at, length, 1, static_cast<char>(below(256)));
        break;
      case 3:
        text.insert(at, text.substr(below(text.size() + 1), 8));
        break;
      default:
        text.resize(at);
    }
  }
  return text;
}

TEST(XmlStandIn, MutationsOfNastyTexts) {
  std::mt19937 random(23);
  std::size_t accepted = 0;
  constexpr std::size_t kTexts = 20000;
  for (std::size_t i = 0; i < kTexts; ++i) {
    const std::string text = mutated_xml(nasty_xml()[random() % nasty_xml().size()], random);
    expect_the_same(text);
    if (!read_xml<Pugixml>(text).tree.empty()) ++accepted;
    if (HasFailure()) return;
  }
  // Enough of both kinds.
  EXPECT_GT(accepted, kTexts / 20);
  EXPECT_LT(accepted, kTexts * 19 / 20);
}

TEST(XmlStandIn, MutationsOfAPiece) {
  const Movement* movement = find_movement("cs1-4sar");
  ASSERT_NE(movement, nullptr);
  const std::string piece = of_movement(*movement).substr(0, 4000);
  std::mt19937 random(24);
  for (int i = 0; i < 2000 && !HasFailure(); ++i) expect_the_same(mutated_xml(piece, random));
}

template <typename Parser>
std::string made_by_hand() {
  typename Parser::Document document;
  typename Parser::Node root = document.append_child("root");
  root.append_attribute("number") = -12;
  root.append_attribute("text") = "<\"'>&\t\n\r\x01\xC3\xA9";
  root.append_child("empty");
  root.append_child("empty-text").text().set("");
  root.append_child("long").text().set(-1234567890123LL);
  typename Parser::Node text = root.append_child("text");
  text.text().set("first");
  text.text().set("<\"'>&\t\n\r\x01\xC3\xA9");
  typename Parser::Node mixed = root.append_child("mixed");
  mixed.append_child("before");
  mixed.text().set("between");
  mixed.append_child("after").append_child("below");
  typename Parser::Node none;
  none.append_child("nothing").append_attribute("here") = "x";
  none.text().set("x");
  return saved_xml<Parser>(document) + xml_tree_of<Parser>(document);
}

TEST(XmlStandIn, WritesWhatIsMadeByHand) {
  EXPECT_EQ(made_by_hand<StandIn>(), made_by_hand<Pugixml>());
  EXPECT_THAT(made_by_hand<StandIn>(), ::testing::HasSubstr("<empty-text></empty-text>"));
}

TEST(XmlStandIn, DepthCostsNoStack) {
  constexpr std::size_t kDepth = 1000000;
  std::string text;
  for (std::size_t i = 0; i < kDepth; ++i) text += "<a>";
  expect_the_same(text);
  for (std::size_t i = 0; i < kDepth; ++i) text += "</a>";
  StandIn::Document document;
  EXPECT_TRUE(document.load_buffer_inplace(text.data(), text.size(), StandIn::kOptions));
  EXPECT_STREQ(document.document_element().name(), "a");
}

TEST(XmlStandIn, OtherOptionsAreRefused) {
  std::string text = "<a/>";
  StandIn::Document document;
  const auto parsed =
      document.load_buffer_inplace(text.data(), text.size(), xml_stand_in::parse_default);
  EXPECT_EQ(parsed.status, xml_stand_in::status_internal_error);
}

}  // namespace
}  // namespace bach

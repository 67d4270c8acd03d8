#include "notation/musescore/layout.h"

#include <algorithm>
#include <cstddef>
#include <pugixml.hpp>
#include <sstream>
#include <string_view>
#include <vector>

#include "base/number_text.h"

namespace bach::notation {
namespace {

constexpr double kMillimetersPerInch = 25.4;
constexpr double kMarginMm = 15;

void set_text(pugi::xml_node parent, const char* name, const std::string& text) {
  pugi::xml_node child = parent.child(name);
  if (!child) child = parent.append_child(name);
  child.text().set(text.c_str());
}

void set_page(pugi::xml_node style, Paper paper) {
  const PaperSize size = size_of(paper);
  const auto inches = [&](const char* name, double millimeters) {
    set_text(style, name, fixed_text(millimeters / kMillimetersPerInch, 4));
  };
  inches("pageWidth", size.width_mm);
  inches("pageHeight", size.height_mm);
  inches("pagePrintableWidth", size.width_mm - 2 * kMarginMm);
  for (const char* side : {"pageEvenLeftMargin", "pageOddLeftMargin", "pageEvenTopMargin",
                           "pageEvenBottomMargin", "pageOddTopMargin", "pageOddBottomMargin"}) {
    inches(side, kMarginMm);
  }
  set_text(style, "measureNumberFontSize", "9");
  set_text(style, "lastSystemFillLimit", "0.6");
}

std::string plain_text(pugi::xml_node node) {
  std::string text;
  for (const pugi::xml_node child : node.children()) {
    text += child.type() == pugi::node_pcdata ? child.value() : plain_text(child);
  }
  return text;
}

// Takes away the words that say `heading` in the first voice of `measure`.
void remove_words(pugi::xml_node measure, const std::string& heading) {
  pugi::xml_node voice = measure.child("voice");
  for (pugi::xml_node words = voice.child("StaffText"); words;
       words = words.next_sibling("StaffText")) {
    if (plain_text(words.child("text")) != heading) continue;
    voice.remove_child(words);
    return;
  }
}

void insert_heading(pugi::xml_node staff, pugi::xml_node measure, const std::string& heading) {
  pugi::xml_node box = staff.insert_child_before("VBox", measure);
  set_text(box, "height", "5");
  set_text(box, "topGap", "0");
  set_text(box, "bottomGap", "5");
  pugi::xml_node title = box.append_child("Text");
  set_text(title, "style", "Title");
  pugi::xml_node text = title.append_child("text");
  text.append_child("font").append_attribute("size") = 16;
  text.append_child("b").text().set(heading.c_str());
}

// "Menuet I da capo" in the last bar of a movement ends over its last note.
void align_da_capo(pugi::xml_node measure) {
  for (pugi::xml_node words : measure.child("voice").children("StaffText")) {
    if (plain_text(words.child("text")).ends_with(" da capo")) {
      words.prepend_child("align").text().set("right,baseline");
    }
  }
}

// "Menuet I da capo" for "D.C. al Fine", where the name stands over the first bar.
void name_jump(pugi::xml_node staff) {
  std::string name;
  for (const pugi::xml_node words : staff.child("Measure").child("voice").children("StaffText")) {
    const std::string text = plain_text(words.child("text"));
    if (text.ends_with(" I")) name = text;
  }
  if (name.empty()) return;
  for (pugi::xml_node measure : staff.children("Measure")) {
    if (pugi::xml_node jump = measure.child("Jump")) set_text(jump, "text", name + " da capo");
  }
}

void place_below(pugi::xml_node staff, std::span<const std::string> texts) {
  for (pugi::xml_node measure : staff.children("Measure")) {
    for (pugi::xml_node voice : measure.children("voice")) {
      for (pugi::xml_node words : voice.children("StaffText")) {
        const std::string said = plain_text(words.child("text"));
        if (std::find(texts.begin(), texts.end(), said) == texts.end()) continue;
        words.prepend_child("placement").text().set("below");
      }
    }
  }
}

bool ends_page(pugi::xml_node measure) {
  for (const pugi::xml_node each : measure.children("LayoutBreak")) {
    if (std::string_view(each.child_value("subtype")) == "page") return true;
  }
  return false;
}

void end_section(pugi::xml_node measure) {
  pugi::xml_node section = measure.insert_child_after("LayoutBreak", measure.child("LayoutBreak"));
  set_text(section, "subtype", "section");
}

void separate(pugi::xml_node staff, std::span<const std::string> headings, bool top) {
  std::vector<pugi::xml_node> measures;
  for (const pugi::xml_node each : staff.children("Measure")) measures.push_back(each);
  if (pugi::xml_node titles = staff.child("VBox"); titles && top && !headings.empty()) {
    set_text(titles, "height", "11");
    set_text(titles, "bottomGap", "2");
  }
  bool begins = true;
  std::size_t movement = 0;
  for (std::size_t i = 0; i < measures.size(); ++i) {
    if (begins && top && movement < headings.size()) {
      remove_words(measures[i], headings[movement]);
      insert_heading(staff, measures[i], headings[movement]);
    }
    begins = ends_page(measures[i]);
    if (!begins) continue;
    ++movement;
    if (top) end_section(measures[i]);
    align_da_capo(measures[i]);
  }
}

}  // namespace

Result<std::string> mscx_for_the_stand(const std::string& mscx,
                                       std::span<const std::string> headings, Paper paper,
                                       std::span<const std::string> below) {
  pugi::xml_document document;
  const pugi::xml_parse_result parsed =
      document.load_string(mscx.c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
  pugi::xml_node score = document.child("museScore").child("Score");
  if (!parsed || !score.child("Staff")) {
    return Error{ErrorCode::kInvalidData, "this is no MuseScore file (.mscx)", {}};
  }
  pugi::xml_node style = score.child("Style");
  if (!style) style = score.prepend_child("Style");
  set_page(style, paper);
  if (headings.empty()) name_jump(score.child("Staff"));
  bool top = true;
  for (const pugi::xml_node staff : score.children("Staff")) {
    separate(staff, headings, top);
    if (!below.empty()) place_below(staff, below);
    top = false;
  }
  std::ostringstream text;
  document.save(text, "", pugi::format_raw, pugi::encoding_utf8);
  return text.str();
}

}  // namespace bach::notation

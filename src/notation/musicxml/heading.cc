#include "notation/musicxml/heading.h"

#include <cstddef>
#include <string_view>

#include "notation/musicxml/elements.h"
#include "notation/page/title.h"

namespace bach::musicxml {
namespace {

using notation::Sheet;
using notation::Title;

// Staves are 7 mm high, in MusicXML 40 tenths.
constexpr int kStaffMillimeters = 7;
constexpr int kStaffTenths = 40;
constexpr int kMargin = 85;  // in tenths: 15 mm
constexpr int kSystemDistance = 75;

int tenths(int millimeters) { return millimeters * kStaffTenths / kStaffMillimeters; }

Title title_of_sheet(const Sheet& sheet, const Heading& heading) {
  Title title = notation::parse_title(printable(sheet.score.title));
  if (heading.several) title = {title.work, 0, {}};
  return title;
}

void append_titles(pugi::xml_node root, const Title& title, const std::string& composer) {
  if (!title.work.empty()) {
    append_text(root.append_child("work"), "work-title", title.work.c_str());
  }
  if (title.number > 0) append_number(root, "movement-number", title.number);
  if (!title.movement.empty()) append_text(root, "movement-title", title.movement.c_str());
  pugi::xml_node identification = root.append_child("identification");
  if (!composer.empty()) {
    pugi::xml_node creator = identification.append_child("creator");
    creator.append_attribute("type") = "composer";
    creator.text().set(printable(composer).c_str());
  }
  pugi::xml_node encoding = identification.append_child("encoding");
  append_text(encoding, "software", "bach");
  for (const char* element : {"accidental", "beam", "stem"}) {
    pugi::xml_node supports = encoding.append_child("supports");
    supports.append_attribute("element") = element;
    supports.append_attribute("type") = "yes";
  }
}

// Credits are placed on the page in tenths of a staff space.
void append_page_layout(pugi::xml_node root, notation::Paper paper) {
  const notation::PaperSize size = notation::size_of(paper);
  pugi::xml_node defaults = root.append_child("defaults");
  pugi::xml_node scaling = defaults.append_child("scaling");
  append_number(scaling, "millimeters", kStaffMillimeters);
  append_number(scaling, "tenths", kStaffTenths);
  pugi::xml_node page = defaults.append_child("page-layout");
  append_number(page, "page-height", tenths(size.height_mm));
  append_number(page, "page-width", tenths(size.width_mm));
  pugi::xml_node margins = page.append_child("page-margins");
  margins.append_attribute("type") = "both";
  for (const char* side : {"left-margin", "right-margin", "top-margin", "bottom-margin"}) {
    append_number(margins, side, kMargin);
  }
  pugi::xml_node systems = defaults.append_child("system-layout");
  append_number(systems, "system-distance", kSystemDistance);
}

// What stands on the page: programs disagree on which of the titles they show without. Work and
// movement are two lines of one, since MuseScore 3 sets a subtitle over the title.
void append_credits(pugi::xml_node root, const Title& title, const Heading& heading) {
  const notation::PaperSize paper = notation::size_of(heading.paper);
  const int width = tenths(paper.width_mm);
  const int top = tenths(paper.height_mm) - kMargin;
  const auto append = [&](const char* type, const std::string& words, const char* justify, int x,
                          int y, int size) {
    if (words.empty()) return;
    pugi::xml_node credit = root.append_child("credit");
    credit.append_attribute("page") = 1;
    append_text(credit, "credit-type", type);
    pugi::xml_node element = credit.append_child("credit-words");
    element.append_attribute("default-x") = x;
    element.append_attribute("default-y") = y;
    element.append_attribute("justify") = justify;
    element.append_attribute("valign") = "top";
    element.append_attribute("font-size") = size;
    element.text().set(words.c_str());
  };
  const std::string number = title.number > 0 ? std::to_string(title.number) + ". " : "";
  append("title", title.work + (title.movement.empty() ? "" : "\n" + number + title.movement),
         "center", width / 2, top, 22);
  append("composer", printable(heading.composer), "right", width - kMargin, top - 130, 12);
}

// 1 … 16 without the drums' 10.
int channel_of(std::size_t staff) {
  const int channel = static_cast<int>(staff % 15) + 1;
  return channel < 10 ? channel : channel + 1;
}

void append_group(pugi::xml_node list, const char* type) {
  pugi::xml_node group = list.append_child("part-group");
  group.append_attribute("type") = type;
  group.append_attribute("number") = 1;
  if (std::string_view(type) == "start") append_text(group, "group-symbol", "brace");
}

void append_part_list(pugi::xml_node root, const Sheet& sheet) {
  pugi::xml_node list = root.append_child("part-list");
  bool braced = false;
  for (std::size_t s = 0; s < sheet.staves.size(); ++s) {
    const notation::Staff& staff = sheet.staves[s];
    if (staff.joined_to_next) append_group(list, "start");
    const std::string id = part_id(s);
    pugi::xml_node part = list.append_child("score-part");
    part.append_attribute("id") = id.c_str();
    const std::string staff_name = printable(staff.name);
    pugi::xml_node name = part.append_child("part-name");
    name.text().set(staff_name.c_str());
    if (staff_name.empty()) name.append_attribute("print-object") = "no";
    const std::string instrument = id + "-I1";
    pugi::xml_node sound = part.append_child("score-instrument");
    sound.append_attribute("id") = instrument.c_str();
    append_text(sound, "instrument-name", staff_name.c_str());
    pugi::xml_node midi = part.append_child("midi-instrument");
    midi.append_attribute("id") = instrument.c_str();
    append_number(midi, "midi-channel", channel_of(s));
    append_number(midi, "midi-program", staff.program + 1);
    if (braced) append_group(list, "stop");
    braced = staff.joined_to_next;
  }
}

}  // namespace

std::string part_id(std::size_t staff) { return "P" + std::to_string(staff + 1); }

void append_heading(pugi::xml_node root, const Sheet& sheet, const Heading& heading) {
  const Title title = title_of_sheet(sheet, heading);
  append_titles(root, title, heading.composer);
  append_page_layout(root, heading.paper);
  append_credits(root, title, heading);
  append_part_list(root, sheet);
}

}  // namespace bach::musicxml

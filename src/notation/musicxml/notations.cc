#include "notation/musicxml/notations.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "notation/musicxml/numbers.h"
#include "notation/musicxml/text.h"

namespace bach::musicxml {
namespace {

constexpr std::size_t kLongestFingering = 16;

struct NamedMark {
  std::string_view name;
  MarkKind kind;
  const char* group = nullptr;  // the element of notations it stands in; null: itself
};

// Elements of articulations, technical, ornaments, and of notations itself.
constexpr NamedMark kMarks[] = {
    {"staccato", MarkKind::kStaccato, "articulations"},
    {"staccatissimo", MarkKind::kStaccatissimo, "articulations"},
    {"spiccato", MarkKind::kStaccatissimo, "articulations"},
    {"tenuto", MarkKind::kTenuto, "articulations"},
    {"detached-legato", MarkKind::kDetachedLegato, "articulations"},
    {"accent", MarkKind::kAccent, "articulations"},
    {"strong-accent", MarkKind::kStrongAccent, "articulations"},
    {"up-bow", MarkKind::kUpBow, "technical"},
    {"down-bow", MarkKind::kDownBow, "technical"},
    {"open-string", MarkKind::kOpenString, "technical"},
    {"harmonic", MarkKind::kHarmonic, "technical"},
    {"fingering", MarkKind::kFingering, "technical"},
    {"string", MarkKind::kString, "technical"},
    {"arpeggiate", MarkKind::kArpeggio},
    {"fermata", MarkKind::kFermata},
    {"trill-mark", MarkKind::kTrill, "ornaments"},
    {"mordent", MarkKind::kMordent, "ornaments"},
    {"inverted-mordent", MarkKind::kInvertedMordent, "ornaments"},
    {"turn", MarkKind::kTurn, "ornaments"},
    {"inverted-turn", MarkKind::kInvertedTurn, "ornaments"},
};

std::optional<MarkKind> kind_of(std::string_view name) {
  for (const NamedMark& mark : kMarks) {
    if (mark.name == name) return mark.kind;
  }
  return std::nullopt;
}

void append_mark(pugi::xml_node element, Mark mark, Marks& marks) {
  const std::string_view name = element.name();
  if (name == "slur") {
    const std::string_view type = element.attribute("type").value();
    if (type != "start" && type != "stop") return;
    mark.kind = type == "start" ? MarkKind::kSlurStart : MarkKind::kSlurStop;
    const int number = whole_number(element.attribute("number").value()).value_or(1);
    mark.number = static_cast<std::uint8_t>(std::clamp(number, 1, 16));
    marks.push_back(mark);
    return;
  }
  const std::optional<MarkKind> kind = kind_of(name);
  if (!kind) return;
  mark.kind = *kind;
  if (*kind == MarkKind::kFingering || *kind == MarkKind::kString) {
    mark.text = one_line(element.child_value(), kLongestFingering);
  }
  marks.push_back(mark);
}

}  // namespace

void append_marks(pugi::xml_node note, const Mark& at, Marks& marks) {
  for (const pugi::xml_node notations : note.children("notations")) {
    for (const pugi::xml_node element : notations.children()) {
      append_mark(element, at, marks);
      const std::string_view name = element.name();
      if (name != "articulations" && name != "technical" && name != "ornaments") continue;
      for (const pugi::xml_node each : element.children()) append_mark(each, at, marks);
    }
  }
}

void write_marks(pugi::xml_node notations, const std::vector<Mark>& marks) {
  for (const Mark& mark : marks) {
    if (mark.kind == MarkKind::kSlurStart || mark.kind == MarkKind::kSlurStop) {
      pugi::xml_node slur = notations.append_child("slur");
      slur.append_attribute("type") = mark.kind == MarkKind::kSlurStart ? "start" : "stop";
      slur.append_attribute("number") = mark.number;
      continue;
    }
    const auto* named = std::find_if(std::begin(kMarks), std::end(kMarks),
                                     [&](const NamedMark& each) { return each.kind == mark.kind; });
    if (named == std::end(kMarks)) continue;
    pugi::xml_node parent = notations;
    if (named->group != nullptr) {
      parent = notations.child(named->group);
      if (!parent) parent = notations.append_child(named->group);
    }
    pugi::xml_node element = parent.append_child(std::string(named->name).c_str());
    if (!mark.text.empty()) element.text().set(mark.text.c_str());
  }
}

}  // namespace bach::musicxml

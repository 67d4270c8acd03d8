#include "notation/musicxml/notations.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "notation/musicxml/numbers.h"
#include "notation/musicxml/text.h"

namespace bach::musicxml {
namespace {

constexpr std::size_t kLongestFingering = 16;

struct NamedMark {
  std::string_view name;
  MarkKind kind;
};

// Elements of articulations, technical, ornaments, and of notations itself.
constexpr NamedMark kMarks[] = {
    {"staccato", MarkKind::kStaccato},
    {"staccatissimo", MarkKind::kStaccatissimo},
    {"spiccato", MarkKind::kStaccatissimo},
    {"tenuto", MarkKind::kTenuto},
    {"detached-legato", MarkKind::kDetachedLegato},
    {"accent", MarkKind::kAccent},
    {"strong-accent", MarkKind::kStrongAccent},
    {"up-bow", MarkKind::kUpBow},
    {"down-bow", MarkKind::kDownBow},
    {"open-string", MarkKind::kOpenString},
    {"harmonic", MarkKind::kHarmonic},
    {"fingering", MarkKind::kFingering},
    {"string", MarkKind::kString},
    {"arpeggiate", MarkKind::kArpeggio},
    {"fermata", MarkKind::kFermata},
    {"trill-mark", MarkKind::kTrill},
    {"mordent", MarkKind::kMordent},
    {"inverted-mordent", MarkKind::kInvertedMordent},
    {"turn", MarkKind::kTurn},
    {"inverted-turn", MarkKind::kInvertedTurn},
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

}  // namespace bach::musicxml

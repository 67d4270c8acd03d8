#include "notation/abc/decorate.h"

#include <cstddef>
#include <map>
#include <set>
#include <vector>

namespace bach::abc {
namespace {

// ABC 2.1, section 4.14. Empty: it has none for this.
std::string decoration_text(const Mark& mark) {
  switch (mark.kind) {
    case MarkKind::kStaccato:
      return ".";
    case MarkKind::kStaccatissimo:
      return "!wedge!";
    case MarkKind::kTenuto:
      return "!tenuto!";
    case MarkKind::kDetachedLegato:
      return ".!tenuto!";
    case MarkKind::kAccent:
    case MarkKind::kStrongAccent:
      return "!accent!";
    case MarkKind::kUpBow:
      return "u";
    case MarkKind::kDownBow:
      return "v";
    case MarkKind::kOpenString:
      return "!open!";
    case MarkKind::kFingering:
      return mark.text.size() == 1 && mark.text[0] >= '0' && mark.text[0] <= '5'
                 ? "!" + mark.text + "!"
                 : "";
    case MarkKind::kArpeggio:
      return "!arpeggio!";
    case MarkKind::kFermata:
      return "!fermata!";
    case MarkKind::kTrill:
      return "!trill!";
    case MarkKind::kMordent:
      return "!lowermordent!";
    case MarkKind::kInvertedMordent:
      return "!uppermordent!";
    case MarkKind::kTurn:
      return "!turn!";
    case MarkKind::kInvertedTurn:
      return "!invertedturn!";
    default:
      return {};
  }
}

std::string grace_text(const std::vector<Mark>& graces, const Key& key, int octaves) {
  if (graces.empty()) return {};
  std::string text = graces.front().text == "slash" ? "{/" : "{";
  for (const Mark& grace : graces) {
    const PitchEvent pitch{grace.onset, grace.pitch};
    Spelling spelling = spell({&pitch, 1}, key).front();
    spelling.octave = static_cast<std::int8_t>(spelling.octave - octaves);
    if (spelling.accidental != signature_accidental(spelling.letter, key.fifths)) {
      text += accidental_text(spelling.accidental);
    }
    text += pitch_text(spelling);
  }
  return text + "}";
}

}  // namespace

void decorate(Voice& voice, int number, const Key& key, int octaves,
              const notation::MarkTable& marks) {
  const std::vector<Note>& notes = voice.track->notes;
  voice.before.resize(notes.size());
  voice.after.resize(notes.size());
  std::map<std::string, std::size_t>
      open;  // slurs by name: the first note of the chord they begin on
  const auto visit = [&](const notation::Chord& chord, bool first_layer) {
    const std::size_t head = chord.notes.front();
    std::set<std::string> seen;
    std::string decorations;
    for (const std::size_t n : chord.notes) {
      for (const Mark& mark : marks.at(number, notes[n].onset, notes[n].pitch)) {
        if (mark.kind == MarkKind::kSlurStop && first_layer) {
          const auto begun = open.find(mark.text);
          if (begun == open.end()) continue;
          voice.before[begun->second] = "(" + voice.before[begun->second];
          voice.after[head] += ")";
          open.erase(begun);
        } else if (mark.kind == MarkKind::kSlurStart && first_layer) {
          open[mark.text] = head;
        } else {
          // Before a chord as a whole, each once.
          const std::string text = decoration_text(mark);
          if (seen.insert(text).second) decorations += text;
        }
      }
    }
    voice.before[head] += grace_text(marks.graces(number, chord.onset), key, octaves) + decorations;
  };
  for (std::size_t l = 0; l < voice.layers.size(); ++l) {
    for (const notation::Chord& chord : voice.layers[l]) visit(chord, l == 0);
  }
}

}  // namespace bach::abc

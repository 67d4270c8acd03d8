#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "compose/motive_text.h"
#include "compose/plan_ruler.h"
#include "compose/plan_text.h"
#include "harmony/plan/numerals.h"
#include "score/key_name.h"
#include "suite/hear.h"

namespace bach {
namespace {

char part_name(std::size_t part) { return static_cast<char>('A' + part); }

// Bar by bar, "G: I . V7 .".
class ChordWriter {
 public:
  explicit ChordWriter(const SuitePlan& plan) : plan_(plan) {}

  // The key is told again.
  void begin_part() { key_ = -1; }

  std::string chords_on(const PlanBeat& beat, const Key& home) {
    if (next_ == plan_.harmony.size() || plan_.harmony[next_].at != beat.begin) return " .";
    const PlannedChord& chord = plan_.harmony[next_++];
    std::string text;
    if (chord.key != key_) text = " " + local_key_name(chord.key, home) + ":";
    key_ = chord.key;
    return text + " " + numeral_of(chord.chord, chord.key);
  }

 private:
  const SuitePlan& plan_;
  std::size_t next_ = 0;
  int key_ = -1;
};

std::vector<std::string> bar_chords(const SuitePlan& plan, const MotiveFrame& frame) {
  std::vector<std::string> texts(frame.bars.size());
  ChordWriter writer(plan);
  std::size_t bar = 0;
  for (const PlanSection& section : plan_sections(plan)) {
    writer.begin_part();
    for (const PlanBeat& beat : section.beats) {
      while (beat.begin >= frame.bars[bar].end) ++bar;
      texts[bar] += writer.chords_on(beat, section.home);
    }
  }
  return texts;
}

std::string header_of(const MovementForm& form, const PlanRuler& ruler) {
  const SuitePlan& plan = form.plan;
  const SuitePart& first = plan.parts.front();
  std::string text = "bach plan " + std::to_string(kPlanVersion) + "\n";
  if (plan.kind != PieceKind::kUnknown) text += "kind: " + std::string(kind_name(plan.kind)) + "\n";
  text += "key: " + key_name(first.key) + "\n";
  text += "metre: " + metre_name(plan.metres.front()) + "\n";
  if (first.begin > 0) text += "begins: " + ruler.place_text(first.begin) + "\n";
  text += "compass: " + range_text(form.compass) + "\n";
  text += "play:";
  for (const int part : form.play_order) {
    text += std::string(" ") + part_name(static_cast<std::size_t>(part));
  }
  return text +
         "\n\n# A line a bar: its chords, one a beat, where . goes on; and what it takes up.\n";
}

std::string part_line(const MovementForm& form, std::size_t p, const PlanRuler& ruler) {
  const SuitePart& part = form.plan.parts[p];
  std::string text;
  if (p > 0 && part.key.at != form.plan.parts[p - 1].key.at) {
    text = "dance: " + key_name(part.key) + "\n";
  }
  text += std::string("part ") + part_name(p) + ": " +
          std::to_string((part.end - part.begin) / ruler.bar()) + " bars";
  if (form.endings[p]) {
    text += ", ends on " + ruler.place_text(form.endings[p]->onset % ruler.bar());
  }
  return text + "\n";
}

}  // namespace

std::string plan_text(const MovementForm& form) {
  const SuitePlan& plan = form.plan;
  const PlanRuler ruler(plan.metres.front(), plan.parts.front().begin);
  const MotiveFrame frame = motive_frame(plan);
  const std::vector<std::string> chords = bar_chords(plan, frame);
  std::size_t widest = 0;
  for (const std::string& each : chords) widest = std::max(widest, characters_of(each));

  std::string text = header_of(form, ruler);
  int part = -1;
  for (std::size_t k = 0; k < frame.bars.size(); ++k) {
    const FrameBar& bar = frame.bars[k];
    if (bar.part != part) text += "\n" + part_line(form, static_cast<std::size_t>(bar.part), ruler);
    part = bar.part;
    const std::string number = std::to_string(ruler.number_of(bar.line));
    text += std::string(4 - std::min<std::size_t>(4, number.size()), ' ') + number + " |";
    text += chords[k];
    if (const std::string taken = motive_text(plan.motives[k], ruler); !taken.empty()) {
      text += std::string(widest - characters_of(chords[k]), ' ') + " | " + taken;
    }
    text += "\n";
  }
  return text;
}

}  // namespace bach

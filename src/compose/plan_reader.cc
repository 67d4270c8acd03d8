#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "compose/motive_text.h"
#include "compose/plan_outline.h"
#include "compose/plan_ruler.h"
#include "compose/plan_text.h"
#include "compose/plan_words.h"
#include "harmony/plan/numerals.h"
#include "suite/hear.h"

namespace bach {
namespace {

// Parts and what is played, without endings, chords and bars.
MovementForm frame_of(const PlanOutline& outline, const PlanRuler& ruler) {
  MovementForm form;
  form.plan.kind = outline.kind;
  form.plan.metres = {outline.metre};
  form.compass = outline.compass;
  Tick begin = outline.begins;
  const std::size_t count = outline.parts.size();
  for (std::size_t p = 0; p < count; ++p) {
    const PlanPartLines& lines = outline.parts[p];
    const bool first = p == 0 || lines.new_dance;
    const bool last = p + 1 == count || outline.parts[p + 1].new_dance;
    SuitePart part;
    part.begin = part.first_onset = begin;
    part.end = begin + lines.bars * ruler.bar();
    part.role = !last ? PartRole::kFirst : first ? PartRole::kWhole : PartRole::kLast;
    part.key = lines.key;
    part.key.at = p == 0 ? 0 : first ? begin : form.plan.parts.back().key.at;
    begin = part.end;
    form.plan.parts.push_back(part);
    if (!outline.play_order.empty()) continue;
    form.play_order.insert(form.play_order.end(), part.role == PartRole::kWhole ? 1 : 2,
                           static_cast<int>(p));
  }
  if (!outline.play_order.empty()) form.play_order = outline.play_order;
  return form;
}

Status check_play(const PlanOutline& outline) {
  if (outline.play_order.empty()) return {};
  const auto count = static_cast<int>(outline.parts.size());
  for (int part = 0; part < kMostPlanParts; ++part) {
    const bool played = std::find(outline.play_order.begin(), outline.play_order.end(), part) !=
                        outline.play_order.end();
    if (played == (part < count)) continue;
    return plan_error(outline.play_line, std::string("part ") + static_cast<char>('A' + part) +
                                             (played ? " is not there" : " is never played"));
  }
  return {};
}

// The columns of a bar's line.
std::vector<std::string_view> columns_of(std::string_view text) {
  std::vector<std::string_view> columns;
  for (;;) {
    const std::size_t end = text.find('|');
    columns.push_back(plan_trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return columns;
    text.remove_prefix(end + 1);
  }
}

// Reads the bars of part after part into a form.
class BarReader {
 public:
  BarReader(MovementForm& form, const PlanRuler& ruler)
      : plan_(form.plan),
        ruler_(ruler),
        frame_(motive_frame(plan_)),
        key_(key_index(plan_.parts.front().key)) {
    for (const PlanSection& section : plan_sections(plan_)) {
      beats_.insert(beats_.end(), section.beats.begin(), section.beats.end());
    }
  }

  Status read_part(const PlanPartLines& part, std::size_t p) {
    if (Status fine = check_numbers(part, static_cast<int>(p)); !fine) return fine;
    for (const PlanLine& line : part.bar_lines) {
      const std::string number = number_of(bar_);
      const std::vector<std::string_view> columns = columns_of(line.text);
      if (Status read = read_chords(line.number, number, columns[1]); !read) return read;
      const std::string_view motives = columns.size() > 2 ? columns[2] : std::string_view();
      if (Status read = read_motives(line.number, number, motives); !read) return read;
      ++bar_;
    }
    return {};
  }

 private:
  std::string number_of(std::size_t bar) const {
    return std::to_string(ruler_.number_of(frame_.bars[bar].line));
  }

  // Whether the part's bars are all there, from the next one on, in their columns.
  Status check_numbers(const PlanPartLines& part, int p) const {
    std::size_t bar = bar_;
    const auto more = [&] { return bar < frame_.bars.size() && frame_.bars[bar].part == p; };
    for (const PlanLine& line : part.bar_lines) {
      if (!more()) {
        return plan_error(line.number, "the part has no more bars: " + std::to_string(part.bars) +
                                           " are to be there");
      }
      const std::vector<std::string_view> columns = columns_of(line.text);
      const std::string number = number_of(bar);
      if (columns.size() < 2 || columns.size() > 3) {
        return plan_error(line.number, "a bar is written \"" + number + " | I . V7 | = bar 1\"");
      }
      if (columns[0] != number) {
        return plan_error(line.number,
                          "bar " + number + " comes next, not " + plan_quoted(columns[0]));
      }
      ++bar;
    }
    if (!more()) return {};
    return plan_error(part.line, "the part has " + std::to_string(part.bars) + " bars, and bar " +
                                     number_of(bar) + " is missing");
  }

  Status read_chords(int line, const std::string& number, std::string_view text) {
    std::size_t beats = 0;
    while (beat_ + beats < beats_.size() && beats_[beat_ + beats].begin < frame_.bars[bar_].end) {
      ++beats;
    }
    std::size_t written = 0;
    for (std::string_view word : plan_words(text)) {
      if (const std::size_t colon = word.find(':'); colon != std::string_view::npos) {
        const auto key = read_local_key(word.substr(0, colon));
        if (!key) return plan_error(line, plan_quoted(word) + ": " + kNoLocalKey);
        key_ = *key;
        word.remove_prefix(colon + 1);
        if (word.empty()) continue;
      }
      if (++written > beats) continue;
      if (Status read = read_chord(line, word, beats_[beat_ + written - 1].begin); !read) {
        return read;
      }
    }
    if (written != beats) {
      return plan_error(line, "bar " + number + " has " + std::to_string(beats) +
                                  (beats == 1 ? " beat" : " beats") + ", and " +
                                  std::to_string(written) + (written == 1 ? " is" : " are") +
                                  " written; write . where a chord goes on");
    }
    beat_ += beats;
    return {};
  }

  Status read_chord(int line, std::string_view word, Tick at) {
    HarmonyPlan& harmony = plan_.harmony;
    if (word == "." || word == "-") {
      if (harmony.empty()) return plan_error(line, "there is no chord before it to go on");
      // In another key it is another chord, and every part begins with one.
      const bool begins = std::any_of(plan_.parts.begin(), plan_.parts.end(),
                                      [&](const SuitePart& part) { return part.begin == at; });
      if (begins || harmony.back().key != key_) {
        harmony.push_back({at, harmony.back().chord, key_});
      }
      return {};
    }
    const std::optional<Numeral> numeral = read_numeral(word);
    if (!numeral) return plan_error(line, plan_quoted(word) + ": " + kNoNumeral);
    harmony.push_back({at, chord_in(*numeral, key_), key_});
    return {};
  }

  Status read_motives(int line, const std::string& number, std::string_view text) {
    const FrameBar& bar = frame_.bars[bar_];
    Result<PlannedBar> planned = motive_from_text(text, ruler_);
    if (!planned) return plan_error(line, planned.error().message);
    for (const MotiveChoice& choice : planned->choices) {
      if (choice.relation == BarRelation::kNew) continue;
      if (Status there = check_source(line, number, choice.source); !there) return there;
    }
    if (!planned->attacks.empty() && !bar.full) {
      return plan_error(line, "bar " + number + " is no whole bar: it is \"new\" without beats");
    }
    planned->begin = bar.begin;
    planned->line = bar.line;
    plan_.motives.push_back(std::move(*planned));
    return {};
  }

  // Bar `number`, the next, can take from the bar whose line is at `source`.
  Status check_source(int line, const std::string& number, Tick source) const {
    const FrameBar& bar = frame_.bars[bar_];
    bool earlier = false;
    for (std::size_t k = 0; k < bar_; ++k) {
      if (frame_.bars[k].line != source) continue;
      earlier = true;
      if (frame_.bars[k].begin - source == bar.begin - bar.line) return {};
    }
    const std::string named = "bar " + std::to_string(ruler_.number_of(source));
    return plan_error(line, named +
                                (earlier ? " begins elsewhere in its bar than bar "
                                         : " is not written before bar ") +
                                number);
  }

  SuitePlan& plan_;
  const PlanRuler& ruler_;
  MotiveFrame frame_;
  std::vector<PlanBeat> beats_;
  std::uint8_t key_;      // in force
  std::size_t bar_ = 0;   // the next of frame_.bars
  std::size_t beat_ = 0;  // the next of beats_
};

// On the chord that stands there.
Result<std::optional<PartEnding>> ending_of(const PlanPartLines& lines, const SuitePart& part,
                                            const HarmonyPlan& harmony, const PlanRuler& ruler) {
  if (!lines.ending) return std::optional<PartEnding>();
  const Tick onset = (part.end - 1) / ruler.bar() * ruler.bar() + *lines.ending;
  if (onset >= part.end) return plan_error(lines.line, "the part is over before its last chord");
  if (!nearest_duration(part.end - onset, part.end - onset)) {
    return plan_error(lines.line, "no note is as long as the rest of the bar behind there");
  }
  return std::optional(ending_on(harmony[chord_at(harmony, onset)].chord, part.key, onset));
}

}  // namespace

Result<MovementForm> read_plan(std::string_view text) {
  const Result<PlanOutline> outline = plan_outline(text);
  if (!outline) return outline.error();
  if (Status fine = check_play(*outline); !fine) return std::move(fine).error();
  const PlanRuler ruler(outline->metre, outline->begins);
  MovementForm form = frame_of(*outline, ruler);
  BarReader reader(form, ruler);
  for (std::size_t p = 0; p < outline->parts.size(); ++p) {
    if (Status read = reader.read_part(outline->parts[p], p); !read) {
      return std::move(read).error();
    }
  }
  for (std::size_t p = 0; p < outline->parts.size(); ++p) {
    auto ending = ending_of(outline->parts[p], form.plan.parts[p], form.plan.harmony, ruler);
    if (!ending) return std::move(ending).error();
    form.endings.push_back(*ending);
  }
  return form;
}

}  // namespace bach

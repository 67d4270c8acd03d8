#include "notation/form/repeats.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "score/limits.h"

namespace bach::notation {
namespace {

struct Jump {
  const RoadSign* sign = nullptr;
  bool followed = false;
};

// A stretch without signs inside it, and the signs around it.
struct Span {
  Section section;
  bool forward = false;                // a repeat begins with it
  const RoadSign* backward = nullptr;  // a repeat ends with it
  std::uint32_t endings = 0;           // the passes it is played in; 0: all
  bool last_ending = false;            // of its repeat
  std::uint32_t earlier_endings = 0;   // passes that those before it in its repeat are played in
  const RoadSign* to_coda = nullptr;   // behind it, like what follows
  bool fine = false;
  std::vector<Jump> jumps;
};

constexpr std::size_t kMostSigns = 16'384;

class RoadMap {
 public:
  RoadMap(const std::vector<RoadSign>& signs, Tick end) : signs_(signs) {
    std::vector<Tick> cuts{0, end};
    for (const RoadSign& sign : signs) cuts.push_back(std::min(sign.at, end));
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    for (std::size_t i = 1; i < cuts.size(); ++i)
      spans_.emplace_back().section = {cuts[i - 1], cuts[i]};
    for (const RoadSign& sign : signs_) attach(sign);
    attach_endings();
  }

  std::vector<Span>& spans() { return spans_; }

  // The span that begins at `at`, or behind the last.
  std::size_t from(Tick at) const {
    const auto found = std::partition_point(
        spans_.begin(), spans_.end(), [at](const Span& span) { return span.section.begin < at; });
    return static_cast<std::size_t>(found - spans_.begin());
  }

  // Where a dal segno or a "to coda" at `sign` leads: to the last segno before it, the first coda
  // behind it, best to one of its label.
  std::optional<std::size_t> target(const RoadSign& sign) const {
    const bool coda = sign.kind == SignKind::kToCoda;
    const SignKind wanted = coda ? SignKind::kCoda : SignKind::kSegno;
    std::optional<Tick> named, other;
    for (const RoadSign& each : signs_) {
      if (each.kind != wanted || (coda ? each.at < sign.at : each.at > sign.at)) continue;
      std::optional<Tick>& found = each.label == sign.label ? named : other;
      if (!coda || !found) found = each.at;
    }
    const std::optional<Tick> at = named ? named : other;
    if (!at || from(*at) == spans_.size()) return std::nullopt;
    return from(*at);
  }

 private:
  void attach(const RoadSign& sign) {
    const std::size_t next = from(sign.at);
    Span* before = next > 0 ? &spans_[next - 1] : nullptr;
    switch (sign.kind) {
      case SignKind::kForward:
        if (next < spans_.size()) spans_[next].forward = true;
        break;
      case SignKind::kBackward:
        if (before != nullptr) before->backward = &sign;
        break;
      case SignKind::kToCoda:
        if (before != nullptr) before->to_coda = &sign;
        break;
      case SignKind::kFine:
        if (before != nullptr) before->fine = true;
        break;
      case SignKind::kDaCapo:
      case SignKind::kDalSegno:
        if (before != nullptr) before->jumps.push_back({&sign});
        break;
      default:
        break;
    }
  }

  // An ending lasts until it is stopped, the next begins, or a repeat ends.
  void attach_endings() {
    std::vector<const RoadSign*> marks(spans_.size() + 1, nullptr);  // by the span they begin
    std::vector<bool> stops(spans_.size() + 1, false);
    for (const RoadSign& sign : signs_) {
      if (sign.kind == SignKind::kEndingStart) marks[from(sign.at)] = &sign;
      if (sign.kind == SignKind::kEndingStop) stops[from(sign.at)] = true;
    }
    std::uint32_t endings = 0;
    for (std::size_t s = 0; s < spans_.size(); ++s) {
      if (stops[s]) endings = 0;
      if (marks[s] != nullptr) endings = marks[s]->endings;
      spans_[s].endings = endings;
      if (spans_[s].backward != nullptr) endings = 0;
    }
    for (std::size_t s = 1; s < spans_.size(); ++s) {
      const Span& before = spans_[s - 1];
      if (follows_ending(s)) spans_[s].earlier_endings = before.earlier_endings | before.endings;
    }
    for (std::size_t s = spans_.size(); s-- > 0;) {
      if (spans_[s].endings == 0) continue;
      const bool last = s + 1 == spans_.size() || !follows_ending(s + 1);
      const bool cut = !last && spans_[s + 1].endings == spans_[s].endings;
      spans_[s].last_ending = last || (cut && spans_[s + 1].last_ending);
    }
  }

  // Whether span s is an ending of the repeat whose ending stands before it.
  bool follows_ending(std::size_t s) const {
    const std::uint32_t before = spans_[s - 1].endings;
    const std::uint32_t endings = spans_[s].endings;
    return before != 0 && endings != 0 && !spans_[s].forward &&
           (endings == before || (endings & 1U) == 0);
  }

  const std::vector<RoadSign>& signs_;
  std::vector<Span> spans_;
};

// Follows the signs as a player does.
class Player {
 public:
  Player(RoadMap& map, std::size_t most) : map_(map), most_(most) {}

  Result<std::vector<int>> play(const std::function<void(Tick)>& stray_jump) {
    std::vector<Span>& spans = map_.spans();
    for (at_ = 0; at_ < spans.size();) {
      Span& span = spans[at_];
      if (span.forward && start_ != at_) begin_repeat(at_);
      if (!is_due(span)) {
        ++at_;
        continue;
      }
      if (order_.size() == most_) {
        return Error{ErrorCode::kLimit,
                     "the repeats and jumps lead through more than " + std::to_string(most_) +
                         " sections; is one of them wrong?",
                     {}};
      }
      order_.push_back(static_cast<int>(at_));
      if (jumped_ && span.fine) break;
      if (jumped_ && span.to_coda != nullptr && go_to_coda(span, stray_jump)) continue;
      if (goes_back(span)) {
        ++pass_;
        at_ = start_;
        continue;
      }
      if (jump(span, stray_jump)) continue;
      const bool over = span.backward != nullptr ||
                        (span.endings != 0 && span.last_ending && !continues_ending(at_));
      ++at_;
      if (over) begin_repeat(at_);
    }
    return std::move(order_);
  }

 private:
  void begin_repeat(std::size_t at) {
    start_ = at;
    pass_ = 1;
  }

  bool continues_ending(std::size_t at) const {
    const std::vector<Span>& spans = map_.spans();
    return at + 1 < spans.size() && spans[at + 1].endings == spans[at].endings;
  }

  bool repeats(const Span& span) const {
    return !jumped_ || (span.backward != nullptr && span.backward->after_jump);
  }

  bool is_due(const Span& span) const {
    if (span.endings == 0) return true;
    if (jumped_ || pass_ > 32) return span.last_ending;
    const std::uint32_t pass = std::uint32_t{1} << (pass_ - 1);
    // The last ending is for every pass that has none of its own.
    return (span.endings & pass) != 0 || (span.last_ending && (span.earlier_endings & pass) == 0);
  }

  bool goes_back(const Span& span) {
    if (span.backward == nullptr || !repeats(span)) return false;
    if (span.endings == 0) return pass_ < span.backward->times;
    if (jumped_) return false;
    // Back as long as an ending is left: this one again, or the next.
    const bool again = pass_ < 32 && (span.endings >> pass_) != 0;
    return again || !span.last_ending;
  }

  bool go_to_coda(const Span& span, const std::function<void(Tick)>& stray_jump) {
    const std::optional<std::size_t> coda = map_.target(*span.to_coda);
    if (!coda || *coda <= at_) {
      stray_jump(span.to_coda->at);
      return false;
    }
    jumped_ = false;
    at_ = *coda;
    begin_repeat(at_);
    return true;
  }

  bool jump(Span& span, const std::function<void(Tick)>& stray_jump) {
    for (Jump& each : span.jumps) {
      if (each.followed) continue;
      each.followed = true;
      const std::optional<std::size_t> target = each.sign->kind == SignKind::kDaCapo
                                                    ? std::optional<std::size_t>(0)
                                                    : map_.target(*each.sign);
      if (!target || *target > at_) {
        stray_jump(each.sign->at);
        continue;
      }
      jumped_ = true;
      at_ = *target;
      begin_repeat(at_);
      return true;
    }
    return false;
  }

  RoadMap& map_;
  const std::size_t most_;
  std::vector<int> order_;
  std::size_t at_ = 0;
  std::size_t start_ = 0;  // of the repeat
  int pass_ = 1;
  bool jumped_ = false;
};

// Sections that a jump might have parted, but that are always played one after the other, are one.
// Those that meet at one of `repeats` (sorted) stay apart.
void merge_sections(const std::vector<Tick>& repeats, PlayedForm& form) {
  const std::size_t count = form.sections.size();
  // Whether section s and the one behind it always meet.
  std::vector<bool> joined(count, true);
  std::vector<bool> played(count, false);
  for (std::size_t s = 0; s < count; ++s) {
    joined[s] = !std::binary_search(repeats.begin(), repeats.end(), form.sections[s].end);
  }
  for (std::size_t i = 0; i < form.play_order.size(); ++i) {
    const auto s = static_cast<std::size_t>(form.play_order[i]);
    played[s] = true;
    const bool last = i + 1 == form.play_order.size();
    if (last || form.play_order[i + 1] != form.play_order[i] + 1) joined[s] = false;
    const bool first = i == 0;
    if (s > 0 && (first || form.play_order[i - 1] != form.play_order[i] - 1)) joined[s - 1] = false;
  }
  std::vector<int> place(count, 0);
  std::vector<Section> sections;
  for (std::size_t s = 0; s < count; ++s) {
    const bool continues = s > 0 && joined[s - 1] && played[s - 1] == played[s];
    if (continues) {
      sections.back().end = form.sections[s].end;
    } else {
      sections.push_back(form.sections[s]);
    }
    place[s] = continues ? -1 : static_cast<int>(sections.size()) - 1;
  }
  std::vector<int> order;
  for (const int s : form.play_order) {
    if (place[static_cast<std::size_t>(s)] >= 0)
      order.push_back(place[static_cast<std::size_t>(s)]);
  }
  form.sections = std::move(sections);
  form.play_order = std::move(order);
}

}  // namespace

Result<PlayedForm> played_form(std::vector<RoadSign>& signs, Tick end, std::size_t most,
                               const std::function<void(Tick)>& stray_jump) {
  std::sort(signs.begin(), signs.end());
  signs.erase(std::unique(signs.begin(), signs.end()), signs.end());
  if (signs.size() > kMostSigns) {
    return Error{ErrorCode::kLimit,
                 std::to_string(signs.size()) + " repeats, endings and jumps; at most " +
                     std::to_string(kMostSigns) + " are read",
                 {}};
  }
  PlayedForm form;
  if (signs.empty() || end == 0) return form;
  RoadMap map(signs, end);
  Result<std::vector<int>> order = Player(map, most).play(stray_jump);
  if (!order) return order.error();
  for (const Span& span : map.spans()) form.sections.push_back(span.section);
  form.play_order = std::move(*order);
  std::vector<Tick> repeats;
  for (const RoadSign& sign : signs) {
    if (sign.kind <= SignKind::kEndingStop) repeats.push_back(sign.at);
  }
  merge_sections(repeats, form);
  bool plain = form.play_order.size() == form.sections.size();
  for (std::size_t i = 0; plain && i < form.play_order.size(); ++i) {
    plain = form.play_order[i] == static_cast<int>(i);
  }
  if (plain) return PlayedForm{};
  return form;
}

Status check_growth(const Score& score, std::size_t most) {
  std::vector<Tick> onsets;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) onsets.push_back(note.onset);
  }
  std::sort(onsets.begin(), onsets.end());
  const auto notes_before = [&](Tick tick) {
    return std::lower_bound(onsets.begin(), onsets.end(), tick) - onsets.begin();
  };
  std::size_t played = 0;
  for (const int index : score.play_order) {
    const Section& section = score.sections[static_cast<std::size_t>(index)];
    played += static_cast<std::size_t>(notes_before(section.end) - notes_before(section.begin));
  }
  if (played > onsets.size() && played > kMostPlayedNotes) {
    return Error{ErrorCode::kLimit,
                 "the repeats and jumps make " + std::to_string(played) + " notes; at most " +
                     std::to_string(kMostPlayedNotes) + " are played",
                 {}};
  }
  if (played <= most * onsets.size()) return {};
  return Error{ErrorCode::kLimit,
               "the repeats and jumps make the piece more than " + std::to_string(most) +
                   " times as long as it is written; is one of them wrong?",
               {}};
}

}  // namespace bach::notation

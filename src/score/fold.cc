#include "score/fold.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "score/bar_distances.h"
#include "score/bar_sketches.h"
#include "score/bars.h"
#include "score/carry.h"
#include "score/passages.h"

namespace bach {
namespace {

constexpr int kLeastBars = 4;      // of what is worth a repeat or a section
constexpr int kAlikePercent = 93;  // of a repeat's attacks, first to say it is one

// Limits on looking for repeats, so that hours of percussion cannot take forever: bars of a piece,
// and attacks compared (a second or so). What is left is taken as it stands.
constexpr std::int64_t kMostBars = 4096;
constexpr std::int64_t kMostEffort = std::int64_t{1} << 25;

// What fold() decides: for every section the stretch of the unfolded piece it is taken from.
struct Plan {
  std::vector<Section> sources;
  std::vector<int> order;
};

// A repeat from `begin` on: lead · body · first · body · second, of which only the body may stand
// alone (then it is played twice, with no endings). Positions in the unfolded piece.
struct Repeat {
  std::optional<Section> lead;
  Section body;
  std::optional<Section> first;
  std::optional<Section> second;
  Tick end = 0;
};

class Folder {
 public:
  explicit Folder(const Score& score) : score_(score), bars_(score), passages_(score) {}

  Plan run();

 private:
  bool alike(Tick begin, Tick period);
  std::vector<Tick> periods_from(Tick begin) const;
  std::optional<Repeat> repeat_at(Tick begin);
  std::optional<Repeat> repeat_of(Tick begin, Tick period);
  std::optional<Repeat> with_endings(Tick begin, Tick period, Tick end);
  std::optional<Tick> da_capo_at(Tick at, std::vector<int>& order) const;
  Tick next_begin(Tick after) const;
  bool clean(Tick tick) const { return !passages_.crossed(tick); }
  int add(const Section& source);
  void add_repeat(const Repeat& repeat);
  void add_plain(Tick begin, Tick end);

  const Score& score_;
  const BarGrid bars_;
  const Passages passages_;
  // Of pieces in which repeats are looked for; the distances of those with even bars alone.
  std::optional<BarSketches> sketches_;
  std::optional<std::vector<std::int64_t>> distances_;
  Plan plan_;
  std::int64_t effort_ = 0;
  // For each part its sections in the order of a statement without repeat.
  std::vector<std::vector<int>> parts_;
};

// The method: from the first onset the largest whole number of bars after which the music comes
// again nearly unchanged, then on from the end of the repeat; what equals the first parts again is
// the da capo.
Plan Folder::run() {
  const Tick first = passages_.first_onset();
  Tick plain = first;
  Tick at = first;
  if (bars_.bar_lines_between(first, passages_.last_end()) <= kMostBars) {
    distances_ = bar_distances(bars_, passages_, kAlikePercent, kLeastBars);
    if (!distances_ || !distances_->empty()) sketches_.emplace(bars_, passages_);
    while (passages_.any_onset_from(at) && effort_ < kMostEffort) {
      std::vector<int> again;
      std::optional<Tick> end;
      std::optional<Repeat> repeat;
      if (clean(at)) {
        end = da_capo_at(at, again);
        if (!end) repeat = repeat_at(at);
      }
      if (!end && !repeat) {
        at = next_begin(at);
        continue;
      }
      add_plain(plain, at);
      if (repeat) {
        add_repeat(*repeat);
        end = repeat->end;
      }
      plan_.order.insert(plan_.order.end(), again.begin(), again.end());
      plain = at = *end;
    }
  }
  if (passages_.any_onset_from(plain)) {
    add_plain(plain, std::max(score_.end, passages_.last_end()));
  }
  return plan_;
}

// Beginnings are tried at bar lines and at the piece's upbeat before them.
Tick Folder::next_begin(Tick after) const {
  const Tick first = passages_.first_onset();
  const Tick upbeat = bars_.bar_line_from(first) - first;
  const Tick line = bars_.bar_line_from(after + 1);
  if (line - upbeat > after) return line - upbeat;
  return line;
}

// Whether [begin, begin + period) comes again at once; the upbeat and the last bar may differ
// freely.
bool Folder::alike(Tick begin, Tick period) {
  const Tick line = bars_.bar_line_from(begin);
  const Tick last = bars_.at(begin + period).begin;  // of the bar cut by the repeat sign …
  const Tick end = last < begin + period ? last : bars_.at(begin + period - 1).begin;
  return end > line &&
         sketches_->may_be_alike(line, line + period, end - line, kAlikePercent, effort_) &&
         passages_.alike(line, line + period, end - line, kAlikePercent, effort_);
}

// The periods to try there, of kLeastBars bars and more, falling.
std::vector<Tick> Folder::periods_from(Tick begin) const {
  const Tick line = bars_.bar_line_from(begin);
  // The second statement may end a bar early: in silence, or without the next upbeat.
  const Tick most = (passages_.last_end() - begin + bars_.at(passages_.last_end()).length) / 2;
  std::vector<Tick> periods;
  if (distances_) {
    if (distances_->empty()) return periods;
    const Tick bar = bars_.at(line).length;
    for (const std::int64_t distance : *distances_) {
      if (distance * bar <= most) periods.push_back(distance * bar);
    }
    return periods;
  }
  int bars = 0;
  for (Tick next = bars_.bar_line_from(line + 1); next - line <= most;
       next = bars_.bar_line_from(next + 1)) {
    if (++bars >= kLeastBars) periods.push_back(next - line);
  }
  std::reverse(periods.begin(), periods.end());
  return periods;
}

std::optional<Repeat> Folder::repeat_at(Tick begin) {
  const Tick upbeat = bars_.bar_line_from(begin) - begin;
  for (const Tick period : periods_from(begin)) {
    if (effort_ >= kMostEffort) break;
    if (period <= upbeat || !alike(begin, period)) continue;
    if (!bars_.same_bars(begin, begin + period, period)) continue;
    if (auto repeat = repeat_of(begin, period)) return repeat;
  }
  return std::nullopt;
}

std::optional<Repeat> Folder::repeat_of(Tick begin, Tick period) {
  const Tick middle = begin + period;
  Tick end = middle + period;
  if (!passages_.any_onset_from(end)) end = std::max(end, passages_.last_end());
  if (!clean(end)) return std::nullopt;
  if (end == middle + period && clean(middle) && passages_.equal(begin, middle, period)) {
    Repeat repeat;
    repeat.body = {begin, middle};
    repeat.end = end;
    return repeat;
  }
  return with_endings(begin, period, end);
}

// The longest run of bars that is the same in both statements becomes the body; an upbeat always
// goes before the repeat sign, so that endings begin and end at bar lines.
std::optional<Repeat> Folder::with_endings(Tick begin, Tick period, Tick end) {
  std::vector<Tick> lines;  // in the first statement; cuts are made here
  for (Tick line = bars_.bar_line_from(begin); line < begin + period;
       line = bars_.bar_line_from(line + 1)) {
    lines.push_back(line);
  }
  effort_ += 32 * static_cast<std::int64_t>(lines.size());  // what looking up a bar costs
  const auto cut = [&](Tick line) { return clean(line) && clean(line + period); };
  Section body;
  std::size_t most = 0;             // bars in it
  std::optional<std::size_t> from;  // the first line to cut at in this run of equal bars
  for (std::size_t to = 0; to < lines.size(); ++to) {
    const Tick bar = to > 0 ? lines[to - 1] : begin;
    if (!passages_.equal(bar, bar + period, lines[to] - bar)) from.reset();
    if (!cut(lines[to])) continue;
    if (!from) from = to;
    if (to - *from > most) {
      most = to - *from;
      body = {lines[*from], lines[to]};
    }
  }
  if (most < kLeastBars) return std::nullopt;
  Repeat repeat;
  if (body.begin > begin) repeat.lead = Section{begin, body.begin};
  repeat.body = body;
  repeat.first = Section{body.end, body.begin + period};
  repeat.second = Section{body.end + period, end};
  repeat.end = end;
  return repeat;
}

// Where the first parts, as many of them as there are, come again from `at` on: the end of that,
// and their sections in `order`.
std::optional<Tick> Folder::da_capo_at(Tick at, std::vector<int>& order) const {
  std::optional<Tick> end;
  for (const std::vector<int>& part : parts_) {
    Tick reached = end.value_or(at);
    for (const int index : part) {
      const Section& source = plan_.sources[static_cast<std::size_t>(index)];
      const Tick length = source.end - source.begin;
      if (!passages_.equal(source.begin, reached, length) ||
          !bars_.same_bars(source.begin, reached, length) || !clean(reached + length)) {
        return end;
      }
      reached += length;
    }
    if (bars_.bar_lines_between(end.value_or(at), reached) < kLeastBars) return end;
    order.insert(order.end(), part.begin(), part.end());
    end = reached;
    if (!passages_.any_onset_from(reached)) return end;
  }
  return end;
}

int Folder::add(const Section& source) {
  plan_.sources.push_back(source);
  const int index = static_cast<int>(plan_.sources.size()) - 1;
  plan_.order.push_back(index);
  return index;
}

void Folder::add_repeat(const Repeat& repeat) {
  std::vector<int> part;
  if (repeat.lead) part.push_back(add(*repeat.lead));
  const int body = add(repeat.body);
  part.push_back(body);
  if (repeat.first) add(*repeat.first);
  plan_.order.push_back(body);
  if (repeat.second) part.push_back(add(*repeat.second));
  parts_.push_back(part);
}

// A stretch that is not repeated: one section, or several where the metre changes between long
// ones.
void Folder::add_plain(Tick begin, Tick end) {
  if (end <= begin) return;
  for (const Metre& metre : score_.metres) {
    const Tick at = metre.at;
    if (at <= begin || at >= end || !clean(at)) continue;
    const Metre before = bars_.at(at - 1).metre;
    if (before.numerator == metre.numerator && before.denominator == metre.denominator) continue;
    if (bars_.bar_lines_between(begin, at) < kLeastBars) continue;
    if (bars_.bar_lines_between(at, end) < kLeastBars) continue;
    parts_.push_back({add({begin, at})});
    begin = at;
  }
  parts_.push_back({add({begin, end})});
}

// Puts the sections of `plan` one after the other.
Score write(const Score& unfolded, const Plan& plan) {
  Score written = empty_like(unfolded);
  carry(unfolded, {0, plan.sources.front().begin, 0}, written);
  for (const Section& source : plan.sources) {
    const Tick begin = written.end;
    carry(unfolded, {source.begin, source.end, begin - source.begin}, written);
    written.sections.push_back({begin, written.end});
  }
  written.play_order = plan.order;
  return written;
}

}  // namespace

Score fold(const Score& unfolded) {
  if (!unfolded.play_order.empty()) return unfolded;
  bool any = false;
  for (const Track& track : unfolded.tracks) any = any || !track.notes.empty();
  if (!any) return unfolded;
  return write(unfolded, Folder(unfolded).run());
}

}  // namespace bach

#include "app/plot/quotations.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <span>
#include <utility>

#include "base/thread_pool.h"
#include "score/unfold.h"
#include "score/written_bars.h"

namespace bach {
namespace {

std::vector<int> steps_of(const Track& track) {
  std::vector<int> steps;
  for (std::size_t i = 1; i < track.notes.size(); ++i) {
    steps.push_back(track.notes[i].pitch - track.notes[i - 1].pitch);
  }
  return steps;
}

}  // namespace

Result<std::shared_ptr<const Quotations>> Quotations::prepare(const std::string& except) {
  if (const Movement* left_out = find_movement(except)) return without(left_out);
  static std::mutex preparing;
  static std::shared_ptr<const Quotations> all;
  const std::lock_guard lock(preparing);
  if (all == nullptr) {
    Result<std::shared_ptr<const Quotations>> prepared = without(nullptr);
    if (!prepared) return prepared;
    all = std::move(*prepared);
  }
  return all;
}

Result<std::shared_ptr<const Quotations>> Quotations::without(const Movement* left_out) {
  // A staff of keyboard music has several voices: its notes in order are no melody.
  const std::span<const Movement> movements = string_movements();
  std::vector<std::optional<Result<Score>>> written(movements.size());
  ThreadPool(0).run(static_cast<int>(movements.size()), [&](int k) {
    const auto at = static_cast<std::size_t>(k);
    if (&movements[at] != left_out) written[at] = load_written_movement(movements[at]);
  });
  auto quotations = std::make_shared<Quotations>();
  for (std::size_t k = 0; k < movements.size(); ++k) {
    if (!written[k]) continue;
    if (!*written[k]) return written[k]->error();
    const WrittenBars bars(**written[k]);
    const Score score = unfold(**written[k]);
    for (const Track& track : score.tracks) {
      quotations->runs_.add(steps_of(track));
      Source source{movements[k].alias, {}};
      for (const Note& note : track.notes) source.bars.push_back(bars.at_sounding(note.onset));
      quotations->sources_.push_back(std::move(source));
    }
  }
  return std::shared_ptr<const Quotations>(std::move(quotations));
}

std::vector<RollMark> Quotations::find(const Score& score, std::size_t least) const {
  struct Candidate {
    std::size_t notes;
    RollMark mark;
  };
  const double quarter = score.ticks_per_quarter;
  std::vector<Candidate> candidates;
  for (const Track& track : score.tracks) {
    const std::vector<SharedRuns::Run> runs = runs_.longest_runs(steps_of(track));
    for (std::size_t end = 0; end < runs.size(); ++end) {
      const SharedRuns::Run& run = runs[end];
      const bool goes_on = end + 1 < runs.size() && runs[end + 1].length > run.length;
      if (goes_on || run.length == 0 || run.length + 1 < least) continue;
      // Step i leads from note i to note i + 1.
      const Note& first = track.notes[end + 1 - run.length];
      const Note& last = track.notes[end + 1];
      const Source& source = sources_[static_cast<std::size_t>(run.sequence)];
      candidates.push_back({run.length + 1,
                            {RollMark::Kind::kQuotation, static_cast<double>(first.onset) / quarter,
                             static_cast<double>(last.end()) / quarter,
                             source.name + ", bar " + std::to_string(source.bars[run.begin])}});
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.notes > b.notes; });
  std::vector<RollMark> marks;
  for (const Candidate& candidate : candidates) {
    const RollMark& mark = candidate.mark;
    const bool overlaps = std::any_of(marks.begin(), marks.end(), [&](const RollMark& other) {
      return mark.begin < other.end && other.begin < mark.end;
    });
    if (!overlaps) marks.push_back(mark);
  }
  std::sort(marks.begin(), marks.end(),
            [](const RollMark& a, const RollMark& b) { return a.begin < b.begin; });
  return marks;
}

}  // namespace bach

#include "suite/encode.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <span>
#include <tuple>

#include "base/make_sorted.h"
#include "score/fold.h"
#include "score/limits.h"
#include "score/note_order.h"
#include "suite/form.h"
#include "suite/grid.h"

namespace bach {
namespace {

// How often tokens had to say something else, and by how much.
struct Deviations {
  int out_of_range = 0;
  int outside = 0;  // before the first section
  int durations = 0;
  Tick most_duration = 0;
  int onsets = 0;
  Tick most_onset = 0;
  int struck_again = 0;
};

class SectionEncoder {
 public:
  SectionEncoder(std::span<const Note> notes, SuiteSection& section, Deviations& deviations)
      : notes_(notes), section_(section), deviations_(deviations) {}

  void run() {
    section_.first_onset = notes_.empty() ? section_.begin : notes_.front().onset;
    at_ = section_.first_onset;
    for (std::size_t i = 0; i < notes_.size(); ++i) add(i);
  }

 private:
  void add(std::size_t i) {
    const Note& note = notes_[i];
    if (note.onset != at_) {
      ++deviations_.onsets;
      deviations_.most_onset = std::max(deviations_.most_onset, std::abs(note.onset - at_));
    }
    const bool last = i + 1 == notes_.size();
    const Tick next = last ? section_.end : notes_[i + 1].onset;
    const Tick gap = std::max<Tick>(0, next - at_);
    if (last) {
      put(note.pitch, last_class(gap, note.duration), note.duration);
    } else {
      put(note.pitch, note.duration, gap);
    }
  }

  // The class of a note that another one follows after `gap`; more than one token when none is long
  // enough.
  void put(std::uint8_t pitch, Tick duration, Tick gap) {
    Tick reached = 0;
    while (true) {
      const Tick left = gap - reached;
      if (const auto exact = nearest_duration(left, duration - reached)) {
        put(pitch, *exact, duration - reached);
        at_ += left;
        return;
      }
      const Tick step = longest_gap_within(left);
      const Tick sounding = std::max<Tick>(1, duration - reached);
      put(pitch, *nearest_duration(step, sounding), std::min(sounding, std::max<Tick>(step, 1)));
      at_ += step;
      reached += step;
      // What is too short for a note of its own moves the next onset instead.
      if (gap - reached < kShortestRepetition) return;
      ++deviations_.struck_again;
    }
  }

  // The class of a section's last note, whose gap the plan knows: any will do that does not end
  // before the section.
  static int last_class(Tick gap, Tick duration) {
    if (const auto exact = rhythm_class(gap, duration)) return *exact;
    int best = 0;
    const auto cost = [&](int index) {
      const RhythmClass& value = rhythm(index);
      const bool short_of = value.gap < gap;
      return std::tuple(std::abs(value.duration - duration), short_of, std::abs(value.gap - gap));
    };
    for (int i = 1; i < kRhythmClasses; ++i) {
      if (rhythm(i).gap > 0 && (rhythm(best).gap == 0 || cost(i) < cost(best))) best = i;
    }
    return best;
  }

  void put(std::uint8_t pitch, int index, Tick wanted) {
    const Tick said = std::min(rhythm(index).duration, section_.end - at_);
    if (said != wanted) {
      ++deviations_.durations;
      deviations_.most_duration = std::max(deviations_.most_duration, std::abs(said - wanted));
    }
    section_.tokens.push_back({pitch, static_cast<std::uint8_t>(index)});
  }

  static constexpr Tick kShortestRepetition = 60;
  std::span<const Note> notes_;
  SuiteSection& section_;
  Deviations& deviations_;
  Tick at_ = 0;  // onset the tokens have reached
};

std::string counted_notes(int count, const std::string& what) {
  return std::to_string(count) + (count == 1 ? " note " : " notes ") + what;
}

std::vector<std::string> lines(const Deviations& found) {
  std::vector<std::string> losses;
  if (found.out_of_range > 0) {
    losses.push_back(counted_notes(found.out_of_range,
                                   "outside pitches " + std::to_string(kLowestSuitePitch) + " to " +
                                       std::to_string(kHighestSuitePitch) + " left out"));
  }
  if (found.outside > 0) {
    losses.push_back(counted_notes(found.outside, "outside every section left out"));
  }
  if (found.struck_again > 0) {
    losses.push_back(
        counted_notes(found.struck_again, "struck again: longer than any rhythm class"));
  }
  if (found.durations > 0) {
    losses.push_back(counted_notes(
        found.durations,
        "of another duration, by up to " + std::to_string(found.most_duration) + " ticks"));
  }
  if (found.onsets > 0) {
    losses.push_back(counted_notes(
        found.onsets, "moved, by up to " + std::to_string(found.most_onset) + " ticks"));
  }
  return losses;
}

// Notes of all tracks that have a token. Onsets too near each other for any class become a chord.
std::vector<Note> merged_notes(const Score& score, Deviations& deviations) {
  const std::vector<PlacedNote> placed = notes_in_order(score);
  std::vector<Note> notes;
  notes.reserve(placed.size());
  for (const PlacedNote& place : placed) {
    const Note& note = score.tracks[place.track].notes[place.note];
    if (is_suite_pitch(note.pitch)) {
      notes.push_back(note);
    } else {
      ++deviations.out_of_range;
    }
  }
  make_sorted(notes);  // what several tracks strike at once
  Tick chord = 0;
  for (Note& note : notes) {
    const Tick late = note.onset - chord;
    if (late == 0 || longest_gap_within(late) > 0) {
      chord = note.onset;
      continue;
    }
    note.onset = chord;
    ++deviations.onsets;
    deviations.most_onset = std::max(deviations.most_onset, late);
  }
  make_sorted(notes);
  return notes;
}

}  // namespace

Result<SuiteEncoding> encode_suite(const Score& score, PieceKind kind) {
  if (score.ticks_per_quarter != kSuiteTicksPerQuarter) {
    return Error{ErrorCode::kInvalidArgument,
                 "a quarter is " + std::to_string(score.ticks_per_quarter) +
                     " ticks; suite tokens need " + std::to_string(kSuiteTicksPerQuarter),
                 {}};
  }
  Deviations deviations;
  const std::vector<Note> notes = merged_notes(score, deviations);
  if (notes.empty()) {
    return Error{ErrorCode::kInvalidData,
                 deviations.out_of_range == 0 ? "no notes" : lines(deviations).front(),
                 {}};
  }

  // A long note, or a rest, is a token every few beats.
  const Status fits = check_quarters(std::max(score.end, notes.back().end()) - notes.front().onset,
                                     score.ticks_per_quarter, "");
  if (!fits) return fits.error();

  SuiteEncoding encoding;
  SuitePiece& piece = encoding.piece;
  piece.plan.kind = kind;
  piece.plan.metres = score.metres;
  if (score.metres.empty() || score.metres.front().at > 0) {
    piece.plan.metres.insert(piece.plan.metres.begin(), Metre{});
  }
  piece.plan.parts = suite_parts(score);
  std::vector<Section> sections = score.sections;
  piece.play_order = score.play_order;
  if (sections.empty() || piece.play_order.empty()) {
    sections = {{notes.front().onset, score.end}};
    piece.play_order = {0};
  }
  auto from = notes.begin();
  for (const Section& section : sections) {
    const auto before = [](const Note& note, Tick tick) { return note.onset < tick; };
    const auto first = std::lower_bound(from, notes.end(), section.begin, before);
    const auto last = std::lower_bound(first, notes.end(), section.end, before);
    deviations.outside += static_cast<int>(first - from);
    from = last;
    SuiteSection& made = piece.sections.emplace_back();
    made.begin = section.begin;
    made.end = section.end;
    SectionEncoder(std::span(notes).subspan(static_cast<std::size_t>(first - notes.begin()),
                                            static_cast<std::size_t>(last - first)),
                   made, deviations)
        .run();
  }
  deviations.outside += static_cast<int>(notes.end() - from);
  encoding.losses = lines(deviations);
  return encoding;
}

Result<SuiteEncoding> encode_any(const Score& score, const std::string& name) {
  PieceKind kind = kind_of(name);
  if (kind == PieceKind::kUnknown) kind = kind_of(score.title);
  GridScore grid = to_suite_grid(score);
  Result<SuiteEncoding> encoding =
      encode_suite(grid.score.play_order.empty() ? fold(grid.score) : grid.score, kind);
  if (!encoding) return encoding;
  encoding->losses.insert(encoding->losses.begin(), grid.changes.begin(), grid.changes.end());
  encoding->left_out = std::move(grid.left_out);
  return encoding;
}

}  // namespace bach

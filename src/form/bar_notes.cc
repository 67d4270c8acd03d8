#include "form/bar_notes.h"

#include <algorithm>
#include <cstddef>

#include "score/bars.h"
#include "score/form.h"
#include "score/spelling.h"
#include "score/written_bars.h"

namespace bach {
namespace {

struct SpelledNote {
  Note note;
  int step = 0;
};

std::vector<SpelledNote> spelled_notes(const Score& score, std::span<const Key> keys) {
  const std::vector<std::vector<Spelling>> spellings = spell(score, keys);
  std::vector<SpelledNote> notes;
  for (std::size_t track = 0; track < score.tracks.size(); ++track) {
    if (score.tracks[track].channel == kDrumChannel) continue;
    const std::vector<Note>& from = score.tracks[track].notes;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const Spelling& spelling = spellings[track][i];
      notes.push_back({from[i], 7 * spelling.octave + spelling.letter});
    }
  }
  std::sort(notes.begin(), notes.end(), [](const SpelledNote& a, const SpelledNote& b) {
    return a.note < b.note || (a.note == b.note && a.step < b.step);
  });
  return notes;
}

using NoteSpan = std::span<const SpelledNote>;

NoteSpan notes_between(NoteSpan notes, Tick begin, Tick end) {
  const auto before = [](const SpelledNote& note, Tick tick) { return note.note.onset < tick; };
  const auto first = std::lower_bound(notes.begin(), notes.end(), begin, before);
  return {first, std::lower_bound(first, notes.end(), end, before)};
}

// `notes` by onset, then pitch.
BarNotes bar_notes(NoteSpan notes, Tick line) {
  BarNotes bar;
  for (const SpelledNote& each : notes) {
    const Note& note = each.note;
    bar.notes.push_back({note.onset - line, note.duration, note.pitch});
    const BarAttack attack{note.onset - line, each.step, note.pitch};
    if (!bar.attacks.empty() && bar.attacks.back().offset == attack.offset) {
      bar.attacks.back() = attack;
    } else {
      bar.attacks.push_back(attack);
    }
  }
  std::sort(bar.notes.begin(), bar.notes.end());
  return bar;
}

class BarCutter {
 public:
  BarCutter(const Score& score, std::span<const Key> keys)
      : grid_(score),
        numbers_(score),
        ticks_per_quarter_(score.ticks_per_quarter),
        notes_(spelled_notes(score, keys)) {}

  // The bars of a part, behind those that are there; nothing where it has no notes.
  void cut(FormPart part, ScoreBars& to) const {
    const NoteSpan notes = notes_between(notes_, part.written.begin, part.written.end);
    if (notes.empty()) return;
    const BarPosition first = grid_.at(notes.front().note.onset);
    // Music that begins in the second half of a bar begins with an upbeat; else a rest comes first,
    // unless another part has it.
    const bool upbeat = 2 * first.offset >= first.length;
    Tick begin = upbeat ? notes.front().note.onset : first.begin;
    if (begin < part.written.begin) {
      if (to.parts.empty() || to.parts.back().written.end <= begin) {
        part.written.begin = begin;
      } else {
        begin = part.written.begin;
      }
    }
    Tick end = begin;
    for (const SpelledNote& each : notes) end = std::max(end, each.note.end());
    end = std::min(end, part.written.end);
    part.first_bar = static_cast<int>(to.bars.size());
    while (begin < end) {
      const BarPosition at = grid_.at(begin);
      FormBar bar;
      bar.begin = begin;
      bar.end = std::min(at.begin + at.length, part.written.end);
      bar.number = numbers_.at(begin);
      const Tick length = bar_ticks(at.metre, ticks_per_quarter_);
      bar.full = at.offset == 0 && bar.end - bar.begin == length;
      bar.part = static_cast<int>(to.parts.size());
      BarNotes content = bar_notes(notes_between(notes, bar.begin, bar.end), at.begin);
      content.length = length;
      content.from = at.offset;
      to.bars.push_back(bar);
      to.notes.push_back(std::move(content));
      begin = bar.end;
    }
    part.last_bar = static_cast<int>(to.bars.size()) - 1;
    const int downbeat =
        part.first_bar + (to.notes[static_cast<std::size_t>(part.first_bar)].from > 0 ? 1 : 0);
    for (int bar = part.first_bar; bar <= part.last_bar; ++bar) {
      to.notes[static_cast<std::size_t>(bar)].place = bar - downbeat;
      to.notes[static_cast<std::size_t>(bar)].left = part.last_bar - bar;
    }
    to.parts.push_back(part);
  }

 private:
  BarGrid grid_;
  WrittenBars numbers_;
  int ticks_per_quarter_;
  std::vector<SpelledNote> notes_;  // by onset, then pitch
};

// A bit for each offset that a bar of the piece has.
void set_onsets(std::vector<BarNotes>& bars) {
  std::vector<Tick> offsets;
  for (const BarNotes& bar : bars) {
    for (const BarAttack& attack : bar.attacks) offsets.push_back(attack.offset);
  }
  std::sort(offsets.begin(), offsets.end());
  offsets.erase(std::unique(offsets.begin(), offsets.end()), offsets.end());
  for (BarNotes& bar : bars) {
    bar.onsets.assign((offsets.size() + 63) / 64, 0);
    for (const BarAttack& attack : bar.attacks) {
      const auto at = std::lower_bound(offsets.begin(), offsets.end(), attack.offset);
      const auto bit = static_cast<std::size_t>(at - offsets.begin());
      bar.onsets[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
  }
}

}  // namespace

ScoreBars bars_of_score(const Score& score, std::span<const Key> keys) {
  const BarCutter cutter(score, keys);
  ScoreBars bars;
  for (const Part& each : form_of(score).parts) {
    FormPart part;
    part.name = each.name;
    part.written = each.statement;
    part.dance = each.dance;
    cutter.cut(part, bars);
  }
  set_onsets(bars.notes);
  return bars;
}

}  // namespace bach

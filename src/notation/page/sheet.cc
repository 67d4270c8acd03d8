#include "notation/page/sheet.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "notation/mark_table.h"
#include "notation/page/accidentals.h"
#include "notation/page/beams.h"
#include "notation/page/layers.h"
#include "notation/page/note_values.h"
#include "notation/page/slurs.h"
#include "notation/page/stems.h"
#include "notation/page/triplets.h"
#include "score/bars.h"
#include "score/in_force.h"

namespace bach::notation {
namespace {

using Layers = std::vector<std::vector<Chord>>;

// The notes of all tracks of a staff, with their spellings and the tracks they come from.
struct StaffNotes {
  Track track;
  std::vector<Spelling> spellings;
  std::vector<int> sources;
};

StaffNotes notes_of(const Score& score, const Staff& staff,
                    const std::vector<std::vector<Spelling>>& spellings) {
  struct Entry {
    Note note;
    Spelling spelling;
    int source;
  };
  std::vector<Entry> entries;
  for (const int t : staff.tracks) {
    const auto track = static_cast<std::size_t>(t);
    for (std::size_t n = 0; n < score.tracks[track].notes.size(); ++n) {
      entries.push_back({score.tracks[track].notes[n], spellings[track][n], t});
    }
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.note < b.note; });
  StaffNotes notes;
  for (const Entry& entry : entries) {
    notes.track.notes.push_back(entry.note);
    notes.spellings.push_back(entry.spelling);
    notes.sources.push_back(entry.source);
  }
  return notes;
}

Layers mixed_layers(const StaffNotes& notes) {
  std::vector<std::size_t> all(notes.track.notes.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return layers_by_height(notes.track, all);
}

Layers layers_by_track(const StaffNotes& notes, const Staff& staff) {
  Layers layers;
  for (const int t : staff.tracks) {
    std::vector<std::size_t> own;
    for (std::size_t n = 0; n < notes.sources.size(); ++n) {
      if (notes.sources[n] == t) own.push_back(n);
    }
    for (auto& layer : layers_by_height(notes.track, own)) layers.push_back(std::move(layer));
  }
  return layers;
}

class SheetMaker {
 public:
  SheetMaker(const Score& written, const Marks& marks, const WrittenChords& chords)
      : marks_(marks, written) {
    MeasuredScore music = into_measures(written, DaCapo::kSign, chords);
    sheet_.chords = std::move(music.chords);
    sheet_.score = std::move(music.score);
    sheet_.measures = std::move(music.measures);
    sheet_.staves = staves_of(sheet_.score);
    if (sheet_.score.keys.empty()) sheet_.score.keys = {{}};
  }

  Result<Sheet> make() {
    grid_.emplace(sheet_.score);
    drop_silence();
    const auto spellings = spell(sheet_.score, sheet_.score.keys);
    sheet_.music.resize(sheet_.measures.size());
    for (std::size_t s = 0; s < sheet_.staves.size(); ++s) {
      const StaffNotes notes = notes_of(sheet_.score, sheet_.staves[s], spellings);
      const Clef clef = sheet_.staves[s].clef;
      Layers layers = mixed_layers(notes);
      Layers otherwise = layers_by_track(notes, sheet_.staves[s]);
      // Slurs lead along the voices that the marks were read in.
      if (marks_.any() && otherwise.size() <= kMostVoicesOfStaff) std::swap(layers, otherwise);
      Result<Music> music = music_of(notes, layers, clef);
      if (!music && sheet_.staves[s].tracks.size() > 1) music = music_of(notes, otherwise, clef);
      if (!music) {
        Error error = std::move(music).error();
        error.message = "staff " + std::to_string(s + 1) + ", " + error.message;
        return error;
      }
      number_slurs(*music);
      for (std::size_t i = 0; i < music->size(); ++i) {
        sheet_.music[i].push_back(std::move((*music)[i]));
      }
    }
    return std::move(sheet_);
  }

 private:
  using Music = std::vector<std::vector<Layer>>;  // [measure]: layers

  void drop_silence() {
    Tick first = sheet_.score.end;
    for (const Staff& staff : sheet_.staves) {
      for (const int t : staff.tracks) {
        first = std::min(first, sheet_.score.tracks[static_cast<std::size_t>(t)].notes[0].onset);
      }
    }
    notation::drop_silence(*grid_, first, sheet_.measures);
    if (!sheet_.measures.empty()) drop_before(sheet_.measures.front().begin, sheet_.chords);
  }

  Result<Music> music_of(const StaffNotes& notes, const Layers& layers, Clef clef) const {
    Music music;
    for (const Measure& measure : sheet_.measures) {
      const BarPosition bar = grid_->at(measure.begin);
      std::vector<Layer> written;
      for (std::size_t l = 0; l < layers.size(); ++l) {
        const std::vector<Event> events = events_in(layers[l], measure.begin, measure.end);
        const bool sounds = std::any_of(events.begin(), events.end(),
                                        [](const Event& e) { return e.chord != nullptr; });
        if (l > 0 && !sounds) continue;
        Result<std::vector<Symbol>> symbols = symbols_of(notes, events, layers, l, bar);
        if (!symbols) return symbols.error();
        set_beams(bar.metre, bar.begin, *symbols);
        written.push_back({static_cast<int>(l), std::move(*symbols)});
      }
      set_accidentals(fifths_at(measure.begin), written);
      set_stems(clef, written);
      music.push_back(std::move(written));
    }
    return music;
  }

  int fifths_at(Tick tick) const { return in_force_or_first(sheet_.score.keys, tick)->fifths; }

  static Error cannot_write(Tick tick) {
    return {ErrorCode::kUnsupported,
            "tick " + std::to_string(tick) +
                " (480 per quarter): a rhythm that cannot be written; quantise it first",
            {}};
  }

  Result<std::vector<Symbol>> symbols_of(const StaffNotes& notes, const std::vector<Event>& events,
                                         const Layers& layers, std::size_t layer,
                                         const BarPosition& bar) const {
    std::vector<Symbol> symbols;
    if (events.size() == 1 && events[0].chord == nullptr && events[0].begin == bar.begin &&
        events[0].end == bar.begin + bar.length) {
      Symbol rest;
      rest.begin = bar.begin;
      rest.length = bar.length;
      rest.whole_bar = true;
      rest.hidden = others_sound(layers, layer, rest.begin, rest.begin + rest.length);
      symbols.push_back(std::move(rest));
      return symbols;
    }
    const auto groups = group_triplets(events, bar.begin);
    if (!groups) return cannot_write(events.front().begin);
    for (const Group& group : *groups) {
      const std::size_t first = symbols.size();
      const Tick grid = group.triplet ? kTupletGrid : kGrid;
      for (const Event& event : group.events) {
        if ((event.end - event.begin) % grid != 0) return cannot_write(event.begin);
        if (event.chord != nullptr) {
          add_chord(notes, event, grid, bar, symbols);
        } else {
          add_rests(event, group.triplet, layers, layer, bar, symbols);
        }
      }
      if (!group.triplet) continue;
      for (std::size_t s = first; s < symbols.size(); ++s) symbols[s].triplet = true;
      symbols[first].triplet_begins = true;
      symbols.back().triplet_ends = true;
    }
    return symbols;
  }

  void add_chord(const StaffNotes& notes, const Event& event, Tick grid, const BarPosition& bar,
                 std::vector<Symbol>& symbols) const {
    const std::vector<int> values = note_values(event.begin - bar.begin, event.end - event.begin,
                                                grid, beat_ticks(bar.metre, kTicksPerQuarter));
    Tick at = event.begin;
    for (const int value : values) {
      Symbol symbol;
      symbol.begin = at;
      symbol.length = value * grid;
      symbol.value = value;
      at += symbol.length;
      symbol.tied_from = symbol.begin > event.chord->onset;
      symbol.tied_to = at < event.chord->end;
      for (const std::size_t n : event.chord->notes) {
        symbol.heads.push_back({notes.spellings[n], false, marks_of(notes, n, symbol)});
      }
      if (!symbol.tied_from) symbol.graces = graces_of(notes, *event.chord);
      symbols.push_back(std::move(symbol));
    }
  }

  // Slurs and fermatas end a note that is written as several tied ones, all else begins it.
  std::vector<Mark> marks_of(const StaffNotes& notes, std::size_t n, const Symbol& symbol) const {
    const Note& note = notes.track.notes[n];
    std::vector<Mark> marks = marks_.at(notes.sources[n], note.onset, note.pitch);
    std::erase_if(marks, [&](const Mark& mark) {
      const bool at_end = mark.kind == MarkKind::kSlurStop || mark.kind == MarkKind::kFermata;
      return at_end ? symbol.tied_to : symbol.tied_from;
    });
    return marks;
  }

  std::vector<GraceNote> graces_of(const StaffNotes& notes, const Chord& chord) const {
    std::vector<GraceNote> graces;
    std::vector<int> seen;
    for (const std::size_t n : chord.notes) {
      const int track = notes.sources[n];
      if (std::find(seen.begin(), seen.end(), track) != seen.end()) continue;
      seen.push_back(track);
      for (const Mark& mark : marks_.graces(track, chord.onset)) {
        const PitchEvent pitch{chord.onset, mark.pitch};
        const Key& key = *in_force_or_first(sheet_.score.keys, chord.onset);
        graces.push_back({spell({&pitch, 1}, key).front(), mark.text == "slash"});
      }
    }
    return graces;
  }

  void add_rests(const Event& silence, bool triplet, const Layers& layers, std::size_t layer,
                 const BarPosition& bar, std::vector<Symbol>& symbols) const {
    const Tick grid = triplet ? kTupletGrid : kGrid;
    for (Tick at = silence.begin; at < silence.end;) {
      Symbol rest;
      rest.begin = at;
      rest.length = triplet ? note_values((silence.end - at) / grid)[0] * grid
                            : rest_length(at, silence.end, bar);
      rest.value = static_cast<int>(rest.length / grid);
      at += rest.length;
      rest.hidden = layer > 0 || others_sound(layers, layer, rest.begin, at);
      symbols.push_back(std::move(rest));
    }
  }

  // Rests are powers of two that stand on their multiples, so that they show the beats; in compound
  // time they stay within them.
  static Tick rest_length(Tick at, Tick end, const BarPosition& bar) {
    const Tick offset = at - bar.begin;
    const Tick beat = beat_ticks(bar.metre, kTicksPerQuarter);
    const bool compound = !std::has_single_bit(static_cast<std::uint64_t>(beat / kGrid));
    const Tick within = compound ? offset % beat : offset;
    const Tick room = compound ? std::min(end - at, beat - within) : end - at;
    Tick length = kGrid;
    while (2 * length <= room && within % (2 * length) == 0) length *= 2;
    return length;
  }

  // Silence needs no rest where another voice of the staff sounds.
  static bool others_sound(const Layers& layers, std::size_t own, Tick begin, Tick end) {
    for (std::size_t l = 0; l < layers.size(); ++l) {
      if (l == own) continue;
      const auto chord =
          std::partition_point(layers[l].begin(), layers[l].end(),
                               [&](const Chord& earlier) { return earlier.end <= begin; });
      if (chord != layers[l].end() && chord->onset < end) return true;
    }
    return false;
  }

  const MarkTable marks_;
  Sheet sheet_;
  std::optional<BarGrid> grid_;
};

}  // namespace

int flags_of(int value) {
  constexpr int kQuarter = 32;
  return value > 0 && value < kQuarter ? std::countl_zero(static_cast<unsigned>(value)) -
                                             std::countl_zero(static_cast<unsigned>(kQuarter))
                                       : 0;
}

int dots_of(int value) {
  // 1, 11 and 111 in binary, moved.
  return value > 0 ? std::popcount(static_cast<unsigned>(value)) - 1 : 0;
}

Result<Sheet> sheet_of(const Score& score, const Marks& marks, const WrittenChords& chords) {
  if (Status written = check_lengths(score); !written) return std::move(written).error();
  return SheetMaker(score, marks, chords).make();
}

}  // namespace bach::notation

#include "notation/abc/measure_writer.h"

#include <algorithm>
#include <set>
#include <utility>

#include "notation/abc/length.h"
#include "notation/page/note_values.h"
#include "notation/page/triplets.h"

namespace bach::abc {
namespace {

Error cannot_write(Tick tick) {
  return {ErrorCode::kUnsupported,
          "tick " + std::to_string(tick) + " (480 per quarter): a rhythm ABC text cannot express",
          {}};
}

}  // namespace

std::string pitch_text(const Spelling& spelling) {
  static constexpr char kUpper[] = "CDEFGAB";
  static constexpr char kLower[] = "cdefgab";
  const auto letter = static_cast<std::size_t>(spelling.letter);
  if (spelling.octave >= 5) {
    return kLower[letter] + std::string(static_cast<std::size_t>(spelling.octave - 5), '\'');
  }
  return kUpper[letter] + std::string(static_cast<std::size_t>(4 - spelling.octave), ',');
}

std::string accidental_text(int accidental) {
  static constexpr const char* kTexts[] = {"__", "_", "=", "^", "^^"};
  return kTexts[accidental + 2];
}

namespace {

// Writes one layer of one measure.
class LayerWriter {
 public:
  LayerWriter(const Voice& voice, const Surroundings& surroundings, bool hidden,
              WrittenChords chords = {}, bool between = false)
      : voice_(voice),
        surroundings_(surroundings),
        hidden_(hidden),
        chords_(std::move(chords)),
        between_(between) {}

  // Those at which nothing began.
  const WrittenChords& chords_left() const { return chords_; }

  Result<std::string> write(const std::vector<notation::Event>& events) {
    const auto groups = notation::group_triplets(events, surroundings_.bar_begin);
    if (!groups) return cannot_write(events.front().begin);
    for (const notation::Group& group : *groups) {
      const Tick grid = group.triplet ? notation::kTupletGrid : notation::kGrid;
      symbols_ = 0;
      std::string text;
      for (const notation::Event& event : group.events) {
        if ((event.end - event.begin) % grid != 0) return cannot_write(event.begin);
        text += event_text(event, grid);
      }
      if (!text_.empty() && on_beat(group.events.front().begin)) text_ += ' ';
      if (group.triplet) text_ += "(3:2:" + std::to_string(symbols_);
      text_ += text;
    }
    return text_;
  }

 private:
  bool on_beat(Tick tick) const {
    return (tick - surroundings_.bar_begin) % surroundings_.beat == 0;
  }

  // One symbol, or several tied; a space before each that stands on a beat, but not at the very
  // beginning of a group.
  std::string event_text(const notation::Event& event, Tick grid) {
    std::string text;
    const std::vector<int> values = notation::note_values(
        event.begin - surroundings_.bar_begin, event.end - event.begin, grid, surroundings_.beat);
    Tick tick = event.begin;
    for (std::size_t v = 0; v < values.size(); ++v) {
      if (symbols_ > 0 && on_beat(tick)) text += ' ';
      ++symbols_;
      text += written_chord_at(tick);
      if (event.chord == nullptr) {
        text += rest_of(event) + length_text(values[v]);
      } else {
        const bool tied = v + 1 < values.size() || event.chord->end > event.end;
        if (tick == event.chord->onset) text += of_notes(voice_.before, *event.chord);
        text += chord_text(*event.chord) + length_text(values[v]) + (tied ? "-" : "");
        if (!tied) text += of_notes(voice_.after, *event.chord);
      }
      tick += values[v] * grid;
    }
    return text;
  }

  // Symbols stand above the staff, numerals, as annotations, below. abc2midi plays the symbols of a
  // layer whatever it is told: there they are annotations, too.
  std::string written_chord_at(Tick tick) {
    for (auto chord = chords_.begin(); chord != chords_.end(); ++chord) {
      if (chord->at != tick) continue;
      const char* opening = !chord->symbol ? "\"_" : between_ ? "\"^" : "\"";
      std::string text = opening + chord->text() + "\"";
      chords_.erase(chord);
      return text;
    }
    return {};
  }

  // A rest shows only in the upper voice, and only where no other voice sounds.
  char rest_of(const notation::Event& silence) const {
    const bool shown =
        !hidden_ && std::none_of(surroundings_.unshown.begin(), surroundings_.unshown.end(),
                                 [&](const Section& s) {
                                   return s.begin < silence.end && silence.begin < s.end;
                                 });
    return shown ? 'z' : 'x';
  }

  std::string chord_text(const notation::Chord& chord) {
    std::string text;
    for (const std::size_t note : chord.notes) {
      const Spelling& spelling = voice_.spellings[note];
      text += accidental_for(spelling) + pitch_text(spelling);
    }
    return chord.notes.size() > 1 ? "[" + text + "]" : text;
  }

  static std::string of_notes(const std::vector<std::string>& texts, const notation::Chord& chord) {
    std::string text;
    for (const std::size_t note : chord.notes) {
      if (note < texts.size()) text += texts[note];
    }
    return text;
  }

  // Left out only where every reader agrees: nothing in the bar contradicts the key signature, or
  // this layer has written the same accidental at the same height before.
  std::string accidental_for(const Spelling& spelling) {
    const auto letter = static_cast<std::size_t>(spelling.letter);
    if (surroundings_.ambiguous[letter]) return accidental_text(spelling.accidental);
    if (spelling.accidental == signature_accidental(spelling.letter, surroundings_.fifths))
      return "";
    const bool known = !written_.emplace(std::pair(spelling.letter, spelling.octave)).second;
    return known ? "" : accidental_text(spelling.accidental);
  }

  const Voice& voice_;
  const Surroundings& surroundings_;
  bool hidden_;
  WrittenChords chords_;
  bool between_;  // a layer for chords alone
  std::string text_;
  int symbols_ = 0;  // notes, chords and rests since the group began
  std::set<std::pair<int, int>> written_;
};

// Silence that is cut where chords stand.
std::vector<notation::Event> silence_under(const WrittenChords& chords,
                                           const notation::Measure& measure) {
  std::vector<notation::Event> events;
  Tick begin = measure.begin;
  for (const WrittenChord& chord : chords) {
    if (chord.at > begin) events.push_back({begin, chord.at, nullptr});
    begin = chord.at;
  }
  events.push_back({begin, measure.end, nullptr});
  return events;
}

}  // namespace

Result<std::string> measure_text(const Voice& voice, const notation::Measure& measure,
                                 const Surroundings& surroundings) {
  // Ties lead to the layer they come from, so that a silent one keeps its place before another.
  std::vector<std::vector<notation::Event>> layers;
  std::size_t used = 1;
  for (const std::vector<notation::Chord>& layer : voice.layers) {
    layers.push_back(notation::events_in(layer, measure.begin, measure.end));
    const bool sounds =
        std::any_of(layers.back().begin(), layers.back().end(),
                    [](const notation::Event& event) { return event.chord != nullptr; });
    if (sounds) used = layers.size();
  }
  std::string text;
  WrittenChords chords = surroundings.chords;
  for (std::size_t l = 0; l < used; ++l) {
    const bool hidden = l > 0 || measure.silent || !surroundings.upper_voice;
    LayerWriter writer(voice, surroundings, hidden, l == 0 ? chords : WrittenChords());
    const Result<std::string> layer = writer.write(layers[l]);
    if (!layer) return layer.error();
    text += (l > 0 ? " & " : "") + *layer;
    if (l == 0) chords = writer.chords_left();
  }
  if (chords.empty()) return text;
  const Result<std::string> layer =
      LayerWriter(voice, surroundings, true, chords, true).write(silence_under(chords, measure));
  if (!layer) return layer.error();
  return text + " & " + *layer;
}

}  // namespace bach::abc

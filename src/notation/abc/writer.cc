#include "notation/abc/writer.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <set>
#include <utility>

#include "notation/abc/decorate.h"
#include "notation/abc/measure_writer.h"
#include "notation/page/clefs.h"
#include "notation/page/measures.h"
#include "notation/page/note_values.h"
#include "notation/page/staves.h"
#include "score/bars.h"
#include "score/in_force.h"
#include "score/key_name.h"
#include "score/sounding_notes.h"
#include "score/spelling.h"

namespace bach {
namespace abc {
namespace {

constexpr int kBarsOfLine = 4;
constexpr int kWidthOfSilence = 12;
constexpr int kWidthOfLine = 160;    // more does not fit on a page, see width_of()
constexpr int kWidthOfStaves = 135;  // nor more of several staves, each with its accidentals

std::string key_text(const Key& key) {
  return tonic_name(key) + (key.mode == Mode::kMinor ? "m" : "");
}

// What is in force at `tick`, or a default.
template <typename Event>
Event in_force_or_default(const std::vector<Event>& events, Tick tick) {
  const Event* found = in_force(events, tick);
  return found == nullptr ? Event{} : *found;
}

// "1/4=72", rounded to whole beats per minute.
std::string tempo_text(const Tempo& tempo) {
  const std::uint32_t quarter = tempo.microseconds_per_quarter;
  return "1/4=" + std::to_string((60000000 + quarter / 2) / quarter);
}

// What is beamed together: a beat; in 3/8 the bar.
Tick beam_ticks(const Metre& metre) {
  if (metre.numerator == 3 && metre.denominator >= 8)
    return bar_ticks(metre, notation::kTicksPerQuarter);
  return beat_ticks(metre, notation::kTicksPerQuarter);
}

std::string one_line(const std::string& text) {
  std::string line;
  for (const char c : text) line += c == '\n' || c == '\r' || c == '%' ? ' ' : c;
  return line;
}

// Voices [first, last) on one staff.
struct StaffOfVoices {
  std::size_t first = 0;
  std::size_t last = 0;
  Clef clef = Clef::kBass;
  bool joined_to_next = false;
};

// At least one; every voice stands on one, drums too.
std::vector<StaffOfVoices> staves_of_voices(const Score& score) {
  std::vector<StaffOfVoices> staves;
  std::size_t voice = 0;
  const auto add_alone = [&](std::size_t end) {
    for (; voice < end; ++voice) {
      const Clef clef =
          voice < score.tracks.size() ? notation::clef_of(score.tracks[voice]) : Clef::kBass;
      staves.push_back({voice, voice + 1, clef, false});
    }
  };
  for (const notation::Staff& staff : notation::staves_of(score)) {
    add_alone(static_cast<std::size_t>(staff.tracks.front()));
    voice = static_cast<std::size_t>(staff.tracks.back()) + 1;
    const auto first = static_cast<std::size_t>(staff.tracks.front());
    staves.push_back({first, voice, staff.clef, staff.joined_to_next});
  }
  add_alone(std::max(score.tracks.size(), std::size_t{1}));
  return staves;
}

// "(1 2)", "{1 | 2}", "1 2": voices in parentheses share a staff, braces join a keyboard's staves.
std::string staves_text(const std::vector<StaffOfVoices>& staves) {
  std::string text;
  bool joined = false;
  for (const StaffOfVoices& staff : staves) {
    text += joined ? " | " : text.empty() ? "" : " ";
    if (staff.joined_to_next && !joined) text += "{";
    const bool shared = staff.last - staff.first > 1;
    if (shared) text += "(";
    for (std::size_t v = staff.first; v < staff.last; ++v) {
      text += (v > staff.first ? " " : "") + std::to_string(v + 1);
    }
    if (shared) text += ")";
    if (joined && !staff.joined_to_next) text += "}";
    joined = staff.joined_to_next;
  }
  return text;
}

class TuneWriter {
 public:
  TuneWriter(const Score& score, std::string composer, int number, const WrittenChords& chords = {})
      : music_(notation::into_measures(score, notation::DaCapo::kWrittenOut, chords)),
        score_(music_.score),
        grid_(score_),
        composer_(std::move(composer)),
        number_(number),
        staves_(staves_of_voices(score_)) {
    const std::vector<Key> keys = score_.keys.empty() ? std::vector<Key>{{}} : score_.keys;
    auto spellings = spell(score_, keys);
    for (std::size_t t = 0; t < score_.tracks.size(); ++t) {
      const Track& track = score_.tracks[t];
      for (Spelling& each : spellings[t]) {
        each.octave = static_cast<std::int8_t>(each.octave - octaves_of(t));
      }
      voices_.push_back({&track, notation::layers_of(track), std::move(spellings[t])});
      sounding_.emplace_back(track.notes);
      if (!track.notes.empty()) first_onset_ = std::min(first_onset_, track.notes.front().onset);
    }
  }

  void drop_silence() {
    notation::drop_silence(grid_, first_onset_, music_.measures);
    if (!music_.measures.empty()) drop_before(music_.measures.front().begin, music_.chords);
  }

  void decorate(const notation::MarkTable& marks) {
    const Key key = in_force_or_default(score_.keys, 0);
    for (std::size_t v = 0; v < voices_.size(); ++v) {
      abc::decorate(voices_[v], static_cast<int>(v), key, octaves_of(v), marks);
    }
  }

  Result<std::string> write() {
    write_header();
    for (std::size_t first = 0; first < music_.measures.size();) {
      const std::size_t last = end_of_line(first);
      for (std::size_t v = 0; v < voices_.size(); ++v) {
        if (Status written = write_line(v, first, last); !written) {
          Error error = std::move(written).error();
          error.message = "track " + std::to_string(v + 1) + ", " + error.message;
          return error;
        }
      }
      first = last;
    }
    return text_;
  }

 private:
  const StaffOfVoices& staff_of(std::size_t voice) const {
    return *std::find_if(staves_.begin(), staves_.end(),
                         [&](const StaffOfVoices& staff) { return voice < staff.last; });
  }

  int octaves_of(std::size_t voice) const {
    return notation::sign_of(staff_of(voice).clef).octaves;
  }

  bool is_upper(std::size_t voice) const { return staff_of(voice).first == voice; }

  // Before the staff, where its name is an instrument's.
  std::string name_of(std::size_t voice) const {
    const std::string& name = voices_[voice].track->name;
    return is_upper(voice) && find_instrument(name) != nullptr ? " name=\"" + name + "\"" : "";
  }

  // Four bars, an upbeat besides, fewer if they are full of notes; a section begins on a line of
  // its own.
  std::size_t end_of_line(std::size_t first) const {
    const int widest = staves_.size() > 1 ? kWidthOfStaves : kWidthOfLine;
    int bars = 0;
    // Each line repeats the signature.
    int width = std::abs(in_force_or_default(score_.keys, music_.measures[first].begin).fifths);
    for (std::size_t s = first; s < music_.measures.size(); ++s) {
      const notation::Measure& measure = music_.measures[s];
      // What stands before the first repeat, a silence or an upbeat, leads into its line.
      const bool named =
          s > 0 && !begun_in(score_.markers, music_.measures[s - 1].begin, measure.begin).empty();
      const bool breaks = (measure.new_line || named) && s > first && s > 1;
      const int more = width_of(measure);
      if (breaks || bars == kBarsOfLine || (bars > 0 && width + more > widest)) return s;
      width += more;
      const bool upbeat = grid_.at(measure.begin).offset > 0 && grid_.at(measure.end).offset == 0;
      if (!measure.silent && !upbeat) ++bars;
    }
    return music_.measures.size();
  }

  // Of what begins in a measure, in any voice: four for a moment with notes, one more for an eighth
  // to the next, two for a quarter, three for a half. Hidden rests take their place, too.
  int width_of(const notation::Measure& measure) const {
    std::set<Tick> onsets{measure.end};
    for (std::size_t v = 0; v < voices_.size(); ++v) {
      const auto [first, last] = sounding_[v].in(measure.begin, measure.end);
      for (std::size_t i = first; i < last; ++i) {
        const Tick onset = voices_[v].track->notes[i].onset;
        if (onset >= measure.begin) onsets.insert(onset);
      }
    }
    int width = measure.silent ? kWidthOfSilence : 0;
    for (auto next = std::next(onsets.begin()); next != onsets.end(); ++next) {
      const Tick gap = *next - *std::prev(next);
      width += 4;
      for (Tick wide = score_.ticks_per_quarter / 2;
           wide <= gap && wide <= 2 * score_.ticks_per_quarter; wide *= 2)
        ++width;
    }
    return width;
  }

  void write_header() {
    text_ = "X:" + std::to_string(number_) + "\nT:" + one_line(score_.title) +
            (composer_.empty() ? "" : "\nC:" + one_line(composer_)) +
            "\nM:" + metre_name(in_force_or_default(score_.metres, 0)) +
            "\nL:1/16\nQ:" + tempo_text(score_.tempos.empty() ? Tempo{} : score_.tempos.front()) +
            "\n%%MIDI chordattack 0\n";
    const bool symbols = !music_.chords.empty() && music_.chords.front().symbol;
    if (symbols) text_ += "%%MIDI gchordoff\n";
    if (voices_.size() > 1) {
      text_ += "%%score " + staves_text(staves_) + "\n";
    }
    const auto clef = [&](std::size_t voice) {
      return std::string(" clef=") + notation::sign_of(staff_of(voice).clef).abc_name;
    };
    text_ += "K:" + key_text(in_force_or_default(score_.keys, 0)) + clef(0) + "\n";
    for (std::size_t v = 0; v < voices_.size(); ++v) {
      text_ += "V:" + std::to_string(v + 1) + clef(v) + name_of(v) + "\n%%MIDI program " +
               std::to_string(voices_[v].track->program) + "\n";
    }
  }

  std::string markers_at(const notation::Measure& measure, Tick before, bool first_voice) const {
    std::string text;
    if (!first_voice) return text;
    for (const Marker& marker : begun_in(score_.markers, before, measure.begin)) {
      text += "[P:" + one_line(marker.text) + "]";
    }
    return text;
  }

  // Key and metre where they change; in the first voice tempo and what begins there, too.
  std::string changes_at(const notation::Measure& measure, Tick before, bool first_voice) const {
    std::string text = markers_at(measure, before, first_voice);
    if (first_voice) {
      for (const Tempo& tempo : begun_in(score_.tempos, before, measure.begin)) {
        text += "[Q:" + tempo_text(tempo) + "]";
      }
    }
    const auto metres = begun_in(score_.metres, before, measure.begin);
    if (!metres.empty()) text += "[M:" + metre_name(metres.back()) + "]";
    const auto keys = begun_in(score_.keys, before, measure.begin);
    if (!keys.empty()) text += "[K:" + key_text(keys.back()) + "]";
    return text;
  }

  Status write_line(std::size_t v, std::size_t first, std::size_t last) {
    std::string line = "[V:" + std::to_string(v + 1) + "] ";
    for (std::size_t s = first; s < last; ++s) {
      const notation::Measure& measure = music_.measures[s];
      const std::string changes = s > 0 ? changes_at(measure, music_.measures[s - 1].begin, v == 0)
                                        : markers_at(measure, -1, v == 0);
      if (!changes.empty()) line += changes + " ";
      if (!measure.opening.empty()) line += measure.opening + " ";
      const Result<std::string> music =
          measure_text(voices_[v], measure, surroundings_of(measure, v));
      if (!music) return music.error();
      line += *music + " ";
      if (!measure.closing.empty()) line += measure.closing + " ";
    }
    line.back() = '\n';
    text_ += line;
    return {};
  }

  Surroundings surroundings_of(const notation::Measure& measure, std::size_t voice) const {
    const BarPosition bar = grid_.at(measure.begin);
    Surroundings surroundings;
    surroundings.beat = beam_ticks(bar.metre);
    surroundings.bar_begin = bar.begin;
    surroundings.fifths = in_force_or_default(score_.keys, measure.begin).fifths;
    surroundings.upper_voice = is_upper(voice);
    surroundings.unshown.push_back({0, first_onset_});
    const std::size_t last = surroundings.upper_voice ? staff_of(voice).last : 0;
    for (std::size_t v = voice + 1; v < last; ++v) {
      const auto [first, end] = sounding_[v].in(measure.begin, measure.end);
      for (std::size_t i = first; i < end; ++i) {
        const Note& note = voices_[v].track->notes[i];
        if (measure.begin < note.end()) surroundings.unshown.push_back({note.onset, note.end()});
      }
    }
    mark_ambiguous(bar, surroundings.ambiguous);
    if (voice > 0) return surroundings;
    const auto chords = begun_in(music_.chords, measure.begin - 1, measure.end - 1);
    surroundings.chords.assign(chords.begin(), chords.end());
    return surroundings;
  }

  void mark_ambiguous(const BarPosition& bar, std::vector<bool>& ambiguous) const {
    const Tick end = bar.begin + bar.length;
    std::vector<int> seen(7, kUnseen);
    for (std::size_t v = 0; v < voices_.size(); ++v) {
      const auto [first, last] = sounding_[v].in(bar.begin, end);
      for (std::size_t i = first; i < last; ++i) {
        if (voices_[v].track->notes[i].end() <= bar.begin) continue;
        const auto letter = static_cast<std::size_t>(voices_[v].spellings[i].letter);
        const int accidental = voices_[v].spellings[i].accidental;
        if (seen[letter] != kUnseen && seen[letter] != accidental) ambiguous[letter] = true;
        seen[letter] = accidental;
      }
    }
  }

  static constexpr int kUnseen = 99;

  notation::MeasuredScore music_;
  const Score& score_;
  const BarGrid grid_;
  const std::string composer_;
  const int number_;
  const std::vector<StaffOfVoices> staves_;
  std::vector<Voice> voices_;
  std::vector<SoundingNotes> sounding_;  // of each voice
  Tick first_onset_ = std::numeric_limits<Tick>::max();
  std::string text_;
};

}  // namespace
}  // namespace abc

Result<std::string> abc_from_score(const Score& score, const std::string& composer) {
  if (Status written = notation::check_lengths(score); !written) return std::move(written).error();
  return abc::TuneWriter(score, composer, 1).write();
}

Result<std::string> abc_from_movements(std::span<const Score> movements,
                                       const std::string& composer, std::span<const Marks> marks,
                                       std::span<const WrittenChords> chords) {
  std::string book;
  int number = 0;
  for (const Score& score : movements) {
    ++number;
    const auto tune = [&]() -> Result<std::string> {
      if (Status written = notation::check_lengths(score); !written) {
        return std::move(written).error();
      }
      const auto movement = static_cast<std::size_t>(number - 1);
      abc::TuneWriter writer(score, composer, number,
                             movement < chords.size() ? chords[movement] : WrittenChords());
      writer.drop_silence();
      if (movement < marks.size()) writer.decorate(notation::MarkTable(marks[movement], score));
      return writer.write();
    }();
    if (!tune) {
      Error error = tune.error();
      if (movements.size() > 1) {
        error.message = "movement " + std::to_string(number) + ": " + error.message;
      }
      return error;
    }
    if (!book.empty()) book += "\n";
    book += *tune;
  }
  return book;
}

}  // namespace bach

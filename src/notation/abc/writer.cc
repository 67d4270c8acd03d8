#include "notation/abc/writer.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <set>
#include <utility>

#include "notation/abc/music.h"
#include "notation/page/plan.h"
#include "notation/page/staves.h"
#include "notation/page/units.h"
#include "score/bars.h"
#include "score/key_name.h"
#include "score/spelling.h"

namespace bach {
namespace abc {
namespace {

constexpr int kBarsOfLine = 4;
constexpr int kWidthOfSilence = 12;
constexpr int kWidthOfLine = 160;  // more does not fit on a page, see width_of()

std::string key_text(const Key& key) {
  return tonic_name(key) + (key.mode == Mode::kMinor ? "m" : "");
}

// The last event at or before `tick`, or a default one.
template <typename Event>
Event in_force(const std::vector<Event>& events, Tick tick) {
  Event found;
  for (const Event& event : events) {
    if (event.at <= tick) found = event;
  }
  return found;
}

// "1/4=72", rounded to whole beats a minute.
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

class TuneWriter {
 public:
  TuneWriter(const Score& score, std::string composer)
      : plan_(notation::plan_of(score)),
        score_(plan_.score),
        grid_(score_),
        composer_(std::move(composer)) {
    const std::vector<Key> keys = score_.keys.empty() ? std::vector<Key>{{}} : score_.keys;
    auto spellings = spell(score_, keys);
    for (std::size_t t = 0; t < score_.tracks.size(); ++t) {
      const Track& track = score_.tracks[t];
      voices_.push_back({&track, notation::layers_of(track), std::move(spellings[t])});
      if (!track.notes.empty()) first_onset_ = std::min(first_onset_, track.notes.front().onset);
    }
  }

  Result<std::string> write() {
    write_header();
    for (std::size_t first = 0; first < plan_.stretches.size();) {
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
  // Four bars, an upbeat besides, fewer if they are full of notes; a section begins on a line of
  // its own.
  std::size_t end_of_line(std::size_t first) const {
    int bars = 0;
    // Each line repeats the signature.
    int width = std::abs(in_force(score_.keys, plan_.stretches[first].begin).fifths);
    for (std::size_t s = first; s < plan_.stretches.size(); ++s) {
      const notation::Stretch& stretch = plan_.stretches[s];
      // What stands before the first repeat, a silence or an upbeat, leads into its line.
      const bool named =
          std::any_of(score_.markers.begin(), score_.markers.end(), [&](const Marker& marker) {
            return s > 0 && marker.at > plan_.stretches[s - 1].begin && marker.at <= stretch.begin;
          });
      const bool breaks = (stretch.new_line || named) && s > first && s > 1;
      const int more = width_of(stretch);
      if (breaks || bars == kBarsOfLine || (bars > 0 && width + more > kWidthOfLine)) return s;
      width += more;
      const bool upbeat = grid_.at(stretch.begin).offset > 0 && grid_.at(stretch.end).offset == 0;
      if (!stretch.silent && !upbeat) ++bars;
    }
    return plan_.stretches.size();
  }

  // Of what begins in a stretch, in any voice: four for a moment with notes, one more for an eighth
  // to the next, two for a quarter, three for a half. Hidden rests take their place, too.
  int width_of(const notation::Stretch& stretch) const {
    std::set<Tick> onsets{stretch.end};
    for (const Voice& voice : voices_) {
      for (const Note& note : voice.track->notes) {
        if (note.onset >= stretch.begin && note.onset < stretch.end) onsets.insert(note.onset);
      }
    }
    int width = stretch.silent ? kWidthOfSilence : 0;
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
    const bool bass = std::all_of(voices_.begin(), voices_.end(), [](const Voice& voice) {
      return clef_of(*voice.track) == Clef::kBass;
    });
    const std::string clef = bass ? "bass" : "treble";
    text_ = "X:1\nT:" + one_line(score_.title) +
            (composer_.empty() ? "" : "\nC:" + one_line(composer_)) +
            "\nM:" + metre_name(in_force(score_.metres, 0)) +
            "\nL:1/16\nQ:" + tempo_text(score_.tempos.empty() ? Tempo{} : score_.tempos.front()) +
            "\n%%MIDI chordattack 0\n";
    if (voices_.size() > 1) {
      text_ += "%%score (";
      for (std::size_t v = 0; v < voices_.size(); ++v) {
        text_ += (v > 0 ? " " : "") + std::to_string(v + 1);
      }
      text_ += ")\n";
    }
    text_ += "K:" + key_text(in_force(score_.keys, 0)) + " clef=" + clef + "\n";
    for (std::size_t v = 0; v < voices_.size(); ++v) {
      text_ += "V:" + std::to_string(v + 1) + " clef=" + clef + "\n%%MIDI program " +
               std::to_string(voices_[v].track->program) + "\n";
    }
  }

  // Key and metre where they change; in the first voice tempo and what begins there, too.
  std::string changes_at(const notation::Stretch& stretch, Tick before, bool first_voice) const {
    std::string text;
    for (const Marker& marker : score_.markers) {
      if (first_voice && marker.at > before && marker.at <= stretch.begin) {
        text += "[P:" + one_line(marker.text) + "]";
      }
    }
    for (const Tempo& tempo : score_.tempos) {
      if (first_voice && tempo.at > before && tempo.at <= stretch.begin) {
        text += "[Q:" + tempo_text(tempo) + "]";
      }
    }
    std::string metre_change;
    for (const Metre& metre : score_.metres) {
      if (metre.at > before && metre.at <= stretch.begin) {
        metre_change = "[M:" + metre_name(metre) + "]";
      }
    }
    std::string key_change;
    for (const Key& key : score_.keys) {
      if (key.at > before && key.at <= stretch.begin) key_change = "[K:" + key_text(key) + "]";
    }
    return text + metre_change + key_change;
  }

  Status write_line(std::size_t v, std::size_t first, std::size_t last) {
    std::string line = "[V:" + std::to_string(v + 1) + "] ";
    for (std::size_t s = first; s < last; ++s) {
      const notation::Stretch& stretch = plan_.stretches[s];
      if (s > 0) {
        const std::string changes = changes_at(stretch, plan_.stretches[s - 1].begin, v == 0);
        if (!changes.empty()) line += changes + " ";
      }
      if (!stretch.opening.empty()) line += stretch.opening + " ";
      const Result<std::string> music =
          music_text(voices_[v], stretch, surroundings_of(stretch, v));
      if (!music) return music.error();
      line += *music + " ";
      if (!stretch.closing.empty()) line += stretch.closing + " ";
    }
    line.back() = '\n';
    text_ += line;
    return {};
  }

  Surroundings surroundings_of(const notation::Stretch& stretch, std::size_t voice) const {
    const BarPosition bar = grid_.at(stretch.begin);
    Surroundings surroundings;
    surroundings.beat = beam_ticks(bar.metre);
    surroundings.bar_begin = bar.begin;
    surroundings.fifths = in_force(score_.keys, stretch.begin).fifths;
    surroundings.upper_voice = voice == 0;
    surroundings.unshown.push_back({0, first_onset_});
    for (std::size_t v = 1; v < voices_.size() && voice == 0; ++v) {
      for (const Note& note : voices_[v].track->notes) {
        if (note.onset < stretch.end && stretch.begin < note.end()) {
          surroundings.unshown.push_back({note.onset, note.end()});
        }
      }
    }
    mark_ambiguous(bar, surroundings.ambiguous);
    return surroundings;
  }

  void mark_ambiguous(const BarPosition& bar, std::vector<bool>& ambiguous) const {
    const Tick end = bar.begin + bar.length;
    std::vector<int> seen(7, kUnseen);
    for (const Voice& voice : voices_) {
      const std::vector<Note>& notes = voice.track->notes;
      for (std::size_t i = 0; i < notes.size() && notes[i].onset < end; ++i) {
        if (notes[i].end() <= bar.begin) continue;
        const auto letter = static_cast<std::size_t>(voice.spellings[i].letter);
        const int accidental = voice.spellings[i].accidental;
        if (seen[letter] != kUnseen && seen[letter] != accidental) ambiguous[letter] = true;
        seen[letter] = accidental;
      }
    }
  }

  static constexpr int kUnseen = 99;

  const notation::Plan plan_;
  const Score& score_;
  const BarGrid grid_;
  const std::string composer_;
  std::vector<Voice> voices_;
  Tick first_onset_ = std::numeric_limits<Tick>::max();
  std::string text_;
};

}  // namespace
}  // namespace abc

Result<std::string> abc_from_score(const Score& score, const std::string& composer) {
  if (Status written = notation::check_lengths(score); !written) return std::move(written).error();
  return abc::TuneWriter(score, composer).write();
}

}  // namespace bach

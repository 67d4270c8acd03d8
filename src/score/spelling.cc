#include "score/spelling.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <tuple>

namespace bach {
namespace {

constexpr std::array<int, 7> kPitchOfLetter = {0, 2, 4, 5, 7, 9, 11};
constexpr std::array<int, 7> kFifthsOfLetter = {0, 2, 4, -1, 1, 3, 5};
constexpr int kFlattest = -15;  // F double flat
constexpr int kSharpest = 19;   // B double sharp

// Notes of context before a note, and from it on: the values D. Meredith found best ("The ps13
// pitch spelling algorithm", Journal of New Music Research 35, 2006).
constexpr std::size_t kBefore = 10;
constexpr std::size_t kAfter = 42;

// Steps on the line of fifths from a tonic to the notes of its harmonic chromatic scale, by
// semitones: minor second, minor third, raised fourth, minor sixth, minor seventh.
constexpr std::array<int, 12> kHarmonicChromatic = {0, -5, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5};

int remainder_of(int value, int by) { return (value % by + by) % by; }

// The place of a pitch class nearest above or at `flattest` on the line of fifths.
int place_from(int pitch_class, int flattest) {
  return flattest + remainder_of(pitch_class * 7 - flattest, 12);
}

// Where the twelve pitch classes stand as tonics in a piece in `key`: a major key's harmonic
// chromatic scale; a minor key's with the leading tone's side of it.
std::array<int, 12> tonics_in(const Key& key) {
  const int flattest = key.fifths - (key.mode == Mode::kMinor ? 2 : 5);
  std::array<int, 12> places{};
  for (int pitch_class = 0; pitch_class < 12; ++pitch_class) {
    places[static_cast<std::size_t>(pitch_class)] = place_from(pitch_class, flattest);
  }
  return places;
}

int spellable(int place) {
  while (place < kFlattest) place += 12;
  while (place > kSharpest) place -= 12;
  return place;
}

// The place most of the context votes for: each note near by, taken as a tonic, says how it would
// spell this one (ps13, stage 1). Even votes go to the place nearer the middle of the key.
int elect(int pitch_class, const std::array<int, 12>& counts, const std::array<int, 12>& tonics,
          const Key& key) {
  std::array<int, 64> votes{};  // by place + 32
  for (int tonic = 0; tonic < 12; ++tonic) {
    const auto t = static_cast<std::size_t>(tonic);
    const auto interval = static_cast<std::size_t>(remainder_of(pitch_class - tonic, 12));
    const int place = spellable(tonics[t] + kHarmonicChromatic[interval]);
    votes[static_cast<std::size_t>(place + 32)] += counts[t];
  }
  const int middle = key.fifths + (key.mode == Mode::kMinor ? 3 : 2);
  int best = spellable(place_from(pitch_class, middle - 6));
  for (int place = kFlattest; place <= kSharpest; ++place) {
    const auto rank = [&](int p) {
      return std::tuple(votes[static_cast<std::size_t>(p + 32)], -std::abs(p - middle));
    };
    if (remainder_of(place * 7, 12) == pitch_class && rank(place) > rank(best)) best = place;
  }
  return best;
}

}  // namespace

int line_of_fifths(const Spelling& spelling) {
  return kFifthsOfLetter[static_cast<std::size_t>(spelling.letter)] + 7 * spelling.accidental;
}

Spelling spelling_at(int pitch, int fifths) {
  // Letters in order of fifths, from F: F C G D A E B.
  constexpr std::array<std::int8_t, 7> kLetters = {3, 0, 4, 1, 5, 2, 6};
  const int from_f = fifths + 1;
  Spelling spelling;
  spelling.letter = kLetters[static_cast<std::size_t>(remainder_of(from_f, 7))];
  spelling.accidental = static_cast<std::int8_t>((from_f - remainder_of(from_f, 7)) / 7);
  const int natural = kPitchOfLetter[static_cast<std::size_t>(spelling.letter)];
  const int c = pitch - natural - spelling.accidental;  // the C below, a multiple of 12
  spelling.octave = static_cast<std::int8_t>((c - remainder_of(c, 12)) / 12 - 1);
  return spelling;
}

std::string to_string(const Spelling& spelling) {
  std::string text(1, "CDEFGAB"[spelling.letter]);
  text.append(static_cast<std::size_t>(std::abs(spelling.accidental)),
              spelling.accidental < 0 ? 'b' : '#');
  return text + std::to_string(spelling.octave);
}

std::vector<Spelling> spell(std::span<const PitchEvent> events, const Key& key) {
  const std::array<int, 12> tonics = tonics_in(key);
  std::vector<Spelling> spelled;
  spelled.reserve(events.size());
  std::array<int, 12> counts{};
  std::size_t begin = 0;
  std::size_t end = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    while (end < std::min(events.size(), i + kAfter)) ++counts[events[end++].pitch % 12];
    while (begin + kBefore < i) --counts[events[begin++].pitch % 12];
    const int pitch = events[i].pitch;
    spelled.push_back(spelling_at(pitch, elect(pitch % 12, counts, tonics, key)));
  }
  return spelled;
}

std::vector<std::vector<Spelling>> spell(const Score& score, std::span<const Key> keys) {
  struct Place {
    PitchEvent event;
    std::size_t track;
    std::size_t note;
  };
  std::vector<Place> places;
  std::vector<std::vector<Spelling>> spelled;
  for (std::size_t t = 0; t < score.tracks.size(); ++t) {
    const std::vector<Note>& notes = score.tracks[t].notes;
    spelled.emplace_back(notes.size());
    for (std::size_t n = 0; n < notes.size(); ++n) {
      places.push_back({{notes[n].onset, notes[n].pitch}, t, n});
    }
  }
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return std::tuple(a.event.onset, a.event.pitch, a.track, a.note) <
           std::tuple(b.event.onset, b.event.pitch, b.track, b.note);
  });
  // One key at a time: what comes after a change says nothing about what was before.
  std::size_t next_key = 0;
  for (std::size_t begin = 0; begin < places.size();) {
    Key key;
    while (next_key < keys.size() && keys[next_key].at <= places[begin].event.onset) ++next_key;
    if (next_key > 0) key = keys[next_key - 1];
    std::vector<PitchEvent> events;
    std::size_t end = begin;
    while (end < places.size() &&
           (next_key == keys.size() || places[end].event.onset < keys[next_key].at)) {
      events.push_back(places[end++].event);
    }
    const std::vector<Spelling> stretch = spell(events, key);
    for (std::size_t i = begin; i < end; ++i) {
      spelled[places[i].track][places[i].note] = stretch[i - begin];
    }
    begin = end;
  }
  return spelled;
}

}  // namespace bach

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

// Stage 1 of D. Meredith's ps13 ("The ps13 pitch spelling algorithm", Journal of New Music Research
// 35, 2006): notes of context before a note, and from it on.
constexpr std::size_t kBefore = 20;
constexpr std::size_t kAfter = 40;

// Stage 2 is ours: what melody says, in votes of stage 1. All numbers here were chosen on seven
// movements of Bach's cello suites, where one of 4,659 notes is then named otherwise than in print
// (stage 1 alone: 9).
constexpr int kChromaticStep = 20;     // against C – C sharp, where C – D flat would do
constexpr int kDiminishedThird = 20;   // against C sharp – E flat
constexpr std::size_t kEchoReach = 8;  // notes on either side …
constexpr int kOtherName = 4;          // … against calling the same pitch by another name there
constexpr int kMostPasses = 8;

// Steps on the line of fifths from a tonic to the notes of its harmonic chromatic scale, by
// semitones: minor second, minor third, raised fourth, minor sixth, minor seventh.
constexpr std::array<int, 12> kHarmonicChromatic = {0, -5, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5};

int remainder_of(int value, int by) { return (value % by + by) % by; }

// The place of a pitch class nearest above or at `flattest` on the line of fifths.
int place_from(int pitch_class, int flattest) {
  return flattest + remainder_of(pitch_class * 7 - flattest, 12);
}

// Where the twelve pitch classes stand as tonics in a piece in `key`: in C major A flat … C sharp,
// in A minor B flat … D sharp, for dominants are visited more than Neapolitans.
std::array<int, 12> tonics_in(const Key& key) {
  const int flattest = key.fifths - (key.mode == Mode::kMinor ? 2 : 4);
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

// Votes for the places on the line of fifths where one pitch class may stand, flattest first.
struct Ballot {
  static constexpr std::size_t kPlaces = 3;  // the line has 35 places
  int flattest = 0;  // place of votes[0]; those of the others 12 sharper each
  std::array<int, kPlaces> votes{};
};

int place_of(const Ballot& ballot, std::size_t choice) {
  return ballot.flattest + 12 * static_cast<int>(choice);
}

// Each note near by, taken as a tonic, says how it would spell this one.
Ballot vote(int pitch_class, const std::array<int, 12>& counts, const std::array<int, 12>& tonics) {
  Ballot ballot;
  ballot.flattest = place_from(pitch_class, kFlattest);
  for (int tonic = 0; tonic < 12; ++tonic) {
    const auto t = static_cast<std::size_t>(tonic);
    const auto interval = static_cast<std::size_t>(remainder_of(pitch_class - tonic, 12));
    const int place = spellable(tonics[t] + kHarmonicChromatic[interval]);
    ballot.votes[static_cast<std::size_t>((place - ballot.flattest) / 12)] += counts[t];
  }
  return ballot;
}

// What speaks against naming note `i` so, the names of all others standing.
int melodic_cost(std::span<const PitchEvent> events, const std::vector<int>& places, std::size_t i,
                 int place) {
  int cost = 0;
  const auto step = [&](std::size_t j) {
    const int semitones = std::abs(events[i].pitch - events[j].pitch);
    if (semitones == 0 || semitones > 2 || events[i].onset == events[j].onset) return;
    const int fifths = std::abs(place - places[j]);
    if (fifths == 7) cost += kChromaticStep;
    if (fifths == 10) cost += kDiminishedThird;
  };
  if (i > 0) step(i - 1);
  if (i + 1 < events.size()) step(i + 1);
  const std::size_t last = std::min(events.size(), i + kEchoReach + 1);
  for (std::size_t j = i - std::min(i, kEchoReach); j < last; ++j) {
    if (j != i && events[j].pitch == events[i].pitch && places[j] != place) cost += kOtherName;
  }
  return cost;
}

// The place with the most votes after costs; of even ones that nearer the middle of the key.
template <typename Cost>
int elect(const Ballot& ballot, int middle, Cost cost) {
  int best = ballot.flattest;
  int best_votes = 0;
  for (std::size_t choice = 0; choice < Ballot::kPlaces; ++choice) {
    const int place = place_of(ballot, choice);
    if (place > kSharpest) break;
    const int votes = ballot.votes[choice] - cost(place);
    const bool nearer = std::abs(place - middle) < std::abs(best - middle);
    if (choice == 0 || votes > best_votes || (votes == best_votes && nearer)) {
      best = place;
      best_votes = votes;
    }
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

int signature_accidental(int letter, int fifths) {
  // Places of C D E F G A B on the line of fifths; sharps come in the order F C G …, flats B E A ….
  static constexpr int kPlace[] = {1, 3, 5, 0, 2, 4, 6};
  const int place = kPlace[letter];
  if (fifths > 0) return place < fifths ? 1 : 0;
  return 6 - place < -fifths ? -1 : 0;
}

std::string to_string(const Spelling& spelling) {
  std::string text(1, "CDEFGAB"[spelling.letter]);
  text.append(static_cast<std::size_t>(std::abs(spelling.accidental)),
              spelling.accidental < 0 ? 'b' : '#');
  return text + std::to_string(spelling.octave);
}

std::vector<Spelling> spell(std::span<const PitchEvent> events, const Key& key) {
  const std::array<int, 12> tonics = tonics_in(key);
  const int middle = key.fifths + (key.mode == Mode::kMinor ? 3 : 2);
  std::vector<Ballot> ballots;
  std::vector<int> places;
  std::array<int, 12> counts{};
  std::size_t begin = 0;
  std::size_t end = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    while (end < std::min(events.size(), i + kAfter)) ++counts[events[end++].pitch % 12];
    while (begin + kBefore < i) --counts[events[begin++].pitch % 12];
    ballots.push_back(vote(events[i].pitch % 12, counts, tonics));
    // Melody weighs the same at the ends of a piece, where fewer notes vote.
    for (int& votes : ballots.back().votes) {
      votes = votes * static_cast<int>(kBefore + kAfter) / static_cast<int>(end - begin);
    }
    places.push_back(elect(ballots.back(), middle, [](int) { return 0; }));
  }

  // Each note in turn takes the name that suits those of its neighbours best, until none changes.
  bool changed = true;
  for (int pass = 0; changed && pass < kMostPasses; ++pass) {
    changed = false;
    for (std::size_t i = 0; i < events.size(); ++i) {
      const int place = elect(ballots[i], middle, [&](int candidate) {
        return melodic_cost(events, places, i, candidate);
      });
      changed = changed || place != places[i];
      places[i] = place;
    }
  }

  std::vector<Spelling> spelled;
  for (std::size_t i = 0; i < events.size(); ++i) {
    spelled.push_back(spelling_at(events[i].pitch, places[i]));
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

// Music as plain values: what every other module passes around.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

namespace bach {

// Musical time; Score::ticks_per_quarter of them make a quarter note.
using Tick = std::int64_t;

struct Note {
  Tick onset = 0;
  Tick duration = 0;          // > 0
  std::uint8_t pitch = 0;     // MIDI note number 0 … 127, 60 = middle C
  std::uint8_t velocity = 0;  // 1 … 127

  bool operator==(const Note&) const = default;
  // By onset, pitch, duration, velocity: the order notes stand in.
  friend auto operator<=>(const Note& a, const Note& b) {
    return std::tie(a.onset, a.pitch, a.duration, a.velocity) <=>
           std::tie(b.onset, b.pitch, b.duration, b.velocity);
  }
  Tick end() const { return onset + duration; }
};

inline constexpr std::uint8_t kCelloProgram = 42;  // General MIDI, 0-based
inline constexpr std::uint8_t kDrumChannel = 9;    // 0-based: pitches on it name drums
// Of notes written down rather than played.
inline constexpr std::uint8_t kPlainVelocity = 100;

// One voice or part: notes of one channel and one program.
struct Track {
  std::string name;          // UTF-8, may be empty
  std::uint8_t channel = 0;  // 0 … 15
  std::uint8_t program = 0;  // General MIDI, 0-based: 42 is Cello
  std::vector<Note> notes;   // sorted

  bool operator==(const Track&) const = default;
};

struct Tempo {
  Tick at = 0;
  std::uint32_t microseconds_per_quarter = 500000;
  bool operator==(const Tempo&) const = default;
};

struct Metre {
  Tick at = 0;
  int numerator = 4;
  int denominator = 4;  // a power of two, 1 … 128
  bool operator==(const Metre&) const = default;
};

enum class Mode : std::uint8_t { kMajor, kMinor };

struct Key {
  Tick at = 0;
  int fifths = 0;  // −7 (seven flats) … +7 (seven sharps), as in a key signature
  Mode mode = Mode::kMajor;
  bool operator==(const Key&) const = default;
};

struct Marker {
  Tick at = 0;
  std::string text;  // UTF-8
  bool operator==(const Marker&) const = default;
};

// A stretch [begin, end) of the written music.
struct Section {
  Tick begin = 0;
  Tick end = 0;
  bool operator==(const Section&) const = default;
};

// A piece. Two forms share the type:
//  - unfolded, as it sounds: `play_order` is empty;
//  - folded, as it is written: `sections` tile [sections.front().begin, length()) without gaps, and
//    `play_order` lists their indices in the order they sound ({0, 0, 1, 1} for |: A :|: B :|; a
//    first and second ending are sections of their own: {0, 1, 0, 2}). No note crosses the end of
//    its section. See score/fold.h.
// Bars are counted from tick 0 (and from each change of metre); an upbeat is a first bar that
// begins with silence.
struct Score {
  int ticks_per_quarter = 480;  // 1 … 32767
  std::string title;            // UTF-8, may be empty
  std::vector<Track> tracks;    // only tracks with notes
  std::vector<Tempo> tempos;    // by `at`; 120 quarters per minute before the first
  std::vector<Metre> metres;    // by `at`; 4/4 before the first
  std::vector<Key> keys;        // by `at`; none when the source does not say
  std::vector<Marker> markers;  // by `at`
  Tick end = 0;                 // where the piece ends: at least the end of its last note
  std::vector<Section> sections;
  std::vector<int> play_order;

  bool operator==(const Score&) const = default;
};

}  // namespace bach

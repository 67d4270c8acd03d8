// Scores that could be anything a MIDI file can say.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>

#include "base/random.h"
#include "score/score.h"

namespace bach::test {

// Equal for equal seeds. Overlapping notes of one pitch in a track end in the order they begin, as
// MIDI can say it.
class RandomScores {
 public:
  Score make(std::uint64_t seed) {
    seed_ = seed;
    drawn_ = 0;
    Score score;
    score.ticks_per_quarter = static_cast<int>(1 + draw(32767));
    score.title = words();
    for (std::uint32_t left = draw(5); left > 0; --left) score.tracks.push_back(track());
    Tick at = 0;
    for (std::uint32_t left = draw(4); left > 0; --left) {
      score.tempos.push_back({at, 1 + draw((1u << 24) - 1)});
      score.metres.push_back({at, static_cast<int>(1 + draw(255)), 1 << draw(8)});
      score.keys.push_back(
          {at, static_cast<int>(draw(15)) - 7, draw(2) == 0 ? Mode::kMajor : Mode::kMinor});
      score.markers.push_back({at, words() + 'm'});  // one without text is dropped
      score.markers.push_back({at, words() + 'm'});  // one without text is dropped
      at += 1 + draw(3000);
    }
    score.end = at;
    for (const Track& t : score.tracks) {
      for (const Note& note : t.notes) score.end = std::max(score.end, note.end());
    }
    score.end += draw(1000);
    return score;
  }

 private:
  std::uint32_t draw(std::uint32_t bound) {
    return CounterRandom(seed_, Purpose::kProgress).below(bound, drawn_++, 0, 0);
  }

  std::string words() {
    static const char* const kWords[] = {"", "Cello", "A'", "Prélude ", "序曲", "x\ny"};
    return std::string(kWords[draw(6)]) + kWords[draw(6)];
  }

  Track track() {
    Track result{
        words(), static_cast<std::uint8_t>(draw(16)), static_cast<std::uint8_t>(draw(128)), {}};
    Tick onset = draw(3) == 0 ? Tick{1} << 33 : draw(500);
    std::map<int, Tick> last_end;  // by pitch
    for (std::uint32_t left = 1 + draw(60); left > 0; --left) {
      const int pitch = static_cast<int>(draw(2) == 0 ? draw(128) : 60 + draw(3));
      Tick& end = last_end[pitch];
      end = std::max(end, onset + 1 + draw(200));
      result.notes.push_back({onset, end - onset, static_cast<std::uint8_t>(pitch),
                              static_cast<std::uint8_t>(1 + draw(127))});
      onset += draw(3) == 0 ? 0 : draw(300);
    }
    std::sort(result.notes.begin(), result.notes.end());
    return result;
  }

  std::uint64_t seed_ = 0;
  std::uint64_t drawn_ = 0;
};

}  // namespace bach::test

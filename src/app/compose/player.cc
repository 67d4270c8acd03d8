#include "app/compose/player.h"

#include <algorithm>
#include <optional>
#include <string>

#include "app/compose/task.h"
#include "app/compose/values.h"

namespace bach {
namespace {

constexpr int kOctaveSemitones = 12;
constexpr int kMostOctaves = 5;
constexpr int kHighestOfMidi = 127;  // of MIDI

bool within(const PitchLimits& music, int semitones, int lowest, int highest) {
  return music.lowest + semitones >= lowest && music.highest + semitones <= highest;
}

PitchLimits pitches_of(const Score& score) {
  PitchLimits music{kHighestOfMidi, 0};
  for (const Track& track : score.tracks) {
    if (track.channel == kDrumChannel) continue;
    for (const Note& note : track.notes) {
      music.lowest = std::min<int>(music.lowest, note.pitch);
      music.highest = std::max<int>(music.highest, note.pitch);
    }
  }
  return music;
}

// To where `player` can play it; none: nowhere.
std::optional<int> way_to(const Instrument& player, const Score& score, const PitchLimits& music) {
  if (within(music, 0, player.lowest, player.highest)) return 0;
  const Instrument* own = instrument_of(score.tracks.front().program);
  const int there = player.above_cello - (own == nullptr ? 0 : own->above_cello);
  for (int octaves = 0; octaves <= kMostOctaves; ++octaves) {
    for (const int semitones :
         {there + octaves * kOctaveSemitones, there - octaves * kOctaveSemitones}) {
      if (within(music, semitones, player.lowest, player.highest)) return semitones;
    }
  }
  return std::nullopt;
}

void move(GivenPiece& given, int semitones) {
  if (semitones == 0) return;
  for (Track& track : given.score.tracks) {
    if (track.channel == kDrumChannel) continue;
    for (Note& note : track.notes) note.pitch = static_cast<std::uint8_t>(note.pitch + semitones);
  }
  for (Mark& mark : given.marks) mark.pitch = static_cast<std::uint8_t>(mark.pitch + semitones);
  for (Key& key : given.score.keys) key = transposed(key, semitones);
  for (SuiteNote& note : given.notes) {
    note.token.pitch = static_cast<std::uint8_t>(note.token.pitch + semitones);
  }
  for (SuitePart& part : given.plan.parts) part.key = transposed(part.key, semitones);
}

std::string spans(const PitchLimits& music) {
  return pitch_text(music.lowest) + " to " + pitch_text(music.highest);
}

}  // namespace

Status give_to_player(GivenPiece& given, const ComposeRequest& request) {
  const PitchLimits music = pitches_of(given.score);
  int semitones = request.transpose;
  if (request.instrument && request.instrument->instrument != nullptr) {
    const Instrument& player = *request.instrument->instrument;
    const std::string range =
        "a " + std::string(player.name) + "'s is " + spans({player.lowest, player.highest});
    const std::optional<int> way = way_to(player, given.score, music);
    if (!way) {
      return invalid_argument("instrument",
                              "the music goes from " + spans(music) + ", and " + range);
    }
    semitones += *way;
    if (!within(music, semitones, player.lowest, player.highest)) {
      return invalid_argument("transpose",
                              "leads out of the instrument's range: the music goes from " +
                                  spans({music.lowest + semitones - request.transpose,
                                         music.highest + semitones - request.transpose}) +
                                  " before, and " + range);
    }
    for (Track& track : given.score.tracks) track.name = title_of(player);
  } else if (!within(music, semitones, 0, kHighestOfMidi)) {
    return invalid_argument(
        "transpose", "leads out of the pitches of MIDI: the music goes from " + spans(music));
  }
  move(given, semitones);
  for (Track& track : given.score.tracks) {
    if (request.instrument) track.program = static_cast<std::uint8_t>(request.instrument->program);
  }
  return {};
}

int above_model_of(const GivenPiece& given, const ComposeRequest& request) {
  int above = above_model(request);
  PitchLimits heard{kHighestSuitePitch, kLowestSuitePitch};
  for (const SuiteNote& note : given.notes) {
    heard.lowest = std::min<int>(heard.lowest, note.token.pitch);
    heard.highest = std::max<int>(heard.highest, note.token.pitch);
  }
  while (heard.lowest - above < kLowestSuitePitch) above -= kOctaveSemitones;
  while (heard.highest - above > kHighestSuitePitch) above += kOctaveSemitones;
  // Music that fills the suite pitches is heard where it stands.
  return heard.lowest - above < kLowestSuitePitch ? 0 : above;
}

}  // namespace bach

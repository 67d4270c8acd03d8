#include "suite/decode.h"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

namespace bach {
namespace {

bool same_key(const Key& a, const Key& b) { return a.fifths == b.fifths && a.mode == b.mode; }

std::vector<Track> tracks_of(std::vector<Note> notes) {
  std::vector<Track> tracks;
  for (std::vector<Note>& voice : deal_voices(std::move(notes))) {
    tracks.push_back({{}, 0, kCelloProgram, std::move(voice)});
  }
  return tracks;
}

}  // namespace

std::vector<std::vector<Note>> deal_voices(std::vector<Note> notes) {
  std::sort(notes.begin(), notes.end(), [](const Note& a, const Note& b) {
    return std::tuple(a.onset, -a.pitch, a.duration) < std::tuple(b.onset, -b.pitch, b.duration);
  });
  std::vector<std::vector<Note>> voices;
  for (const Note& note : notes) {
    const auto free = std::find_if(voices.begin(), voices.end(), [&](const std::vector<Note>& v) {
      return v.back().end() <= note.onset;
    });
    if (free == voices.end()) {
      voices.push_back({note});
    } else {
      free->push_back(note);
    }
  }
  return voices;
}

Score decode_suite(const SuitePiece& piece, const std::string& title) {
  Score score;
  score.ticks_per_quarter = kSuiteTicksPerQuarter;
  score.title = title;
  score.metres = piece.plan.metres;
  for (const SuitePart& part : piece.plan.parts) {
    if (score.keys.empty() || !same_key(score.keys.back(), part.key))
      score.keys.push_back(part.key);
  }
  std::vector<Note> notes;
  for (const SuiteSection& section : piece.sections) {
    score.sections.push_back({section.begin, section.end});
    Tick onset = section.first_onset;
    for (const SuiteToken& token : section.tokens) {
      const RhythmClass& value = rhythm(token.rhythm);
      const Tick duration = std::min(value.duration, section.end - onset);
      if (duration > 0) notes.push_back({onset, duration, token.pitch, kPlainVelocity});
      onset += value.gap;
    }
    score.end = section.end;
  }
  score.play_order = piece.play_order;
  score.tracks = tracks_of(std::move(notes));
  return score;
}

Score without_performance(const Score& score) {
  Score bare;
  bare.ticks_per_quarter = score.ticks_per_quarter;
  bare.metres = score.metres;
  bare.keys = score.keys;
  bare.sections = score.sections;
  bare.play_order = score.play_order;
  bare.end = score.end;
  std::vector<Note> notes;
  for (const Track& track : score.tracks) {
    notes.insert(notes.end(), track.notes.begin(), track.notes.end());
  }
  for (Note& note : notes) note.velocity = kPlainVelocity;
  bare.tracks = tracks_of(std::move(notes));
  return bare;
}

}  // namespace bach

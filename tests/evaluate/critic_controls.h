// Music that was spoilt on purpose, so that it is known what a critic has to hear.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "corpus/corpus.h"
#include "evaluate/critic/critic.h"

namespace bach::controls {

// The pieces of a set of movements; those that cannot be read or heard are missing.
inline std::vector<CriticPiece> heard_movements(std::span<const Movement> movements,
                                                ThreadPool& threads) {
  std::vector<CriticPiece> pieces(movements.size());
  threads.run(static_cast<int>(movements.size()), [&](int i) {
    const Movement& movement = movements[static_cast<std::size_t>(i)];
    const Result<Score> score = load_movement(movement);
    if (!score) return;
    Result<std::vector<CriticDance>> dances = hear_dances(movement.alias, *score);
    if (!dances) return;
    pieces[static_cast<std::size_t>(i)] = {
        movement.alias, movement.alias.substr(0, movement.alias.find('-')), std::move(*dances)};
  });
  std::erase_if(pieces, [](const CriticPiece& piece) { return piece.dances.empty(); });
  return pieces;
}

// `change` makes another score of a dance's; every dance is heard again.
template <typename Change>
std::vector<CriticPiece> changed(const std::vector<CriticPiece>& pieces, Change&& change,
                                 ThreadPool& threads) {
  std::vector<CriticPiece> made(pieces.size());
  threads.run(static_cast<int>(pieces.size()), [&](int i) {
    const CriticPiece& piece = pieces[static_cast<std::size_t>(i)];
    CriticPiece& mine = made[static_cast<std::size_t>(i)];
    mine = {piece.name, piece.suite, {}};
    for (std::size_t d = 0; d < piece.dances.size(); ++d) {
      const auto row = static_cast<std::uint32_t>(2 * static_cast<std::size_t>(i) + d);
      Result<CriticDance> dance = hear_dance(piece.dances[d].name, change(piece.dances[d], row));
      if (dance) mine.dances.push_back(std::move(*dance));
    }
  });
  std::erase_if(made, [](const CriticPiece& piece) { return piece.dances.empty(); });
  return made;
}

inline constexpr std::uint64_t kControlSeed = 7;
inline const CounterRandom kRandom{kControlSeed, Purpose::kEvaluate};

// All full bars of the same length in another order; what rings on ends with its bar.
inline Score bars_shuffled(const CriticDance& dance, std::uint32_t row) {
  std::vector<const FormBar*> bars;
  for (const FormBar& bar : dance.form.bars) {
    if (bar.full) bars.push_back(&bar);
  }
  std::vector<std::size_t> source(bars.size());
  for (std::size_t b = 0; b < source.size(); ++b) source[b] = b;
  for (std::size_t b = source.size(); b > 1; --b) {
    const auto other =
        kRandom.below(static_cast<std::uint32_t>(b), 10, row, static_cast<std::uint32_t>(b));
    const auto length = [&](std::size_t k) { return bars[k]->end - bars[k]->begin; };
    if (length(b - 1) == length(other)) std::swap(source[b - 1], source[other]);
  }
  Score score = dance.score;
  for (std::size_t t = 0; t < score.tracks.size(); ++t) {
    std::vector<Note>& notes = score.tracks[t].notes;
    notes.clear();
    for (const Note& note : dance.score.tracks[t].notes) {
      const FormBar* bar = nullptr;
      for (std::size_t b = 0; b < bars.size(); ++b) {
        const FormBar& from = *bars[source[b]];
        if (note.onset < from.begin || note.onset >= from.end) continue;
        bar = bars[b];
        Note moved = note;
        moved.onset += bar->begin - from.begin;
        moved.duration = std::min(moved.duration, bar->end - moved.onset);
        notes.push_back(moved);
      }
      if (bar == nullptr) notes.push_back(note);
    }
    std::sort(notes.begin(), notes.end());
  }
  return score;
}

// Every four bars moved by −5 … +6 semitones, never by none.
inline Score blocks_transposed(const CriticDance& dance, std::uint32_t row) {
  Score score = dance.score;
  for (Track& track : score.tracks) {
    for (Note& note : track.notes) {
      std::uint32_t block = 0;
      for (std::size_t b = 0; b < dance.form.bars.size(); ++b) {
        if (dance.form.bars[b].begin <= note.onset) block = static_cast<std::uint32_t>(b / 4);
      }
      int moved = static_cast<int>(kRandom.below(11, 11, row, block)) - 5;
      if (moved >= 0) ++moved;
      note.pitch = static_cast<std::uint8_t>(std::clamp(note.pitch + moved, 0, 127));
    }
    std::sort(track.notes.begin(), track.notes.end());
  }
  return score;
}

// So many notes of 1,000 a semitone higher or lower.
inline Score notes_moved(const CriticDance& dance, std::uint32_t row, std::uint32_t per_thousand) {
  Score score = dance.score;
  std::uint32_t unit = 0;
  for (Track& track : score.tracks) {
    for (Note& note : track.notes) {
      const std::uint32_t drawn = kRandom.below(2000, 12, row, unit++);
      if (drawn / 2 >= per_thousand) continue;
      note.pitch =
          static_cast<std::uint8_t>(std::clamp(note.pitch + (drawn % 2 == 0 ? 1 : -1), 0, 127));
    }
    std::sort(track.notes.begin(), track.notes.end());
  }
  return score;
}

}  // namespace bach::controls

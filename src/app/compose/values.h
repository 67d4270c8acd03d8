// What people type for keys, metres and the like, as values. Errors say what is wrong and what would
// do, without the argument they came from: kInvalidArgument.
#pragma once

#include <string>

#include "app/compose/request.h"
#include "base/export.h"
#include "base/result.h"
#include "compose/pitch_limits.h"
#include "score/piece_kind.h"
#include "score/score.h"

namespace bach {

// "gigue", "Bourrée", see kind_of().
BACH_API Result<PieceKind> parse_kind(const std::string& text);
// "menuet", "bourree" or "gavotte".
BACH_API Result<PieceKind> parse_galanterie(const std::string& text);
// "A minor", "Eb", "fis-moll" …, see key_from_name().
BACH_API Result<Key> parse_key(const std::string& text);
// "A minor". From seven flats to seven sharps.
BACH_API std::string key_words(const Key& key);
// "3/4".
BACH_API Result<Metre> parse_metre(const std::string& text);
// Pitches and ranges: see compose/pitch_limits.h.
// "16", or "8+12" of two parts; 1 … kMostBars in all.
inline constexpr int kMostBars = 1000;
BACH_API Result<BarCount> parse_bar_count(const std::string& text);
BACH_API std::string bar_count_text(const BarCount& bars);
// "violin", a name of General MIDI or its number, 1 … 128.
BACH_API Result<Player> parse_player(const std::string& text);
BACH_API std::string player_text(const Player& player);

}  // namespace bach

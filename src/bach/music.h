// Music in and out: files, folders and the movements carried in the library.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/music/named_score.h"
#include "base/export.h"
#include "base/result.h"
#include "score/score.h"

namespace bach {

// `input`: a MIDI, ABC or MusicXML file, "-" for standard input, or a movement of Bach's cello suites by
// name, "cs1-1pre" or "bwv1007-1". Errors name it; kNotFound suggests the nearest movement.
BACH_API Result<NamedScore> load_piece(const std::string& input);

// All pieces behind `inputs`, folders too (every .mid, .midi and .abc in them, at any depth); the
// 36 movements when nothing is named. The first input that cannot be read is the error.
BACH_API Result<std::vector<NamedScore>> load_pieces(const std::vector<std::string>& inputs = {});

struct SaveOptions {
  bool sine_waves = false;  // of sound: instead of the instruments of a SoundFont
  std::uint64_t seed = 42;  // of sound: decides the little chances of the phrasing
};

// Writes a piece as it sounds in the format `path` ends in: .mid, .abc, .musicxml, sound as .wav,
// .flac or .ogg, engraved pages as .pdf, .svg or .png (through MuseScore, LilyPond or abcm2ps). Replaces what
// is there. Errors: an unknown ending, music that cannot be written so, what the system says.
BACH_API Status save_piece(const Score& score, const std::string& path,
                           const SaveOptions& options = {});

// The same with what is known of it beside its notes: repeats, marks and composer stand in what is
// written. As `bach render` writes it.
BACH_API Status save_piece(const NamedScore& piece, const std::string& path,
                           const SaveOptions& options = {});

// The bytes of a Standard MIDI File, type 1, as it sounds.
BACH_API std::vector<std::uint8_t> midi_bytes(const Score& score);

}  // namespace bach

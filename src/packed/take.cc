#include "packed/take.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "packed/fingerprint.h"
#include "packed/payload.h"
#include "score/piece_kind.h"
#include "suite/encode.h"
#include "token/pitch_sequences.h"

namespace bach {
namespace {

std::size_t notes_of(const Score& score) {
  std::size_t notes = 0;
  for (const Track& track : score.tracks) notes += track.notes.size();
  return notes;
}

std::string share_text(std::size_t part, std::size_t whole) {
  return std::to_string(part) + " of " + std::to_string(whole) + " notes";
}

const Track& busiest_track(const Score& score) {
  return *std::max_element(
      score.tracks.begin(), score.tracks.end(),
      [](const Track& a, const Track& b) { return a.notes.size() < b.notes.size(); });
}

// The tracks to learn from.
void choose_tracks(const TakeOptions& options, Score& score) {
  const auto wanted = [&](const Track& track) {
    return track.channel != kDrumChannel && !track.notes.empty() &&
           (options.programs.empty() ||
            std::count(options.programs.begin(), options.programs.end(), track.program) > 0);
  };
  std::erase_if(score.tracks, [&](const Track& track) { return !wanted(track); });
  if (options.voices == TakenVoices::kBusiest && score.tracks.size() > 1) {
    Track busiest = busiest_track(score);
    score.tracks = {std::move(busiest)};
  }
}

Metre first_metre(const Score& score) {
  return score.metres.empty() || score.metres.front().at > 0 ? Metre{} : score.metres.front();
}

bool among(const Metre& metre, const std::vector<Metre>& metres) {
  return metres.empty() || std::any_of(metres.begin(), metres.end(), [&](const Metre& wanted) {
           return wanted.numerator == metre.numerator && wanted.denominator == metre.denominator;
         });
}

std::string metre_text(const Metre& metre) {
  return std::to_string(metre.numerator) + "/" + std::to_string(metre.denominator);
}

// `all` notes were in the file.
std::optional<Refusal> refused(const Score& chosen, std::size_t percussion, std::size_t all,
                               const TakeOptions& options) {
  const std::size_t notes = notes_of(chosen);
  if (all == 0) return Refusal{"no notes", {}};
  if (percussion * 100 > all * static_cast<std::size_t>(options.most_percussion)) {
    return Refusal{"more than " + std::to_string(options.most_percussion) + " % percussion",
                   share_text(percussion, all)};
  }
  if (notes == 0 && percussion == all) return Refusal{"nothing but percussion", {}};
  if (notes == 0) return Refusal{"no track of the instruments asked for", {}};
  const auto tracks = static_cast<int>(chosen.tracks.size());
  if (options.most_tracks > 0 && tracks > options.most_tracks) {
    return Refusal{"more than " + std::to_string(options.most_tracks) + " voices",
                   std::to_string(tracks)};
  }
  if (notes < static_cast<std::size_t>(options.least_notes)) {
    return Refusal{"fewer than " + std::to_string(options.least_notes) + " notes",
                   std::to_string(notes)};
  }
  if (notes > static_cast<std::size_t>(options.most_notes)) {
    return Refusal{"more than " + std::to_string(options.most_notes) + " notes",
                   std::to_string(notes)};
  }
  if (const Metre metre = first_metre(chosen); !among(metre, options.metres)) {
    return Refusal{"in another metre", metre_text(metre)};
  }
  return std::nullopt;
}

void describe(const Score& chosen, std::size_t percussion, std::size_t all, PieceFacts& facts) {
  facts.notes = static_cast<std::uint32_t>(notes_of(chosen));
  const Tick quarters = (chosen.end + chosen.ticks_per_quarter - 1) / chosen.ticks_per_quarter;
  facts.quarters = static_cast<std::uint32_t>(std::min<Tick>(quarters, UINT32_MAX));
  const Metre metre = first_metre(chosen);
  facts.metre_numerator = static_cast<std::uint8_t>(metre.numerator);
  facts.metre_denominator = static_cast<std::uint8_t>(metre.denominator);
  facts.tracks = static_cast<std::uint8_t>(std::min<std::size_t>(chosen.tracks.size(), 255));
  facts.program = busiest_track(chosen).program;
  facts.lowest = 127;
  for (const Track& track : chosen.tracks) {
    for (const Note& note : track.notes) {
      facts.lowest = std::min(facts.lowest, note.pitch);
      facts.highest = std::max(facts.highest, note.pitch);
    }
  }
  facts.percussion = static_cast<std::uint8_t>(percussion * 100 / all);
}

struct NoteCounts {
  std::size_t percussion = 0;
  std::size_t all = 0;
};

NoteCounts counts_of(const Score& score) {
  NoteCounts counts{0, notes_of(score)};
  for (const Track& track : score.tracks) {
    if (track.channel == kDrumChannel) counts.percussion += track.notes.size();
  }
  return counts;
}

// What each preset learns from.
void add_tokens(const Score& chosen, const std::string& name, PackedPiece& piece) {
  std::size_t suite_dropped = 0;
  for (const Track& track : chosen.tracks) {
    for (const Note& note : track.notes) suite_dropped += is_suite_pitch(note.pitch) ? 0 : 1;
  }
  if (Result<SuiteEncoding> encoding = encode_any(chosen, name);
      encoding && fits_payload(encoding->piece)) {
    const std::size_t notes = count_first_statements(encoding->piece);
    if (notes > 0) append_suite_piece(encoding->piece, piece.suite);
    piece.facts.suite_notes = static_cast<std::uint32_t>(notes);
    if (notes > 0) piece.facts.kind = static_cast<std::uint8_t>(encoding->piece.plan.kind);
  }
  const std::vector<int> pitches = leading_pitches(chosen);
  for (const int pitch : pitches) {
    if (has_row(pitch)) piece.sequence.push_back(static_cast<std::uint8_t>(row_of_pitch(pitch)));
  }
  piece.facts.sequence_notes = static_cast<std::uint32_t>(piece.sequence.size());
  piece.facts.dropped =
      static_cast<std::uint32_t>(std::max(suite_dropped, pitches.size() - piece.sequence.size()));
}

}  // namespace

std::string settings_text(const TakeOptions& options) {
  std::string text = options.voices == TakenVoices::kMerged ? "voices merged" : "voices busiest";
  if (!options.programs.empty()) {
    std::vector<int> programs = options.programs;
    std::sort(programs.begin(), programs.end());
    text += ", programs";
    for (const int program : programs) text += " " + std::to_string(program);
  }
  if (options.most_tracks > 0)
    text += ", at most " + std::to_string(options.most_tracks) + " voices";
  text += ", " + std::to_string(options.least_notes) + " to " + std::to_string(options.most_notes) +
          " notes";
  if (!options.metres.empty()) {
    text += ", metres";
    for (const Metre& metre : options.metres) text += " " + metre_text(metre);
  }
  if (options.most_percussion < 100) {
    text += ", at most " + std::to_string(options.most_percussion) + " % percussion";
  }
  return text + ", " + std::to_string(options.held_out) + " % held out";
}

std::optional<Refusal> choose_voices(const TakeOptions& options, Score& score) {
  const NoteCounts counts = counts_of(score);
  choose_tracks(options, score);
  return refused(score, counts.percussion, counts.all, options);
}

Taken take_piece(Score score, const std::string& name, const TakeOptions& options,
                 const HasMusic& has) {
  const NoteCounts counts = counts_of(score);
  if (auto refusal = choose_voices(options, score)) return {{}, std::move(*refusal)};
  PackedPiece piece;
  piece.name = name;
  describe(score, counts.percussion, counts.all, piece.facts);
  const Fingerprint fingerprint = fingerprint_of(score);
  piece.facts.hash = fingerprint.hash;
  piece.sketch = fingerprint.sketch;
  const bool held_out = fingerprint.hash.low % 100 < static_cast<std::uint64_t>(options.held_out);
  piece.facts.split = held_out ? PackedSplit::kHeldOut : PackedSplit::kTraining;
  if (has && has(piece.facts.hash)) return {std::move(piece), {}};
  add_tokens(score, name, piece);
  if (piece.facts.suite_notes == 0 && piece.sequence.empty()) {
    return {{}, {"no note that a preset has a token for", {}}};
  }
  return {std::move(piece), {}};
}

}  // namespace bach

// Any sequence of suite tokens, in any plan, is a valid score that every writer takes; any row of
// the notebook's vocabulary is a pitch.
#include <array>

#include "fuzz/bytes.h"
#include "fuzz/valid_score.h"
#include "notation/abc/writer.h"
#include "notation/notate.h"
#include "score/from_midi.h"
#include "score/to_midi.h"
#include "score/unfold.h"
#include "suite/decode.h"
#include "suite/encode.h"
#include "token/pitch_vocabulary.h"

namespace bach {
namespace {

SuiteToken token_of(fuzz::Choices& choices) {
  return {static_cast<std::uint8_t>(kLowestSuitePitch + choices.below(kSuitePitches)),
          static_cast<std::uint8_t>(choices.below(kRhythmClasses))};
}

// Sections of up to 64 quarters that tile the music, each with tokens that may run past its end.
SuitePiece piece_of(fuzz::Choices& choices) {
  SuitePiece piece;
  piece.plan.kind = static_cast<PieceKind>(choices.below(kPieceKinds));
  piece.plan.metres = {{0, 1 + choices.below(12), 1 << choices.below(5)}};
  const int sections = 1 + choices.below(4);
  Tick at = 0;
  for (int s = 0; s < sections; ++s) {
    SuiteSection section;
    section.begin = at;
    section.end = at + 480 * (1 + choices.below(64));
    section.first_onset = at + 60 * choices.below(32);
    for (int left = choices.byte(); left > 0 && !choices.over(); --left) {
      section.tokens.push_back(token_of(choices));
    }
    at = section.end;
    SuitePart part;
    part.begin = section.begin;
    part.end = section.end;
    part.first_onset = section.first_onset;
    part.role = static_cast<PartRole>(choices.below(kPartRoles));
    part.key = {s == 0 ? 0 : section.begin, choices.below(15) - 7,
                choices.coin() ? Mode::kMinor : Mode::kMajor};
    piece.plan.parts.push_back(part);
    piece.sections.push_back(std::move(section));
    const int times = 1 + choices.below(2);
    for (int k = 0; k < times; ++k) piece.play_order.push_back(s);
  }
  return piece;
}

}  // namespace
}  // namespace bach

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  for (std::size_t i = 0; i < size; ++i) {
    const int pitch = pitch_of_row(data[i] % kPitchRows);
    fuzz::check(has_row(pitch) && row_of_pitch(pitch) == data[i] % kPitchRows, "rows are pitches");
  }
  fuzz::Choices choices(data, size);
  const SuitePiece piece = piece_of(choices);
  const Score folded = decode_suite(piece, "fuzz");
  fuzz::check_valid(folded);
  const Score score = unfold(folded);
  fuzz::check_valid(score);
  const Result<ImportedScore> again = score_from_midi(midi_from_score(score));
  fuzz::check(again.ok() && again->warnings.empty(), "its MIDI is read without mending");
  if (score.tracks.empty()) return 0;
  const Result<SuiteEncoding> encoded = encode_suite(folded, piece.plan.kind);
  fuzz::check(encoded.ok(), "it can be encoded again");
  fuzz::check_valid(decode_suite(encoded->piece));
  const Result<Notated> notated = notate(score);
  fuzz::check(notated.ok() && abc_from_score(notated->score).ok(), "it can be written down");
  return 0;
}

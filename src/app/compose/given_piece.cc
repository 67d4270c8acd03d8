#include "app/compose/given_piece.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <utility>

#include "score/bars.h"
#include "score/fold.h"
#include "score/limits.h"
#include "suite/decode.h"
#include "suite/encode.h"
#include "suite/grid.h"

namespace bach {
namespace {

constexpr int kFinest = 24;        // of a quarter: every onset of a token is a multiple
constexpr int kMostTicks = 32767;  // a quarter

// Puts the score into ticks that suite ticks can be said in, or leaves it in its own where they are
// so fine that rounding is not heard.
void refine_ticks(Score& score, Marks& marks) {
  const int factor = kFinest / std::gcd(kFinest, score.ticks_per_quarter);
  if (factor == 1 || score.ticks_per_quarter > kMostTicks / factor) return;
  score.ticks_per_quarter *= factor;
  score.end *= factor;
  for (Track& track : score.tracks) {
    for (Note& note : track.notes) {
      note.onset *= factor;
      note.duration *= factor;
    }
  }
  for (Tempo& tempo : score.tempos) tempo.at *= factor;
  for (Metre& metre : score.metres) metre.at *= factor;
  for (Key& key : score.keys) key.at *= factor;
  for (Marker& marker : score.markers) marker.at *= factor;
  for (Section& section : score.sections) {
    section.begin *= factor;
    section.end *= factor;
  }
  for (Mark& mark : marks) mark.onset *= factor;
}

// The written music from end to end, each section once.
Score in_one_row(Score written) {
  written.sections.clear();
  written.play_order.clear();
  return written;
}

// Where the section that `tick` stands in ends.
Tick section_end(const Score& score, Tick tick) {
  for (const Section& section : score.sections) {
    if (tick >= section.begin && tick < section.end) return section.end;
  }
  return std::numeric_limits<Tick>::max();
}

Tick rounded_up(Tick tick, Tick step) { return (tick + step - 1) / step * step; }

}  // namespace

Result<GivenPiece> open_given_piece(const std::string& input, GivenForm form) {
  Result<OpenedScore> opened = open_score(input);
  if (!opened) return std::move(opened).error();
  return given_piece_of(std::move(*opened), input, form);
}

Result<GivenPiece> given_piece_of(OpenedScore opened, const std::string& input, GivenForm form) {
  GivenPiece piece;
  piece.warnings = std::move(opened.warnings);
  PieceKind kind = kind_of(opened.name);
  if (kind == PieceKind::kUnknown) kind = kind_of(opened.score.title);
  piece.score = form == GivenForm::kAsItSounds ? std::move(opened.score)
                : opened.folded                ? std::move(*opened.folded)
                                               : fold(opened.score);
  if (form == GivenForm::kAsWritten) {
    piece.composer = std::move(opened.composer);
    // Where repeats were found here, marks have lost their places.
    if (opened.folded || piece.score.sections.size() <= 1) piece.marks = std::move(opened.marks);
  }
  GridScore grid = to_suite_grid(in_one_row(piece.score), Silence::kKept);
  refine_ticks(piece.score, piece.marks);
  Result<SuiteEncoding> encoding = encode_suite(grid.score, kind);
  if (!encoding) {
    Error error = std::move(encoding).error();
    const bool too_much = error.code == ErrorCode::kLimit;
    error.message = input + (too_much ? ": " : ": there is nothing to continue: ") + error.message;
    return error;
  }
  const Score& heard = grid.score;
  if (Status fits = check_bars(heard, 0, heard.end, input + ": "); !fits) return fits.error();
  piece.notes = first_statements(encoding->piece);
  piece.plan = std::move(encoding->piece.plan);
  for (const Track& track : grid.score.tracks) {
    for (const Note& note : track.notes) piece.last_end = std::max(piece.last_end, note.end());
  }
  for (const std::string& change : grid.changes) {
    piece.warnings.push_back("the model hears " + change);
  }
  if (form == GivenForm::kAsItSounds) hear_the_last(piece.notes, piece.warnings);
  return piece;
}

void hear_the_last(std::vector<SuiteNote>& notes, std::vector<std::string>& warnings) {
  if (notes.size() <= kMostReadNotes) return;
  warnings.push_back("of " + std::to_string(notes.size()) + " notes the model hears the last " +
                     std::to_string(kMostReadNotes));
  notes.erase(notes.begin(), notes.end() - static_cast<std::ptrdiff_t>(kMostReadNotes));
}

Tick score_ticks(const GivenPiece& piece, Tick suite_ticks) {
  return suite_ticks * piece.score.ticks_per_quarter / kSuiteTicksPerQuarter;
}

Tick seam_of(const GivenPiece& piece) {
  const BarGrid bars(piece.plan.metres, kSuiteTicksPerQuarter);
  const BarPosition last = bars.at(piece.notes.back().onset);
  const std::array<Tick, 4> steps = {beat_ticks(last.metre, kSuiteTicksPerQuarter), 240, 120, 60};
  // Triplets are continued at the next beat.
  const auto step =
      std::find_if(steps.begin(), steps.end(), [&](Tick each) { return last.offset % each == 0; });
  const BarPosition end = bars.at(piece.last_end);
  const Tick seam = end.begin + rounded_up(end.offset, step == steps.end() ? steps.front() : *step);
  return std::min(seam, bars.bar_line_from(piece.last_end));
}

void add_notes(GivenPiece& piece, std::span<const SuiteNote> notes) {
  std::vector<Note> sounding;
  for (const SuiteNote& note : notes) {
    const Tick onset = score_ticks(piece, note.onset);
    const Tick end = score_ticks(piece, note.onset + note.duration);
    const Tick within = std::min(end, section_end(piece.score, onset));
    sounding.push_back(
        {onset, std::max<Tick>(1, within - onset), note.token.pitch, kPlainVelocity});
    piece.score.end = std::max(piece.score.end, end);
  }
  std::vector<Track>& tracks = piece.score.tracks;
  const std::vector<std::vector<Note>> voices = deal_voices(std::move(sounding));
  for (std::size_t v = 0; v < voices.size(); ++v) {
    std::vector<Note>& track = tracks[std::min(v, tracks.size() - 1)].notes;
    track.insert(track.end(), voices[v].begin(), voices[v].end());
    std::sort(track.begin(), track.end());
  }
}

}  // namespace bach

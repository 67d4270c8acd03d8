// Music from any MIDI, or any score that bytes describe, written as MusicXML, is read as the same music.
#include <algorithm>
#include <cstring>
#include <string>
#include <tuple>
#include <vector>

#include "fuzz/score_from_choices.h"
#include "fuzz/valid_score.h"
#include "notation/abc/reader.h"
#include "notation/musicxml/reader.h"
#include "notation/musicxml/writer.h"
#include "notation/notate.h"
#include "score/from_midi.h"
#include "score/unfold.h"

namespace bach {
namespace {

// (onset, pitch, duration), in quarters of `ticks`, from the first note on: silence before it may
// not be written.
using Heard = std::vector<std::tuple<Tick, int, Tick>>;

Heard heard(const Score& folded) {
  const Score score = unfold(folded);
  Heard notes;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) notes.emplace_back(note.onset, note.pitch, note.duration);
  }
  std::sort(notes.begin(), notes.end());
  if (notes.empty()) return notes;
  const Tick first = std::get<0>(notes.front());
  for (auto& note : notes) std::get<0>(note) -= first;
  return notes;
}

Result<Score> music(const std::uint8_t* data, std::size_t size) {
  if (size >= 4 && std::memcmp(data, "MThd", 4) == 0) {
    Result<ImportedScore> imported = score_from_midi(std::span(data, size));
    if (!imported) return std::move(imported).error();
    return std::move(imported->score);
  }
  if (size >= 2 && std::memcmp(data, "X:", 2) == 0) {
    return score_from_abc(std::string_view(reinterpret_cast<const char*>(data), size));
  }
  fuzz::Choices choices(data, size);
  return fuzz::score_from(choices);
}

MusicXmlPiece read_again(const std::string& text) {
  Result<MusicXmlPiece> piece =
      score_from_musicxml({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  if (!piece) std::fprintf(stderr, "%s\n", piece.error().message.c_str());
  fuzz::check(piece.ok(), "what was written is read");
  fuzz::check_valid(piece->score);
  return std::move(*piece);
}

// What is written and read has the notes of `score`, and is written and read again as it is.
void check_round_trip(const Score& score) {
  const Result<std::string> text = musicxml_from_score(score);
  if (!text) {
    fuzz::check(!text.error().message.empty(), "a refusal says why");
    return;
  }
  const MusicXmlPiece again = read_again(*text);
  fuzz::check(again.score.ticks_per_quarter == score.ticks_per_quarter, "ticks stay");
  fuzz::check(heard(again.score) == heard(score), "what was written is the same music");
  const Result<std::string> twice = musicxml_from_score(again.score);
  fuzz::check(twice.ok() && heard(read_again(*twice).score) == heard(score),
              "and can be written again");
}

}  // namespace
}  // namespace bach

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  const Result<Score> score = music(data, size);
  if (!score) return 0;
  // Folded ABC of 480 ticks is taken as it is, all else is made fit for a page.
  if (!score->sections.empty() && score->ticks_per_quarter == 480 &&
      std::none_of(score->tracks.begin(), score->tracks.end(),
                   [](const Track& track) { return track.channel == kDrumChannel; })) {
    check_round_trip(*score);
  }
  const Result<Notated> notated = notate(unfold(*score));
  if (notated) check_round_trip(notated->score);
  return 0;
}

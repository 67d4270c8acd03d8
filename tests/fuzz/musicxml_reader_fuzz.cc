// Any bytes as MusicXML, packed or not.
#include <algorithm>

#include "fuzz/valid_score.h"
#include "notation/musicxml/reader.h"
#include "score/unfold.h"

namespace bach {
namespace {

void check_marks(const MusicXmlPiece& piece) {
  const auto tracks = static_cast<int>(piece.score.tracks.size());
  for (const Mark& mark : piece.marks) {
    fuzz::check(mark.track >= 0 && mark.track < tracks, "marks stand in tracks");
    fuzz::check(mark.onset >= 0 && mark.onset <= piece.score.end, "marks stand in the piece");
    fuzz::check(mark.pitch < 128 && mark.number >= 1 && mark.number <= 16, "marks are sane");
  }
}

// score/score.h: no note crosses the end of its section.
void check_sections(const Score& score) {
  if (score.sections.empty()) return;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) {
      const auto section =
          std::partition_point(score.sections.begin(), score.sections.end(),
                               [&](const Section& each) { return each.end <= note.onset; });
      fuzz::check(section != score.sections.end() && note.end() <= section->end,
                  "no note crosses the end of its section");
    }
  }
}

}  // namespace
}  // namespace bach

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  const Result<MusicXmlPiece> piece = score_from_musicxml({data, size});
  if (!piece) {
    fuzz::check(!piece.error().message.empty(), "a refusal says why");
    fuzz::check(piece.error().message.find('\n') == std::string::npos, "in one line");
    return 0;
  }
  fuzz::check_valid(piece->score);
  check_sections(piece->score);
  check_marks(*piece);
  fuzz::check_valid(unfold(piece->score));
  return 0;
}

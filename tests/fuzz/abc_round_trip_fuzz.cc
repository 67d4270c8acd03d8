// Music from any ABC or MIDI, written as ABC, is read as the same music.
#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <tuple>

#include "fuzz/valid_score.h"
#include "notation/abc/reader.h"
#include "notation/abc/writer.h"
#include "notation/notate.h"
#include "score/from_midi.h"
#include "score/unfold.h"

namespace bach {
namespace {

// What can be heard of it, but for how loud it is: (onset, pitch, duration) by time, over all
// voices.
std::vector<std::tuple<Tick, int, Tick>> sounding(const Score& score) {
  std::vector<std::tuple<Tick, int, Tick>> notes;
  for (const Track& track : unfold(score).tracks) {
    for (const Note& note : track.notes) notes.emplace_back(note.onset, note.pitch, note.duration);
  }
  std::sort(notes.begin(), notes.end());
  return notes;
}

Result<Score> notated(const Score& unfolded) {
  Result<Notated> notated = notate(unfolded);
  if (!notated) return std::move(notated).error();
  fuzz::check_valid(notated->score);
  fuzz::check(abc_from_score(notated->score).ok(), "the writer takes what notate() makes");
  return std::move(notated->score);
}

// What writers of notation take as it is.
bool is_written_form(const Score& score) {
  return score.ticks_per_quarter == 480 &&
         std::none_of(score.tracks.begin(), score.tracks.end(),
                      [](const Track& track) { return track.channel == kDrumChannel; });
}

// A score ready for notation; nothing when the bytes are no music.
Result<Score> written_music(const std::uint8_t* data, std::size_t size) {
  if (size < 4 || std::memcmp(data, "MThd", 4) != 0) {
    Result<Score> score =
        score_from_abc(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!score || is_written_form(*score)) return score;
    return notated(unfold(*score));
  }
  const Result<ImportedScore> imported = score_from_midi(std::span(data, size));
  if (!imported) return imported.error();
  return notated(imported->score);
}

}  // namespace
}  // namespace bach

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  const Result<Score> score = written_music(data, size);
  if (!score) return 0;
  const Result<std::string> text = abc_from_score(*score);
  if (!text) {
    fuzz::check(text.error().code == ErrorCode::kUnsupported, "only some times cannot be written");
    return 0;
  }
  const Result<Score> again = score_from_abc(*text);
  if (!again.ok()) std::fprintf(stderr, "%s\n", again.error().message.c_str());
  fuzz::check(again.ok(), "what was written is read");
  fuzz::check(sounding(*again) == sounding(*score), "what was written is the same music");
  const Result<std::string> twice = abc_from_score(*again);
  fuzz::check(twice.ok() && sounding(*score_from_abc(*twice)) == sounding(*score),
              "and can be written again");
  return 0;
}

// Any text as a book of ABC tunes.
#include <algorithm>
#include <string_view>

#include "fuzz/valid_score.h"
#include "notation/abc/reader.h"
#include "score/unfold.h"

namespace {

using namespace bach;

constexpr std::size_t kTunesTried = 8;

void check_piece(const AbcPiece& piece) {
  fuzz::check_valid(piece.score);
  fuzz::check_valid(unfold(piece.score));
  for (const Mark& mark : piece.marks) {
    fuzz::check(mark.track >= 0 && mark.track < static_cast<int>(piece.score.tracks.size()),
                "marks stand in a track");
    fuzz::check(mark.onset >= 0 && mark.onset <= piece.score.end, "marks stand in the piece");
  }
  for (const std::string& warning : piece.warnings) {
    fuzz::check(!warning.empty() && warning.find('\n') == std::string::npos, "a line each");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Result<AbcBook> book =
      AbcBook::open(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!book) {
    fuzz::check(!book.error().message.empty(), "a refusal says why");
    return 0;
  }
  for (std::size_t i = 0; i < std::min(book->size(), kTunesTried); ++i) {
    fuzz::check(book->find(book->number(i)) == i, "a tune is found by its number");
    const Result<AbcPiece> piece = book->read(i);
    if (piece) {
      check_piece(*piece);
    } else {
      fuzz::check(piece.error().code == ErrorCode::kLimit, "only what is too large is refused");
    }
  }
  return 0;
}

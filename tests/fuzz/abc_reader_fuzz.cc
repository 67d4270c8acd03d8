// Any text as ABC.
#include <string_view>

#include "fuzz/valid_score.h"
#include "notation/abc/reader.h"
#include "score/unfold.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  const Result<Score> score =
      score_from_abc(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!score) {
    fuzz::check(!score.error().message.empty(), "a refusal says why");
    return 0;
  }
  fuzz::check_valid(*score);
  fuzz::check_valid(unfold(*score));
  return 0;
}

// The music stand's layout is for MuseScore's program, which no page can run.
#include "notation/musescore/layout.h"

namespace bach::notation {

Result<std::string> mscx_for_the_stand(const std::string&, std::span<const std::string>, Paper,
                                       std::span<const std::string>) {
  return Error{ErrorCode::kUnsupported,
               "MuseScore's files cannot be laid out in this build; use MusicXML",
               {}};
}

}  // namespace bach::notation

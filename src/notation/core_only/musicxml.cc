// MusicXML without pugixml: neither read nor written.
#include "notation/musescore/layout.h"
#include "notation/musicxml/pack.h"
#include "notation/musicxml/reader.h"
#include "notation/musicxml/writer.h"

namespace bach {
namespace {

Error not_here(const char* what) {
  return {ErrorCode::kUnsupported,
          std::string("MusicXML cannot be ") + what + " in this build; use MIDI or ABC",
          {}};
}

}  // namespace

Result<MusicXmlPiece> score_from_musicxml(std::span<const std::uint8_t>, const MusicXmlLimits&) {
  return not_here("read");
}

Result<std::string> musicxml_from_score(const Score&, const MusicXmlOptions&) {
  return not_here("written");
}

Result<std::string> musicxml_from_movements(std::span<const Score>, const MusicXmlOptions&) {
  return not_here("written");
}

namespace musicxml {

Result<std::string> pack(const std::string&) { return not_here("written"); }

}  // namespace musicxml

namespace notation {

Result<std::string> mscx_for_the_stand(const std::string&, std::span<const std::string>, Paper,
                                       std::span<const std::string>) {
  return not_here("laid out");
}

}  // namespace notation
}  // namespace bach

// Packed MusicXML without minizip, which is what reads and makes zip archives: a page unpacks by itself.
#include "notation/musicxml/archive.h"
#include "notation/musicxml/pack.h"

namespace bach::musicxml {

Result<std::vector<std::uint8_t>> unpack(std::span<const std::uint8_t>, const MusicXmlLimits&) {
  return Error{ErrorCode::kUnsupported,
               "packed MusicXML (.mxl) cannot be read in this build; unpack it and give the "
               ".musicxml or .xml file in it",
               {}};
}

Result<std::string> pack(const std::string&) {
  return Error{ErrorCode::kUnsupported,
               "packed MusicXML (.mxl) cannot be written in this build; use .musicxml",
               {}};
}

}  // namespace bach::musicxml

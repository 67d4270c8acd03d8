// The packed form of MusicXML: a zip archive with one piece in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "notation/musicxml/reader.h"

namespace bach::musicxml {

// Whether the bytes begin as a zip archive does.
bool is_archive(std::span<const std::uint8_t> bytes);

// The text of the piece in a .mxl archive: the first root file that META-INF/container.xml names,
// or, without that file, the only .musicxml or .xml file at the top. Nothing is written to disk.
// Errors: kInvalidData (not an archive, no such file, a name that leads elsewhere, sizes that are
// not those declared), kUnsupported (encrypted), kLimit.
Result<std::vector<std::uint8_t>> unpack(std::span<const std::uint8_t> bytes,
                                         const MusicXmlLimits& limits);

}  // namespace bach::musicxml

// The packed form of MusicXML: a zip archive with one piece in it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "notation/musicxml/reader.h"

namespace bach::musicxml {

// Whether the bytes begin as a zip archive does.
inline bool is_archive(std::span<const std::uint8_t> bytes) {
  constexpr std::array<std::uint8_t, 4> kMagic = {'P', 'K', 3, 4};
  return bytes.size() >= kMagic.size() && std::equal(kMagic.begin(), kMagic.end(), bytes.begin());
}

// The text of the piece in a .mxl archive: the first root file that META-INF/container.xml names,
// or, without that file, the only .musicxml or .xml file at the top. Nothing is written to disk.
// Errors: kInvalidData (not an archive, no such file, a name that leads elsewhere, sizes that are
// not those declared), kUnsupported (encrypted), kLimit.
Result<std::vector<std::uint8_t>> unpack(std::span<const std::uint8_t> bytes,
                                         const MusicXmlLimits& limits);

}  // namespace bach::musicxml

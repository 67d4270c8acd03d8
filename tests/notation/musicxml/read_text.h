// MusicXML text as a piece.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>

#include "notation/musicxml/reader.h"

namespace bach::test {

// An empty piece, and a failure, where it cannot be read.
inline MusicXmlPiece read_text(const std::string& text) {
  Result<MusicXmlPiece> piece =
      score_from_musicxml({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  EXPECT_TRUE(piece.ok()) << (piece.ok() ? "" : piece.error().message) << "\n" << text;
  return piece.ok() ? std::move(*piece) : MusicXmlPiece();
}

}  // namespace bach::test

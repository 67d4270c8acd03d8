#include "app/music/bach.h"

#include <utility>

#include "suite/encode.h"

namespace bach {

Result<BachMusic> read_bach(const Cancellation& cancellation) {
  Result<Music> music = read_music({}, {}, cancellation);
  if (!music) return std::move(music).error();
  std::vector<SuitePiece> pieces;
  QuotationGuard guard;
  for (const MusicPiece& piece : music->pieces) {
    Result<SuiteEncoding> encoding = encode_any(piece.score, piece.name);
    if (!encoding) return std::move(encoding).error();
    guard.add(encoding->piece);
    pieces.push_back(std::move(encoding->piece));
  }
  FormBook forms(pieces);
  return BachMusic{std::move(*music), std::move(pieces), std::move(forms), std::move(guard)};
}

}  // namespace bach

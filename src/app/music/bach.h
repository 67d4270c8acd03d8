// Bach's own movements as composing needs them: forms to take and runs not to copy.
#pragma once

#include <vector>

#include "app/music/music.h"
#include "base/cancel.h"
#include "base/result.h"
#include "compose/form_book.h"
#include "compose/quotation_guard.h"
#include "suite/piece.h"

namespace bach {

struct BachMusic {
  Music music;                     // the 36 movements carried in the program, by name
  std::vector<SuitePiece> pieces;  // the same as tokens
  FormBook forms;
  QuotationGuard guard;
};

// Reads and encodes the built-in corpus; takes a fraction of a second.
Result<BachMusic> read_bach(const Cancellation& cancellation);

}  // namespace bach

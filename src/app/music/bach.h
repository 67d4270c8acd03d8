// Bach's music as composing needs it: forms to take and runs not to copy.
#pragma once

#include "app/music/music.h"
#include "base/cancel.h"
#include "base/result.h"
#include "compose/form_book.h"
#include "compose/quotation_guard.h"

namespace bach {

struct BachMusic {
  Music music;           // all movements carried in the program, by name
  FormBook forms;        // of those for cello
  QuotationGuard guard;  // knows them all
};

// Reads and encodes what the program carries, on all cores; takes a fraction of a second.
Result<BachMusic> read_bach(const Cancellation& cancellation);

}  // namespace bach

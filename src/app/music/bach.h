// Bach's music as composing needs it: forms to take and runs not to copy.
#pragma once

#include <memory>

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

// What the program carries, read and encoded on all cores at the first call, which takes a fraction of
// a second; later ones have the same. From any thread.
Result<std::shared_ptr<const BachMusic>> bach_music(const Cancellation& cancellation);

}  // namespace bach

// Marks at notes as ABC writes them.
#pragma once

#include <string>

#include "notation/abc/measure_writer.h"
#include "notation/mark_table.h"

namespace bach::abc {

// Sets what stands before and behind the notes of `voice`, which is track `number` of its score:
// decorations, grace notes (spelled for `key`, under a clef that sounds `octaves`
// higher), slurs. A slur is left out that does not begin and
// end in the first layer, since brackets cannot pair across layers.
void decorate(Voice& voice, int number, const Key& key, int octaves,
              const notation::MarkTable& marks);

}  // namespace bach::abc

// Fields of a tune: those of its header, and those that stand in its music.
#pragma once

#include <string_view>

#include "notation/abc/key.h"
#include "notation/abc/metre.h"
#include "notation/abc/tune.h"

namespace bach::abc {

// Whether a line is a field, "K:D", rather than music that begins so ("A:| B").
bool is_field(std::string_view line);

// The field `name` with its value (without comment), in the header, as a line of the body or
// inline; K: ends a header. What makes no sense is counted and passed over.
void apply_field(char name, std::string_view value, Tune& tune);

// "%%MIDI program 42", "%%propagate-accidentals octave", without "%%"; also of an I: field. Others
// are passed over.
void apply_directive(std::string_view directive, Tune& tune);

// The header is over; K: may be missing.
void begin_body(Tune& tune);

}  // namespace bach::abc

// What a page calls in the WebAssembly build, plain C: one model open at a time, one call at a time.
//
// A call returns 1 when it is done and 0 when it is not; then bach_text() is one line that says why.
// What bach_text() and bach_bytes() give is theirs until the next call. Texts are UTF-8 and end in 0.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

// A model file (doc/model-file.md), or with a size of 0 the model in the program. Composing uses it
// from then on.
int bach_open(const std::uint8_t* file, std::size_t size);

// Composes one piece as `bach compose` does: `request` is a JSON object of its options by name, without
// those that name files. bach_bytes() is the MIDI file, bach_text() a JSON object: "notes", how many are
// new; "warnings", a list of lines. Opens the model in the program if none is open.
int bach_compose(const char* request);

// Trains on movements in the program as `bach train` does: `request` is a JSON object of its options.
// After each step `on_step` is told the steps done and planned and the batch's loss (nats per note); where it
// returns 0, training ends there, with what was reached. bach_bytes() is the model file, which is open from then
// on; bach_text() a JSON object: "steps" done, "parameters", how many.
int bach_train(const char* request, int (*on_step)(double step, double steps, double loss));

const char* bach_text();
const std::uint8_t* bach_bytes();
std::size_t bach_size();
}

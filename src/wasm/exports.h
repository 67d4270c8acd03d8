// What a page calls in the WebAssembly build, plain C: a transport of api/, which doc/api.md describes.
#pragma once

#include <cstddef>

extern "C" {

// Does what `request`, JSON in UTF-8 of `size` bytes, asks for, and returns when it is done. `on_event` is told
// each event, one line of JSON in UTF-8, not ended by a 0; the text is there during the call alone. Once it
// returns 0 the work ends soon, as if stopped.
void bach_run(const char* request, std::size_t size,
              int (*on_event)(const char* line, std::size_t size));
}

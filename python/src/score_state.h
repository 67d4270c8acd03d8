// A Score as plain values, for pickle.
#pragma once

#include <bach/music.h>
#include <pybind11/pybind11.h>

namespace bach::python {

pybind11::tuple state_of(const NamedScore& piece);
// ValueError where the state is none that state_of() makes.
NamedScore score_of_state(const pybind11::tuple& state);

}  // namespace bach::python

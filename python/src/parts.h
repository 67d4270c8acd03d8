// What module.cc puts together: each adds its theme to the module.
#pragma once

#include <pybind11/pybind11.h>

namespace bach::python {

void add_score(pybind11::module_& module);
void add_arrays(pybind11::module_& module);
void add_corpus(pybind11::module_& module);
void add_model(pybind11::module_& module);
void add_states(pybind11::module_& module);
void add_sampling(pybind11::module_& module);
void add_training(pybind11::module_& module);
void add_composing(pybind11::module_& module);
void add_pictures(pybind11::module_& module);

}  // namespace bach::python

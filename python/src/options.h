// Keywords of Python as options of the tables.
#pragma once

#include <bach/options.h>
#include <pybind11/pybind11.h>

namespace bach::python {

// None is as if left out. TypeError for a keyword the task does not have, with the one probably
// meant, and for a value of another type; ranges are the library's to check.
GivenOptions given_options(Task task, const pybind11::dict& keywords);

void add_options(pybind11::module_& module);

}  // namespace bach::python

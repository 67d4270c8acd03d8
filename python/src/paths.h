// Names of files.
#pragma once

#include <pybind11/pybind11.h>

#include <string>

namespace bach::python {

// Of a str or os.PathLike; TypeError for anything else.
inline std::string path_of(const pybind11::object& path) {
  return pybind11::str(pybind11::module_::import("os").attr("fspath")(path));
}

}  // namespace bach::python

#include "errors.h"

#include <bach/base/error_name.h>

namespace bach::python {

namespace py = pybind11;

void raise(const Error& error, const std::vector<std::string>& files) {
  const std::string text = error.text();
  py::object file = py::none();
  for (const std::string& name : files) {
    const std::size_t found = name.empty() ? std::string::npos : text.find(name);
    if (found == std::string::npos) continue;
    const std::size_t end = found + name.size();
    const bool within = end < text.size() && (text[end] == '/' || name.back() == '/');
    const std::size_t colon = within ? text.find(": ", end) : end;
    file = py::str(colon == std::string::npos ? name : text.substr(found, colon - found));
    break;
  }
  const py::object place = error.offset
                               ? py::object(py::str("byte " + std::to_string(*error.offset)))
                               : py::object(py::none());
  const py::object argument =
      error.argument.empty() ? py::object(py::none()) : py::object(py::str(error.argument));
  const py::object type = py::module_::import("bach.errors").attr("Error");
  const py::object raised = type(text, error_name(error.code), file, place, argument);
  PyErr_SetObject(type.ptr(), raised.ptr());
  throw py::error_already_set();
}

}  // namespace bach::python

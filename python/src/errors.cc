#include "errors.h"

namespace bach::python {
namespace {

namespace py = pybind11;

const char* name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotFound:
      return "not_found";
    case ErrorCode::kAccess:
      return "access";
    case ErrorCode::kIo:
      return "io";
    case ErrorCode::kInvalidData:
      return "invalid_data";
    case ErrorCode::kTruncated:
      return "truncated";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kInvalidArgument:
      return "invalid_argument";
    case ErrorCode::kLimit:
      return "limit";
    case ErrorCode::kExists:
      return "exists";
    case ErrorCode::kCancelled:
      return "cancelled";
  }
  return "unknown";
}

}  // namespace

void raise(const Error& error, std::initializer_list<std::string> files) {
  py::object file = py::none();
  for (const std::string& name : files) {
    if (name.empty() || error.text().find(name) == std::string::npos) continue;
    file = py::str(name);
    break;
  }
  const py::object place = error.offset
                               ? py::object(py::str("byte " + std::to_string(*error.offset)))
                               : py::object(py::none());
  const py::object argument =
      error.argument.empty() ? py::object(py::none()) : py::object(py::str(error.argument));
  const py::object type = py::module_::import("bach.errors").attr("Error");
  const py::object raised = type(error.text(), name_of(error.code), file, place, argument);
  PyErr_SetObject(type.ptr(), raised.ptr());
  throw py::error_already_set();
}

}  // namespace bach::python

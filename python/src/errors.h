// Errors of the library as exceptions of Python.
#pragma once

#include <bach/base/result.h>
#include <pybind11/pybind11.h>

#include <initializer_list>
#include <string>
#include <utility>

namespace bach::python {

// Throws bach.Error; of `files`, those the call was about, the first that the message names becomes
// its file. Needs the GIL.
[[noreturn]] void raise(const Error& error, std::initializer_list<std::string> files = {});

// The value, or bach.Error.
template <typename T>
T value_of(Result<T> result, std::initializer_list<std::string> files = {}) {
  if (!result) raise(result.error(), files);
  return std::move(result).value();
}
inline void check(const Status& status, std::initializer_list<std::string> files = {}) {
  if (!status) raise(status.error(), files);
}

}  // namespace bach::python

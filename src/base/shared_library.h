// A library loaded when it is first used: the program starts without it, and runs where it is missing.
#pragma once

#include <initializer_list>
#include <string>

namespace bach {

// The functions of a shared library, for the life of the program: it is never unloaded.
class SharedLibrary {
 public:
  // Loads the first of `names` ("libcairo.so.2") that there is.
  explicit SharedLibrary(std::initializer_list<const char*> names);

  // Points `function` to the library's `name`, or to nothing.
  template <typename Function>
  void find(const char* name, Function*& function) {
    function = reinterpret_cast<Function*>(symbol(name));
  }
  // Whether the library and all that was looked for are there.
  bool complete() const { return complete_; }
  // What the system said of the first that went wrong; empty when nothing did.
  const std::string& problem() const { return problem_; }

 private:
  void* symbol(const char* name);

  void* handle_ = nullptr;
  bool complete_ = false;
  std::string problem_;
};

}  // namespace bach

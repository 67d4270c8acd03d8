// The module bach._bach, which python/bach/__init__.py is the face of.
#include <bach/version.h>
#include <pybind11/pybind11.h>

PYBIND11_MODULE(_bach, module) {
  module.doc() = "The compiled part of bach; import bach instead.";
  module.attr("__version__") = bach::version();
}

// The module bach._bach, which python/bach/__init__.py is the face of. Each theme has a file.
#include <bach/version.h>
#include <pybind11/pybind11.h>

#include "options.h"
#include "parts.h"

PYBIND11_MODULE(_bach, module) {
  module.doc() = "The compiled part of bach; import bach instead.";
  module.attr("__version__") = bach::version();
  bach::python::add_score(module);
  bach::python::add_arrays(module);
  bach::python::add_corpus(module);
  bach::python::add_options(module);
  bach::python::add_model(module);
  bach::python::add_states(module);
  bach::python::add_sampling(module);
  bach::python::add_training(module);
  bach::python::add_composing(module);
  bach::python::add_pictures(module);
}

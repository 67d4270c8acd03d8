// How notes are drawn, for samplers of one's own.
#include <bach/sampling.h>
#include <pybind11/numpy.h>

#include "errors.h"
#include "parts.h"

namespace bach::python {
namespace {

namespace py = pybind11;

int draw(const py::array& logits, double uniform, bool greedy, double temperature, int top_k,
         double top_p, double min_p) {
  const char kind = logits.dtype().kind();
  if (logits.ndim() != 1 || (kind != 'f' && kind != 'i' && kind != 'u')) {
    throw py::type_error("logits must be an array of numbers of one dimension");
  }
  const auto values = py::array_t<float, py::array::c_style | py::array::forcecast>::ensure(logits);
  if (!values) throw py::error_already_set();
  const std::span<const float> all(values.data(), static_cast<std::size_t>(values.size()));
  return value_of(draw_note(all, {greedy, temperature, top_k, top_p, min_p}, uniform));
}

}  // namespace

void add_sampling(py::module_& module) {
  module.def(
      "uniform",
      [](std::uint64_t seed, std::uint64_t note, std::uint32_t output) {
        if (note >> 56 != 0) raise(invalid_argument("note", "must be below 2^56"));
        return uniform_of_note(seed, note, output);
      },
      py::arg("seed"), py::arg("note"), py::arg("output") = 0,
      "The random number in [0, 1) that bach.compose() draws note `note` (from 0) of melody "
      "`output`\n"
      "(from 0) with. A function of the three alone.");
  module.def(
      "beginning",
      [](std::uint64_t seed, std::uint32_t count, std::uint32_t output) {
        if (count == 0) raise(invalid_argument("count", "must be 1 or more"));
        return beginning_of_melody(seed, count, output);
      },
      py::arg("seed"), py::arg("count"), py::arg("output") = 0,
      "Which of the `count` windows in Model.beginnings melody `output` begins with.");
  module.def(
      "draw", &draw, py::arg("logits"), py::arg("uniform"), py::kw_only(),
      py::arg("greedy") = false, py::arg("temperature") = 1.0, py::arg("top_k") = 0,
      py::arg("top_p") = 1.0, py::arg("min_p") = 0.0,
      "The index that bach draws from logits (V,) with this random number: from softmax(logits /\n"
      "temperature) after top_k, then min_p, then top_p; ranked by logit, equal ones by index, "
      "the\n"
      "first whose summed share exceeds uniform. Minus infinity and NaN are never chosen.\n\n"
      "Raises bach.Error for what is out of range, TypeError for what is no array of numbers.");
}

}  // namespace bach::python

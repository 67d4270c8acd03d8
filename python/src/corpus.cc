// The movements carried in the library.
#include <bach/movements.h>
#include <pybind11/stl.h>

#include "errors.h"
#include "long_work.h"
#include "parts.h"

namespace bach::python {
namespace {

namespace py = pybind11;

py::list movements(const std::vector<std::string>& names) {
  const py::object type = py::module_::import("bach.values").attr("Movement");
  py::list list;
  for (const CarriedMovement& each : value_of(carried_movements(names))) {
    list.append(type(each.set, each.name, each.alias, each.title, each.key, each.metre, each.notes,
                     each.bars, each.seconds));
  }
  return list;
}

py::tuple fetch(const std::string& folder, const std::string& url, bool replace, int attempts) {
  LongWork work;
  const FetchPlan plan{folder, url, replace, attempts};
  FetchedFiles files = value_of(
      work.run([&] { return fetch_movements(plan, work.progress(), work.stop()); }), {folder, url});
  py::list failed;
  for (const FetchedFiles::Failure& failure : files.failed) {
    failed.append(py::make_tuple(failure.name, failure.reason));
  }
  return py::make_tuple(files.downloaded, files.present, failed);
}

}  // namespace

void add_corpus(py::module_& module) {
  module.def("movements", &movements, py::arg("names"));
  module.def("corpus_sets", &movement_set_names);
  module.def(
      "corpus",
      [](const std::vector<std::string>& names) {
        Result<std::vector<NamedScore>> pieces = [&] {
          const py::gil_scoped_release released;
          return load_movements(names);
        }();
        return value_of(std::move(pieces));
      },
      py::arg("names"));
  module.def("fetch", &fetch, py::arg("folder"), py::arg("url"), py::arg("replace"),
             py::arg("attempts"));
}

}  // namespace bach::python

// bach.compose() and bach.suite(), but for their Python side.
#include <bach/compose.h>
#include <pybind11/stl.h>

#include <memory>

#include "errors.h"
#include "long_work.h"
#include "options.h"
#include "parts.h"

namespace bach::python {
namespace {

namespace py = pybind11;

using Piece = std::shared_ptr<NamedScore>;

py::list compose(const LanguageModel& model, bool shipped, const py::dict& keywords,
                 const std::optional<Piece>& given) {
  ComposeRequest request = value_of(compose_request(given_options(Task::kCompose, keywords)));
  if (given) request.given = *given;
  request.model = shipped ? "" : model.name();
  LongWork work;
  std::vector<NamedScore> pieces = value_of(
      work.run([&] { return compose_music(model, request, work.progress(), work.stop()); }),
      {request.plan, request.save_plan, request.primer, request.infill});
  py::list list;
  for (NamedScore& piece : pieces) list.append(std::make_shared<NamedScore>(std::move(piece)));
  return list;
}

py::tuple suite(const LanguageModel& model, bool shipped, const py::dict& keywords) {
  SuiteRequest request = value_of(suite_request(given_options(Task::kSuite, keywords)));
  request.movement.model = shipped ? "" : model.name();
  LongWork work;
  CelloSuite composed = value_of(
      work.run([&] { return compose_cello_suite(model, request, work.progress(), work.stop()); }));
  py::list movements;
  for (CelloSuite::Movement& movement : composed.movements) {
    movements.append(py::make_tuple(std::make_shared<NamedScore>(std::move(movement.piece)),
                                    movement.metre, movement.longest_run, movement.run_found));
  }
  NamedScore whole{"suite", std::move(composed.whole), {}, {}};
  return py::make_tuple(composed.key, movements, std::make_shared<NamedScore>(std::move(whole)));
}

}  // namespace

void add_composing(py::module_& module) {
  module.def("compose", &compose, py::arg("model"), py::arg("shipped"), py::arg("options"),
             py::arg("given"));
  module.def("suite", &suite, py::arg("model"), py::arg("shipped"), py::arg("options"));
}

}  // namespace bach::python

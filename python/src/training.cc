// bach.train(), but for its Python side.
#include <bach/learning.h>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <memory>
#include <optional>

#include "errors.h"
#include "long_work.h"
#include "options.h"
#include "parts.h"

namespace bach::python {
namespace {

namespace py = pybind11;

template <typename T, typename Report, typename Take>
py::array_t<T> column_of(const std::vector<Report>& reports, const Take& take) {
  py::array_t<T> array(static_cast<py::ssize_t>(reports.size()));
  T* place = array.mutable_data();
  for (const Report& report : reports) *place++ = static_cast<T>(take(report));
  return array;
}

py::dict history_of(const std::vector<LearningStep>& steps,
                    const std::vector<LearningMeasure>& measures) {
  py::dict history;
  history["step"] = column_of<std::int64_t>(steps, [](const auto& each) { return each.step; });
  history["epoch"] = column_of<std::int64_t>(steps, [](const auto& each) { return each.epoch; });
  history["loss"] = column_of<double>(steps, [](const auto& each) { return each.loss; });
  history["held_out_step"] =
      column_of<std::int64_t>(measures, [](const auto& each) { return each.step; });
  history["held_out_loss"] =
      column_of<double>(measures, [](const auto& each) { return each.loss; });
  return history;
}

const char* end_called(LearningEnd end) {
  switch (end) {
    case LearningEnd::kFinished:
      return "finished";
    case LearningEnd::kStoppedEarly:
      return "stopped early";
    case LearningEnd::kStopped:
      break;
  }
  return "interrupted";
}

py::tuple train(const std::vector<std::shared_ptr<NamedScore>>& pieces, const py::dict& keywords,
                const py::object& on_step) {
  const GivenOptions options = given_options(Task::kTrain, keywords);
  std::vector<NamedScore> music;
  for (const auto& piece : pieces) music.push_back(*piece);
  std::vector<LearningStep> steps;
  std::vector<LearningMeasure> measures;
  LongWork work;
  LearningEvents events;
  const bool listened = !on_step.is_none();
  events.on_step = [&](const LearningStep& step) {
    steps.push_back(step);
    if (listened) {
      work.with_gil([&] { on_step(step.step, step.steps, step.epoch, step.loss); });
    }
    work.look_for_signals();
  };
  events.on_held_out = [&](const LearningMeasure& measure) { measures.push_back(measure); };
  bool interrupted = false;
  const LearnedModel learned = value_of(work.run_until_interrupted(
      [&] { return learn_model(options, music, events, work.stop()); }, interrupted));
  py::dict about;
  about["end"] = end_called(learned.end);
  about["warnings"] = learned.warnings;
  about["notes"] = learned.notes;
  about["windows"] = learned.windows;
  about["parameters"] = learned.parameters;
  about["held_out_loss"] = learned.held_out_loss;
  return py::make_tuple(std::make_shared<LanguageModel>(learned.model), history_of(steps, measures),
                        about);
}

}  // namespace

void add_training(py::module_& module) {
  module.def("train", &train, py::arg("scores"), py::arg("options"), py::arg("on_step"));
}

}  // namespace bach::python

// Models note by note. Calls are short and keep the GIL, so that a state stays whole whatever threads
// do with it.
#include <bach/app/compose/values.h>
#include <bach/language_model.h>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <cmath>
#include <memory>

#include "errors.h"
#include "parts.h"

namespace bach::python {
namespace {

namespace py = pybind11;

struct PitchState {
  PitchStream stream;
  std::vector<py::ssize_t> shape;  // of its hidden state; empty: there is none
  std::vector<int> notes;          // taken so far
};

struct SuiteState {
  SuiteStream stream;
  std::vector<py::ssize_t> shape;
};

template <typename Values>
py::array_t<float> floats(const Values& values, std::vector<py::ssize_t> shape = {}) {
  if (shape.empty()) shape = {static_cast<py::ssize_t>(values.size())};
  py::array_t<float> array(shape);
  std::copy(values.begin(), values.end(), array.mutable_data());
  return array;
}

py::array_t<float> log_floats(std::vector<float> logits) {
  if (!logits.empty()) to_log_probabilities(logits, logits.size());
  return floats(logits);
}

// [layers, 2, hidden] of a network, from its configuration.
std::vector<py::ssize_t> hidden_shape(const LanguageModel& model) {
  const py::dict config = py::module_::import("json").attr("loads")(model.about().config);
  if (config.contains("window")) return {};
  return {config["layers"].cast<py::ssize_t>(), 2, config["hidden"].cast<py::ssize_t>()};
}

PitchState pitch_state(const LanguageModel& model, const std::vector<int>& notes) {
  const PitchModel pitches = value_of(model.note_by_note());
  return {value_of(pitches.begin(notes)), hidden_shape(model), notes};
}

void add_pitch(PitchState& state, int pitch) {
  check(state.stream.add(pitch));
  state.notes.push_back(pitch);
}

template <typename Value>
Value parsed(const char* argument, Result<Value> result) {
  if (result) return std::move(result).value();
  Error error = std::move(result).error();
  error.argument = argument;
  raise(error);
}

Tick upbeat_ticks(double quarters) {
  if (!(quarters >= 0 && quarters < 1024)) {
    raise(invalid_argument("upbeat", "must be 0 or more quarters, less than a bar"));
  }
  return static_cast<Tick>(std::llround(quarters * kSuiteTicksPerQuarter));
}

SuiteState suite_state(const LanguageModel& model, const std::string& kind, const std::string& key,
                       const std::string& metre, const std::vector<int>& bars, double upbeat) {
  PieceOutline outline;
  if (!kind.empty()) outline.kind = parsed("kind", parse_kind(kind));
  outline.key = parsed("key", parse_key(key));
  outline.metre = parsed("metre", parse_metre(metre));
  outline.bars = bars;
  outline.upbeat = upbeat_ticks(upbeat);
  const SuiteModel suite = value_of(model.suite_note_by_note());
  return {value_of(suite.begin(outline)), hidden_shape(model)};
}

py::object suite_hidden(SuiteState& state) {
  const std::vector<float> values = state.stream.state();
  if (values.empty()) return py::none();
  return floats(values, state.shape);
}

py::array rhythm_table() {
  py::array_t<std::int64_t> table({static_cast<py::ssize_t>(kRhythms.size()), py::ssize_t{2}});
  std::int64_t* place = table.mutable_data();
  for (const RhythmClass& rhythm : kRhythms) {
    *place++ = rhythm.gap;
    *place++ = rhythm.duration;
  }
  return table;
}

void add_pitch_state(py::module_& module) {
  py::class_<PitchState>(module, "PitchState",
                         "A melody in the making, and what a model of pitches expects next.")
      .def(
          "logits", [](PitchState& state) { return floats(state.stream.logits()); },
          "Raw outputs for the next note, float32 (V,); column k is MIDI number k + 1, of a "
          "sequences\n"
          "model the last column that no note follows.")
      .def(
          "log_probabilities", [](PitchState& state) { return log_floats(state.stream.logits()); },
          "log softmax of logits(), float32 (V,).")
      .def("add", &add_pitch, py::arg("pitch"),
           "Takes a note, a MIDI number. Raises bach.Error for one outside 1 to 79.")
      .def(
          "hidden",
          [](const PitchState& state) -> py::object {
            const std::vector<float> values = state.stream.state();
            if (values.empty()) return py::none();
            return floats(values, state.shape);
          },
          "What the network carries, float32 (layers, 2, hidden): outputs, then cells. None of a\n"
          "notebook model, which reads its window from zero each time.")
      .def_property_readonly(
          "notes", [](const PitchState& state) { return state.notes; },
          "MIDI numbers taken so far, those it began with too.")
      .def(
          "copy", [](const PitchState& state) { return PitchState(state); },
          "Another that goes its own way; the weights are shared.")
      .def("__copy__", [](const PitchState& state) { return PitchState(state); });
}

void add_suite_state(py::module_& module) {
  py::class_<SuiteState>(
      module, "SuiteState",
      "A movement in the making: it stands before a note, whose pitch and then rhythm\n"
      "the suite model expects. Notes of a chord come from the lowest up.")
      .def_property_readonly(
          "done", [](const SuiteState& state) { return state.stream.done(); },
          "Every part is full: there is no next note.")
      .def_property_readonly(
          "onset", [](const SuiteState& state) { return state.stream.onset(); },
          "Where the next note stands, in ticks of 480 a quarter.")
      .def_property_readonly(
          "part", [](const SuiteState& state) { return state.stream.part(); },
          "The number of its part, from 0.")
      .def(
          "logits", [](SuiteState& state) { return floats(state.stream.pitch_logits()); },
          "Raw outputs for the next note's pitch, float32 (88,) from MIDI number 21; empty once "
          "done.")
      .def(
          "log_probabilities",
          [](SuiteState& state) { return log_floats(state.stream.pitch_logits()); },
          "log softmax of logits().")
      .def(
          "rhythm_logits",
          [](SuiteState& state, int pitch) {
            return floats(value_of(state.stream.rhythm_logits(pitch)));
          },
          py::arg("pitch"),
          "Raw outputs for its rhythm if it has this pitch, float32 (82,), a column a row of\n"
          "bach.RHYTHMS. Raises bach.Error for pitches outside 21 to 108, or once done.")
      .def(
          "rhythm_log_probabilities",
          [](SuiteState& state, int pitch) {
            std::vector<float> logs;
            for (const double share : value_of(state.stream.rhythms(pitch))) {
              logs.push_back(static_cast<float>(std::log(share)));
            }
            return floats(logs);
          },
          py::arg("pitch"),
          "ln of its rhythm's probabilities if it has this pitch: the softmax of rhythm_logits()\n"
          "mixed with counting in the notes taken so far.")
      .def(
          "add",
          [](SuiteState& state, int pitch, int rhythm) { check(state.stream.add(pitch, rhythm)); },
          py::arg("pitch"), py::arg("rhythm"),
          "Takes the note: MIDI number and row of bach.RHYTHMS.")
      .def("hidden", &suite_hidden,
           "What the network carries, float32 (layers, 2, hidden): outputs, then cells; None once "
           "done.")
      .def(
          "score",
          [](const SuiteState& state) {
            return NamedScore{"movement", state.stream.score(), {}, {}};
          },
          "What was taken so far, as it is written: each part once.")
      .def(
          "copy", [](const SuiteState& state) { return SuiteState(state); },
          "Another that goes its own way; the weights are shared.")
      .def("__copy__", [](const SuiteState& state) { return SuiteState(state); });
}

}  // namespace

void add_states(py::module_& module) {
  add_pitch_state(module);
  add_suite_state(module);
  module.attr("RHYTHMS") = rhythm_table();
  py::object object = module.attr("Model");
  auto& model =
      reinterpret_cast<py::class_<LanguageModel, std::shared_ptr<LanguageModel>>&>(object);
  model
      .def("state", &pitch_state, py::arg("notes") = std::vector<int>(),
           "The model of pitches after these notes (MIDI numbers), to go on note by note: a "
           "notebook\n"
           "model needs a whole window of them. Raises bach.Error for a suite model; see "
           "suite_state().")
      .def("suite_state", &suite_state, py::kw_only(), py::arg("kind") = "",
           py::arg("key") = "C major", py::arg("metre") = "4/4",
           py::arg("bars") = std::vector<int>{16}, py::arg("upbeat") = 0.0,
           "The suite model before the first note of a movement: bars of its one part or two, "
           "upbeat in\n"
           "quarters. Raises bach.Error for an outline there is not, and for other models.")
      .def_property_readonly(
          "window",
          [](const LanguageModel& self) { return value_of(self.note_by_note()).window(); },
          "How many notes a model of pitches sees; 0: all so far.")
      .def_property_readonly(
          "beginnings",
          [](const LanguageModel& self) {
            const PitchModel pitches = value_of(self.note_by_note());
            const auto& all = pitches.beginnings();
            py::array_t<std::int64_t> array(
                {static_cast<py::ssize_t>(all.size()), static_cast<py::ssize_t>(pitches.window())});
            std::int64_t* place = array.mutable_data();
            for (const std::vector<int>& each : all)
              place = std::copy(each.begin(), each.end(), place);
            return array;
          },
          "Windows kept in a notebook model for melodies to begin with, MIDI numbers, int64\n"
          "(windows, window).");
}

}  // namespace bach::python

// bach.Model: a network of any preset, in memory.
#include <bach/language_model.h>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <memory>

#include "errors.h"
#include "long_work.h"
#include "parts.h"
#include "paths.h"

namespace bach::python {
namespace {

namespace py = pybind11;

// Work that is short enough not to look for signals.
template <typename Work>
auto unlocked(const Work& work) {
  const py::gil_scoped_release released;
  return work();
}

ModelHead head_called(const std::string& name) {
  if (name == "pitch") return ModelHead::kPitch;
  if (name == "rhythm") return ModelHead::kRhythm;
  raise(invalid_argument("head", "must be pitch or rhythm"));
}

NoteLogits logits_of(const LanguageModel& model, const NamedScore& piece, const std::string& head) {
  const ModelHead asked = head_called(head);
  return value_of(unlocked([&] { return model.logits(piece.score, piece.name, asked); }));
}

py::array logit_matrix(const NoteLogits& logits) {
  py::array_t<float> matrix(
      {static_cast<py::ssize_t>(logits.notes), static_cast<py::ssize_t>(logits.classes)});
  std::copy(logits.values.begin(), logits.values.end(), matrix.mutable_data());
  return matrix;
}

py::array targets_of(const NoteLogits& logits) {
  py::array_t<std::int64_t> targets(static_cast<py::ssize_t>(logits.targets.size()));
  std::copy(logits.targets.begin(), logits.targets.end(), targets.mutable_data());
  return targets;
}

py::bytes bytes_of(const LanguageModel& model) {
  const std::vector<std::uint8_t> bytes = model.bytes();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// A UserWarning for each thing to know of its file; where warnings are errors, it is thrown.
LanguageModel warned_of(LanguageModel model) {
  for (const std::string& warning : model.warnings()) {
    if (PyErr_WarnEx(PyExc_UserWarning, warning.c_str(), 1) != 0) throw py::error_already_set();
  }
  return model;
}

LanguageModel model_of_bytes(const py::bytes& bytes) {
  const std::string_view text(bytes);
  const auto* data = reinterpret_cast<const std::uint8_t*>(text.data());
  return warned_of(value_of(unlocked([&] {
    return LanguageModel::from_bytes({data, text.size()});
  })));
}

py::dict state_dict(const LanguageModel& model) {
  py::dict tensors;
  for (const NamedTensor& tensor : model.tensors()) {
    py::array_t<float> array(std::vector<py::ssize_t>(tensor.shape.begin(), tensor.shape.end()));
    std::copy(tensor.values.begin(), tensor.values.end(), array.mutable_data());
    tensors[py::str(tensor.name)] = array;
  }
  return tensors;
}

py::dict evaluate(const LanguageModel& model,
                  const std::vector<std::shared_ptr<NamedScore>>& pieces) {
  std::vector<NamedScore> music;
  for (const auto& piece : pieces) music.push_back(*piece);
  LongWork work;
  const ModelMeasurement measured =
      value_of(work.run([&] { return model.measure(music, work.stop()); }));
  py::dict baselines, all;
  for (const Prediction& each : measured.baselines) baselines[py::str(each.name)] = each.nats;
  all["notes"] = measured.notes;
  all["nats"] = measured.model.nats;
  all["bits"] = measured.model.bits;
  all["baselines"] = baselines;
  return all;
}

py::array pitches_of(const LanguageModel& model) {
  py::array_t<std::int64_t> pitches(model.pitches());
  for (int k = 0; k < model.pitches(); ++k) pitches.mutable_data()[k] = model.lowest_pitch() + k;
  return pitches;
}

std::string model_repr(const LanguageModel& model) {
  std::size_t parameters = 0;
  for (const NamedTensor& tensor : model.tensors()) parameters += tensor.values.size();
  const ModelAbout about = model.about();
  return "<bach.Model of preset " + about.preset + ", " + std::to_string(parameters) +
         " parameters, " + std::to_string(about.steps) + " steps>";
}

}  // namespace

void add_model(py::module_& module) {
  py::class_<LanguageModel, std::shared_ptr<LanguageModel>> model(
      module, "Model",
      "A network of any preset, with what is known of its training. A value; threads may share "
      "it.");
  model
      .def_static(
          "load",
          [](const std::optional<py::object>& path) {
            const std::string name = path ? path_of(*path) : std::string();
            return warned_of(value_of(unlocked([&] { return LanguageModel::open(name); }), {name}));
          },
          py::arg("path") = py::none(),
          "A model file of any preset; without a path the suite model that bach carries.\n\n"
          "Raises bach.Error for a file that cannot be read or is no model of this program. Warns\n"
          "(UserWarning) of one that says no digest of its weights: damage to them goes unnoticed.")
      .def_static("from_bytes", &model_of_bytes, py::arg("data"),
                  "The same from the bytes of such a file.")
      .def(
          "save",
          [](const LanguageModel& self, const py::object& path) {
            const std::string name = path_of(path);
            check(unlocked([&] { return self.save(name); }), {name});
          },
          py::arg("path"), "Writes it as safetensors, replacing what is there in one step.")
      .def("to_bytes", &bytes_of, "The bytes of such a file: equal models, equal bytes.")
      .def_property_readonly(
          "preset", [](const LanguageModel& self) { return self.about().preset; },
          "\"notebook\", \"sequences\" or \"suite\".")
      .def_property_readonly(
          "config",
          [](const LanguageModel& self) {
            return py::module_::import("json").attr("loads")(self.about().config);
          },
          "What the network looks like, a dict (doc/model-file.md).")
      .def_property_readonly(
          "command", [](const LanguageModel& self) { return self.about().command; },
          "The options that decided the training, as a command.")
      .def_property_readonly(
          "seed", [](const LanguageModel& self) { return self.about().seed; }, "Of its training.")
      .def_property_readonly(
          "steps", [](const LanguageModel& self) { return self.about().steps; },
          "Training steps behind the weights.")
      .def_property_readonly(
          "held_out_loss", [](const LanguageModel& self) { return self.about().held_out_nats; },
          "Nats per note on the music held out; None without.")
      .def_property_readonly(
          "pitches", &pitches_of,
          "MIDI numbers of the pitch classes in order, int64: of logits' columns.")
      .def(
          "logits",
          [](const LanguageModel& self, const NamedScore& piece, const std::string& head) {
            return logit_matrix(logits_of(self, piece, head));
          },
          py::arg("score"), py::kw_only(), py::arg("head") = "pitch",
          "What it expected of each note before it came: raw outputs, float32 (T, V).\n\n"
          "V: 79 pitches from MIDI number 1 (notebook), with one column more for the end "
          "(sequences),\n"
          "88 pitches from 21 (suite); head=\"rhythm\" of suite models gives their rhythm "
          "classes,\n"
          "the pitch being known. T: of a notebook model the notes that have a whole window "
          "before\n"
          "them, so that rows are those of bach.windows(score); of others every note (a suite "
          "model\n"
          "reads repeats once). Raises bach.Error for pitches that have no class.")
      .def(
          "log_probabilities",
          [](const LanguageModel& self, const NamedScore& piece, const std::string& head) {
            NoteLogits logits = logits_of(self, piece, head);
            if (logits.classes > 0) to_log_probabilities(logits.values, logits.classes);
            return logit_matrix(logits);
          },
          py::arg("score"), py::kw_only(), py::arg("head") = "pitch",
          "log softmax of logits(): natural logarithms, float32 (T, V).")
      .def(
          "targets",
          [](const LanguageModel& self, const NamedScore& piece, const std::string& head) {
            return targets_of(logits_of(self, piece, head));
          },
          py::arg("score"), py::kw_only(), py::arg("head") = "pitch",
          "The column of logits() that each note was, int64 (T,).")
      .def("state_dict", &state_dict,
           "All tensors by PyTorch's names and in its shapes, float32 copies. torch.from_numpy() "
           "of\n"
           "each gives what load_state_dict() takes.")
      .def("_evaluate", &evaluate, py::arg("scores"))
      .def("__repr__", &model_repr)
      .def("__copy__", [](const py::object& self) { return self; })
      .def(
          "__deepcopy__", [](const py::object& self, const py::object&) { return self; },
          py::arg("memo"))
      .def(py::pickle(&bytes_of, &model_of_bytes));
}

}  // namespace bach::python

#include "options.h"

#include <pybind11/stl.h>

#include <algorithm>

#include "errors.h"
#include "parts.h"

namespace bach::python {
namespace {

namespace py = pybind11;

const char* kind_of(OptionType type) {
  switch (type) {
    case OptionType::kFlag:
      return "bool";
    case OptionType::kWhole:
    case OptionType::kSeed:
      return "int";
    case OptionType::kNumber:
      return "float";
    case OptionType::kTexts:
      return "list of str";
    case OptionType::kText:
    case OptionType::kName:
      break;
  }
  return "str";
}

[[noreturn]] void wrong_type(const TaskOption& option, const py::handle& value) {
  throw py::type_error(option.name + " must be " + kind_of(option.type) + ", not " +
                       py::str(py::type::of(value).attr("__name__")).cast<std::string>());
}

bool is_bool(const py::handle& value) {
  return py::isinstance<py::bool_>(value) ||
         py::str(py::type::of(value).attr("__name__")).cast<std::string>() == "bool_";
}

// NumPy's whole numbers too.
py::int_ whole(const TaskOption& option, const py::handle& value) {
  if (is_bool(value)) wrong_type(option, value);
  PyObject* index = PyNumber_Index(value.ptr());
  if (index == nullptr) {
    PyErr_Clear();
    wrong_type(option, value);
  }
  return py::reinterpret_steal<py::int_>(index);
}

std::int64_t int64_of(const TaskOption& option, const py::handle& value) {
  int overflow = 0;
  const long long number = PyLong_AsLongLongAndOverflow(whole(option, value).ptr(), &overflow);
  if (overflow == 0) return number;
  raise(invalid_argument(option.name,
                         "must be " + (option.range.empty() ? "smaller" : option.range)));
}

std::uint64_t seed_of(const TaskOption& option, const py::handle& value) {
  const unsigned long long seed = PyLong_AsUnsignedLongLong(whole(option, value).ptr());
  if (PyErr_Occurred() == nullptr) return seed;
  PyErr_Clear();
  raise(invalid_argument(option.name, "must be a whole number from 0 to 2^64 - 1"));
}

double number_of(const TaskOption& option, const py::handle& value) {
  if (is_bool(value)) wrong_type(option, value);
  const double number = PyFloat_AsDouble(value.ptr());
  if (PyErr_Occurred() == nullptr) return number;
  const bool too_large = PyErr_ExceptionMatches(PyExc_OverflowError) != 0;
  PyErr_Clear();
  if (!too_large) wrong_type(option, value);
  raise(invalid_argument(option.name,
                         "must be " + (option.range.empty() ? "smaller" : option.range)));
}

// What people would write on a command line: 16 for "16", True for "yes", a path.
std::string text_of(const TaskOption& option, const py::handle& value) {
  if (py::isinstance<py::str>(value)) return value.cast<std::string>();
  const bool yes_or_no =
      std::find(option.words.begin(), option.words.end(), "yes") != option.words.end();
  if (is_bool(value)) {
    if (yes_or_no) return value.cast<bool>() ? "yes" : "no";
    wrong_type(option, value);
  }
  if (PyIndex_Check(value.ptr()) != 0) return py::str(whole(option, value));
  if (!py::hasattr(value, "__fspath__")) wrong_type(option, value);
  return py::str(py::module_::import("os").attr("fspath")(value));
}

std::vector<std::string> texts_of(const TaskOption& option, const py::handle& value) {
  if (py::isinstance<py::str>(value) || py::hasattr(value, "__fspath__")) {
    return {text_of(option, value)};
  }
  if (!py::isinstance<py::iterable>(value)) wrong_type(option, value);
  std::vector<std::string> texts;
  for (const py::handle each : value.cast<py::iterable>()) texts.push_back(text_of(option, each));
  return texts;
}

OptionValue value_from(const TaskOption& option, const py::handle& value) {
  switch (option.type) {
    case OptionType::kFlag:
      if (!is_bool(value)) wrong_type(option, value);
      return value.cast<bool>();
    case OptionType::kWhole:
      return int64_of(option, value);
    case OptionType::kSeed:
      return seed_of(option, value);
    case OptionType::kNumber:
      return number_of(option, value);
    case OptionType::kTexts:
      return texts_of(option, value);
    case OptionType::kText:
    case OptionType::kName:
      break;
  }
  return text_of(option, value);
}

Task task_called(const std::string& name) {
  if (name == "train") return Task::kTrain;
  if (name == "compose") return Task::kCompose;
  if (name == "suite") return Task::kSuite;
  raise(invalid_argument("task", "must be train, compose or suite"));
}

}  // namespace

GivenOptions given_options(Task task, const py::dict& keywords) {
  const std::vector<TaskOption> options = task_options(task);
  GivenOptions given;
  for (const auto& [key, value] : keywords) {
    const auto name = key.cast<std::string>();
    const auto found = std::find_if(options.begin(), options.end(),
                                    [&](const TaskOption& each) { return each.name == name; });
    if (found == options.end()) {
      throw py::type_error("unexpected keyword " + name + did_you_mean_option(task, name));
    }
    if (!value.is_none()) given[name] = value_from(*found, value);
  }
  return given;
}

void add_options(py::module_& module) {
  module.def(
      "options",
      [](const std::string& task) {
        const py::object type = py::module_::import("bach.values").attr("Option");
        py::list list;
        for (const TaskOption& option : task_options(task_called(task))) {
          list.append(type(option.name, kind_of(option.type), option.help, option.fallback,
                           option.range, py::tuple(py::cast(option.words))));
        }
        return list;
      },
      py::arg("task"),
      "The keywords of \"train\", \"compose\" or \"suite\", in order: a list of "
      "bach.values.Option.");
  module.def("presets", &training_presets, "What bach.train() can train.");
}

}  // namespace bach::python

// Scores as NumPy arrays, and back.
#include <bach/app/compose/values.h>
#include <bach/music.h>
#include <bach/note_array.h>
#include <bach/windows.h>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <numeric>

#include "errors.h"
#include "parts.h"

namespace bach::python {
namespace {

namespace py = pybind11;

constexpr std::size_t kIdLength = 16;
constexpr int kLongestWindow = 4096;

// A row of a note array as NumPy lays it out, packed: partitura's fields.
#pragma pack(push, 1)
struct PackedRow {
  float onset_beat, duration_beat, onset_quarter, duration_quarter;
  std::int32_t onset_div, duration_div, pitch, voice;
  char32_t id[kIdLength];
};
#pragma pack(pop)

py::dtype note_dtype() {
  const auto field = [](const char* name, const std::string& type) {
    return py::make_tuple(name, type);
  };
  py::list fields;
  for (const char* name : {"onset_beat", "duration_beat", "onset_quarter", "duration_quarter"}) {
    fields.append(field(name, "<f4"));
  }
  for (const char* name : {"onset_div", "duration_div", "pitch", "voice"}) {
    fields.append(field(name, "<i4"));
  }
  fields.append(field("id", "<U" + std::to_string(kIdLength)));
  return py::dtype::from_args(fields);
}

std::int32_t division_of(std::int64_t tick) {
  if (tick > std::numeric_limits<std::int32_t>::max()) {
    raise({ErrorCode::kLimit, "the piece is too long: ticks of a note array have 32 bits", {}});
  }
  return static_cast<std::int32_t>(tick);
}

py::array note_array(const NamedScore& piece) {
  const std::vector<NoteRow> rows = note_rows(piece.score);
  py::array array(note_dtype(), std::vector<py::ssize_t>{static_cast<py::ssize_t>(rows.size())});
  auto* packed = static_cast<PackedRow*>(array.mutable_data());
  for (const NoteRow& row : rows) {
    PackedRow each{static_cast<float>(row.onset_beat),
                   static_cast<float>(row.duration_beat),
                   static_cast<float>(row.onset_quarter),
                   static_cast<float>(row.duration_quarter),
                   division_of(row.onset_div),
                   division_of(row.duration_div),
                   row.pitch,
                   row.voice,
                   {}};
    for (std::size_t k = 0; k < std::min(kIdLength, row.id.size()); ++k) {
      each.id[k] = static_cast<char32_t>(row.id[k]);
    }
    std::memcpy(packed++, &each, sizeof each);
  }
  return array;
}

// The numbers of one field, whatever its type and strides.
template <typename T>
std::vector<T> column(const py::array& notes, const std::string& name, const char* kinds) {
  const py::array field = notes[py::str(name)];
  const char kind = field.dtype().kind();
  if (std::strchr(kinds, kind) == nullptr || field.ndim() != 1) {
    throw py::type_error("field " + name + " must hold " +
                         (std::strchr(kinds, 'f') != nullptr ? "numbers" : "whole numbers") +
                         ", one a note");
  }
  const auto values = py::array_t<T, py::array::c_style | py::array::forcecast>::ensure(field);
  if (!values) throw py::error_already_set();
  return {values.data(), values.data() + values.size()};
}

int small_number(std::int64_t value, const char* field, std::size_t row) {
  if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max()) {
    raise(invalid_argument(field, "note " + std::to_string(row) + " (from 0) has one too large"));
  }
  return static_cast<int>(value);
}

bool has_field(const py::array& notes, const std::string& name) {
  return py::reinterpret_borrow<py::object>(notes.dtype().attr("names")).contains(name);
}

bool has_times(const py::array& notes, const std::string& unit) {
  return has_field(notes, "onset_" + unit) && has_field(notes, "duration_" + unit);
}

NoteTime time_in(const py::array& notes, const std::optional<std::string>& asked) {
  const std::array<std::pair<const char*, NoteTime>, 3> units = {{{"div", NoteTime::kDivisions},
                                                                  {"quarter", NoteTime::kQuarters},
                                                                  {"beat", NoteTime::kBeats}}};
  for (const auto& [unit, time] : units) {
    if (asked ? *asked == unit : has_times(notes, unit)) {
      if (has_times(notes, unit)) return time;
      throw py::type_error("the array has no fields onset_" + *asked + " and duration_" + *asked);
    }
  }
  if (asked) raise(invalid_argument("time", "must be div, quarter or beat"));
  throw py::type_error(
      "the array has no fields onset_quarter and duration_quarter (or _div, _beat)");
}

std::vector<NoteRow> rows_of(const py::array& notes, NoteTime time) {
  std::vector<NoteRow> rows(static_cast<std::size_t>(notes.size()));
  if (time == NoteTime::kDivisions) {
    const auto onsets = column<std::int64_t>(notes, "onset_div", "iu");
    const auto durations = column<std::int64_t>(notes, "duration_div", "iu");
    for (std::size_t k = 0; k < rows.size(); ++k) {
      rows[k].onset_div = onsets[k];
      rows[k].duration_div = durations[k];
    }
  } else {
    const bool beats = time == NoteTime::kBeats;
    const auto onsets = column<double>(notes, beats ? "onset_beat" : "onset_quarter", "iuf");
    const auto lengths = column<double>(notes, beats ? "duration_beat" : "duration_quarter", "iuf");
    for (std::size_t k = 0; k < rows.size(); ++k) {
      (beats ? rows[k].onset_beat : rows[k].onset_quarter) = onsets[k];
      (beats ? rows[k].duration_beat : rows[k].duration_quarter) = lengths[k];
    }
  }
  const auto small = [&](const char* name, int NoteRow::*member) {
    const auto values = column<std::int64_t>(notes, name, "iu");
    for (std::size_t k = 0; k < rows.size(); ++k)
      rows[k].*member = small_number(values[k], name, k);
  };
  if (!has_field(notes, "pitch")) throw py::type_error("the array has no field pitch");
  small("pitch", &NoteRow::pitch);
  if (has_field(notes, "voice")) small("voice", &NoteRow::voice);
  if (has_field(notes, "velocity")) small("velocity", &NoteRow::velocity);
  return rows;
}

NamedScore from_note_array(const py::array& notes, const std::string& title, int ticks_per_quarter,
                           const std::string& metre, std::optional<double> tempo, int program,
                           const std::optional<std::string>& time) {
  if (notes.dtype().attr("names").is_none() || notes.ndim() != 1) {
    throw py::type_error(
        "must be a structured array of one dimension, as Score.note_array() gives");
  }
  NoteRowsOptions options;
  options.time = time_in(notes, time);
  options.ticks_per_quarter = ticks_per_quarter;
  Result<Metre> parsed = parse_metre(metre);
  if (!parsed) {
    Error error = std::move(parsed).error();
    error.argument = "metre";
    raise(error);
  }
  options.metre = *parsed;
  if (program < 0 || program > 127) raise(invalid_argument("program", "must be from 0 to 127"));
  options.program = static_cast<std::uint8_t>(program);
  options.title = title;
  options.tempo = tempo;
  const std::vector<NoteRow> rows = rows_of(notes, options.time);
  return {title.empty() ? "notes" : title, value_of(score_of_rows(rows, options)), {}, {}};
}

// Holds a vector while an array looks at it.
template <typename T>
py::array_t<T> array_of(std::vector<T> values, const std::vector<py::ssize_t>& shape) {
  auto owned = std::make_unique<std::vector<T>>(std::move(values));
  const T* data = owned->data();
  const py::capsule owner(owned.get(), [](void* vector) {
    delete static_cast<std::vector<T>*>(vector);  // NOLINT(cppcoreguidelines-owning-memory)
  });
  static_cast<void>(owned.release());
  return py::array_t<T>(shape, data, owner);
}

py::array roll_of(const NamedScore& piece, int frames_per_quarter) {
  PianoRoll roll = value_of(piano_roll(piece.score, frames_per_quarter));
  const auto frames = static_cast<py::ssize_t>(roll.frames);
  return array_of(std::move(roll.velocities), {PianoRoll::kPitches, frames});
}

// What 1 is in a type, for arrays of zeros and ones of any of them.
class One {
 public:
  explicit One(const py::object& type) : dtype_(py::dtype::from_args(type)) {
    if (std::strchr("biufc", dtype_.kind()) == nullptr) {
      throw py::type_error("dtype must be one of numbers");
    }
    const py::array one = py::module_::import("numpy").attr("ones")(1, dtype_);
    const auto* bytes = static_cast<const char*>(one.data());
    bytes_.assign(bytes, bytes + one.itemsize());
  }

  py::array zeros(const std::vector<py::ssize_t>& shape) const {
    return py::module_::import("numpy").attr("zeros")(shape, dtype_);
  }
  std::size_t size() const { return bytes_.size(); }
  void put(void* array, std::size_t place) const {
    std::memcpy(static_cast<char*>(array) + place * size(), bytes_.data(), size());
  }

 private:
  py::dtype dtype_;
  std::vector<char> bytes_;
};

constexpr auto kColumns = static_cast<int>(OneHotMatrix::kColumns);

// Columns of the notes, as one_hot() has them.
std::vector<int> columns_of(const NamedScore& piece, std::size_t most) {
  std::vector<int> notes = melody_of(piece.score, most);
  for (int& note : notes) {
    const int pitch = note--;
    if (note >= 0 && note < kColumns) continue;
    raise(invalid_argument(
        "score", piece.name + ": pitch " + std::to_string(pitch) + " has no column; 1 to 79 have"));
  }
  return notes;
}

std::size_t most_of(py::ssize_t max_notes) {
  if (max_notes < 0) raise(invalid_argument("max_notes", "must be 0 or more"));
  return static_cast<std::size_t>(max_notes);
}

py::array matrix_of(const std::vector<int>& columns, const One& one) {
  py::array matrix = one.zeros({static_cast<py::ssize_t>(columns.size()), kColumns});
  for (std::size_t note = 0; note < columns.size(); ++note) {
    one.put(matrix.mutable_data(),
            note * OneHotMatrix::kColumns + static_cast<std::size_t>(columns[note]));
  }
  return matrix;
}

py::array one_hot_of(const NamedScore& piece, py::ssize_t max_notes, const py::object& dtype) {
  return matrix_of(columns_of(piece, most_of(max_notes)), One(dtype));
}

void forbid_writing(const py::array& array) {
  py::detail::array_proxy(array.ptr())->flags &= ~py::detail::npy_api::NPY_ARRAY_WRITEABLE_;
}

std::size_t windows_in(std::size_t notes, std::size_t length) {
  return notes > length ? notes - length : 0;
}

std::size_t checked_length(int length) {
  if (length < 1 || length > kLongestWindow) {
    raise(invalid_argument("length", "must be from 1 to " + std::to_string(kLongestWindow)));
  }
  return static_cast<std::size_t>(length);
}

// Of one piece: a look at its one-hot matrix, which lives as long as the view.
py::tuple view_of_windows(const NamedScore& piece, int length_asked, const py::object& dtype,
                          py::ssize_t max_notes) {
  const std::size_t length = checked_length(length_asked);
  const std::vector<int> columns = columns_of(piece, most_of(max_notes));
  py::array matrix = matrix_of(columns, One(dtype));
  const std::size_t windows = windows_in(columns.size(), length);
  const std::vector<py::ssize_t> shape = {static_cast<py::ssize_t>(windows),
                                          static_cast<py::ssize_t>(length), kColumns};
  const std::vector<py::ssize_t> strides = {matrix.strides(0), matrix.strides(0),
                                            matrix.strides(1)};
  py::array view(matrix.dtype(), shape, strides, matrix.data(), matrix);
  forbid_writing(view);
  py::array_t<std::int64_t> targets(static_cast<py::ssize_t>(windows));
  std::copy_n(columns.end() - static_cast<std::ptrdiff_t>(windows), windows,
              targets.mutable_data());
  return py::make_tuple(view, targets);
}

py::tuple all_windows(const std::vector<std::shared_ptr<NamedScore>>& pieces, int length_asked,
                      const py::object& dtype, py::ssize_t max_notes) {
  const std::size_t length = checked_length(length_asked);
  const std::size_t most = most_of(max_notes);
  const One one(dtype);
  std::vector<std::vector<int>> melodies;
  std::size_t windows = 0;
  for (const auto& piece : pieces) {
    melodies.push_back(columns_of(*piece, most));
    windows += windows_in(melodies.back().size(), length);
  }
  py::array inputs =
      one.zeros({static_cast<py::ssize_t>(windows), static_cast<py::ssize_t>(length), kColumns});
  py::array_t<std::int64_t> targets(static_cast<py::ssize_t>(windows));
  std::int64_t* target = targets.mutable_data();
  std::size_t row = 0;
  for (const std::vector<int>& columns : melodies) {
    for (std::size_t first = 0; first < windows_in(columns.size(), length); ++first) {
      for (std::size_t k = 0; k < length; ++k, ++row) {
        one.put(inputs.mutable_data(),
                row * OneHotMatrix::kColumns + static_cast<std::size_t>(columns[first + k]));
      }
      *target++ = columns[first + length];
    }
  }
  return py::make_tuple(inputs, targets);
}

}  // namespace

void add_arrays(py::module_& module) {
  py::object score = module.attr("Score");
  auto& type = reinterpret_cast<py::class_<NamedScore, std::shared_ptr<NamedScore>>&>(score);
  type.def("note_array", &note_array,
           "Its notes as a structured array (notes,) with the fields of partitura's note arrays, "
           "by\n"
           "onset, then pitch: onset_beat, duration_beat, onset_quarter, duration_quarter "
           "(float32),\n"
           "onset_div, duration_div (ticks), pitch (MIDI number), voice (from 1; int32), id.\n\n"
           "A beat is what the metre counts, an eighth in 6/8. Time 0 is where the first bar "
           "begins.")
      .def_static(
          "from_note_array", &from_note_array, py::arg("notes"), py::kw_only(),
          py::arg("title") = "", py::arg("ticks_per_quarter") = 480, py::arg("metre") = "4/4",
          py::arg("tempo") = py::none(), py::arg("program") = 42, py::arg("time") = py::none(),
          "A score of a structured array (notes,) with pitch and the onset_ and duration_ fields "
          "of\n"
          "one unit: the one that time names (\"div\", \"quarter\", \"beat\"), else the first of "
          "these\n"
          "that is there. voice and velocity (1 to 127) may be there; other fields are not looked "
          "at.\n"
          "Each voice becomes a track; times are rounded to ticks; program is of General MIDI, "
          "from 0;\n"
          "tempo is in quarters per minute.\n\n"
          "Raises TypeError for an array or field of the wrong type, bach.Error for NaN, onsets "
          "below\n"
          "0, durations of 0 or less, pitches outside 0 to 127 and pieces that are too long.")
      .def("piano_roll", &roll_of, py::arg("frames_per_quarter") = 4,
           "What sounds, as uint8 (128, frames): a row a MIDI number, a column a frame of 1 /\n"
           "frames_per_quarter quarter; the velocity where a note sounds, 0 elsewhere. Without "
           "drums.")
      .def(
          "melody",
          [](const NamedScore& piece, py::ssize_t max_notes) {
            const std::vector<int> notes = melody_of(piece.score, most_of(max_notes));
            py::array_t<std::int64_t> array(static_cast<py::ssize_t>(notes.size()));
            std::copy(notes.begin(), notes.end(), array.mutable_data());
            return array;
          },
          py::arg("max_notes") = 1000,
          "MIDI numbers of the first track with notes, by onset, then pitch, as int64 (T,); at "
          "most\n"
          "max_notes.")
      .def("one_hot", &one_hot_of, py::arg("max_notes") = 1000, py::arg("dtype") = "uint8",
           "melody() as a matrix (T, 79): 1 in column pitch - 1, 0 elsewhere.\n\n"
           "Raises bach.Error for a pitch outside 1 to 79.");
  module.def("_windows_of_one", &view_of_windows, py::arg("score"), py::arg("length"),
             py::arg("dtype"), py::arg("max_notes"));
  module.def("_windows_of_many", &all_windows, py::arg("scores"), py::arg("length"),
             py::arg("dtype"), py::arg("max_notes"));
}

}  // namespace bach::python

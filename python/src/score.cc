// bach.Score: a piece as a value that cannot be changed.
#include <bach/app/compose/values.h>
#include <bach/music.h>
#include <bach/note_array.h>
#include <pybind11/stl.h>

#include <memory>

#include "errors.h"
#include "parts.h"
#include "paths.h"
#include "score_state.h"

namespace bach::python {
namespace {

namespace py = pybind11;

py::object named_tuple(const char* name) { return py::module_::import("bach.values").attr(name); }

// Each event of a score as a named tuple.
template <typename Event, typename Make>
py::list events_of(const std::vector<Event>& events, const char* name, const Make& make) {
  const py::object type = named_tuple(name);
  py::list list;
  for (const Event& event : events) list.append(type(*make(event)));
  return list;
}

std::size_t notes_of(const Score& score) {
  std::size_t notes = 0;
  for (const Track& track : score.tracks) notes += track.notes.size();
  return notes;
}

std::string repr_of(const NamedScore& piece) {
  const std::string title = piece.score.title.empty() ? piece.name : piece.score.title;
  return py::str("<bach.Score {!r}, {} notes, {:.1f} s>")
      .format(title, notes_of(piece.score), seconds_of(piece.score));
}

py::list note_list(const NamedScore& piece) {
  const py::object type = named_tuple("Note");
  py::list list;
  for (const NoteRow& row : note_rows(piece.score)) {
    list.append(type(row.onset_div, row.duration_div, row.pitch, row.velocity, row.voice - 1));
  }
  return list;
}

bool equal(const NamedScore& a, const NamedScore& b) {
  return a.score == b.score && a.folded == b.folded && a.marks == b.marks;
}

void write(const NamedScore& piece, const py::object& target, bool sine_waves, std::uint64_t seed) {
  const std::string path = path_of(target);
  const Status saved = [&] {
    const py::gil_scoped_release released;
    return save_piece(piece, path, {sine_waves, seed});
  }();
  check(saved, {path});
}

}  // namespace

void add_score(py::module_& module) {
  py::class_<NamedScore, std::shared_ptr<NamedScore>> score(
      module, "Score",
      "A piece as it sounds, repeats played. A value: it cannot be changed, and threads may share "
      "it.\n\n"
      "Time is in ticks, ticks_per_quarter of them to a quarter note, from the first bar on "
      "(which\n"
      "begins with silence where there is an upbeat).");
  score.def_readonly("name", &NamedScore::name, "File name without ending, or the movement's.")
      .def_readonly("composer", &NamedScore::composer, "Empty where it is not known.")
      .def_property_readonly(
          "warnings", [](const NamedScore& piece) { return piece.warnings; },
          "What had to be mended when it was read, one line each.")
      .def_property_readonly(
          "title", [](const NamedScore& piece) { return piece.score.title; }, "May be empty.")
      .def_property_readonly(
          "ticks_per_quarter",
          [](const NamedScore& piece) { return piece.score.ticks_per_quarter; },
          "Ticks of a quarter note, 1 to 32767.")
      .def_property_readonly(
          "end", [](const NamedScore& piece) { return piece.score.end; },
          "Where it ends, in ticks.")
      .def_property_readonly(
          "seconds", [](const NamedScore& piece) { return seconds_of(piece.score); },
          "How long it sounds.")
      .def_property_readonly(
          "tracks",
          [](const NamedScore& piece) {
            return events_of(piece.score.tracks, "Track", [](const Track& track) {
              return py::make_tuple(track.name, track.channel, track.program, track.notes.size());
            });
          },
          "Its voices or parts, a list of bach.values.Track.")
      .def_property_readonly("notes", &note_list,
                             "All notes by onset, then pitch: a list of bach.values.Note.")
      .def_property_readonly(
          "keys",
          [](const NamedScore& piece) {
            return events_of(piece.score.keys, "Key", [](const Key& key) {
              return py::make_tuple(key.at, key_words(key), key.fifths);
            });
          },
          "Keys and where they begin; empty where the source does not say.")
      .def_property_readonly(
          "metres",
          [](const NamedScore& piece) {
            return events_of(piece.score.metres, "Metre", [](const Metre& metre) {
              return py::make_tuple(metre.at, metre.numerator, metre.denominator);
            });
          },
          "Metres and where they begin; 4/4 before the first.")
      .def_property_readonly(
          "tempos",
          [](const NamedScore& piece) {
            return events_of(piece.score.tempos, "Tempo", [](const Tempo& tempo) {
              return py::make_tuple(tempo.at, 60e6 / tempo.microseconds_per_quarter);
            });
          },
          "Tempos in quarters per minute and where they begin; 120 before the first.")
      .def("write", &write, py::arg("path"), py::kw_only(), py::arg("sine_waves") = false,
           py::arg("seed") = 42,
           "Writes it as the ending of path says: .mid, .abc, .musicxml, sound as .wav, .flac or\n"
           ".ogg, pages as .pdf, .svg or .png. Replaces what is there, whole or not at all.\n\n"
           "sine_waves and seed (of the phrasing) are for sound. Raises bach.Error.")
      .def(
          "to_midi",
          [](const NamedScore& piece) {
            const std::vector<std::uint8_t> bytes = midi_bytes(piece.score);
            return py::bytes(reinterpret_cast<const char*>(bytes.data()), bytes.size());
          },
          "The bytes of a Standard MIDI File.")
      .def("__len__", [](const NamedScore& piece) { return notes_of(piece.score); })
      .def("__repr__", &repr_of)
      .def("__eq__",
           [](const NamedScore& a, const py::object& b) -> py::object {
             if (!py::isinstance<NamedScore>(b)) {
               return py::reinterpret_borrow<py::object>(Py_NotImplemented);
             }
             return py::bool_(equal(a, b.cast<const NamedScore&>()));
           })
      .def("__copy__", [](const py::object& self) { return self; })
      .def(
          "__deepcopy__", [](const py::object& self, const py::object&) { return self; },
          py::arg("memo"))
      .def(py::pickle(&state_of, &score_of_state));

  module.def(
      "load",
      [](const std::string& input) {
        Result<NamedScore> piece = [&] {
          const py::gil_scoped_release released;
          return load_piece(input);
        }();
        return value_of(std::move(piece), {input});
      },
      py::arg("input"));
  module.def(
      "load_all",
      [](const std::vector<std::string>& inputs) {
        Result<std::vector<NamedScore>> pieces = [&] {
          const py::gil_scoped_release released;
          return load_pieces(inputs);
        }();
        return value_of(std::move(pieces), inputs);
      },
      py::arg("inputs"));
}

}  // namespace bach::python

// Pictures, pages and sounds, for plots.py and display.py.
#include <bach/picture.h>
#include <bach/sound.h>
#include <pybind11/stl.h>

#include <memory>
#include <optional>
#include <utility>

#include "errors.h"
#include "long_work.h"
#include "parts.h"

namespace bach::python {
namespace {

namespace py = pybind11;

using Pieces = std::vector<std::shared_ptr<NamedScore>>;
using Bars = std::optional<std::pair<std::int64_t, std::int64_t>>;

std::vector<NamedScore> music_of(const Pieces& pieces) {
  std::vector<NamedScore> music;
  for (const auto& piece : pieces) music.push_back(*piece);
  return music;
}

std::optional<DrawnBars> drawn_bars(const Bars& bars) {
  if (!bars) return std::nullopt;
  return DrawnBars{bars->first, bars->second};
}

std::size_t count_of(const char* name, std::int64_t count) {
  if (count < 0) raise(invalid_argument(name, "must be 0 or more"));
  return static_cast<std::size_t>(count);
}

// Draws without the GIL.
template <typename Draw>
Drawing drawn(const Draw& draw) {
  LongWork work;
  return value_of(work.run([&] { return draw(work.stop()); }));
}

Drawing roll(const Pieces& pieces, const Bars& bars, std::int64_t primer, std::int64_t quotations,
             bool harmony) {
  const std::vector<NamedScore> music = music_of(pieces);
  const RollDrawing options{drawn_bars(bars), count_of("primer", primer),
                            count_of("quotations", quotations), harmony};
  return drawn([&](const Cancellation& stop) { return draw_roll(music, options, stop); });
}

Drawing notes(const Pieces& pieces, std::int64_t count, bool line) {
  const std::vector<NamedScore> music = music_of(pieces);
  const std::size_t shown = count_of("notes", count);
  return drawn([&](const Cancellation& stop) { return draw_notes(music, shown, line, stop); });
}

Drawing lengths(const Pieces& pieces, bool all_notes) {
  const std::vector<NamedScore> music = music_of(pieces);
  return drawn([&](const Cancellation& stop) { return draw_lengths(music, all_notes, stop); });
}

Drawing pitches(const Pieces& pieces, const Pieces& against, bool classes) {
  const std::vector<NamedScore> music = music_of(pieces), other = music_of(against);
  return drawn([&](const Cancellation& stop) { return draw_pitches(music, other, classes, stop); });
}

Drawing intervals(const Pieces& pieces, const Pieces& against) {
  const std::vector<NamedScore> music = music_of(pieces), other = music_of(against);
  return drawn([&](const Cancellation& stop) { return draw_intervals(music, other, stop); });
}

Drawing harmony(const Pieces& pieces, const Bars& bars) {
  const std::vector<NamedScore> music = music_of(pieces);
  return drawn(
      [&](const Cancellation& stop) { return draw_harmony(music, drawn_bars(bars), stop); });
}

Drawing form(const Pieces& pieces) {
  const std::vector<NamedScore> music = music_of(pieces);
  return drawn([&](const Cancellation& stop) { return draw_form(music, stop); });
}

Drawing surprise(const LanguageModel& model, const Pieces& pieces, const Bars& bars) {
  const std::vector<NamedScore> music = music_of(pieces);
  return drawn([&](const Cancellation& stop) {
    return draw_surprise(model, music, drawn_bars(bars), stop);
  });
}

Drawing next(const LanguageModel& model, const Pieces& pieces, std::int64_t first,
             std::int64_t count) {
  const std::vector<NamedScore> music = music_of(pieces);
  const std::size_t from = count_of("first", first), shown = count_of("notes", count);
  return drawn(
      [&](const Cancellation& stop) { return draw_next(model, music, from, shown, stop); });
}

using Points = std::vector<std::pair<double, double>>;

std::vector<LossPoint> points_of(const Points& points) {
  std::vector<LossPoint> all;
  for (const auto& [step, nats] : points) all.push_back({step, nats});
  return all;
}

// Of each run its name, its training and its held-out losses.
Drawing losses(const std::vector<std::tuple<std::string, Points, Points>>& runs) {
  std::vector<LossCurve> curves;
  for (const auto& [name, training, held_out] : runs) {
    curves.push_back({name, points_of(training), points_of(held_out)});
  }
  return drawn([&](const Cancellation&) { return draw_losses(curves); });
}

py::bytes bytes_of(const std::vector<std::uint8_t>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

py::tuple sound(const NamedScore& piece, const SoundPlan& plan) {
  LongWork work;
  const SoundOfScore sound = value_of(
      work.run([&] { return sound_of_score(piece.score, plan, work.progress(), work.stop()); }));
  return py::make_tuple(bytes_of(sound.bytes), sound.seconds, sound.whole, sound.played_with);
}

py::tuple pages(const NamedScore& piece, const PagesPlan& plan) {
  LongWork work;
  const PagesOfScore pages =
      value_of(work.run([&] { return pages_of_score(piece, plan, work.stop()); }));
  py::list files;
  for (const auto& file : pages.files) files.append(bytes_of(file));
  return py::make_tuple(files, pages.pages, pages.engraver);
}

}  // namespace

void add_pictures(py::module_& module) {
  py::class_<Drawing>(module, "Drawing", "A picture, and the numbers behind it as JSON.")
      .def_property_readonly("json", &Drawing::json)
      .def_property_readonly("warnings", &Drawing::warnings)
      .def("text", &Drawing::text, py::arg("columns"))
      .def(
          "svg",
          [](const Drawing& drawing, bool dark, double width, double height) {
            return value_of(drawing.svg({dark, width, height}));
          },
          py::arg("dark"), py::arg("width"), py::arg("height"))
      .def(
          "save",
          [](const Drawing& drawing, const std::string& path, bool dark, double width,
             double height) {
            check(drawing.save(path, {dark, width, height}), {path});
          },
          py::arg("path"), py::arg("dark"), py::arg("width"), py::arg("height"));
  module.def("draw_roll", &roll, py::arg("scores"), py::arg("bars"), py::arg("primer"),
             py::arg("quotations"), py::arg("harmony"));
  module.def("draw_notes", &notes, py::arg("scores"), py::arg("notes"), py::arg("line"));
  module.def("draw_lengths", &lengths, py::arg("scores"), py::arg("all_notes"));
  module.def("draw_pitches", &pitches, py::arg("scores"), py::arg("against"), py::arg("classes"));
  module.def("draw_intervals", &intervals, py::arg("scores"), py::arg("against"));
  module.def("draw_harmony", &harmony, py::arg("scores"), py::arg("bars"));
  module.def("draw_form", &form, py::arg("scores"));
  module.def("draw_surprise", &surprise, py::arg("model"), py::arg("scores"), py::arg("bars"));
  module.def("draw_next", &next, py::arg("model"), py::arg("scores"), py::arg("first"),
             py::arg("notes"));
  module.def("draw_losses", &losses, py::arg("runs"));
  module.def(
      "sound",
      [](const NamedScore& piece, const std::string& format, double seconds, double quality,
         bool sine_waves, std::uint64_t seed) {
        return sound(piece, {"." + format, seconds, quality, sine_waves, seed});
      },
      py::arg("score"), py::arg("format"), py::arg("seconds"), py::arg("quality"),
      py::arg("sine_waves"), py::arg("seed"));
  module.def(
      "pages",
      [](const NamedScore& piece, const std::string& format, const std::string& engraver,
         std::int64_t most, double seconds) {
        return pages(piece, {"." + format, engraver, count_of("pages", most), seconds});
      },
      py::arg("score"), py::arg("format"), py::arg("engraver"), py::arg("pages"),
      py::arg("seconds"));
}

}  // namespace bach::python

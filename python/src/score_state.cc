#include "score_state.h"

#include <pybind11/stl.h>

#include <algorithm>

namespace bach::python {
namespace {

namespace py = pybind11;

constexpr int kVersion = 1;

void require(bool holds) {
  if (!holds) throw py::value_error("not the state of a bach.Score");
}

py::tuple state_of_score(const Score& score) {
  py::list tracks, tempos, metres, keys, markers, sections;
  for (const Track& track : score.tracks) {
    py::list notes;
    for (const Note& note : track.notes) {
      notes.append(py::make_tuple(note.onset, note.duration, note.pitch, note.velocity));
    }
    tracks.append(py::make_tuple(track.name, track.channel, track.program, notes));
  }
  for (const Tempo& tempo : score.tempos) {
    tempos.append(py::make_tuple(tempo.at, tempo.microseconds_per_quarter));
  }
  for (const Metre& metre : score.metres) {
    metres.append(py::make_tuple(metre.at, metre.numerator, metre.denominator));
  }
  for (const Key& key : score.keys) {
    keys.append(py::make_tuple(key.at, key.fifths, key.mode == Mode::kMinor));
  }
  for (const Marker& marker : score.markers) markers.append(py::make_tuple(marker.at, marker.text));
  for (const Section& section : score.sections) {
    sections.append(py::make_tuple(section.begin, section.end));
  }
  return py::make_tuple(score.ticks_per_quarter, score.title, tracks, tempos, metres, keys, markers,
                        score.end, sections, score.play_order);
}

template <typename T>
T at(const py::handle& tuple, std::size_t index) {
  return py::reinterpret_borrow<py::sequence>(tuple)[index].cast<T>();
}

// Every element of a list, as a tuple of so many.
std::vector<py::tuple> rows(const py::object& list, std::size_t size) {
  std::vector<py::tuple> all;
  for (const py::handle each : list.cast<py::list>()) {
    all.push_back(each.cast<py::tuple>());
    require(all.back().size() == size);
  }
  return all;
}

Track track_of(const py::tuple& state) {
  Track track{
      at<std::string>(state, 0), at<std::uint8_t>(state, 1), at<std::uint8_t>(state, 2), {}};
  require(track.channel < 16 && track.program < 128);
  for (const py::tuple& row : rows(state[3], 4)) {
    const Note note{at<Tick>(row, 0), at<Tick>(row, 1), at<std::uint8_t>(row, 2),
                    at<std::uint8_t>(row, 3)};
    constexpr Tick kMost = Tick{1} << 60;
    require(note.onset >= 0 && note.onset < kMost && note.duration > 0 && note.duration < kMost);
    require(note.pitch < 128 && note.velocity > 0 && note.velocity < 128);
    track.notes.push_back(note);
  }
  require(!track.notes.empty() && std::is_sorted(track.notes.begin(), track.notes.end()));
  return track;
}

void read_sections(const py::tuple& state, Score& score) {
  for (const py::tuple& row : rows(state[8], 2)) {
    score.sections.push_back({at<Tick>(row, 0), at<Tick>(row, 1)});
    const Section& section = score.sections.back();
    require(section.begin >= 0 && section.begin <= section.end && section.end <= score.end);
    require(score.sections.size() == 1 ||
            score.sections[score.sections.size() - 2].end == section.begin);
  }
  constexpr std::size_t kMostPlayed = 4096;
  score.play_order = at<std::vector<int>>(state, 9);
  require(score.play_order.size() <= kMostPlayed);
  for (const int section : score.play_order) {
    require(section >= 0 && static_cast<std::size_t>(section) < score.sections.size());
  }
}

Score score_of(const py::tuple& state) {
  require(state.size() == 10);
  Score score;
  score.ticks_per_quarter = at<int>(state, 0);
  require(score.ticks_per_quarter > 0 && score.ticks_per_quarter <= 32767);
  score.title = at<std::string>(state, 1);
  for (const py::tuple& row : rows(state[2], 4)) score.tracks.push_back(track_of(row));
  for (const py::tuple& row : rows(state[3], 2)) {
    score.tempos.push_back({at<Tick>(row, 0), at<std::uint32_t>(row, 1)});
    require(score.tempos.back().microseconds_per_quarter > 0);
  }
  for (const py::tuple& row : rows(state[4], 3)) {
    const Metre metre{at<Tick>(row, 0), at<int>(row, 1), at<int>(row, 2)};
    require(metre.numerator > 0 && metre.numerator < 256 && metre.denominator > 0 &&
            metre.denominator <= 128 && (metre.denominator & (metre.denominator - 1)) == 0);
    score.metres.push_back(metre);
  }
  for (const py::tuple& row : rows(state[5], 3)) {
    score.keys.push_back(
        {at<Tick>(row, 0), at<int>(row, 1), at<bool>(row, 2) ? Mode::kMinor : Mode::kMajor});
    require(score.keys.back().fifths >= -7 && score.keys.back().fifths <= 7);
  }
  for (const py::tuple& row : rows(state[6], 2)) {
    score.markers.push_back({at<Tick>(row, 0), at<std::string>(row, 1)});
  }
  const auto sorted = [](const auto& events) {
    require(std::is_sorted(events.begin(), events.end(),
                           [](const auto& a, const auto& b) { return a.at < b.at; }));
    require(events.empty() || events.front().at >= 0);
  };
  sorted(score.tempos), sorted(score.metres), sorted(score.keys), sorted(score.markers);
  score.end = at<Tick>(state, 7);
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) require(note.end() <= score.end);
  }
  read_sections(state, score);
  return score;
}

}  // namespace

py::tuple state_of(const NamedScore& piece) {
  py::list marks;
  for (const Mark& mark : piece.marks) {
    marks.append(py::make_tuple(mark.track, mark.onset, mark.pitch, static_cast<int>(mark.kind),
                                mark.number, mark.text));
  }
  py::object folded = py::none();
  if (piece.folded) folded = state_of_score(*piece.folded);
  return py::make_tuple(kVersion, piece.name, state_of_score(piece.score), piece.warnings,
                        piece.midi_format, piece.composer, folded, marks);
}

NamedScore score_of_state(const py::tuple& state) {
  try {
    require(state.size() == 8 && at<int>(state, 0) == kVersion);
    NamedScore piece;
    piece.name = at<std::string>(state, 1);
    piece.score = score_of(state[2].cast<py::tuple>());
    require(piece.score.play_order.empty());
    piece.warnings = at<std::vector<std::string>>(state, 3);
    piece.midi_format = at<std::optional<int>>(state, 4);
    piece.composer = at<std::string>(state, 5);
    if (!state[6].is_none()) piece.folded = score_of(state[6].cast<py::tuple>());
    for (const py::tuple& row : rows(state[7], 6)) {
      const int kind = at<int>(row, 3);
      require(kind >= 0 && kind <= static_cast<int>(MarkKind::kGraceNote));
      piece.marks.push_back({at<int>(row, 0), at<Tick>(row, 1), at<std::uint8_t>(row, 2),
                             static_cast<MarkKind>(kind), at<std::uint8_t>(row, 4),
                             at<std::string>(row, 5)});
      const auto tracks = static_cast<int>(piece.written().tracks.size());
      require(piece.marks.back().track >= 0 && piece.marks.back().track < tracks);
    }
    return piece;
  } catch (const py::cast_error&) {
    throw py::value_error("not the state of a bach.Score");
  }
}

}  // namespace bach::python

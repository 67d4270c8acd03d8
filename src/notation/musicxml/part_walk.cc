#include "notation/musicxml/part_walk.h"

#include <algorithm>
#include <utility>

#include "notation/musicxml/notations.h"
#include "notation/musicxml/note_values.h"
#include "notation/musicxml/numbers.h"
#include "score/bars.h"

namespace bach::musicxml {
namespace {

constexpr std::size_t kLongestVoice = 64;

const PartHeader& unnamed_part() {
  static const PartHeader kUnnamed;
  return kUnnamed;
}

// Above C; nothing for what is not a letter.
std::optional<int> semitones_of(std::string_view step) {
  constexpr std::string_view kSteps = "C D EF G A B";
  if (step.size() != 1 || step == " ") return std::nullopt;
  const std::size_t found = kSteps.find(step);
  if (found == std::string_view::npos) return std::nullopt;
  return static_cast<int>(found);
}

bool has_tie(pugi::xml_node note, std::string_view type) {
  // <tie> is for the ear, <tied> for the eye; some programs write only the latter.
  const auto among = [type](const auto& elements) {
    return std::any_of(elements.begin(), elements.end(), [type](pugi::xml_node element) {
      return std::string_view(element.attribute("type").value()) == type;
    });
  };
  if (note.child("tie")) return among(note.children("tie"));
  return among(note.child("notations").children("tied"));
}

}  // namespace

PartWalk::PartWalk(std::size_t part, const PartHeader* header, Walk& walk)
    : part_(part),
      header_(header != nullptr ? header : &unnamed_part()),
      walk_(walk),
      cursor_(0, walk.timing.divisions) {}

Status PartWalk::read(pugi::xml_node measure, const Place& place, std::size_t index, Tick begin) {
  place_ = place;
  measure_ = index;
  begin_ = reached_ = begin;
  knows_length_ = false;
  cursor_ = Cursor(begin, cursor_.divisions());
  chord_.reset();
  for (const pugi::xml_node element : measure.children()) {
    if (Status status = read_element(element); !status) return status;
  }
  return {};
}

Status PartWalk::read_element(pugi::xml_node element) {
  const std::string_view name = element.name();
  if (name == "note") return read_note(element);
  if (name == "backup") return move(element, -1);
  if (name == "forward") return move(element, 1);
  if (name == "attributes") return read_attributes(element);
  if (name == "direction" || name == "sound") read_direction_element(element);
  if (name == "barline") {
    BarlineMeaning meaning = read_barline(element);
    if (meaning.times_cut) count(Problem::kRepeat);
    if (meaning.unnumbered_ending) count(Problem::kEnding);
    place_signs(std::move(meaning.signs), at(cursor_));
  }
  return {};
}

Status PartWalk::read_attributes(pugi::xml_node attributes) {
  if (const pugi::xml_node divisions = attributes.child("divisions")) {
    if (Status status = read_divisions(divisions); !status) return status;
  }
  for (const pugi::xml_node transpose : attributes.children("transpose")) {
    const int staff = whole_number(transpose.attribute("number").value()).value_or(0);
    if (staff >= 0 && staff < 64) transpositions_[staff] = read_transposition(transpose);
  }
  // Of several staves the first speaks.
  if (const pugi::xml_node element = attributes.child("key")) {
    const auto written =
        transpositions_.empty() ? Transposition{} : transpositions_.begin()->second;
    if (std::optional<StatedKey> key = read_key(element, written)) {
      key->at = at(cursor_);
      if (!header_->instrument.drums) walk_.events.keys.push_back({part_, *key});
    } else {
      count(Problem::kKey);
    }
  }
  if (const pugi::xml_node time = attributes.child("time")) read_time(time);
  return {};
}

Status PartWalk::read_divisions(pugi::xml_node divisions) {
  const std::optional<std::int64_t> said = thousandths(divisions.child_value());
  if (!said || *said <= 0 || *said > kMostDivisions) {
    return error(ErrorCode::kInvalidData,
                 "divisions have to be from 1 to 1000000 per quarter; export the piece again");
  }
  cursor_.set_divisions(*said, walk_.timing.ticks_per_quarter);
  if (chord_) chord_->set_divisions(*said, walk_.timing.ticks_per_quarter);
  divisions_said_ = true;
  return {};
}

void PartWalk::read_time(pugi::xml_node time) {
  const std::optional<Metre> metre = read_metre(time);
  const bool free = !time.child("senza-misura").empty();
  if (!metre) {
    if (free) walk_.bar = 0;
    if (!free) count(Problem::kMetre);
  } else if (walk_.metre && (walk_.metre->numerator != metre->numerator ||
                             walk_.metre->denominator != metre->denominator)) {
    count(Problem::kMetresDiffer);
  } else {
    walk_.metre = metre;
    walk_.bar = bar_ticks(*metre, walk_.timing.ticks_per_quarter);
  }
}

void PartWalk::read_direction_element(pugi::xml_node element) {
  DirectionMeaning meaning = read_direction(element);
  Cursor cursor = cursor_;
  pugi::xml_node offset = element.child("sound").child("offset");
  if (!offset && std::string_view(element.child("offset").attribute("sound").value()) == "yes") {
    offset = element.child("offset");
  }
  if (std::string_view(element.name()) == "sound") offset = element.child("offset");
  if (const auto moved = thousandths(offset.child_value())) cursor.move(*moved);
  const Tick here = std::clamp(at(cursor), begin_, std::max(begin_, at(cursor_) + walk_.bar));
  if (meaning.bad_tempo) count(Problem::kTempo);
  if (meaning.microseconds_per_quarter) {
    walk_.events.tempos.push_back({part_, {here, *meaning.microseconds_per_quarter}});
  }
  if (!meaning.rehearsal.empty() && part_ == 0) {
    walk_.events.markers.push_back({here, std::move(meaning.rehearsal)});
  }
  place_signs(std::move(meaning.signs), here);
}

void PartWalk::place_signs(std::vector<PlacedSign> signs, Tick at) {
  for (PlacedSign& placed : signs) {
    placed.sign.at = at;
    walk_.signs.push_back(std::move(placed));
  }
}

Status PartWalk::move(pugi::xml_node element, int direction) {
  const std::optional<std::int64_t> duration = thousandths(element.child_value("duration"));
  if (!duration || *duration < 0) {
    return error(ErrorCode::kInvalidData,
                 std::string(element.name()) + " without a duration; export the piece again");
  }
  cursor_.move(direction * *duration);
  chord_.reset();
  if (at(cursor_) < begin_) {
    count(Problem::kBackup);
    cursor_ = Cursor(begin_, cursor_.divisions());
  }
  if (direction > 0) knows_length_ = true;
  return check_reach(cursor_);
}

Status PartWalk::check_reach(const Cursor& cursor) {
  if (cursor.quarters() > walk_.limits.quarters ||
      at(cursor) / walk_.timing.ticks_per_quarter > walk_.limits.quarters) {
    return error(ErrorCode::kLimit, "the music lasts longer than " +
                                        std::to_string(walk_.limits.quarters) +
                                        " quarters; is a duration wrong?");
  }
  reached_ = std::max(reached_, at(cursor));
  return {};
}

std::optional<std::int64_t> PartWalk::duration_of(pugi::xml_node note) {
  if (const pugi::xml_node element = note.child("duration")) {
    if (!divisions_said_) count(Problem::kNoDivisions);
    return thousandths(element.child_value());
  }
  const auto dots = std::distance(note.children("dot").begin(), note.children("dot").end());
  const auto value =
      note_value(note.child_value("type"), static_cast<int>(std::min<std::ptrdiff_t>(dots, 9)));
  if (!value) return std::nullopt;
  count(Problem::kLengthFromType);
  const pugi::xml_node ratio = note.child("time-modification");
  const int actual = whole_number(ratio.child_value("actual-notes")).value_or(1);
  const int normal = whole_number(ratio.child_value("normal-notes")).value_or(1);
  const bool tuplet = actual >= 1 && actual <= 1024 && normal >= 1 && normal <= 1024;
  const std::int64_t length = *value * cursor_.divisions() / kValuesPerQuarter;
  return tuplet ? length * normal / actual : length;
}

Status PartWalk::read_note(pugi::xml_node note) {
  if (note.child("grace")) return read_grace_note(note);
  const std::optional<std::int64_t> duration = duration_of(note);
  if (!duration || *duration < 0) {
    return error(ErrorCode::kInvalidData, "a note without a duration; export the piece again");
  }
  bool chord = !note.child("chord").empty();
  if (chord && !chord_) {
    count(Problem::kStrayChord);
    chord = false;
  }
  const Cursor begin = chord ? *chord_ : cursor_;
  Cursor end = begin;
  end.move(*duration);
  const pugi::xml_node rest = note.child("rest");
  const bool whole_bar = std::string_view(rest.attribute("measure").value()) == "yes";
  // Some programs write a rest of four quarters for a bar of any length.
  if (whole_bar && walk_.bar > 0 && at(end) - at(begin) > walk_.bar) {
    end = Cursor(at(begin) + walk_.bar, cursor_.divisions());
  }
  if (!whole_bar) knows_length_ = true;
  if (!chord) {
    chord_ = cursor_;
    cursor_ = end;
  }
  if (Status status = check_reach(end); !status) return status;
  if (rest) return {};
  if (note.child("cue")) {
    count(Problem::kCueNote);
    return {};
  }
  return sound_note(note, begin, end);
}

Status PartWalk::sound_note(pugi::xml_node note, const Cursor& begin, const Cursor& end) {
  const Instrument& instrument = instrument_of(note);
  const std::optional<std::uint8_t> pitch = pitch_of(note, instrument);
  if (!pitch) return {};
  const int ticks = walk_.timing.ticks_per_quarter;
  NoteHead head;
  head.onset = at(begin);
  head.duration = at(end) - head.onset;
  if (!begin.is_whole(ticks) || !end.is_whole(ticks)) count(Problem::kRounded);
  if (head.duration <= 0) {
    count(Problem::kNoLength);
    return {};
  }
  const Result<int> track = track_of(note, instrument);
  if (!track) return track.error();
  head.track = *track;
  head.part = static_cast<std::uint16_t>(part_);
  head.pitch = *pitch;
  head.tied_from = has_tie(note, "stop");
  head.tied_to = has_tie(note, "start");
  head.measure = static_cast<std::uint32_t>(measure_);
  walk_.events.heads.push_back(head);
  append_marks(note, {head.track, head.onset, head.pitch, MarkKind::kStaccato, 1, {}},
               walk_.events.marks);
  return {};
}

Status PartWalk::read_grace_note(pugi::xml_node note) {
  if (note.child("cue")) {
    count(Problem::kCueNote);
    return {};
  }
  const Instrument& instrument = instrument_of(note);
  const std::optional<std::uint8_t> pitch = pitch_of(note, instrument);
  if (!pitch) return {};
  const Result<int> track = track_of(note, instrument);
  if (!track) return track.error();
  count(Problem::kGraceNote);
  const bool slash = std::string_view(note.child("grace").attribute("slash").value()) == "yes";
  walk_.events.marks.push_back(
      {*track, at(cursor_), *pitch, MarkKind::kGraceNote, 1, slash ? "slash" : ""});
  return {};
}

const Instrument& PartWalk::instrument_of(pugi::xml_node note) const {
  const pugi::xml_node named = note.child("instrument");
  if (!named) return header_->instrument;
  const auto found = header_->instruments.find(named.attribute("id").value());
  return found == header_->instruments.end() ? header_->instrument : found->second;
}

std::optional<std::uint8_t> PartWalk::pitch_of(pugi::xml_node note, const Instrument& instrument) {
  const pugi::xml_node pitch = note.child("pitch");
  if (!pitch) {
    if (!instrument.pitch) count(Problem::kUnpitched);
    return instrument.pitch;
  }
  const std::optional<int> step = semitones_of(pitch.child_value("step"));
  const std::optional<int> octave = whole_number(pitch.child_value("octave"));
  const std::int64_t alter = thousandths(pitch.child_value("alter")).value_or(0);
  if (!step || !octave || *octave < -2 || *octave > 12 || alter < -4000 || alter > 4000) {
    count(Problem::kNoPitch);
    return std::nullopt;
  }
  const int staff = whole_number(note.child_value("staff")).value_or(1);
  auto shift = transpositions_.find(staff);
  if (shift == transpositions_.end()) shift = transpositions_.find(0);
  const auto alteration = static_cast<int>((alter + 4000 + 500) / 1000) - 4;
  if (alteration * 1000 != alter) count(Problem::kQuarterTone);
  const int sounding = 12 * (*octave + 1) + *step + alteration +
                       (shift == transpositions_.end() ? 0 : shift->second.semitones);
  if (sounding < 0 || sounding > 127) {
    count(Problem::kNoPitch);
    return std::nullopt;
  }
  return static_cast<std::uint8_t>(sounding);
}

Result<int> PartWalk::track_of(pugi::xml_node note, const Instrument& instrument) {
  const std::string_view said = note.child_value("voice");
  const std::string_view voice = said.empty() ? "1" : said.substr(0, kLongestVoice);
  auto found = tracks_.find(voice);
  if (found == tracks_.end()) found = tracks_.emplace(voice, std::map<int, int>()).first;
  const int sound = instrument.drums ? 128 : instrument.program;
  const auto [track, fresh] =
      found->second.emplace(sound, static_cast<int>(walk_.events.tracks.size()));
  if (fresh) {
    if (walk_.events.tracks.size() == walk_.limits.tracks) {
      return error(ErrorCode::kLimit,
                   "more than " + std::to_string(walk_.limits.tracks) + " voices are not read");
    }
    walk_.events.track_parts.push_back(part_);
    Track& added = walk_.events.tracks.emplace_back();
    added.name = header_->name;
    added.program = instrument.program;
    added.channel = instrument.drums ? kDrumChannel : 0;
  }
  return track->second;
}

}  // namespace bach::musicxml

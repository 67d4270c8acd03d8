#include "api/read_score.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "base/nearest_name.h"
#include "notation/notate.h"
#include "score/key_name.h"

namespace bach::api {
namespace {

using nlohmann::json;

constexpr int kMostTicksPerQuarter = 32767;
constexpr Tick kLastTick = (Tick{1} << 28) - 1;  // of a MIDI file
constexpr int kMostNumerator = 255;
constexpr int kMostDenominator = 128;
constexpr double kMicrosecondsPerMinute = 60e6;
constexpr std::uint32_t kSlowest = (std::uint32_t{1} << 24) - 1;  // microseconds, of MIDI
// What score_json() makes of it.
constexpr double kLeastTempo = 3.576;

std::string inside(const std::string& path, std::size_t index) {
  return path + "/" + std::to_string(index);
}

Result<std::int64_t> whole_number(const json& value, const std::string& path, std::int64_t least,
                                  std::int64_t most) {
  const bool fits = value.is_number_integer() &&
                    (!value.is_number_unsigned() || value.get<std::uint64_t>() <= INT64_MAX) &&
                    value.get<std::int64_t>() >= least && value.get<std::int64_t>() <= most;
  if (fits) return value.get<std::int64_t>();
  return invalid_argument(
      path, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
}

Status check_list(const json& value, const std::string& path, std::size_t most,
                  const char* elements) {
  if (!value.is_array())
    return invalid_argument(path, std::string("must be a list of ") + elements);
  if (value.size() <= most) return {};
  return Error{ErrorCode::kLimit,
               "has " + std::to_string(value.size()) + " " + elements + ", more than " +
                   std::to_string(most),
               {},
               path};
}

Status check_fields(const json& object, const std::string& path,
                    const std::vector<std::string>& known) {
  for (const auto& [name, ignored] : object.items()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    return invalid_argument(path + "/" + name, "is unknown" + did_you_mean(name, known));
  }
  return {};
}

// "3/4".
Result<Metre> read_metre(const std::string& text, const std::string& path) {
  Metre metre;
  const char* const end = text.data() + text.size();
  const auto top = std::from_chars(text.data(), end, metre.numerator);
  const bool slash = top.ec == std::errc() && top.ptr != end && *top.ptr == '/';
  const auto bottom = slash ? std::from_chars(top.ptr + 1, end, metre.denominator) : top;
  const bool fine = slash && bottom.ec == std::errc() && bottom.ptr == end &&
                    metre.numerator >= 1 && metre.numerator <= kMostNumerator &&
                    metre.denominator >= 1 && metre.denominator <= kMostDenominator &&
                    std::has_single_bit(static_cast<unsigned>(metre.denominator));
  if (fine) return metre;
  return invalid_argument(path, "must be a metre: \"3/4\"");
}

Result<Metre> metre_of(const json& value, const std::string& path) {
  return read_metre(value.is_string() ? value.get<std::string>() : std::string(), path);
}

Result<Key> key_of(const json& value, const std::string& path) {
  if (!value.is_string()) return invalid_argument(path, "must be a key: \"A minor\"");
  Result<Key> key = key_from_name(value.get<std::string>());
  if (!key) return invalid_argument(path, key.error().message);
  return key;
}

Result<Tempo> tempo_of(const json& value, const std::string& path) {
  const double quarters = value.is_number() ? value.get<double>() : 0;
  if (!(quarters >= kLeastTempo && quarters <= kMicrosecondsPerMinute)) {
    return invalid_argument(path, "must be quarters per minute, from 3.576 to 60000000");
  }
  Tempo tempo;
  const double microseconds = std::round(kMicrosecondsPerMinute / quarters);
  tempo.microseconds_per_quarter = std::min(static_cast<std::uint32_t>(microseconds), kSlowest);
  return tempo;
}

// [[tick, what], …] by tick.
template <typename Event>
Status read_events(const json& score, const std::string& path, const char* name,
                   Result<Event> (*event_of)(const json&, const std::string&),
                   std::vector<Event>& events) {
  const auto field = score.find(name);
  if (field == score.end()) return {};
  const std::string list = path + "/" + name;
  if (Status fine = check_list(*field, list, kMostWrittenNotes, "events"); !fine) return fine;
  for (std::size_t k = 0; k < field->size(); ++k) {
    const json& pair = (*field)[k];
    const std::string at = inside(list, k);
    if (!pair.is_array() || pair.size() != 2) {
      return invalid_argument(at, "must be a tick and what holds from there");
    }
    const Result<std::int64_t> tick = whole_number(pair[0], inside(at, 0), 0, kLastTick);
    if (!tick) return tick.error();
    Result<Event> event = event_of(pair[1], inside(at, 1));
    if (!event) return std::move(event).error();
    event->at = *tick;
    events.push_back(*event);
  }
  // clang 14 takes "a.at <" for the beginning of a template's arguments.
  std::stable_sort(events.begin(), events.end(),
                   [](const Event& a, const Event& b) { return b.at > a.at; });
  return {};
}

// [onset, duration, pitch, velocity].
Result<Note> read_note(const json& value, const std::string& path) {
  if (!value.is_array() || value.size() < 3 || value.size() > 4) {
    return invalid_argument(path, "must be [onset, duration, pitch, velocity]");
  }
  struct Range {
    Tick least, most;
  };
  constexpr std::array<Range, 4> kRanges = {{{0, kLastTick}, {1, kLastTick}, {0, 127}, {1, 127}}};
  std::array<std::int64_t, 4> numbers = {0, 0, 0, kPlainVelocity};
  for (std::size_t k = 0; k < value.size(); ++k) {
    const Result<std::int64_t> number =
        whole_number(value[k], inside(path, k), kRanges[k].least, kRanges[k].most);
    if (!number) return number.error();
    numbers[k] = *number;
  }
  const auto [onset, duration, pitch, velocity] = numbers;
  if (onset + duration > kLastTick) {
    return invalid_argument(inside(path, 1),
                            "must end at tick " + std::to_string(kLastTick) + " or before");
  }
  return Note{onset, duration, static_cast<std::uint8_t>(pitch),
              static_cast<std::uint8_t>(velocity)};
}

class Reader {
 public:
  Reader(const json& score, std::string path) : json_(score), path_(std::move(path)) {}

  Result<Score> read() {
    if (!json_.is_object()) {
      return invalid_argument(path_, "must be an object: the `score` of an event");
    }
    static const std::vector<std::string> kFields = {
        "ticks_per_quarter", "end", "seconds", "tempos", "metres", "keys", "tracks",
        "written",           "bars"};
    Status fine = check_fields(json_, path_, kFields);
    if (fine) fine = read_ticks_per_quarter();
    if (fine) fine = read_events(json_, path_, "tempos", tempo_of, score_.tempos);
    if (fine) fine = read_events(json_, path_, "metres", metre_of, score_.metres);
    if (fine) fine = read_events(json_, path_, "keys", key_of, score_.keys);
    if (fine) fine = read_tracks();
    if (fine) fine = read_end();
    if (!fine) return std::move(fine).error();
    std::erase_if(score_.tracks, [](const Track& track) { return track.notes.empty(); });
    return std::move(score_);
  }

 private:
  Status missing(const char* name) const {
    return invalid_argument(path_ + "/" + name, "is missing");
  }

  Status read_ticks_per_quarter() {
    constexpr char kName[] = "ticks_per_quarter";
    if (!json_.contains(kName)) return missing(kName);
    const Result<std::int64_t> ticks =
        whole_number(json_[kName], path_ + "/" + kName, 1, kMostTicksPerQuarter);
    if (!ticks) return ticks.error();
    score_.ticks_per_quarter = static_cast<int>(*ticks);
    return {};
  }

  Status read_tracks() {
    const auto field = json_.find("tracks");
    if (field == json_.end()) return missing("tracks");
    const std::string list = path_ + "/tracks";
    if (Status fine = check_list(*field, list, kMostWrittenTracks, "tracks"); !fine) return fine;
    for (std::size_t k = 0; k < field->size(); ++k) {
      if (Status read = read_track((*field)[k], inside(list, k)); !read) return read;
    }
    return {};
  }

  Status read_track(const json& value, const std::string& path) {
    if (!value.is_object()) {
      return invalid_argument(path, "must be an object with `program` and `notes`");
    }
    static const std::vector<std::string> kFields = {"name", "channel", "program", "notes"};
    if (Status known = check_fields(value, path, kFields); !known) return known;
    Track track;
    track.program = kCelloProgram;
    if (value.contains("name")) {
      if (!value["name"].is_string()) return invalid_argument(path + "/name", "must be text");
      track.name = value["name"].get<std::string>();
    }
    if (value.contains("program")) {
      const auto program = whole_number(value["program"], path + "/program", 0, 127);
      if (!program) return program.error();
      track.program = static_cast<std::uint8_t>(*program);
    }
    track.channel = free_channel(track.program);
    if (value.contains("channel")) {
      const auto channel = whole_number(value["channel"], path + "/channel", 0, 15);
      if (!channel) return channel.error();
      track.channel = static_cast<std::uint8_t>(*channel);
    }
    if (Status read = read_notes(value, path, track); !read) return read;
    score_.tracks.push_back(std::move(track));
    return {};
  }

  // One that this program has already or nobody has, but for that of drums.
  std::uint8_t free_channel(std::uint8_t program) const {
    constexpr std::uint8_t kChannels = 16;
    for (std::uint8_t channel = 0; channel < kChannels; ++channel) {
      const bool fits =
          channel != kDrumChannel &&
          std::all_of(score_.tracks.begin(), score_.tracks.end(), [&](const Track& track) {
            return track.channel != channel || track.program == program;
          });
      if (fits) return channel;
    }
    return 0;
  }

  Status read_notes(const json& value, const std::string& path, Track& track) {
    const auto field = value.find("notes");
    if (field == value.end()) return invalid_argument(path + "/notes", "is missing");
    const std::string list = path + "/notes";
    if (!field->is_array()) return invalid_argument(list, "must be a list of notes");
    notes_ += field->size();
    if (notes_ > kMostWrittenNotes) {
      return Error{ErrorCode::kLimit,
                   "are more than " + std::to_string(kMostWrittenNotes) + " in all tracks",
                   {},
                   list};
    }
    for (std::size_t k = 0; k < field->size(); ++k) {
      const Result<Note> note = read_note((*field)[k], inside(list, k));
      if (!note) return note.error();
      track.notes.push_back(*note);
      last_end_ = std::max(last_end_, note->end());
    }
    std::sort(track.notes.begin(), track.notes.end());
    return {};
  }

  Status read_end() {
    score_.end = last_end_;
    const auto field = json_.find("end");
    if (field == json_.end()) return {};
    const Result<std::int64_t> end = whole_number(*field, path_ + "/end", last_end_, kLastTick);
    if (!end) return end.error();
    score_.end = *end;
    return {};
  }

  const json& json_;
  std::string path_;
  Score score_;
  std::size_t notes_ = 0;
  Tick last_end_ = 0;
};

}  // namespace

Result<Score> read_score(const json& json, const std::string& path) {
  return Reader(json, path).read();
}

}  // namespace bach::api

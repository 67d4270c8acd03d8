#include "bach/note_array.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "score/tempo_map.h"

namespace bach {
namespace {

constexpr int kMostTicksPerQuarter = 32767;
constexpr int kMostFramesPerQuarter = 960;
constexpr std::int64_t kMostFrames = std::int64_t{1} << 22;

// Beats from tick 0, through all changes of metre.
class BeatLine {
 public:
  explicit BeatLine(const Score& score) {
    stretches_.push_back({0, 0, 4.0 / 4 / score.ticks_per_quarter});
    for (const Metre& metre : score.metres) {
      const double beat = metre.denominator / 4.0 / score.ticks_per_quarter;
      if (metre.at <= 0) {
        stretches_.back().beats_per_tick = beat;
      } else {
        stretches_.push_back({metre.at, at(metre.at), beat});
      }
    }
  }

  double at(Tick tick) const {
    auto after = std::upper_bound(stretches_.begin(), stretches_.end(), tick,
                                  [](Tick t, const Stretch& stretch) { return t < stretch.begin; });
    if (after != stretches_.begin()) --after;
    return after->beats + static_cast<double>(tick - after->begin) * after->beats_per_tick;
  }

 private:
  struct Stretch {
    Tick begin;
    double beats;  // before it
    double beats_per_tick;
  };
  std::vector<Stretch> stretches_;
};

struct TimeFields {
  const char* onset_name;
  const char* duration_name;
  double onset;  // in ticks
  double duration;
};

TimeFields time_of(const NoteRow& row, const NoteRowsOptions& options) {
  const double quarter = options.ticks_per_quarter;
  switch (options.time) {
    case NoteTime::kDivisions:
      break;
    case NoteTime::kQuarters:
      return {"onset_quarter", "duration_quarter", row.onset_quarter * quarter,
              row.duration_quarter * quarter};
    case NoteTime::kBeats: {
      const double beat = quarter * 4 / options.metre.denominator;
      return {"onset_beat", "duration_beat", row.onset_beat * beat, row.duration_beat * beat};
    }
  }
  return {"onset_div", "duration_div", static_cast<double>(row.onset_div),
          static_cast<double>(row.duration_div)};
}

Error row_error(const char* field, std::size_t row, const std::string& what,
                ErrorCode code = ErrorCode::kInvalidArgument) {
  return {code, "note " + std::to_string(row) + " (from 0) " + what, {}, field};
}

Result<Note> note_of(const NoteRow& row, std::size_t index, const NoteRowsOptions& options) {
  const TimeFields time = time_of(row, options);
  for (const auto& [name, value] :
       {std::pair(time.onset_name, time.onset), std::pair(time.duration_name, time.duration)}) {
    if (!std::isfinite(value)) return row_error(name, index, "has none that is a number");
  }
  if (time.onset < 0) return row_error(time.onset_name, index, "begins before 0");
  if (time.duration <= 0) return row_error(time.duration_name, index, "must be longer than 0");
  constexpr auto kMost = static_cast<double>(kMostTicksOfRows);
  if (time.onset > kMost || time.duration > kMost || time.onset + time.duration > kMost) {
    return row_error(time.onset_name, index,
                     "ends later than " + std::to_string(kMostTicksOfRows) + " ticks",
                     ErrorCode::kLimit);
  }
  if (row.pitch < 0 || row.pitch > 127) {
    return row_error("pitch", index, "must be from 0 to 127, not " + std::to_string(row.pitch));
  }
  if (row.velocity < 1 || row.velocity > 127) {
    return row_error("velocity", index,
                     "must be from 1 to 127, not " + std::to_string(row.velocity));
  }
  const auto onset = static_cast<Tick>(std::llround(time.onset));
  const auto end = static_cast<Tick>(std::llround(time.onset + time.duration));
  return Note{onset, std::max<Tick>(1, end - onset), static_cast<std::uint8_t>(row.pitch),
              static_cast<std::uint8_t>(row.velocity)};
}

Status check_rows_options(const NoteRowsOptions& options) {
  if (options.ticks_per_quarter < 1 || options.ticks_per_quarter > kMostTicksPerQuarter) {
    return invalid_argument("ticks_per_quarter",
                            "must be from 1 to " + std::to_string(kMostTicksPerQuarter));
  }
  const int denominator = options.metre.denominator;
  const bool power_of_two = denominator > 0 && (denominator & (denominator - 1)) == 0;
  if (!power_of_two || denominator > 128 || options.metre.numerator < 1 ||
      options.metre.numerator > 255) {
    return invalid_argument("metre", std::to_string(options.metre.numerator) + "/" +
                                         std::to_string(denominator) + " is not a metre");
  }
  if (options.tempo && !(*options.tempo >= 1 && *options.tempo <= 10000)) {
    return invalid_argument("tempo", "must be from 1 to 10000");
  }
  if (options.program > 127) return invalid_argument("program", "must be from 0 to 127");
  return {};
}

// Channels in order, but for that of drums.
std::uint8_t channel_of(std::size_t track) {
  constexpr std::size_t kChannels = 15;
  const auto channel = static_cast<std::uint8_t>(track % kChannels);
  return channel < kDrumChannel ? channel : static_cast<std::uint8_t>(channel + 1);
}

}  // namespace

std::vector<NoteRow> note_rows(const Score& score) {
  struct Placed {
    const Note* note;
    int voice;
  };
  std::vector<Placed> placed;
  for (std::size_t t = 0; t < score.tracks.size(); ++t) {
    for (const Note& note : score.tracks[t].notes)
      placed.push_back({&note, static_cast<int>(t) + 1});
  }
  std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
    return std::tie(*a.note, a.voice) < std::tie(*b.note, b.voice);
  });
  const BeatLine beats(score);
  const double quarter = score.ticks_per_quarter;
  std::vector<NoteRow> rows;
  rows.reserve(placed.size());
  for (const auto& [note, voice] : placed) {
    NoteRow row;
    row.onset_beat = beats.at(note->onset);
    row.duration_beat = beats.at(note->end()) - row.onset_beat;
    row.onset_quarter = static_cast<double>(note->onset) / quarter;
    row.duration_quarter = static_cast<double>(note->duration) / quarter;
    row.onset_div = note->onset;
    row.duration_div = note->duration;
    row.pitch = note->pitch;
    row.voice = voice;
    row.id = "n" + std::to_string(rows.size());
    row.velocity = note->velocity;
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<Score> score_of_rows(std::span<const NoteRow> rows, const NoteRowsOptions& options) {
  if (Status fine = check_rows_options(options); !fine) return std::move(fine).error();
  std::map<int, std::vector<Note>> voices;
  for (std::size_t index = 0; index < rows.size(); ++index) {
    const Result<Note> note = note_of(rows[index], index, options);
    if (!note) return note.error();
    voices[rows[index].voice].push_back(*note);
    if (voices.size() > kMostVoicesOfRows) {
      return row_error("voice", index,
                       "is in one voice more than " + std::to_string(kMostVoicesOfRows),
                       ErrorCode::kLimit);
    }
  }
  Score score;
  score.ticks_per_quarter = options.ticks_per_quarter;
  score.title = options.title;
  score.metres = {{0, options.metre.numerator, options.metre.denominator}};
  if (options.tempo) {
    score.tempos = {{0, static_cast<std::uint32_t>(std::lround(60e6 / *options.tempo))}};
  }
  for (auto& [voice, notes] : voices) {
    std::sort(notes.begin(), notes.end());
    for (const Note& note : notes) score.end = std::max(score.end, note.end());
    score.tracks.push_back(
        {{}, channel_of(score.tracks.size()), options.program, std::move(notes)});
  }
  return score;
}

Result<PianoRoll> piano_roll(const Score& score, int frames_per_quarter) {
  if (frames_per_quarter < 1 || frames_per_quarter > kMostFramesPerQuarter) {
    return invalid_argument("frames_per_quarter",
                            "must be from 1 to " + std::to_string(kMostFramesPerQuarter));
  }
  const auto floor_frame = [&](Tick tick) {
    const Tick quarters = tick / score.ticks_per_quarter;
    const Tick rest = tick % score.ticks_per_quarter;
    return quarters * frames_per_quarter + rest * frames_per_quarter / score.ticks_per_quarter;
  };
  if (score.end / score.ticks_per_quarter >= kMostFrames / frames_per_quarter) {
    return Error{ErrorCode::kLimit,
                 "the piece has more than " + std::to_string(kMostFrames) +
                     " frames; ask for fewer `frames_per_quarter`",
                 {}};
  }
  PianoRoll roll;
  const auto frames = score.end > 0 ? floor_frame(score.end - 1) + 1 : 0;
  roll.frames = static_cast<std::size_t>(frames);
  roll.velocities.assign(PianoRoll::kPitches * roll.frames, 0);
  for (const Track& track : score.tracks) {
    if (track.channel == kDrumChannel) continue;
    for (const Note& note : track.notes) {
      std::uint8_t* row = roll.velocities.data() + note.pitch * roll.frames;
      const Tick last = std::min(floor_frame(note.end() - 1), frames - 1);
      for (Tick frame = floor_frame(note.onset); frame <= last; ++frame) {
        row[frame] = std::max(row[frame], note.velocity);
      }
    }
  }
  return roll;
}

double seconds_of(const Score& score) { return TempoMap(score).seconds(score.end); }

}  // namespace bach

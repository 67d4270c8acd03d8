#include "harmony/plan/book.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/byte_reader.h"
#include "harmony/functions.h"

namespace bach {
namespace {

constexpr std::uint8_t kBookVersion = 1;
// A run is one byte: 8 · function of its mode + its beats less 1; kLongRun: more follow. Before it,
// where the key changes, kKeyByte + the new key. A section begins in its home key.
constexpr int kLengths = 8;
constexpr int kLongRun = kLengths - 1;
constexpr int kKeyByte = kMostFunctions * kLengths;

std::uint8_t home_index(Mode mode) { return mode == Mode::kMinor ? kTonics : 0; }

// Seven bits a byte, the lowest first, as few as will do.
void put_number(std::vector<std::uint8_t>& bytes, std::uint32_t number) {
  for (; number >= 0x80; number >>= 7) {
    bytes.push_back(static_cast<std::uint8_t>(number | 0x80));
  }
  bytes.push_back(static_cast<std::uint8_t>(number));
}

void put_run(std::vector<std::uint8_t>& bytes, const PlanRun& run, int& key) {
  if (run.label.key != key) {
    key = run.label.key;
    bytes.push_back(static_cast<std::uint8_t>(kKeyByte + key));
  }
  const int function = run.label.function - first_function(key / kTonics);
  const int length = std::min(run.beats - 1, kLongRun);
  bytes.push_back(static_cast<std::uint8_t>(kLengths * function + length));
  if (length == kLongRun) put_number(bytes, static_cast<std::uint32_t>(run.beats - kLengths));
}

// The grids of a section's beats; none where they do not follow each other.
std::optional<std::vector<PlanGrid>> grids_of(const std::vector<PlanBeat>& beats) {
  std::vector<PlanGrid> grids;
  for (std::size_t i = 0; i < beats.size(); ++i) {
    const PlanBeat& beat = beats[i];
    if (beat.beats < 1 || beat.beats > PlanBook::kMostBeatsPerBar) return std::nullopt;
    if (beat.place < 0 || beat.place >= beat.beats) return std::nullopt;
    if (i > 0) {
      const PlanBeat& last = beats[i - 1];
      const bool within = beat.place == last.place + 1 && beat.beats == last.beats;
      const bool new_bar = beat.place == 0 && last.place + 1 == last.beats;
      if (!within && !new_bar) return std::nullopt;
    }
    if (grids.empty() || grids.back().beats_per_bar != beat.beats) {
      grids.push_back({beat.beats, 0});
    }
    ++grids.back().beats;
  }
  return grids;
}

class BookReader {
 public:
  explicit BookReader(std::span<const std::uint8_t> bytes) : reader_(bytes) {}

  std::uint8_t byte() { return reader_.u8(); }

  // 0 … most; another is an error.
  int number(int most) {
    std::uint32_t value = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      const std::uint8_t next = reader_.u8();
      value |= static_cast<std::uint32_t>(next & 0x7F) << shift;
      if ((next & 0x80) != 0) continue;
      if (next == 0 && shift > 0)
        fail(ErrorCode::kInvalidData, "a number is longer than it need be");
      if (value > static_cast<std::uint32_t>(most)) {
        fail(ErrorCode::kLimit, "a number is larger than " + std::to_string(most));
        return 0;
      }
      return static_cast<int>(value);
    }
    fail(ErrorCode::kLimit, "a number is larger than " + std::to_string(most));
    return 0;
  }

  // The first failure counts; what is read behind the end is the end's.
  void fail(ErrorCode code, const std::string& what) {
    if (!failed()) error_ = Error{code, what, reader_.offset()};
  }
  bool failed() {
    if (!error_ && reader_.failed()) {
      error_ = Error{ErrorCode::kTruncated, "it ends early", reader_.offset()};
    }
    return error_.has_value();
  }
  bool over() const { return reader_.remaining() == 0; }

  // In which section; 0: in none.
  Error error(std::size_t section) const {
    Error told = *error_;
    told.message = "plan book: " +
                   (section == 0 ? std::string() : "section " + std::to_string(section) + ": ") +
                   told.message + " (byte " + std::to_string(*told.offset) +
                   "); take the model file from where it was made again";
    return told;
  }

 private:
  ByteReader reader_;
  std::optional<Error> error_;
};

void read_head(BookReader& reader, PlanExample& example) {
  const std::uint8_t head = reader.byte();
  const int kind = head & 0x0F;
  const int role = head >> 4 & 3;
  if (kind >= kPieceKinds || role >= kPartRoles || head >= 0x80) {
    reader.fail(ErrorCode::kInvalidData, "there is no such kind of section");
  }
  example.kind = static_cast<PieceKind>(kind);
  example.role = static_cast<PartRole>(role);
  example.mode = (head & 0x40) != 0 ? Mode::kMinor : Mode::kMajor;
}

void read_grids(BookReader& reader, PlanExample& example) {
  example.first_place = reader.byte();
  const int count = reader.number(PlanBook::kMostBeats);
  if (count == 0) reader.fail(ErrorCode::kInvalidData, "it has no beats");
  int place = example.first_place;
  int left = PlanBook::kMostBeats;
  for (int g = 0; g < count && !reader.failed(); ++g) {
    PlanGrid grid;
    grid.beats_per_bar = reader.byte();
    grid.beats = reader.number(left);
    if (reader.failed()) return;
    if (grid.beats == 0 || place >= grid.beats_per_bar) {
      return reader.fail(ErrorCode::kInvalidData, "its bars have no such beats");
    }
    if (g > 0 && grid.beats_per_bar == example.grids.back().beats_per_bar) {
      return reader.fail(ErrorCode::kInvalidData, "bars of one length are told of twice");
    }
    if (g + 1 < count && (place + grid.beats) % grid.beats_per_bar != 0) {
      return reader.fail(ErrorCode::kInvalidData, "a metre changes within a bar");
    }
    place = 0;
    left -= grid.beats;
    example.grids.push_back(grid);
  }
}

void read_runs(BookReader& reader, PlanExample& example) {
  int key = home_index(example.mode);
  for (int left = example.beats(); left > 0 && !reader.failed();) {
    int code = reader.byte();
    if (code >= kKeyByte) {
      const int other = code - kKeyByte;
      if (other >= kKeys || other == key) {
        return reader.fail(ErrorCode::kInvalidData, "a key changes to none or to itself");
      }
      key = other;
      code = reader.byte();
    }
    PlanRun run;
    const int mode = key / kTonics;
    if (code >= kLengths * function_count(mode)) {
      return reader.fail(ErrorCode::kInvalidData, "a chord is none of its key");
    }
    run.label.key = static_cast<std::uint8_t>(key);
    run.label.function = static_cast<std::uint8_t>(first_function(mode) + code / kLengths);
    run.beats = code % kLengths + 1;
    if (code % kLengths == kLongRun) run.beats += reader.number(PlanBook::kMostBeats);
    if (reader.failed()) return;
    if (run.beats > left) {
      return reader.fail(ErrorCode::kInvalidData, "its chords outlast its beats");
    }
    if (!example.runs.empty() && example.runs.back().label == run.label) {
      return reader.fail(ErrorCode::kInvalidData, "a chord changes to itself");
    }
    left -= run.beats;
    example.runs.push_back(run);
  }
}

}  // namespace

int PlanExample::beats() const {
  int sum = 0;
  for (const PlanGrid& grid : grids) sum += grid.beats;
  return sum;
}

std::vector<PlanBeat> beats_of(const PlanExample& example) {
  std::vector<PlanBeat> beats;
  int place = example.first_place;
  int bar = place > 0 ? -1 : 0;
  for (const PlanGrid& grid : example.grids) {
    for (int k = 0; k < grid.beats; ++k) {
      PlanBeat beat;
      beat.begin = static_cast<Tick>(beats.size());
      beat.end = beat.begin + 1;
      beat.place = place;
      beat.beats = grid.beats_per_bar;
      beat.bar = bar;
      beats.push_back(beat);
      if (++place < grid.beats_per_bar) continue;
      place = 0;
      ++bar;
    }
  }
  for (PlanBeat& beat : beats) beat.left = beats.back().bar - beat.bar;
  return beats;
}

std::vector<PlanLabel> labels_of(const PlanExample& example) {
  std::vector<PlanLabel> labels;
  for (const PlanRun& run : example.runs) {
    labels.insert(labels.end(), static_cast<std::size_t>(run.beats), run.label);
  }
  return labels;
}

bool PlanBook::add(const PlanSection& section, const HarmonyPlan& plan) {
  if (plan.empty() || section.beats.empty() || section.beats.size() > kMostBeats ||
      section.beats.size() > static_cast<std::size_t>(kMostBeatsInAll - beats_)) {
    return false;
  }
  auto grids = grids_of(section.beats);
  if (!grids) return false;
  PlanExample example;
  example.kind = section.kind;
  example.role = section.role;
  example.mode = section.home.mode;
  example.first_place = section.beats.front().place;
  example.grids = std::move(*grids);
  for (const PlanBeat& beat : section.beats) {
    const PlanLabel label = label_of(plan[chord_at(plan, beat.begin)], section.home);
    if (example.runs.empty() || example.runs.back().label != label) {
      example.runs.push_back({label, 0});
    }
    ++example.runs.back().beats;
  }
  beats_ += static_cast<int>(section.beats.size());
  examples_.push_back(std::move(example));
  return true;
}

std::vector<std::uint8_t> PlanBook::encode() const {
  std::vector<std::uint8_t> bytes = {kBookVersion};
  put_number(bytes, static_cast<std::uint32_t>(examples_.size()));
  for (const PlanExample& example : examples_) {
    bytes.push_back(static_cast<std::uint8_t>(static_cast<int>(example.kind) |
                                              static_cast<int>(example.role) << 4 |
                                              (example.mode == Mode::kMinor ? 0x40 : 0)));
    bytes.push_back(static_cast<std::uint8_t>(example.first_place));
    put_number(bytes, static_cast<std::uint32_t>(example.grids.size()));
    for (const PlanGrid& grid : example.grids) {
      bytes.push_back(static_cast<std::uint8_t>(grid.beats_per_bar));
      put_number(bytes, static_cast<std::uint32_t>(grid.beats));
    }
    int key = home_index(example.mode);
    for (const PlanRun& run : example.runs) put_run(bytes, run, key);
  }
  return bytes;
}

Result<PlanBook> PlanBook::decode(std::span<const std::uint8_t> bytes) {
  BookReader reader(bytes);
  PlanBook book;
  if (reader.byte() != kBookVersion && !bytes.empty()) {
    reader.fail(ErrorCode::kUnsupported, "its version is not " + std::to_string(kBookVersion));
  }
  const int count = reader.number(kMostBeatsInAll);
  if (reader.failed()) return reader.error(0);
  for (int s = 0; s < count; ++s) {
    PlanExample example;
    read_head(reader, example);
    read_grids(reader, example);
    if (!reader.failed()) read_runs(reader, example);
    if (!reader.failed() && example.beats() > kMostBeatsInAll - book.beats_) {
      reader.fail(ErrorCode::kLimit, "more beats than " + std::to_string(kMostBeatsInAll));
    }
    if (reader.failed()) return reader.error(static_cast<std::size_t>(s) + 1);
    book.beats_ += example.beats();
    book.examples_.push_back(std::move(example));
  }
  if (!reader.over()) {
    reader.fail(ErrorCode::kInvalidData, "more follows behind its end");
    return reader.error(0);
  }
  return book;
}

}  // namespace bach

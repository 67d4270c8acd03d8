// Real files cut at every byte and mutated at random: never a fault, and what was whole is kept.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "base/file.h"
#include "base/random.h"
#include "midi/container.h"
#include "midi/reader.h"
#include "midi/track_parser.h"
#include "score/from_midi.h"
#include "score/random_scores.h"
#include "score/to_midi.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

// The suites where they are at hand, and in any case files written here.
std::vector<Bytes> real_files() {
  std::vector<Bytes> files;
  test::RandomScores scores;
  for (std::uint64_t seed = 1000; seed < 1012; ++seed) {
    files.push_back(midi_from_score(scores.make(seed)));
  }
  if (!fs::is_directory(BACH_SHARED_MIDI)) return files;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(BACH_SHARED_MIDI)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    if (auto bytes = read_file(path); bytes.ok()) files.push_back(*bytes);
  }
  return files;
}

// Onset, pitch, end.
using Sounding = std::tuple<Tick, int, Tick>;

// Every note with the number of bytes that suffice to know its end, paired here once more, plainly.
class EndsByOffset {
 public:
  void channel(std::int64_t tick, std::uint8_t status, std::uint8_t pitch, std::uint8_t velocity,
               std::size_t offset) {
    const int kind = status & 0xF0;
    if (kind != midi::kNoteOn && kind != midi::kNoteOff) return;
    std::deque<Tick>& onsets = waiting_[{status & 0x0F, pitch}];
    if (kind == midi::kNoteOn && velocity > 0) {
      onsets.push_back(tick);
    } else if (!onsets.empty()) {
      ends_.push_back({offset, Sounding{onsets.front(), pitch, tick}});
      onsets.pop_front();
    }
  }
  void payload(std::int64_t, std::uint8_t, std::uint8_t, std::span<const std::uint8_t>,
               std::size_t) {}

  void restart() {}

  // In the order of the file.
  const std::vector<std::pair<std::size_t, Sounding>>& ends() const { return ends_; }

 private:
  std::map<std::pair<int, int>, std::deque<Tick>> waiting_;
  std::vector<std::pair<std::size_t, Sounding>> ends_;
};

std::vector<Sounding> sorted_notes(const Score& score) {
  std::vector<Sounding> notes;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) notes.emplace_back(note.onset, note.pitch, note.end());
  }
  std::sort(notes.begin(), notes.end());
  return notes;
}

void expect_every_prefix_readable(const Bytes& bytes) {
  Repairs repairs;
  const auto container = open_container(bytes, repairs);
  ASSERT_TRUE(container.ok());
  EndsByOffset sink;
  for (const TrackChunk& chunk : container->tracks) {
    parse_track(bytes, chunk, repairs, sink);
  }
  ASSERT_FALSE(sink.ends().empty());

  std::vector<Sounding> ended;  // before the cut, sorted
  auto next = sink.ends().begin();
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    for (; next != sink.ends().end() && next->first <= cut; ++next) {
      ended.insert(std::upper_bound(ended.begin(), ended.end(), next->second), next->second);
    }
    const auto imported = score_from_midi(std::span(bytes).first(cut));
    if (!imported.ok()) {
      ASSERT_EQ(imported.error().code,
                cut < 4 && cut > 0 ? ErrorCode::kInvalidData : ErrorCode::kTruncated);
      ASSERT_TRUE(ended.empty()) << "cut at " << cut;
      continue;
    }
    const std::vector<Sounding> read = sorted_notes(imported->score);
    ASSERT_TRUE(std::includes(read.begin(), read.end(), ended.begin(), ended.end()))
        << "cut at " << cut;
    ASSERT_EQ(cut == bytes.size(), imported->warnings.empty()) << "cut at " << cut;
  }
  EXPECT_EQ(ended.size(), sink.ends().size());
}

TEST(MidiPrefix, OfAWrittenFileIsReadAtEveryCut) {
  test::RandomScores scores;
  expect_every_prefix_readable(midi_from_score(scores.make(7)));
}

TEST(MidiPrefix, OfASuiteIsReadAtEveryCut) {
  if (!fs::is_directory(BACH_SHARED_MIDI)) GTEST_SKIP() << "no " << BACH_SHARED_MIDI;
  for (const char* name : {"cs1-1pre.mid", "cs5-5gav.mid", "cs6-4sar.mid"}) {
    const auto bytes = read_file(fs::path(BACH_SHARED_MIDI) / name);
    ASSERT_TRUE(bytes.ok());
    SCOPED_TRACE(name);
    expect_every_prefix_readable(*bytes);
  }
}

// Draws mutations of a file.
class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : random_(seed, Purpose::kProgress) {}

  std::uint32_t draw(std::size_t bound) {
    return random_.below(static_cast<std::uint32_t>(bound), drawn_++, 0, 0);
  }

  Bytes mutate(Bytes bytes, const Bytes& other) {
    for (std::uint32_t left = 1 + draw(6); left > 0 && !bytes.empty(); --left) {
      // Half of all damage falls on headers, where the most can go wrong.
      const std::size_t at =
          draw(draw(2) == 0 ? std::min<std::size_t>(bytes.size(), 64) : bytes.size());
      const auto here = bytes.begin() + static_cast<std::ptrdiff_t>(at);
      const auto end = here + static_cast<std::ptrdiff_t>(draw(bytes.size() - at + 1));
      switch (draw(8)) {
        case 0:
          bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ 1u << draw(8));
          break;
        case 1:
          bytes[at] = static_cast<std::uint8_t>(draw(256));
          break;
        case 2:
          bytes[at] = std::array<std::uint8_t, 4>{0, 0x7F, 0x80, 0xFF}[draw(4)];
          break;
        case 3:
          bytes.erase(here, std::min(here + 1 + draw(8), bytes.end()));
          break;
        case 4:
          bytes.erase(here, end);
          break;
        case 5:
          bytes.insert(here, 1 + draw(8), static_cast<std::uint8_t>(draw(256)));
          break;
        case 6: {
          const Bytes copy(here, std::min(here + 200, end));
          bytes.insert(bytes.begin() + draw(bytes.size() + 1), copy.begin(), copy.end());
          break;
        }
        default: {
          const std::size_t from = draw(other.size());
          const std::size_t count = std::min<std::size_t>(draw(200), other.size() - from);
          const auto begin = other.begin() + static_cast<std::ptrdiff_t>(from);
          bytes.insert(here, begin, begin + static_cast<std::ptrdiff_t>(count));
        }
      }
    }
    return bytes;
  }

 private:
  CounterRandom random_;
  std::uint64_t drawn_ = 0;
};

void expect_valid(const Score& score, std::size_t size) {
  ASSERT_GE(score.ticks_per_quarter, 1);
  ASSERT_LE(score.ticks_per_quarter, 32767);
  std::size_t notes = 0;
  for (const Track& track : score.tracks) {
    ASSERT_FALSE(track.notes.empty());
    ASSERT_LT(track.channel, 16);
    ASSERT_LT(track.program, 128);
    ASSERT_TRUE(std::is_sorted(track.notes.begin(), track.notes.end()));
    notes += track.notes.size();
    for (const Note& note : track.notes) {
      ASSERT_GE(note.onset, 0);
      ASSERT_GT(note.duration, 0);
      ASSERT_LE(note.end(), score.end);
      ASSERT_LT(note.pitch, 128);
      ASSERT_GT(note.velocity, 0);
      ASSERT_LT(note.velocity, 128);
    }
  }
  ASSERT_LE(notes, size);
  for (const Metre& metre : score.metres) {
    ASSERT_GE(metre.numerator, 1);
    ASSERT_LE(metre.denominator, 128);
  }
  for (const Key& key : score.keys) ASSERT_LE(std::abs(key.fifths), 7);
}

TEST(MidiMutations, TenThousandAreReadWithoutFault) {
  const std::vector<Bytes> files = real_files();
  int readable = 0;
  for (std::uint64_t seed = 0; seed < 10000; ++seed) {
    Mutator mutator(seed);
    const Bytes& file = files[mutator.draw(files.size())];
    const Bytes bytes = mutator.mutate(file, files[mutator.draw(files.size())]);
    const auto imported = score_from_midi(bytes);
    ASSERT_EQ(read_midi(bytes).ok(), imported.ok()) << "seed " << seed;
    if (!imported.ok()) {
      ASSERT_FALSE(imported.error().message.empty());
      continue;
    }
    ++readable;
    SCOPED_TRACE(seed);
    expect_valid(imported->score, bytes.size());
    if (testing::Test::HasFatalFailure()) return;
    const auto again = score_from_midi(midi_from_score(imported->score));
    ASSERT_TRUE(again.ok());
    ASSERT_EQ(again->score, imported->score);
    ASSERT_THAT(again->warnings, testing::IsEmpty());
  }
  EXPECT_GT(readable, 8000);  // most damage leaves something
}

std::vector<int> pitches_of(const Score& score) {
  std::vector<int> pitches;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) pitches.push_back(note.pitch);
  }
  return pitches;
}

TEST(MidiDamage, InTheMiddleCostsOnlyTheNotesAroundIt) {
  Score score;
  Track voice{"", 0, 42, {}};
  for (Tick i = 0; i < 1000; ++i) {
    voice.notes.push_back({i * 96, 96, static_cast<std::uint8_t>(36 + i * 7 % 43), 100});
  }
  score.tracks = {voice};
  score.end = voice.notes.back().end();
  const Bytes whole = midi_from_score(score);
  const std::vector<int> pitches = pitches_of(score);

  const auto expect_both_halves = [&](const Bytes& bytes) {
    const auto imported = score_from_midi(bytes);
    ASSERT_TRUE(imported.ok());
    const std::vector<int> left = pitches_of(imported->score);
    ASSERT_GE(left.size(), 980u);
    ASSERT_TRUE(std::equal(left.begin(), left.begin() + 490, pitches.begin()));
    ASSERT_TRUE(std::equal(left.end() - 480, left.end(), pitches.end() - 480));
  };
  for (const std::ptrdiff_t length : {1, 2, 3, 5, 16, 33}) {
    for (std::ptrdiff_t shift = 0; shift < 8; ++shift) {
      const auto middle = static_cast<std::ptrdiff_t>(whole.size() / 2) + shift;
      SCOPED_TRACE(testing::Message() << length << " bytes from " << middle);
      Bytes missing = whole;
      missing.erase(missing.begin() + middle, missing.begin() + middle + length);
      expect_both_halves(missing);
      for (const int fill : {0x00, 0x20, 0x7F, 0x80, 0x90, 0xC0, 0xF8, 0xFF}) {
        Bytes overwritten = whole;
        std::fill_n(overwritten.begin() + middle, length, static_cast<std::uint8_t>(fill));
        SCOPED_TRACE(testing::Message() << "overwritten with " << fill);
        expect_both_halves(overwritten);
      }
    }
  }
}

}  // namespace
}  // namespace bach

// How fast MIDI is read and written, from bytes in memory and into bytes in memory.
//
//   midi_bench [--benchmark_…] [FILE|FOLDER…]
//
// Files named are measured together as "given"; made-up music is measured in any case.
// bytes_per_second counts the bytes of the files. See mido_peer.py for the same figure of mido.
#include <filesystem>
#include <vector>

#include "base/file.h"
#include "bench_main.h"
#include "midi/reader.h"
#include "midi/writer.h"
#include "score/from_midi.h"
#include "score/to_midi.h"

namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

constexpr int kPitches[] = {43, 50, 59, 57, 59, 50, 59, 50};

// A cello voice of sixteenths and quarters at 480 ticks.
bach::Score music(std::size_t notes, std::size_t tracks) {
  bach::Score score;
  score.tempos = {{0, 600000}};
  score.metres = {{0, 4, 4}};
  for (std::size_t track = 0; track < tracks; ++track) {
    bach::Track voice{"Cello", static_cast<std::uint8_t>(track % 16), 42, {}};
    bach::Tick onset = 0;
    for (std::size_t i = 0; i < notes; ++i) {
      const bach::Tick duration = i % 7 == 0 ? 480 : 120;
      voice.notes.push_back({onset, duration, static_cast<std::uint8_t>(kPitches[i % 8]), 100});
      onset += duration;
    }
    score.end = onset;
    score.tracks.push_back(voice);
  }
  return score;
}

// The same bytes as most programs write them: running status, note-offs as note-ons of velocity 0.
Bytes with_running_status(const bach::Score& score) {
  const auto file = bach::read_midi(bach::midi_from_score(score));
  Bytes bytes = bach::write_midi({1, file->division, {file->tracks[0]}, {}});
  bytes[11] = static_cast<std::uint8_t>(file->tracks.size());
  for (std::size_t i = 1; i < file->tracks.size(); ++i) {
    Bytes body;
    std::int64_t now = 0;
    std::uint8_t running = 0;
    for (const bach::MidiEvent& event : file->tracks[i].events) {
      const auto delta = static_cast<std::uint32_t>(event.tick - now);
      now = event.tick;
      if (delta >= 0x80) body.push_back(static_cast<std::uint8_t>(delta >> 7 | 0x80));
      body.push_back(static_cast<std::uint8_t>(delta & 0x7F));
      if (event.status == bach::midi::kMeta) {
        body.insert(body.end(), {0xFF, event.data1, static_cast<std::uint8_t>(event.size)});
        const auto payload = file->tracks[i].payload(event);
        body.insert(body.end(), payload.begin(), payload.end());
        continue;
      }
      const bool off = (event.status & 0xF0) == bach::midi::kNoteOff;
      const auto status = static_cast<std::uint8_t>(event.status | (off ? 0x10 : 0));
      if (status != running) body.push_back(running = status);
      body.push_back(event.data1);
      if (bach::midi::data_bytes(status) == 2) body.push_back(event.data2);
    }
    body.insert(body.end(), {0, 0xFF, 0x2F, 0});
    bytes.insert(bytes.end(), {'M', 'T', 'r', 'k'});
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes.push_back(static_cast<std::uint8_t>(body.size() >> shift));
    }
    bytes.insert(bytes.end(), body.begin(), body.end());
  }
  return bytes;
}

std::int64_t total_size(const std::vector<Bytes>& files) {
  std::int64_t total = 0;
  for (const Bytes& file : files) total += static_cast<std::int64_t>(file.size());
  return total;
}

void read_notes(benchmark::State& state, const std::vector<Bytes>& files) {
  for (auto _ : state) {
    for (const Bytes& file : files) benchmark::DoNotOptimize(bach::score_from_midi(file));
  }
  state.SetBytesProcessed(state.iterations() * total_size(files));
}

void read_events(benchmark::State& state, const std::vector<Bytes>& files) {
  for (auto _ : state) {
    for (const Bytes& file : files) benchmark::DoNotOptimize(bach::read_midi(file));
  }
  state.SetBytesProcessed(state.iterations() * total_size(files));
}

void write_notes(benchmark::State& state, const bach::Score& score) {
  std::int64_t bytes = 0;
  for (auto _ : state) {
    const Bytes written = bach::midi_from_score(score);
    bytes += static_cast<std::int64_t>(written.size());
    benchmark::DoNotOptimize(written.data());
  }
  state.SetBytesProcessed(bytes);
}

void add_file(const fs::path& path, std::vector<Bytes>& files) {
  if (auto bytes = bach::read_file(path); bytes.ok()) files.push_back(*bytes);
}

std::vector<Bytes> given_files(int argc, char** argv) {
  std::vector<Bytes> files;
  for (int i = 1; i < argc; ++i) {
    if (!fs::is_directory(argv[i])) {
      add_file(argv[i], files);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(argv[i])) {
      if (entry.path().extension() == ".mid") add_file(entry.path(), files);
    }
  }
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  if (!bach::bench::prepare(argc, argv)) return 1;
  const bach::Score piece = music(1000, 1);
  const bach::Score long_piece = music(100000, 4);
  const std::vector<Bytes> pieces(36, with_running_status(piece));
  const std::vector<Bytes> running = {with_running_status(long_piece)};
  const std::vector<Bytes> written_out = {bach::midi_from_score(long_piece)};
  const std::vector<Bytes> given = given_files(argc, argv);

  benchmark::RegisterBenchmark("notes/36_pieces", read_notes, pieces);
  benchmark::RegisterBenchmark("notes/running_status", read_notes, running);
  benchmark::RegisterBenchmark("notes/status_written_out", read_notes, written_out);
  benchmark::RegisterBenchmark("events/36_pieces", read_events, pieces);
  benchmark::RegisterBenchmark("events/running_status", read_events, running);
  benchmark::RegisterBenchmark("write/piece", write_notes, piece);
  if (!given.empty()) {
    benchmark::RegisterBenchmark("notes/given", read_notes, given);
    benchmark::RegisterBenchmark("events/given", read_events, given);
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

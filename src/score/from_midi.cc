#include "score/from_midi.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "midi/container.h"
#include "midi/track_parser.h"
#include "score/midi_meta.h"
#include "score/midi_notes.h"
#include "score/midi_tracks.h"

namespace bach {
namespace {

// What one track of the file holds.
struct TrackContent {
  TrackMeta meta;
  NotePairing::TrackNotes notes;
};

// Sorts events into notes and the rest.
struct ScoreSink {
  NotePairing& pairing;
  TrackMeta& meta;
  Repairs& repairs;
  bool film_time;

  void restart() {
    pairing.restart_track();
    meta = {};
  }
  void channel(std::int64_t tick, std::uint8_t status, std::uint8_t data1, std::uint8_t data2,
               std::size_t offset) {
    pairing.channel(tick, status, data1, data2, offset);
  }
  void payload(std::int64_t tick, std::uint8_t status, std::uint8_t type,
               std::span<const std::uint8_t> bytes, std::size_t offset) {
    if (status != midi::kMeta) return;
    if (type == midi::kTempo && film_time) {
      repairs.add(RepairKind::kSmpteTempo, offset);
    } else {
      add_meta(type, tick, bytes, offset, meta, repairs);
    }
  }
};

TrackContent read_track(std::span<const std::uint8_t> bytes, const TrackChunk& chunk,
                        bool film_time, NotePairing& pairing, Repairs& repairs) {
  TrackContent content;
  ScoreSink sink{pairing, content.meta, repairs, film_time};
  pairing.expect_bytes(chunk.limit - chunk.begin);
  const Tick end = parse_track(bytes, chunk, repairs, sink);
  content.notes = pairing.end_track(end, chunk.limit);
  return content;
}

// Format 2: each sequence begins where the one before it ended, with the defaults of a new file.
void set_one_after_another(std::vector<TrackContent>& tracks) {
  Tick begin = 0;
  for (TrackContent& track : tracks) {
    TrackMeta& meta = track.meta;
    const auto starts = [](const auto& events) { return !events.empty() && events[0].at == 0; };
    if (begin > 0 && !starts(meta.tempos)) meta.tempos.insert(meta.tempos.begin(), Tempo{});
    if (begin > 0 && !starts(meta.metres)) meta.metres.insert(meta.metres.begin(), Metre{});
    for (ChannelNotes& channel : track.notes.channels) {
      for (Note& note : channel.notes) note.onset += begin;
    }
    for (Tempo& tempo : meta.tempos) tempo.at += begin;
    for (Metre& metre : meta.metres) metre.at += begin;
    for (Key& key : meta.keys) key.at += begin;
    for (Marker& marker : meta.markers) marker.at += begin;
    track.notes.end += begin;
    begin = track.notes.end;
  }
}

// Keeps the order of events at the same tick.
template <typename Event, typename TickOf>
void sort_by_tick(std::vector<Event>& events, TickOf tick_of) {
  const auto before = [&](const Event& a, const Event& b) { return tick_of(a) < tick_of(b); };
  // Mostly all come from one track, and sorting would allocate.
  if (!std::is_sorted(events.begin(), events.end(), before)) {
    std::stable_sort(events.begin(), events.end(), before);
  }
}

// Merges one kind of event from all tracks by time. Where several share a tick the last one of the
// first track counts, of sequences the last one.
template <typename Event>
std::vector<Event> merge(const std::vector<TrackContent>& tracks,
                         std::vector<Event> TrackMeta::*kind, bool sequences) {
  std::vector<std::pair<Event, std::size_t>> all;
  for (std::size_t track = 0; track < tracks.size(); ++track) {
    for (const Event& event : tracks[track].meta.*kind) {
      all.emplace_back(event, sequences ? 0 : track);
    }
  }
  sort_by_tick(all, [](const auto& entry) { return entry.first.at; });
  std::vector<Event> merged;
  std::size_t track_of_last = 0;
  for (const auto& [event, track] : all) {
    if (merged.empty() || merged.back().at != event.at) {
      merged.push_back(event);
      track_of_last = track;
    } else if (track == track_of_last) {
      merged.back() = event;
    }
  }
  return merged;
}

std::vector<Marker> merge_markers(std::vector<TrackContent>& tracks) {
  std::vector<Marker> all;
  for (TrackContent& track : tracks) {
    if (all.empty()) {
      all = std::move(track.meta.markers);
    } else {
      std::move(track.meta.markers.begin(), track.meta.markers.end(), std::back_inserter(all));
    }
  }
  sort_by_tick(all, [](const Marker& marker) { return marker.at; });
  return all;
}

// Film time has no quarters: one of half a second is made up (a second where half a second is no
// whole number of ticks), so that onsets keep their ticks and their seconds.
void convert_film_time(const Division& division, Score& score) {
  const bool drop_frame = division.frames_per_second == 29;  // 30 frames in 1.001 seconds
  const int rate = (drop_frame ? 30 : division.frames_per_second) * division.ticks_per_frame;
  const int quarters = rate % 2 == 0 ? 2 : 1;  // a second
  score.ticks_per_quarter = rate / quarters;
  const int second = drop_frame ? 1'001'000 : 1'000'000;
  score.tempos = {{0, static_cast<std::uint32_t>(second / quarters)}};
}

Score assemble(const Container& container, std::vector<TrackContent>& tracks, NotePairing& pairing,
               Repairs& repairs) {
  const bool sequences = container.format == 2;
  if (sequences && tracks.size() > 1) {
    repairs.add(RepairKind::kSequences, container.tracks[1].begin, tracks.size());
    set_one_after_another(tracks);
  }
  Score score;
  score.ticks_per_quarter = container.division.ticks_per_quarter;
  score.tempos = merge(tracks, &TrackMeta::tempos, sequences);
  score.metres = merge(tracks, &TrackMeta::metres, sequences);
  score.keys = merge(tracks, &TrackMeta::keys, sequences);
  score.markers = merge_markers(tracks);
  if (container.division.ticks_per_quarter == 0) {
    repairs.add(RepairKind::kSmpteTime, container.division_offset);
    convert_film_time(container.division, score);
  }

  TrackContent& first = tracks.front();
  if (container.format == 0 || (container.format == 1 && first.notes.channels.empty())) {
    score.title = std::exchange(first.meta.name, {});
  }
  // Sequences know nothing of each other's programs.
  const ProgramTimelines timelines =
      sequences ? ProgramTimelines{} : pairing.take_program_timelines();
  for (TrackContent& track : tracks) {
    score.end = std::max(score.end, track.notes.end);
    if (track.notes.channels.empty()) continue;
    std::vector<Track> split =
        split_by_program(std::move(track.notes.channels), std::move(track.meta.name), timelines);
    std::move(split.begin(), split.end(), std::back_inserter(score.tracks));
  }
  return score;
}

}  // namespace

Result<ImportedScore> score_from_midi(std::span<const std::uint8_t> bytes) {
  Repairs repairs;
  const Result<Container> container = open_container(bytes, repairs);
  if (!container) return container.error();

  const bool film_time = container->division.ticks_per_quarter == 0;
  NotePairing pairing(repairs);
  std::vector<TrackContent> tracks;
  tracks.reserve(container->tracks.size());
  for (const TrackChunk& chunk : container->tracks) {
    tracks.push_back(read_track(bytes, chunk, film_time, pairing, repairs));
  }
  ImportedScore imported;
  imported.score = assemble(*container, tracks, pairing, repairs);
  imported.format = container->format;
  for (const Repair& repair : repairs.list()) imported.warnings.push_back(describe(repair));
  return imported;
}

}  // namespace bach

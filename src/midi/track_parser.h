// The one parser of track events, handing each to a sink: read_midi() keeps them, score/ pairs
// notes as they go by.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "midi/container.h"
#include "midi/file.h"
#include "midi/repair.h"
#include "midi/resync.h"

namespace bach {

// A Sink has
//   void channel(std::int64_t tick, std::uint8_t status, std::uint8_t data1, std::uint8_t data2,
//                std::size_t offset);
//   void payload(std::int64_t tick, std::uint8_t status, std::uint8_t type,
//                std::span<const std::uint8_t> bytes, std::size_t offset);
//   void restart();  // forget this track
// called in the order of the file, ticks never decreasing, data bytes below 128. `payload` gets
// system exclusive (type 0) and meta events but for the end of track; `offset` is that of its
// bytes. Ticks cannot overflow: at most 2^28 - 1 for each byte of the input.
template <typename Sink>
class TrackParser {
 public:
  TrackParser(std::span<const std::uint8_t> bytes, const TrackChunk& chunk, Repairs& repairs,
              Sink& sink, bool wary)
      : bytes_(bytes),
        chunk_(chunk),
        repairs_(repairs),
        sink_(sink),
        wary_(wary),
        at_(chunk.begin) {}

  // Reads all of the track; returns the tick at which it ends.
  std::int64_t parse() {
    do {
      if (!wary_) plain_events();
    } while (any_event());
    check_end();
    return tick_;
  }

  // The track has its end where it should be, but reading did not come to it: it was out of step.
  bool missed_end() const { return !found_end_ && ends_track(chunk_.limit); }

 private:
  // The bulk of all music: channel messages in perfect order, at least kMostPlainBytes before the
  // limit. Stops in front of the first event that is anything else.
  void plain_events();
  // One event of any kind, mending what must be. False when the track is over.
  bool any_event();
  bool channel_message(std::uint8_t status);
  bool meta_event(std::size_t start);
  bool system_exclusive(std::size_t start, std::uint8_t status);
  bool system_message(std::uint8_t status);
  // Continues where sound events begin again; `start` is where the damaged one began.
  bool resume(std::size_t start) {
    return resume_at(find_sound_events(bytes_, start + 1, chunk_.limit), start);
  }
  bool resume_at(std::size_t at, std::size_t start);
  void check_end();

  static constexpr std::size_t kMostPlainBytes = 7;  // delta of four bytes, status, two data bytes

  // Payloads up to these are not looked into: of metres, keys, tempos …, which have five bytes at
  // most, and of all others.
  static constexpr std::uint8_t kChannelPrefix = 0x20, kSequencerData = 0x7F;
  static constexpr std::size_t kMostNumbers = 16;
  static constexpr std::size_t kMostBelievedText = 127;

  bool ended() const { return at_ >= chunk_.limit; }
  std::size_t remaining() const { return chunk_.limit - at_; }
  // A variable-length number; false when the track ends inside it. Values beyond 2^28 - 1, which
  // come from negative numbers in the program that wrote them, are 0.
  bool number(std::uint32_t& value);
  // Whether the next `size` bytes can be a system exclusive message: data and the mark of its end.
  // An escape (F7) may hold anything.
  bool holds_data(std::uint8_t status, std::size_t size) const {
    const auto payload = bytes_.subspan(at_, size);
    const auto odd = std::find_if(payload.begin(), payload.end(),
                                  [](std::uint8_t byte) { return byte >= 0x80; });
    return status == midi::kSysExEscape || odd == payload.end() || *odd == midi::kSysExEscape;
  }
  // Where music begins among the next `size` bytes, which a meta event of `type` says are its own;
  // behind them where they can be what such an event holds.
  std::size_t music_in_meta(std::uint8_t type, std::size_t size) const {
    const std::size_t end = at_ + size;
    const bool numbers = type == 0 || (type >= kChannelPrefix && type < kSequencerData);
    if (size <= (numbers ? kMostNumbers : kMostBelievedText)) return end;
    // Texts are full of what could be running status.
    const Statuses written_out = numbers ? Statuses::kFirst : Statuses::kAll;
    std::size_t at = at_;
    while (at < end && !sound_events_at(bytes_, at, end, written_out)) ++at;
    return at;
  }
  // Lost bytes can shift the reading so that every status is taken for the first byte of a delta,
  // and all of that makes sense. Whether the event at `start`, with running status, looks like it.
  bool out_of_step(std::size_t start) const;
  bool ends_track(std::size_t offset) const {
    return offset >= chunk_.begin + 3 && bytes_[offset - 3] == midi::kMeta &&
           bytes_[offset - 2] == midi::kEndOfTrack && bytes_[offset - 1] == 0;
  }

  std::span<const std::uint8_t> bytes_;
  const TrackChunk& chunk_;
  Repairs& repairs_;
  Sink& sink_;
  bool wary_;  // on the look-out for being out of step
  std::size_t at_;
  std::int64_t tick_ = 0;
  std::uint8_t running_ = 0;     // status that a data byte continues, 0 for none
  std::uint8_t remembered_ = 0;  // the same before a meta or system exclusive event took it away
  bool found_end_ = false;
};

template <typename Sink>
void TrackParser<Sink>::plain_events() {
  if (ended() || remaining() < kMostPlainBytes) return;
  const std::uint8_t* const base = bytes_.data();
  const std::uint8_t* const last = base + (chunk_.limit - kMostPlainBytes);
  const std::uint8_t* at = base + at_;
  std::int64_t tick = tick_;
  unsigned running = running_;
  while (at <= last) {
    const std::uint8_t* next = at;
    std::uint32_t delta = *next++;
    if (delta >= 0x80) {
      delta &= 0x7F;
      std::uint8_t byte;
      do {
        byte = *next++;
        delta = delta << 7 | (byte & 0x7F);
      } while (byte >= 0x80 && next - at < 4);
      if (byte >= 0x80) break;
    }
    const unsigned status = *next >= 0x80 ? *next++ : running;
    if (status - 0x80 >= midi::kSysEx - 0x80) break;  // no channel message, or 0 for none
    const std::uint8_t data1 = *next++;
    std::uint8_t data2 = 0;
    if (midi::data_bytes(static_cast<std::uint8_t>(status)) == 2) data2 = *next++;
    if ((data1 | data2) >= 0x80) break;
    tick += delta;
    running = status;
    at = next;
    sink_.channel(tick, static_cast<std::uint8_t>(status), data1, data2,
                  static_cast<std::size_t>(at - base));
  }
  at_ = static_cast<std::size_t>(at - base);
  tick_ = tick;
  if (running != 0) running_ = remembered_ = static_cast<std::uint8_t>(running);
}

template <typename Sink>
bool TrackParser<Sink>::number(std::uint32_t& value) {
  const std::size_t start = at_;
  std::uint64_t wide = 0;
  // A fifth byte belongs to the number only if it ends it; more is damage, and the next event may
  // begin there.
  for (std::size_t length = 1; !ended(); ++length) {
    const std::uint8_t byte = bytes_[at_];
    const bool last = byte < 0x80;
    if (length <= 4 || last) {
      wide = wide << 7 | (byte & 0x7F);
      ++at_;
    }
    if (length == 5) repairs_.add(RepairKind::kNumber, start);
    if (last || length == 5) {
      value = wide > midi::kMostNumber || !last ? 0 : static_cast<std::uint32_t>(wide);
      return true;
    }
  }
  return false;
}

template <typename Sink>
bool TrackParser<Sink>::any_event() {
  const std::size_t start = at_;
  std::uint32_t delta = 0;
  if (!number(delta) || ended()) return false;
  const std::uint8_t byte = bytes_[at_];
  if (byte < 0x80 && remembered_ == 0) return resume(start);
  if (wary_ && byte < 0x80 && out_of_step(start)) return resume(start);
  tick_ += delta;
  if (byte < 0x80) {
    if (running_ == 0) repairs_.add(RepairKind::kRunningStatus, at_);
    return channel_message(remembered_);
  }
  ++at_;
  if (byte < midi::kSysEx) return channel_message(byte);
  if (byte == midi::kMeta) return meta_event(start);
  if (byte == midi::kSysEx || byte == midi::kSysExEscape) return system_exclusive(start, byte);
  return system_message(byte);
}

template <typename Sink>
bool TrackParser<Sink>::channel_message(std::uint8_t status) {
  const auto count = static_cast<std::size_t>(midi::data_bytes(status));
  if (remaining() < count) {
    at_ = chunk_.limit;
    return false;
  }
  std::uint8_t data[2] = {0, 0};
  for (std::size_t i = 0; i < count; ++i, ++at_) {
    data[i] = bytes_[at_];
    if (data[i] < 0x80) continue;
    data[i] = 0x7F;
    repairs_.add(RepairKind::kDataByte, at_);
  }
  running_ = remembered_ = status;
  sink_.channel(tick_, status, data[0], data[1], at_);
  return true;
}

template <typename Sink>
bool TrackParser<Sink>::meta_event(std::size_t start) {
  if (ended()) return false;
  const std::uint8_t type = bytes_[at_++];
  std::uint32_t size = 0;
  if (!number(size)) return false;
  if (size > remaining() || type > 0x7F) return resume(start);
  if (const std::size_t music = music_in_meta(type, size); music < at_ + size) {
    return resume_at(music, start);
  }
  running_ = 0;
  if (type == midi::kEndOfTrack) {
    at_ += size;
    // Music continues behind it when the track has its end where it should be, or events follow.
    const bool goes_on = !ended() && (ends_track(chunk_.limit) ||
                                      sound_events_at(bytes_, at_, chunk_.limit, Statuses::kFirst));
    if (goes_on) {
      repairs_.add(RepairKind::kEarlyEnd, start);
      return true;
    }
    found_end_ = true;
    return false;
  }
  sink_.payload(tick_, midi::kMeta, type, bytes_.subspan(at_, size), at_);
  at_ += size;
  return true;
}

template <typename Sink>
bool TrackParser<Sink>::system_exclusive(std::size_t start, std::uint8_t status) {
  std::uint32_t size = 0;
  if (!number(size)) return false;
  if (size > remaining() || !holds_data(status, size)) return resume(start);
  running_ = 0;
  sink_.payload(tick_, status, 0, bytes_.subspan(at_, size), at_);
  at_ += size;
  return true;
}

template <typename Sink>
bool TrackParser<Sink>::system_message(std::uint8_t status) {
  repairs_.add(RepairKind::kSystemMessage, at_ - 1);
  // Song position has two data bytes, time code and song select one, the rest none.
  const int count = status == 0xF2 ? 2 : status == 0xF1 || status == 0xF3 ? 1 : 0;
  for (int i = 0; i < count && !ended() && bytes_[at_] < 0x80; ++i) ++at_;
  return !ended();
}

template <typename Sink>
bool TrackParser<Sink>::out_of_step(std::size_t start) const {
  const bool status_like = ((bytes_[start] ^ remembered_) & 0xEF) == 0;  // note-on or note-off
  for (std::size_t at = start + 1; status_like && at <= start + 3; ++at) {
    if (sound_events_at(bytes_, at, chunk_.limit, Statuses::kAll)) return true;
  }
  return false;
}

template <typename Sink>
bool TrackParser<Sink>::resume_at(std::size_t at, std::size_t start) {
  running_ = remembered_ = 0;
  at_ = at;
  // What is cut off by the end of the file is not damage of its own.
  if (!ended() || !chunk_.at_end_of_input) {
    repairs_.add(RepairKind::kSkippedBytes, start, at_ - start);
  }
  return !ended();
}

template <typename Sink>
void TrackParser<Sink>::check_end() {
  if (!found_end_) {
    const bool cut = chunk_.at_end_of_input && chunk_.declared_end > chunk_.limit;
    repairs_.add(cut ? RepairKind::kTruncated : RepairKind::kMissingEnd, chunk_.limit);
    if (!cut && chunk_.declared_end != chunk_.limit) {
      repairs_.add(RepairKind::kTrackLength, chunk_.begin - 4);
    }
    return;
  }
  if (chunk_.declared_end != chunk_.limit && chunk_.declared_end != at_) {
    repairs_.add(RepairKind::kTrackLength, chunk_.begin - 4);
  }
  if (at_ < chunk_.limit) repairs_.add(RepairKind::kBytesAfterEnd, at_, chunk_.limit - at_);
}

// Reads one track into `sink`; returns the tick at which it ends. `bytes` is the whole input,
// `chunk` lies in it. A track that is read past its end is read again with more suspicion, and that
// reading stands if it finds the end.
template <typename Sink>
std::int64_t parse_track(std::span<const std::uint8_t> bytes, const TrackChunk& chunk,
                         Repairs& repairs, Sink& sink) {
  const Repairs before = repairs;
  for (const bool wary : {false, true}) {
    TrackParser parser(bytes, chunk, repairs, sink, wary);
    const std::int64_t end = parser.parse();
    if (!parser.missed_end()) return end;
    repairs = before;
    sink.restart();
  }
  return TrackParser(bytes, chunk, repairs, sink, false).parse();
}

}  // namespace bach

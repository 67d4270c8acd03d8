#include "midi/container.h"

#include <algorithm>
#include <string_view>

#include "base/byte_reader.h"

namespace bach {
namespace {

constexpr std::size_t kHeaderSize = 14;  // mark, length and six bytes
constexpr std::size_t kChunkHeaderSize = 8;
// How far into the input a header may stand: behind a MacBinary or mail header, not deep inside
// something else.
constexpr std::size_t kMostLeadingBytes = 4096;
constexpr std::uint8_t kEndOfTrackEvent[] = {midi::kMeta, midi::kEndOfTrack, 0};

// Looks around in the bytes; answers "no" wherever they end too early.
class View {
 public:
  explicit View(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::size_t size() const { return bytes_.size(); }
  void cut(std::size_t size) { bytes_ = bytes_.first(size); }

  bool has(std::size_t offset, std::size_t count) const {
    return offset <= size() && count <= size() - offset;
  }
  bool is(std::size_t offset, std::string_view mark) const {
    return has(offset, mark.size()) &&
           std::equal(mark.begin(), mark.end(),
                      bytes_.begin() + static_cast<std::ptrdiff_t>(offset),
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
  }
  // size() when there is none.
  std::size_t find(std::string_view mark, std::size_t from) const {
    const std::string_view text(reinterpret_cast<const char*>(bytes_.data()), bytes_.size());
    return std::min(text.find(mark, from), size());
  }
  // Looks no further than `limit`, and says `limit` when there is none before it.
  std::size_t find(std::string_view mark, std::size_t from, std::size_t limit) const {
    View before = *this;
    before.cut(std::min(limit, size()));
    return before.find(mark, from);
  }
  // 0 where the bytes end too early.
  std::uint32_t u32(std::size_t offset) const { return ByteReader(behind(offset)).u32_be(); }
  std::uint32_t u32_le(std::size_t offset) const { return ByteReader(behind(offset)).u32_le(); }
  std::uint16_t u16(std::size_t offset) const { return ByteReader(behind(offset)).u16_be(); }

  bool ends_track(std::size_t offset) const {
    return offset >= 3 && offset <= size() &&
           std::equal(std::begin(kEndOfTrackEvent), std::end(kEndOfTrackEvent),
                      bytes_.begin() + static_cast<std::ptrdiff_t>(offset) - 3);
  }
  // A mark of four printable characters and a length that fits.
  bool whole_chunk(std::size_t offset) const {
    if (!has(offset, kChunkHeaderSize)) return false;
    const auto mark = bytes_.subspan(offset, 4);
    return std::all_of(mark.begin(), mark.end(),
                       [](std::uint8_t b) { return b >= 0x20 && b < 0x7F; }) &&
           has(offset + kChunkHeaderSize, u32(offset + 4));
  }

 private:
  std::span<const std::uint8_t> behind(std::size_t offset) const {
    return bytes_.subspan(std::min(offset, size()));
  }

  std::span<const std::uint8_t> bytes_;
};

// Where the MIDI file inside a RIFF RMID container begins, 0 when there is no such container. Cuts
// the view behind it.
std::size_t open_riff(View& view, Repairs& repairs) {
  if (!view.is(0, "RIFF") || !view.is(8, "RMID")) return 0;
  for (std::size_t at = 12; view.has(at, kChunkHeaderSize);) {
    const std::size_t begin = at + kChunkHeaderSize;
    const std::size_t length = view.u32_le(at + 4);
    if (view.is(at, "data")) {
      repairs.add(RepairKind::kRiffWrapper, 0);
      if (length >= kHeaderSize && view.has(begin, length)) view.cut(begin + length);
      return begin;
    }
    if (!view.has(begin, length)) break;
    at = begin + length + length % 2;
  }
  return 0;
}

// Where the first chunk behind the header at `header` begins, 0 when this is not a header. A wrong
// length is seen by the track that follows anyway.
std::size_t first_chunk(const View& view, std::size_t header) {
  if (!view.has(header, kHeaderSize)) return 0;
  const std::size_t length = view.u32(header + 4);
  const std::size_t behind = header + kChunkHeaderSize;
  if (length >= 6 && view.whole_chunk(behind + length)) return behind + length;
  if (view.is(header + kHeaderSize, "MTrk")) return header + kHeaderSize;
  return length >= 6 && view.has(behind, length) ? behind + length : 0;
}

struct Header {
  std::size_t fields = 0;  // where format, track count and division stand; 0 when they are lost
  std::size_t chunks = 0;
};

// Of headers without a track between them the last one counts.
Header last_header(const View& view, Header header, Repairs& repairs) {
  while (view.is(header.chunks, "MThd")) {
    const std::size_t next = first_chunk(view, header.chunks);
    if (next == 0) break;
    repairs.add(RepairKind::kStrayBytes, header.chunks, next - header.chunks);
    header = {header.chunks + kChunkHeaderSize, next};
  }
  return header;
}

Result<Header> find_header(View& view, Repairs& repairs) {
  if (view.size() == 0) return Error{ErrorCode::kTruncated, "the file is empty", 0};
  const std::size_t start = open_riff(view, repairs);
  if (view.is(start, "MThd")) {
    if (!view.has(start, kHeaderSize)) {
      return Error{ErrorCode::kTruncated, "the file ends inside its MIDI header", view.size()};
    }
    if (const std::size_t chunks = first_chunk(view, start); chunks != 0) {
      if (chunks != start + kHeaderSize || view.u32(start + 4) != 6) {
        repairs.add(RepairKind::kHeaderLength, start + 4);
      }
      return last_header(view, {start + kChunkHeaderSize, chunks}, repairs);
    }
    return Error{ErrorCode::kInvalidData, "not a MIDI file: nothing follows the MIDI header",
                 start};
  }
  if (view.u32(start + 4) == 6 && view.u16(start + 8) <= 2 &&
      view.is(start + kHeaderSize, "MTrk")) {
    repairs.add(RepairKind::kHeaderMark, start);
    return Header{start + kChunkHeaderSize, start + kHeaderSize};
  }
  if (view.is(start, "MTrk")) {
    repairs.add(RepairKind::kHeaderMark, start);
    return Header{0, start};
  }
  // Deeper inside, only a header without fault is believed.
  for (std::size_t at = view.find("MThd", start + 1); at - start <= kMostLeadingBytes;
       at = view.find("MThd", at + 1)) {
    if (!view.has(at, kHeaderSize)) break;
    const std::size_t chunks = at + kChunkHeaderSize + view.u32(at + 4);
    if (chunks >= at + kHeaderSize && view.u16(at + 8) <= 2 && view.is(chunks, "MTrk")) {
      repairs.add(RepairKind::kLeadingBytes, start, at - start);
      return Header{at + kChunkHeaderSize, chunks};
    }
  }
  return Error{ErrorCode::kInvalidData, "not a MIDI file: it does not begin with \"MThd\"", start};
}

Division read_division(const View& view, std::size_t offset, Repairs& repairs) {
  const std::uint16_t raw = view.u16(offset);
  const int low = raw & 0xFF;
  if (raw < 0x8000 && raw != 0) return {raw, 0, 0};
  if (raw >= 0x8000 && low != 0) return {0, 256 - (raw >> 8), low};
  repairs.add(RepairKind::kDivision, offset);
  return {};
}

// The first place in [begin, limit) behind an end of track where another chunk begins; `limit` when
// there is none. Events do not begin with four printable bytes.
std::size_t next_chunk(const View& view, std::size_t begin, std::size_t limit) {
  constexpr std::string_view kEnd("\xFF\x2F\x00", 3);
  for (std::size_t at = view.find(kEnd, begin, limit); at + kEnd.size() < limit;
       at = view.find(kEnd, at + 1, limit)) {
    const std::size_t behind = at + kEnd.size();
    if (view.is(behind, "MTrk") || view.whole_chunk(behind)) return behind;
  }
  return limit;
}

TrackChunk track_at(const View& view, std::size_t mark) {
  TrackChunk track;
  track.begin = mark + kChunkHeaderSize;
  track.declared_end = track.begin + view.u32(mark + 4);
  const std::size_t end = track.declared_end;
  if (end == view.size() || view.ends_track(end) || view.whole_chunk(end)) {
    track.limit = end;
  } else {
    track.limit = view.find("MTrk", track.begin);
  }
  track.limit = next_chunk(view, track.begin, track.limit);
  track.at_end_of_input = track.limit == view.size();
  return track;
}

// Whether the header at `at` has as many tracks behind it, up to the next one, as it says: a file of
// its own, and not what is left of this one.
bool begins_a_file(const View& view, std::size_t at) {
  const std::size_t end = view.find("MThd", at + 1);
  std::size_t tracks = 0;
  for (std::size_t mark = view.find("MTrk", at, end); mark < end;
       mark = view.find("MTrk", mark + 1, end)) {
    ++tracks;
  }
  return tracks == view.u16(at + 10);
}

// `promised`: the tracks the header speaks of.
void find_tracks(const View& view, std::size_t from, std::size_t promised, Container& container,
                 Repairs& repairs) {
  std::size_t at = from;
  while (at < view.size() && container.tracks.size() < midi::kMostTracks) {
    if (view.is(at, "MTrk") && view.has(at, kChunkHeaderSize)) {
      container.tracks.push_back(track_at(view, at));
      at = container.tracks.back().limit;
    } else if (view.is(at, "MThd")) {
      // Another file behind this one, or a header that came among its tracks.
      if (container.tracks.size() >= promised || begins_a_file(view, at)) break;
      const std::size_t next = view.find("MTrk", at, view.find("MThd", at + 1));
      if (next == view.size()) break;
      repairs.add(RepairKind::kStrayBytes, at, next - at);
      at = next;
    } else if (view.whole_chunk(at)) {
      const std::size_t end = at + kChunkHeaderSize + view.u32(at + 4);
      if (end > at + kChunkHeaderSize + 3 && view.ends_track(end)) {
        repairs.add(RepairKind::kTrackMark, at);
        container.tracks.push_back(track_at(view, at));
      } else {
        repairs.add(RepairKind::kUnknownChunk, at);
      }
      at = end;
    } else {
      const std::size_t next = view.find("MTrk", at + 1);
      if (next == view.size()) break;
      repairs.add(RepairKind::kStrayBytes, at, next - at);
      at = next;
    }
  }
  if (at < view.size()) repairs.add(RepairKind::kTrailingBytes, at, view.size() - at);
}

}  // namespace

Result<Container> open_container(std::span<const std::uint8_t> bytes, Repairs& repairs) {
  View view(bytes);
  const Result<Header> header = find_header(view, repairs);
  if (!header) return header.error();

  Container container;
  const std::size_t promised = header->fields == 0 ? 0 : view.u16(header->fields + 2);
  find_tracks(view, header->chunks, promised, container, repairs);
  if (container.tracks.empty()) {
    return Error{ErrorCode::kTruncated, "the file ends before its first track", header->chunks};
  }
  if (header->fields == 0) return container;

  container.division_offset = header->fields + 4;
  container.division = read_division(view, container.division_offset, repairs);
  container.format = view.u16(header->fields);
  if (container.format > 2 || (container.format == 0 && container.tracks.size() > 1)) {
    repairs.add(RepairKind::kFormat, header->fields);
    container.format = 1;
  }
  if (view.u16(header->fields + 2) != container.tracks.size()) {
    repairs.add(RepairKind::kTrackCount, header->fields + 2);
  }
  return container;
}

}  // namespace bach

#include "app/pack/messages.h"

#include <string>
#include <utility>

#include "base/byte_reader.h"
#include "packed/layout.h"

namespace bach {
namespace {

class MessageWriter {
 public:
  void number(std::uint64_t value) {
    for (int shift = 0; shift < 64; shift += 8) {
      bytes_.push_back(static_cast<std::uint8_t>(value >> shift));
    }
  }
  template <typename Bytes>
  void text(const Bytes& bytes) {
    number(bytes.size());
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  }
  std::vector<std::uint8_t>& bytes() { return bytes_; }

 private:
  std::vector<std::uint8_t> bytes_;
};

class MessageReader {
 public:
  explicit MessageReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  std::uint64_t number() { return bytes_.u64_le(); }
  // How many follow, of at least 8 bytes each.
  std::size_t count() {
    const std::uint64_t count = number();
    if (count <= bytes_.remaining() / 8) return static_cast<std::size_t>(count);
    bytes_.take(bytes_.remaining() + 1);
    return 0;
  }
  template <typename Bytes>
  Bytes text() {
    const auto found = bytes_.take(static_cast<std::size_t>(number()));
    return Bytes(found.begin(), found.end());
  }
  std::span<const std::uint8_t> take(std::size_t count) { return bytes_.take(count); }
  bool whole() const { return !bytes_.failed() && bytes_.remaining() == 0; }

 private:
  ByteReader bytes_;
};

Error not_a_message() {
  return {ErrorCode::kInvalidData, "the processes do not understand one another", {}};
}

void put_piece(const PackedPiece& piece, MessageWriter& writer) {
  writer.text(piece.name);
  append_entry({piece.facts}, writer.bytes());
  append_sketch(piece.sketch, writer.bytes());
  writer.text(piece.sequence);
  writer.text(piece.suite);
}

PackedPiece take_piece_of(MessageReader& reader) {
  using Bytes = std::vector<std::uint8_t>;
  PackedPiece piece;
  piece.name = reader.text<std::string>();
  const auto entry = reader.take(kShardEntryBytes);
  const auto sketch = reader.take(kShardSketchBytes);
  if (!entry.empty() && !sketch.empty()) {
    piece.facts = read_entry(entry).facts;
    piece.sketch = read_sketch(sketch);
  }
  piece.sequence = reader.text<Bytes>();
  piece.suite = reader.text<Bytes>();
  return piece;
}

}  // namespace

std::vector<std::uint8_t> encode_order(const ReadingOrder& order) {
  MessageWriter writer;
  writer.number(order.last ? 1 : 0);
  writer.number(order.has.size());
  for (const ContentHash& hash : order.has) {
    writer.number(hash.high);
    writer.number(hash.low);
  }
  writer.number(order.jobs.size());
  for (const ReadingJob& job : order.jobs) {
    writer.text(job.path.native());
    writer.text(job.name);
    writer.number(job.has_bytes ? 1 : 0);
    writer.text(job.bytes);
  }
  return std::move(writer.bytes());
}

Result<ReadingOrder> decode_order(std::span<const std::uint8_t> bytes) {
  MessageReader reader(bytes);
  ReadingOrder order;
  order.last = reader.number() != 0;
  for (std::size_t left = reader.count(); left > 0; --left) {
    const std::uint64_t high = reader.number();
    order.has.push_back({high, reader.number()});
  }
  for (std::size_t left = reader.count(); left > 0; --left) {
    ReadingJob job;
    job.path = reader.text<std::string>();
    job.name = reader.text<std::string>();
    job.has_bytes = reader.number() != 0;
    job.bytes = reader.text<std::vector<std::uint8_t>>();
    order.jobs.push_back(std::move(job));
  }
  if (!reader.whole()) return not_a_message();
  return order;
}

std::vector<std::uint8_t> encode_readings(std::span<const Reading> readings) {
  MessageWriter writer;
  writer.number(readings.size());
  for (const Reading& reading : readings) {
    writer.number(reading.bytes);
    writer.number((reading.mended ? 1U : 0U) | (reading.unread ? 2U : 0U));
    writer.number(reading.pieces.size());
    for (const PackedPiece& piece : reading.pieces) put_piece(piece, writer);
    writer.number(reading.left_out.size());
    for (const LeftOut& left : reading.left_out) {
      writer.text(left.name);
      writer.text(left.refusal.cause);
      writer.text(left.refusal.detail);
    }
  }
  return std::move(writer.bytes());
}

Result<std::vector<Reading>> decode_readings(std::span<const std::uint8_t> bytes) {
  MessageReader reader(bytes);
  std::vector<Reading> readings(reader.count());
  for (Reading& reading : readings) {
    reading.bytes = reader.number();
    const std::uint64_t flags = reader.number();
    reading.mended = (flags & 1U) != 0;
    reading.unread = (flags & 2U) != 0;
    for (std::size_t left = reader.count(); left > 0; --left) {
      reading.pieces.push_back(take_piece_of(reader));
    }
    for (std::size_t left = reader.count(); left > 0; --left) {
      LeftOut out;
      out.name = reader.text<std::string>();
      out.refusal.cause = reader.text<std::string>();
      out.refusal.detail = reader.text<std::string>();
      reading.left_out.push_back(std::move(out));
    }
  }
  if (!reader.whole()) return not_a_message();
  return readings;
}

}  // namespace bach

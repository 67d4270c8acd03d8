// What had to be repaired to read a file.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bach {

// One kind for each way files are known to be odd. doc/midi.md tells what is done about each.
enum class RepairKind : std::uint8_t {
  // The file as a whole.
  kRiffWrapper,    // a RIFF RMID container around the file
  kLeadingBytes,   // bytes before the header
  kHeaderMark,     // "MThd" damaged or the whole header missing
  kHeaderLength,   // a header that is not 6 bytes long
  kFormat,         // a format other than 0, 1, 2, or format 0 with several tracks
  kDivision,       // a division of nothing
  kTrackCount,     // the header promises another number of tracks
  kTrackMark,      // "MTrk" damaged
  kUnknownChunk,   // chunks that are not MIDI's
  kStrayBytes,     // bytes between chunks
  kTrailingBytes,  // bytes after the last chunk
  // A track.
  kTrackLength,    // its length is not where it ends
  kTruncated,      // the file ends inside it
  kMissingEnd,     // no end-of-track event
  kEarlyEnd,       // an end-of-track event with more music behind it
  kBytesAfterEnd,  // bytes after its end-of-track event
  // An event.
  kRunningStatus,  // running status carried across a meta or system exclusive event
  kDataByte,       // a data byte above 127
  kNumber,         // a variable-length number of more than four bytes
  kSystemMessage,  // a system message that has no place in a file
  kSkippedBytes,   // bytes that are not an event
  kTempo,          // an impossible tempo
  kMetre,          // an impossible time signature
  kKey,            // an impossible key signature
  kText,           // text that is not UTF-8
  kZeroLength,     // notes that end where they begin
  kUnterminated,   // notes that never end
  kSmpteTime,      // time counted in film frames
  kSmpteTempo,     // tempo events in a file that counts film frames
  kSequences,      // format 2: sequences independent of each other
};
inline constexpr std::size_t kRepairKinds = 30;

struct Repair {
  RepairKind kind = RepairKind::kFormat;
  std::uint64_t count = 0;   // how often; bytes for the kinds that speak of bytes
  std::uint64_t offset = 0;  // of the first, in bytes from the start of the input

  bool operator==(const Repair&) const = default;
};

// One line for people: what was done about it, how often and where first.
std::string describe(const Repair& repair);

// Counts repairs while a file is read. Cheap to add to; not for several threads at once.
class Repairs {
 public:
  void add(RepairKind kind, std::uint64_t offset, std::uint64_t count = 1) {
    Repair& repair = by_kind_[static_cast<std::size_t>(kind)];
    if (repair.count == 0 || offset < repair.offset) repair.offset = offset;
    repair.count += count;
  }

  // Those that happened, in the order of RepairKind.
  std::vector<Repair> list() const;

 private:
  std::array<Repair, kRepairKinds> by_kind_{};
};

}  // namespace bach

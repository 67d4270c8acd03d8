#include "midi/repair.h"

namespace bach {
namespace {

const char* what_was_done(RepairKind kind) {
  switch (kind) {
    case RepairKind::kRiffWrapper:
      return "taken out of a RIFF container";
    case RepairKind::kLeadingBytes:
      return "bytes before the header skipped";
    case RepairKind::kHeaderMark:
      return "damaged or missing file header repaired";
    case RepairKind::kHeaderLength:
      return "header that is not 6 bytes long";
    case RepairKind::kFormat:
      return "wrong format number read as format 1";
    case RepairKind::kDivision:
      return "missing division read as 480 ticks per quarter";
    case RepairKind::kTrackCount:
      return "tracks missing or more than the header says";
    case RepairKind::kTrackMark:
      return "tracks with a damaged mark";
    case RepairKind::kUnknownChunk:
      return "unknown chunks skipped";
    case RepairKind::kStrayBytes:
      return "bytes between chunks skipped";
    case RepairKind::kTrailingBytes:
      return "bytes after the last track ignored";
    case RepairKind::kTrackLength:
      return "tracks with a wrong length";
    case RepairKind::kTruncated:
      return "tracks cut off by the end of the file";
    case RepairKind::kMissingEnd:
      return "tracks without an end";
    case RepairKind::kEarlyEnd:
      return "ends of track inside a track ignored";
    case RepairKind::kBytesAfterEnd:
      return "bytes after the end of a track ignored";
    case RepairKind::kRunningStatus:
      return "running status carried across meta events";
    case RepairKind::kDataByte:
      return "data bytes above 127 read as 127";
    case RepairKind::kNumber:
      return "variable-length numbers longer than four bytes";
    case RepairKind::kSystemMessage:
      return "system messages skipped";
    case RepairKind::kSkippedBytes:
      return "unreadable bytes skipped";
    case RepairKind::kTempo:
      return "impossible tempos ignored";
    case RepairKind::kMetre:
      return "impossible time signatures ignored";
    case RepairKind::kKey:
      return "odd key signatures repaired or ignored";
    case RepairKind::kText:
      return "texts not in UTF-8 converted";
    case RepairKind::kZeroLength:
      return "notes without length given one tick";
    case RepairKind::kUnterminated:
      return "notes without an end closed at the end of their track";
    case RepairKind::kSmpteTime:
      return "time in film frames converted to quarters";
    case RepairKind::kSmpteTempo:
      return "tempos without meaning in film time ignored";
    case RepairKind::kSequences:
      return "independent sequences set one after another";
  }
  return "";
}

}  // namespace

std::string describe(const Repair& repair) {
  return std::string(what_was_done(repair.kind)) + ": " + std::to_string(repair.count) +
         (repair.count == 1 ? ", at byte " : ", first at byte ") + std::to_string(repair.offset);
}

std::vector<Repair> Repairs::list() const {
  std::vector<Repair> happened;
  for (std::size_t kind = 0; kind < kRepairKinds; ++kind) {
    if (by_kind_[kind].count == 0) continue;
    happened.push_back(by_kind_[kind]);
    happened.back().kind = static_cast<RepairKind>(kind);
  }
  return happened;
}

}  // namespace bach

// A motive book as bytes. Whole numbers are written in groups of seven bits, the lowest first, the
// top bit set in all but the last.
//
//   version, pieces, 1 where there are rates (else 0); the rates, a byte each; a piece:
//     kind, parts; a part: role + 4 · second dance + 8 · upbeat, bars
//     chance agreement: moved, unmoved
//     shapes: runs of (bars, 2 · shape + cut)
//     a bar: one byte, relation + 5 · agreement + 20 · where; where: 1 … 10 bars ago, 11 the bar
//       behind the source of the bar before (where that is none of these), 0 else, with the distance
//       behind it; of a sequence the shift: 2 · |shift| − 2, 1 more where it is downward
//   Version 3 has halves of bars; a book in which all are free is of version 2. A new bar's are in the
//   place of its agreement, those of a bar of rhythm in a byte behind it.
//   Version 4 is the one with rhythms of new bars. It has all that version 3 has; behind the parts of
//   a piece the length of its bar, 0 where it has no such rhythms; where it has, behind each new bar that is whole and
//   not the last of its part how many attacks there are, and of each how far it is behind the last one or the bar line.
//   Lengths are in 24ths of a quarter.
#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "base/byte_reader.h"
#include "form/motive/book.h"
#include "form/relation.h"

namespace bach {
namespace {

constexpr std::uint64_t kPlainVersion = 2;
constexpr std::uint64_t kHalvesVersion = 3;
constexpr std::uint64_t kAttacksVersion = 4;
constexpr std::uint64_t kMostParts = 256;
constexpr int kRelationCount = 5;
constexpr int kNearest = 10;  // bars ago that take no byte of their own
constexpr int kBehindLast = kNearest + 1;
constexpr int kPerWhere = kRelationCount * kAgreements;

void put_number(std::vector<std::uint8_t>& bytes, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) bytes.push_back(static_cast<std::uint8_t>(number | 0x80));
  bytes.push_back(static_cast<std::uint8_t>(number));
}

int where_of(int bar, const LearnedBar& learned, int source_before) {
  if (learned.source < 0) return 0;
  const int distance = bar - learned.source;
  if (distance <= kNearest) return distance;
  return source_before >= 0 && learned.source == source_before + 1 ? kBehindLast : 0;
}

bool has_halves(const std::vector<LearnedPiece>& pieces) {
  return std::any_of(pieces.begin(), pieces.end(), [](const LearnedPiece& piece) {
    return std::any_of(piece.bars.begin(), piece.bars.end(),
                       [](const LearnedBar& bar) { return bar.halves != BarHalves::kFree; });
  });
}

bool has_attacks(const std::vector<LearnedPiece>& pieces) {
  return std::any_of(pieces.begin(), pieces.end(),
                     [](const LearnedPiece& piece) { return piece.bar > 0; });
}

std::uint64_t version_of(const std::vector<LearnedPiece>& pieces) {
  if (has_attacks(pieces)) return kAttacksVersion;
  return has_halves(pieces) ? kHalvesVersion : kPlainVersion;
}

void put_attacks(std::vector<std::uint8_t>& bytes, const std::vector<Tick>& attacks) {
  put_number(bytes, attacks.size());
  Tick before = 0;
  for (const Tick attack : attacks) {
    put_number(bytes, static_cast<std::uint64_t>((attack - before) / kAttackGrid));
    before = attack;
  }
}

void put_bars(std::vector<std::uint8_t>& bytes, const LearnedPiece& piece, bool halves) {
  const std::vector<LearnedBar>& bars = piece.bars;
  const BarPlaces places(piece.outline);
  int source_before = -1;
  for (std::size_t k = 0; k < bars.size(); ++k) {
    const LearnedBar& bar = bars[k];
    const int where = where_of(static_cast<int>(k), bar, source_before);
    const int second = bar.source < 0 ? static_cast<int>(bar.halves) : bar.agreement;
    bytes.push_back(static_cast<std::uint8_t>(static_cast<int>(bar.relation) +
                                              kRelationCount * second + kPerWhere * where));
    if (bar.source >= 0 && where == 0) put_number(bytes, k - static_cast<std::size_t>(bar.source));
    if (bar.relation == BarRelation::kSequence) {
      bytes.push_back(
          static_cast<std::uint8_t>(bar.shift > 0 ? 2 * bar.shift - 2 : -2 * bar.shift - 1));
    }
    if (halves && bar.relation == BarRelation::kRhythm) {
      bytes.push_back(static_cast<std::uint8_t>(bar.halves));
    }
    if (piece.bar > 0 && bar.source < 0 && places.can_have_halves(static_cast<int>(k))) {
      put_attacks(bytes, bar.attacks);
    }
    source_before = bar.source;
  }
}

void put_piece(std::vector<std::uint8_t>& bytes, const LearnedPiece& piece, std::uint64_t version) {
  put_number(bytes, static_cast<std::uint64_t>(piece.outline.kind));
  put_number(bytes, piece.outline.parts.size());
  for (const OutlinePart& part : piece.outline.parts) {
    bytes.push_back(static_cast<std::uint8_t>(static_cast<int>(part.role) +
                                              (part.second_dance ? 4 : 0) + (part.upbeat ? 8 : 0)));
    put_number(bytes, static_cast<std::uint64_t>(part.bars));
  }
  if (version == kAttacksVersion) {
    put_number(bytes, static_cast<std::uint64_t>(piece.bar / kAttackGrid));
  }
  for (const int count : piece.chance.moved) put_number(bytes, static_cast<std::uint64_t>(count));
  for (const int count : piece.chance.unmoved) put_number(bytes, static_cast<std::uint64_t>(count));
  const std::vector<OutlineBar>& bars = piece.outline.bars;
  for (auto run = bars.begin(); run != bars.end();) {
    const auto end =
        std::find_if(run, bars.end(), [&](const OutlineBar& bar) { return bar != *run; });
    put_number(bytes, static_cast<std::uint64_t>(end - run));
    put_number(bytes, 2U * run->shape + (run->cut ? 1U : 0U));
    run = end;
  }
  put_bars(bytes, piece, version >= kHalvesVersion);
}

void put_rates(std::vector<std::uint8_t>& bytes, const MotiveRates& rates) {
  for (const std::int8_t rate : rates.tokens) bytes.push_back(static_cast<std::uint8_t>(rate));
  for (const std::int8_t rate : rates.relations) bytes.push_back(static_cast<std::uint8_t>(rate));
  bytes.push_back(static_cast<std::uint8_t>(rates.recall));
}

class BookReader {
 public:
  explicit BookReader(std::span<const std::uint8_t> bytes) : reader_(bytes) {}

  const MotiveRates& rates() const { return rates_; }

  Result<std::vector<LearnedPiece>> read() {
    const std::uint64_t version = number(~std::uint64_t{0});
    if (!status_) return status_.error();
    attacks_ = version == kAttacksVersion;
    halves_ = version == kHalvesVersion || attacks_;
    if (version != kPlainVersion && !halves_) {
      return Error{ErrorCode::kUnsupported,
                   "motive book: version " + std::to_string(version) +
                       " is not known here; use a newer bach",
                   0};
    }
    const std::uint64_t count = number(kMostBookPieces);
    if (number(1) == 1) read_rates();
    std::vector<LearnedPiece> pieces;
    for (std::uint64_t k = 0; k < count && status_; ++k) pieces.push_back(piece());
    if (status_ && reader_.remaining() > 0) fail("bytes behind the last piece");
    if (status_ && version != version_of(pieces)) fail("a later version than it needs");
    if (!status_) return status_.error();
    return pieces;
  }

 private:
  void fail(const char* what, ErrorCode code = ErrorCode::kInvalidData) {
    if (!status_) return;
    status_ = Error{code, std::string("motive book: ") + what + "; get the model file again",
                    reader_.offset()};
  }

  std::uint8_t byte() {
    if (!status_) return 0;
    const std::uint8_t value = reader_.u8();
    if (reader_.failed()) fail("it ends too early", ErrorCode::kTruncated);
    return value;
  }

  // 0 … most, written as shortly as can be; 0 after an error.
  std::uint64_t number(std::uint64_t most) {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      const std::uint8_t next = byte();
      value |= static_cast<std::uint64_t>(next & 0x7F) << shift;
      if ((next & 0x80) != 0) continue;
      if (next == 0 && shift > 0) fail("a number with needless bytes");
      if (value > most) fail("a number out of its range");
      return status_ ? value : 0;
    }
    fail("a number without end");
    return 0;
  }

  void read_rates() {
    for (std::int8_t& rate : rates_.tokens) rate = static_cast<std::int8_t>(byte());
    for (std::int8_t& rate : rates_.relations) rate = static_cast<std::int8_t>(byte());
    rates_.recall = static_cast<std::int8_t>(byte());
    if (rates_ == MotiveRates()) fail("rates that change nothing");
  }

  OutlinePart part(std::uint64_t most) {
    const std::uint8_t flags = byte();
    if (flags >= 16 || (flags & 3) >= kPartRoles) fail("a part of an unknown sort");
    OutlinePart part{static_cast<PartRole>(flags & 3), (flags & 4) != 0, (flags & 8) != 0, 0};
    part.bars = static_cast<int>(number(most));
    if (part.bars == 0) fail("a part without bars");
    return part;
  }

  // Bars take a byte each at least, which bounds what is allocated.
  LearnedPiece piece() {
    LearnedPiece piece;
    piece.outline.kind = static_cast<PieceKind>(number(kPieceKinds - 1));
    const std::uint64_t parts = number(kMostParts);
    std::uint64_t bars = 0;
    for (std::uint64_t k = 0; k < parts && status_; ++k) {
      piece.outline.parts.push_back(part(kMostBookBars - bars));
      bars += static_cast<std::uint64_t>(piece.outline.parts.back().bars);
    }
    if (status_ && bars == 0) fail("a piece without bars");
    if (bars > reader_.remaining()) fail("it ends too early", ErrorCode::kTruncated);
    if (attacks_) piece.bar = static_cast<Tick>(number(kLongestBar)) * kAttackGrid;
    for (int& count : piece.chance.moved) count = static_cast<int>(number(kMostChance));
    for (int& count : piece.chance.unmoved) count = static_cast<int>(number(kMostChance));
    while (status_ && piece.outline.bars.size() < bars) {
      const std::uint64_t run = number(bars - piece.outline.bars.size());
      const std::uint64_t shape = number(2 * kMostShapes - 1);
      const OutlineBar bar{static_cast<std::uint8_t>(shape / 2), shape % 2 != 0};
      if (run == 0 || (!piece.outline.bars.empty() && piece.outline.bars.back() == bar)) {
        fail("a run of bars that is none");
      }
      if (status_) {
        piece.outline.bars.insert(piece.outline.bars.end(), static_cast<std::size_t>(run), bar);
      }
    }
    if (!status_) return piece;
    const BarPlaces places(piece.outline);
    for (int bar = 0; bar < places.bars() && status_; ++bar) {
      piece.bars.push_back(learned(places, bar, bar == 0 ? -1 : piece.bars.back().source));
      if (piece.bar > 0 && piece.bars.back().source < 0 && places.can_have_halves(bar)) {
        piece.bars.back().attacks = attacks(piece.bar);
      }
    }
    const bool any = std::any_of(piece.bars.begin(), piece.bars.end(),
                                 [](const LearnedBar& bar) { return !bar.attacks.empty(); });
    if (status_ && any != (piece.bar > 0)) fail("a length of bars that no bar has");
    return piece;
  }

  LearnedBar learned(const BarPlaces& places, int bar, int source_before) {
    const int code = byte();
    LearnedBar learned;
    learned.relation = static_cast<BarRelation>(code % kRelationCount);
    learned.agreement = code / kRelationCount % kAgreements;
    const int where = code / kPerWhere;
    if (learned.relation == BarRelation::kNew) {
      if (where != 0 || (learned.agreement != 0 && !halves_)) fail("a new bar that has a source");
      read_halves(places, bar, std::exchange(learned.agreement, 0), learned);
      return learned;
    }
    if (where > kBehindLast) fail("a bar of an unknown sort");
    const int distance = where == 0             ? static_cast<int>(number(kFarthestSource))
                         : where == kBehindLast ? bar - source_before - 1
                                                : where;
    learned.source = bar - distance;
    if (!places.can_take(bar, learned.source) || (where == kBehindLast && source_before < 0) ||
        where != where_of(bar, learned, source_before)) {
      fail("a bar taken from where it cannot be");
      return learned;
    }
    if (learned.relation == BarRelation::kSequence) {
      const int shift = byte();
      if (shift >= 2 * kMostShift) fail("a bar moved too far");
      learned.shift = shift % 2 == 0 ? shift / 2 + 1 : -(shift / 2 + 1);
    }
    if (halves_ && learned.relation == BarRelation::kRhythm) {
      read_halves(places, bar, byte(), learned);
    }
    return learned;
  }

  std::vector<Tick> attacks(Tick bar) {
    std::vector<Tick> attacks;
    const std::uint64_t count = number(static_cast<std::uint64_t>(bar / kAttackGrid));
    Tick at = 0;
    for (std::uint64_t k = 0; k < count && status_; ++k) {
      const auto gap = static_cast<Tick>(number(kLongestBar)) * kAttackGrid;
      if ((k > 0 && gap == 0) || at + gap >= bar) fail("attacks that a bar cannot have");
      at += gap;
      attacks.push_back(at);
    }
    return attacks;
  }

  void read_halves(const BarPlaces& places, int bar, int halves, LearnedBar& learned) {
    if (halves >= kBarHalves || (halves > 0 && !places.can_have_halves(bar))) {
      fail("a bar of unknown halves");
      return;
    }
    learned.halves = static_cast<BarHalves>(halves);
  }

  static constexpr std::uint64_t kMostChance = 1U << 24U;
  static constexpr std::uint64_t kLongestBar = kLongestAttackBar / kAttackGrid;

  ByteReader reader_;
  Status status_;
  MotiveRates rates_;
  bool halves_ = false;
  bool attacks_ = false;
};

}  // namespace

std::vector<std::uint8_t> MotiveBook::encode() const {
  std::vector<std::uint8_t> bytes;
  const std::uint64_t version = version_of(pieces_);
  put_number(bytes, version);
  put_number(bytes, pieces_.size());
  put_number(bytes, rates_ == MotiveRates() ? 0 : 1);
  if (rates_ != MotiveRates()) put_rates(bytes, rates_);
  for (const LearnedPiece& piece : pieces_) put_piece(bytes, piece, version);
  return bytes;
}

Result<MotiveBook> MotiveBook::decode(std::span<const std::uint8_t> bytes) {
  BookReader reader(bytes);
  Result<std::vector<LearnedPiece>> pieces = reader.read();
  if (!pieces) return std::move(pieces).error();
  MotiveBook book;
  book.rates_ = reader.rates();
  book.pieces_ = std::move(*pieces);
  return book;
}

}  // namespace bach

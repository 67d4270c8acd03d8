#include "packed/payload.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/byte_reader.h"
#include "score/piece_kind.h"
#include "suite/rhythm_classes.h"

namespace bach {
namespace {

// Ticks of a piece stay below this, so that sums of a few of them fit everywhere.
constexpr std::uint64_t kMostTicks = std::uint64_t{1} << 40;
constexpr int kMostDenominatorBits = 7;

void put_number(std::uint64_t value, std::vector<std::uint8_t>& bytes) {
  while (value >= 0x80) {
    bytes.push_back(static_cast<std::uint8_t>(value | 0x80));
    value >>= 7;
  }
  bytes.push_back(static_cast<std::uint8_t>(value));
}

void put_tick(Tick tick, std::vector<std::uint8_t>& bytes) {
  put_number(static_cast<std::uint64_t>(tick), bytes);
}

std::uint8_t denominator_bits(int denominator) {
  std::uint8_t bits = 0;
  while (1 << bits < denominator) ++bits;
  return bits;
}

// Numbers out of bytes that may say anything; `good` falls once and for all.
class PayloadReader {
 public:
  explicit PayloadReader(std::span<const std::uint8_t> bytes) : reader_(bytes) {}

  std::uint64_t number(std::uint64_t most) {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      const std::uint8_t byte = reader_.u8();
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return need(value <= most) ? value : 0;
    }
    return need(false) ? value : 0;
  }
  Tick tick() { return static_cast<Tick>(number(kMostTicks)); }
  // How many things follow, each of at least `size` bytes.
  std::size_t count(std::size_t size, std::size_t most = std::size_t{1} << 28) {
    return static_cast<std::size_t>(number(std::min(reader_.remaining() / size, most)));
  }
  std::uint8_t byte(int most) {
    const std::uint8_t value = reader_.u8();
    return need(value <= most) ? value : 0;
  }
  std::span<const std::uint8_t> take(std::size_t size) { return reader_.take(size); }
  bool need(bool holds) { return good_ = good_ && holds && !reader_.failed(); }
  bool good() const { return good_ && !reader_.failed(); }
  bool done() const { return good() && reader_.remaining() == 0; }

 private:
  ByteReader reader_;
  bool good_ = true;
};

void put_metres(const std::vector<Metre>& metres, std::vector<std::uint8_t>& bytes) {
  put_number(metres.size(), bytes);
  Tick before = 0;
  for (const Metre& metre : metres) {
    put_tick(metre.at - before, bytes);
    put_number(static_cast<std::uint64_t>(metre.numerator), bytes);
    bytes.push_back(denominator_bits(metre.denominator));
    before = metre.at;
  }
}

void read_metres(PayloadReader& reader, std::vector<Metre>& metres) {
  const std::size_t count = reader.count(3);
  Tick at = 0;
  for (std::size_t m = 0; m < count && reader.good(); ++m) {
    const Tick after = reader.tick();
    reader.need((m == 0) == (after == 0));  // the first at 0, no two at once
    at += after;
    const int numerator = static_cast<int>(reader.number(255));
    reader.need(numerator > 0 && at <= static_cast<Tick>(kMostTicks));
    metres.push_back({at, numerator, 1 << reader.byte(kMostDenominatorBits)});
  }
  reader.need(count > 0);
}

void put_parts(const std::vector<SuitePart>& parts, std::vector<std::uint8_t>& bytes) {
  put_number(parts.size(), bytes);
  Tick before = 0;
  for (const SuitePart& part : parts) {
    put_tick(part.begin - before, bytes);
    put_tick(part.end - part.begin, bytes);
    put_tick(part.first_onset - part.begin, bytes);
    bytes.push_back(static_cast<std::uint8_t>(part.role));
    put_tick(part.key.at, bytes);
    bytes.push_back(static_cast<std::uint8_t>(part.key.fifths + 7));
    bytes.push_back(static_cast<std::uint8_t>(part.key.mode));
    before = part.end;
  }
}

void read_parts(PayloadReader& reader, std::vector<SuitePart>& parts) {
  const std::size_t count = reader.count(7, kMostPackedParts);
  Tick before = 0;
  for (std::size_t p = 0; p < count && reader.good(); ++p) {
    SuitePart part;
    part.begin = before + reader.tick();
    const Tick length = reader.tick();
    part.end = part.begin + length;
    const Tick first = reader.tick();
    part.first_onset = part.begin + first;
    reader.need(first < length && part.end <= static_cast<Tick>(kMostTicks));
    part.role = static_cast<PartRole>(reader.byte(kPartRoles - 1));
    part.key.at = reader.tick();
    part.key.fifths = reader.byte(14) - 7;
    part.key.mode = static_cast<Mode>(reader.byte(1));
    before = part.end;
    parts.push_back(part);
  }
  reader.need(count > 0);
}

void put_sections(const std::vector<SuiteSection>& sections, std::vector<std::uint8_t>& bytes) {
  put_number(sections.size(), bytes);
  Tick before = 0;
  for (const SuiteSection& section : sections) {
    put_tick(section.begin - before, bytes);
    put_tick(section.end - section.begin, bytes);
    put_tick(section.first_onset - section.begin, bytes);
    put_number(section.tokens.size(), bytes);
    before = section.end;
  }
}

void read_sections(PayloadReader& reader, std::vector<SuiteSection>& sections,
                   std::vector<std::size_t>& tokens) {
  const std::size_t count = reader.count(4, kMostPackedSections);
  Tick before = 0;
  for (std::size_t s = 0; s < count && reader.good(); ++s) {
    SuiteSection section;
    section.begin = before + reader.tick();
    const Tick length = reader.tick();
    section.end = section.begin + length;
    const Tick first = reader.tick();
    section.first_onset = section.begin + first;
    tokens.push_back(reader.count(1));
    reader.need(length > 0 && section.end <= static_cast<Tick>(kMostTicks));
    reader.need(tokens.back() == 0 ? first <= length : first < length);
    before = section.end;
    sections.push_back(std::move(section));
  }
  reader.need(count > 0);
}

void read_tokens(PayloadReader& reader, const std::vector<std::size_t>& counts,
                 std::vector<SuiteSection>& sections) {
  for (std::size_t s = 0; s < sections.size() && reader.good(); ++s) {
    const auto pitches = reader.take(counts[s]);
    const auto rhythms = reader.take(counts[s]);
    if (!reader.good()) return;
    Tick onset = sections[s].first_onset;
    for (std::size_t n = 0; n < counts[s]; ++n) {
      if (!reader.need(is_suite_pitch(pitches[n]) && rhythms[n] < kRhythmClasses)) return;
      // Every note stands within its section.
      if (!reader.need(onset < sections[s].end)) return;
      sections[s].tokens.push_back({pitches[n], rhythms[n]});
      onset += rhythm(rhythms[n]).gap;
    }
  }
}

}  // namespace

bool fits_payload(const SuitePiece& piece) {
  return !piece.plan.parts.empty() && piece.plan.parts.size() <= kMostPackedParts &&
         !piece.sections.empty() && piece.sections.size() <= kMostPackedSections &&
         piece.play_order.size() <= 4 * kMostPackedSections;
}

void append_suite_piece(const SuitePiece& piece, std::vector<std::uint8_t>& bytes) {
  bytes.push_back(static_cast<std::uint8_t>(piece.plan.kind));
  put_metres(piece.plan.metres, bytes);
  put_parts(piece.plan.parts, bytes);
  put_sections(piece.sections, bytes);
  put_number(piece.play_order.size(), bytes);
  for (const int section : piece.play_order) put_number(static_cast<std::uint64_t>(section), bytes);
  for (const SuiteSection& section : piece.sections) {
    for (const SuiteToken& token : section.tokens) bytes.push_back(token.pitch);
    for (const SuiteToken& token : section.tokens) bytes.push_back(token.rhythm);
  }
}

Result<SuitePiece> read_suite_piece(std::span<const std::uint8_t> bytes) {
  PayloadReader reader(bytes);
  SuitePiece piece;
  piece.plan.kind = static_cast<PieceKind>(reader.byte(kPieceKinds - 1));
  read_metres(reader, piece.plan.metres);
  read_parts(reader, piece.plan.parts);
  std::vector<std::size_t> tokens;
  read_sections(reader, piece.sections, tokens);
  const std::size_t order = reader.count(1, 4 * kMostPackedSections);
  for (std::size_t k = 0; k < order && reader.good(); ++k) {
    const std::uint64_t section = reader.number(piece.sections.size() - 1);
    piece.play_order.push_back(static_cast<int>(section));
  }
  reader.need(order > 0);
  read_tokens(reader, tokens, piece.sections);
  if (reader.done()) return piece;
  return Error{ErrorCode::kInvalidData, "its tokens are damaged", {}};
}

}  // namespace bach

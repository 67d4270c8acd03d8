#include "score/piece_kind.h"

#include <array>
#include <string>

namespace bach {
namespace {

struct KindWord {
  std::string_view text;  // small ASCII letters; accents fold to their letter
  PieceKind kind;
};

constexpr std::array<KindWord, 23> kKindWords = {{
    {"prelude", PieceKind::kPrelude},     {"preludio", PieceKind::kPrelude},
    {"praeludium", PieceKind::kPrelude},  {"praludium", PieceKind::kPrelude},
    {"allemand", PieceKind::kAllemande},  {"courante", PieceKind::kCourante},
    {"corrente", PieceKind::kCourante},   {"coranto", PieceKind::kCourante},
    {"saraband", PieceKind::kSarabande},  {"menuet", PieceKind::kMenuet},
    {"minuet", PieceKind::kMenuet},       {"bourree", PieceKind::kBourree},
    {"bouree", PieceKind::kBourree},      {"borea", PieceKind::kBourree},
    {"gavot", PieceKind::kGavotte},       {"gigue", PieceKind::kGigue},
    {"giga", PieceKind::kGigue},          {"jig", PieceKind::kGigue},
    {"preambul", PieceKind::kPrelude},    {"preludium", PieceKind::kPrelude},
    {"sarabanda", PieceKind::kSarabande}, {"alemanda", PieceKind::kAllemande},
    {"allemanda", PieceKind::kAllemande},
}};

// The abbreviations of the collection the corpus was checked against: a digit before them, nothing
// after.
constexpr std::array<KindWord, 9> kEndings = {{
    {"pre", PieceKind::kPrelude},
    {"all", PieceKind::kAllemande},
    {"cou", PieceKind::kCourante},
    {"sar", PieceKind::kSarabande},
    {"men", PieceKind::kMenuet},
    {"bou", PieceKind::kBourree},
    {"gav", PieceKind::kGavotte},
    {"gig", PieceKind::kGigue},
    {"min", PieceKind::kMenuet},
}};

// ASCII to small letters; é, è, ê, É … in UTF-8 to e, ä to a; the rest as it is.
std::string folded(std::string_view name) {
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto byte = static_cast<unsigned char>(name[i]);
    if (byte == 0xC3 && i + 1 < name.size()) {
      const auto next = static_cast<unsigned char>(name[i + 1]) | 0x20U;
      if (next >= 0xA8 && next <= 0xAB) {
        text += 'e';
        ++i;
        continue;
      }
      if (next >= 0xA0 && next <= 0xA5) {
        text += 'a';
        ++i;
        continue;
      }
    }
    text += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : name[i];
  }
  return text;
}

}  // namespace

PieceKind kind_of(std::string_view name) {
  const std::string text = folded(name);
  PieceKind found = PieceKind::kUnknown;
  for (const KindWord& word : kKindWords) {
    if (text.find(word.text) == std::string::npos || word.kind == found) continue;
    if (found != PieceKind::kUnknown) return PieceKind::kUnknown;
    found = word.kind;
  }
  if (found != PieceKind::kUnknown || text.size() < 4) return found;
  const char before = text[text.size() - 4];
  if (before < '0' || before > '9') return found;
  for (const KindWord& word : kEndings) {
    if (text.ends_with(word.text)) found = word.kind;
  }
  return found;
}

std::string_view kind_name(PieceKind kind) {
  static constexpr std::array<std::string_view, kPieceKinds> kNames = {
      "unknown", "prelude", "allemande", "courante", "sarabande",
      "menuet",  "bourree", "gavotte",   "gigue"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace bach

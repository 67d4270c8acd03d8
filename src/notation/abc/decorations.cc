#include "notation/abc/decorations.h"

#include "base/lower.h"
#include "notation/abc/words.h"

namespace bach::abc {
namespace {

using notation::SignKind;

struct MarkName {
  std::string_view name;
  MarkKind kind;
};

constexpr MarkName kMarkNames[] = {
    {"trill", MarkKind::kTrill},
    {"lowermordent", MarkKind::kMordent},
    {"mordent", MarkKind::kMordent},
    {"uppermordent", MarkKind::kInvertedMordent},
    {"pralltriller", MarkKind::kInvertedMordent},
    {"turn", MarkKind::kTurn},
    {"turnx", MarkKind::kTurn},
    {"invertedturn", MarkKind::kInvertedTurn},
    {"invertedturnx", MarkKind::kInvertedTurn},
    {"arpeggio", MarkKind::kArpeggio},
    {">", MarkKind::kAccent},
    {"accent", MarkKind::kAccent},
    {"emphasis", MarkKind::kAccent},
    {"^", MarkKind::kStrongAccent},
    {"marcato", MarkKind::kStrongAccent},
    {"fermata", MarkKind::kFermata},
    {"invertedfermata", MarkKind::kFermata},
    {"tenuto", MarkKind::kTenuto},
    {"open", MarkKind::kOpenString},
    {"wedge", MarkKind::kStaccatissimo},
    {"staccato", MarkKind::kStaccato},
    {"upbow", MarkKind::kUpBow},
    {"downbow", MarkKind::kDownBow},
    {"harmonic", MarkKind::kHarmonic},
};

struct SignName {
  std::string_view name;
  SignKind kind;
};

constexpr SignName kSignNames[] = {
    {"segno", SignKind::kSegno},         {"coda", SignKind::kCoda},
    {"dacoda", SignKind::kToCoda},       {"tocoda", SignKind::kToCoda},
    {"fine", SignKind::kFine},           {"d.c.", SignKind::kDaCapo},
    {"dacapo", SignKind::kDaCapo},       {"d.s.", SignKind::kDalSegno},
    {"d.c.alfine", SignKind::kDaCapo},   {"d.c.alcoda", SignKind::kDaCapo},
    {"d.s.alfine", SignKind::kDalSegno}, {"d.s.alcoda", SignKind::kDalSegno},
};

}  // namespace

DecorationMeaning decoration(std::string_view name) {
  DecorationMeaning meaning;
  const std::string small = lower(name);
  for (const MarkName& each : kMarkNames) {
    if (each.name == small) meaning.mark = each.kind;
  }
  if (small.size() == 1 && small[0] >= '0' && small[0] <= '5') {
    meaning.mark = MarkKind::kFingering;
    meaning.text = small;
  }
  for (const SignName& each : kSignNames) {
    if (each.name == small) meaning.sign = each.kind;
  }
  meaning.known = meaning.mark || meaning.sign;
  return meaning;
}

DecorationLetters::DecorationLetters() {
  const auto set = [this](char letter, const char* name) {
    names_[static_cast<std::size_t>(letter)] = name;
  };
  set('~', "roll");
  set('H', "fermata");
  set('L', "accent");
  set('M', "lowermordent");
  set('O', "coda");
  set('P', "uppermordent");
  set('S', "segno");
  set('T', "trill");
  set('u', "upbow");
  set('v', "downbow");
}

bool DecorationLetters::redefine(std::string_view field) {
  const std::size_t equals = field.find('=');
  const std::string_view letter = trimmed(field.substr(0, equals));
  if (equals == std::string_view::npos || letter.size() != 1) return false;
  const char c = letter[0];
  const bool allowed = (c >= 'H' && c <= 'Y') || (c >= 'h' && c <= 'w') || c == '~';
  if (!allowed) return false;
  std::string_view value = trimmed(field.substr(equals + 1));
  const bool bracketed = value.size() >= 2 && value.front() == value.back() &&
                         (value.front() == '!' || value.front() == '+' || value.front() == '"');
  if (bracketed) value = value.substr(1, value.size() - 2);
  if (value == "nil" || value == "none") value = "nil";
  names_[static_cast<std::size_t>(c)] = value;
  return true;
}

}  // namespace bach::abc

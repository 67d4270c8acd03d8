#include "app/compose/wishes.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "app/render.h"
#include "base/nearest_name.h"
#include "notation/abc/fields.h"

namespace bach {
namespace {

constexpr int kNarrowestRange = 12;  // semitones
constexpr double kMostSeconds = 3600;

Error refuse(const std::string& message) { return {ErrorCode::kInvalidArgument, message, {}}; }

Result<PieceKind> kind_from(const std::string& text) {
  std::vector<std::string> names;
  for (int k = 1; k < kPieceKinds; ++k) {
    names.emplace_back(kind_name(static_cast<PieceKind>(k)));
  }
  const PieceKind kind = kind_of(text);
  if (kind != PieceKind::kUnknown) return kind;
  return refuse("--kind: no kind of movement is called '" + text + "'" + did_you_mean(text, names));
}

Status read_range(const std::string& text, SuiteRequest& request) {
  const std::size_t dash = text.find('-', 1);
  const auto low = parse_pitch(text.substr(0, std::min(dash, text.size())));
  const auto high = dash == std::string::npos ? std::nullopt : parse_pitch(text.substr(dash + 1));
  if (!low || !high) {
    return refuse("--range: '" + text + "' is no range of two pitches, as in C2-A4");
  }
  if (*low < kLowestCelloPitch) {
    return refuse("--range: the lowest string of a cello is C2, " + text + " begins below");
  }
  if (*high - *low < kNarrowestRange) {
    return refuse("--range: " + text +
                  " is narrower than an octave, which a piece needs to come home");
  }
  if (*high > kHighestSuitePitch) return refuse("--range: the model knows pitches up to C8");
  request.lowest = *low;
  request.highest = *high;
  return {};
}

Status check_lengths(const SuiteWishes& wishes, std::optional<int> notes) {
  if ((wishes.bars != 0) + (wishes.seconds != 0) + notes.has_value() > 1) {
    return refuse("--bars, --notes and --seconds all say how long: give one of them");
  }
  if (wishes.bars < 0 || wishes.bars > kMostBars) {
    return refuse("--bars must be from 1 to " + std::to_string(kMostBars));
  }
  if (!(wishes.seconds >= 0 && wishes.seconds <= kMostSeconds)) {
    return refuse("--seconds must be above 0 and at most 3600");
  }
  if (wishes.tempo != 0 && !(wishes.tempo >= 10 && wishes.tempo <= 400)) {
    return refuse("--tempo must be from 10 to 400 quarters a minute");
  }
  return {};
}

Status check_music(const SuiteWishes& wishes, std::optional<int> notes) {
  if (wishes.primer.empty() && wishes.infill.empty()) {
    if (wishes.from_bar == 0 && wishes.to_bar == 0) return {};
    return refuse("--from-bar and --to-bar need --infill FILE");
  }
  if (!wishes.primer.empty() && !wishes.infill.empty()) {
    return refuse("--primer goes on from music and --infill writes within it: give one of them");
  }
  const std::string option = wishes.infill.empty() ? "--primer" : "--infill";
  if (!wishes.metre.empty() || wishes.tempo != 0) {
    return refuse(option + " keeps the metre and tempo of its music: leave out " +
                  (wishes.metre.empty() ? "--tempo" : "--metre"));
  }
  if (wishes.infill.empty()) return {};
  if (wishes.bars != 0 || wishes.seconds != 0 || notes) {
    return refuse("--infill takes as many bars as there are: leave out --bars, --notes, --seconds");
  }
  if (wishes.from_bar < 1 || wishes.to_bar < wishes.from_bar) {
    return refuse("--infill needs --from-bar N and --to-bar M, 1 or more and N not after M");
  }
  return {};
}

}  // namespace

std::optional<int> parse_pitch(const std::string& text) {
  static constexpr std::array<int, 7> kClasses = {9, 11, 0, 2, 4, 5, 7};  // A … G
  std::size_t at = 0;
  if (text.empty() || std::isalpha(static_cast<unsigned char>(text[0])) == 0) return std::nullopt;
  const int letter = std::toupper(static_cast<unsigned char>(text[at++])) - 'A';
  if (letter > 6) return std::nullopt;
  int pitch = kClasses[static_cast<std::size_t>(letter)];
  for (; at < text.size() && (text[at] == '#' || text[at] == 'b'); ++at) {
    pitch += text[at] == '#' ? 1 : -1;
  }
  if (at + 1 != text.size() || text[at] < '0' || text[at] > '9') return std::nullopt;
  pitch += 12 * (text[at] - '0' + 1);
  return pitch >= 0 && pitch <= 127 ? std::optional<int>(pitch) : std::nullopt;
}

double usual_tempo(PieceKind kind) {
  switch (kind) {
    case PieceKind::kPrelude:
      return 66;
    case PieceKind::kAllemande:
      return 60;
    case PieceKind::kCourante:
      return 92;
    case PieceKind::kSarabande:
      return 52;
    case PieceKind::kMenuet:
      return 112;
    case PieceKind::kBourree:
      return 140;
    case PieceKind::kGavotte:
      return 132;
    case PieceKind::kGigue:
      return 108;
    case PieceKind::kUnknown:
      break;
  }
  return 90;
}

Result<SuiteRequest> understand(const SuiteWishes& wishes, std::optional<int> notes) {
  SuiteRequest request;
  if (const Status lengths = check_lengths(wishes, notes); !lengths) return lengths.error();
  if (const Status music = check_music(wishes, notes); !music) return music.error();
  if (!wishes.instrument.empty()) {
    const Result<int> program = instrument_program(wishes.instrument);
    if (!program) return program.error();
    request.program = *program;
  }
  if (!wishes.kind.empty()) {
    const Result<PieceKind> kind = kind_from(wishes.kind);
    if (!kind) return kind.error();
    request.kind = *kind;
  }
  if (!wishes.key.empty()) {
    request.key = abc::parse_key(wishes.key);
    if (!request.key) {
      return refuse("--key: '" + wishes.key + "' is no key, as \"A minor\", Eb or F#m");
    }
  }
  if (!wishes.metre.empty()) {
    request.metre = abc::parse_metre(wishes.metre);
    if (!request.metre) return refuse("--metre: '" + wishes.metre + "' is no metre, as 3/4");
  }
  if (!wishes.range.empty()) {
    if (const Status range = read_range(wishes.range, request); !range) return range.error();
  }
  return request;
}

}  // namespace bach

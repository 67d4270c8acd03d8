#include "compose/form_book.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/random.h"
#include "score/bars.h"

namespace bach {
namespace {

constexpr int kEndlessBars = 20000;
constexpr int kFewestBars = 2;  // of a part
constexpr int kDominant = 7;

// What is drawn for one piece: numbers that do not depend on each other.
class Draws {
 public:
  Draws(std::uint64_t seed, std::uint32_t output) : random_(seed, Purpose::kForm), row_(output) {}
  template <typename T>
  const T& one_of(const std::vector<T>& all) {
    return all[random_.below(static_cast<std::uint32_t>(all.size()), step_++, row_, 0)];
  }

 private:
  CounterRandom random_;
  std::uint32_t row_;
  std::uint64_t step_ = 0;
};

bool same_metre(const Metre& a, const Metre& b) {
  return a.numerator == b.numerator && a.denominator == b.denominator;
}

int tonic_class(const Key& key) {
  return (relative_major(key) + (key.mode == Mode::kMinor ? 9 : 0)) % 12;
}

// Pitch classes above the tonic on which part A may end: those of the dominant's chord and the root
// of the relative major.
bool ends_half(int final_class, Mode mode) {
  return final_class == kDominant || final_class == 2 || final_class == 11 ||
         (mode == Mode::kMinor && final_class == 3);
}

PartForm part_form(const SuitePart& part, const SuiteNote& last, const BarGrid& bars, Tick bar) {
  const int above = (last.token.pitch - tonic_class(part.key) + 120) % 12;
  return {static_cast<int>((part.end - part.begin + bar - 1) / bar), bars.at(last.onset).offset,
          above};
}

std::string name_of(const Metre& metre) {
  return std::to_string(metre.numerator) + "/" + std::to_string(metre.denominator);
}

// Appends a part of `bars` bars that begins where the last one ended.
void append_part(SuiteForm& form, int bars, PartRole role, const Key& key, Tick begin, Tick bar) {
  form.plan.parts.push_back({begin, begin + bars * bar, begin, role, key});
}

// The part's ending at `offset` in its last bar; none when no rhythm leads from there to its end.
std::optional<SuiteEnding> ending_at(const SuitePart& part, Tick bar, Tick offset,
                                     int final_class) {
  const Tick onset = (part.end - 1) / bar * bar + offset;
  if (onset >= part.end || onset <= part.begin) return std::nullopt;
  if (!nearest_duration(part.end - onset, part.end - onset)) return std::nullopt;
  return SuiteEnding{onset, 1U << ((tonic_class(part.key) + final_class) % 12)};
}

// Bars of the parts of `form`, all together `bars`, in the form's proportion.
std::vector<int> bars_of(const DanceForm& form, std::optional<int> bars) {
  std::vector<int> each;
  int total = 0;
  for (const PartForm& part : form.parts) {
    each.push_back(part.bars);
    total += part.bars;
  }
  if (!bars) return each;
  if (each.size() == 1) return {*bars};
  const int first = std::clamp((2 * *bars * each[0] + total) / (2 * total), kFewestBars,
                               std::max(kFewestBars, *bars - kFewestBars));
  return {first, *bars - first};
}

}  // namespace

Key parallel(const Key& key) {
  const bool major = key.mode == Mode::kMajor;
  int fifths = key.fifths + (major ? -3 : 3);
  if (fifths < -7) fifths += 12;
  if (fifths > 7) fifths -= 12;
  return {key.at, fifths, major ? Mode::kMinor : Mode::kMajor};
}

FormBook::FormBook(std::span<const SuitePiece> pieces) {
  for (const SuitePiece& piece : pieces) {
    if (piece.plan.metres.size() != 1) continue;
    const BarGrid bars(piece.plan.metres, kSuiteTicksPerQuarter);
    const Tick bar = bar_ticks(piece.plan.metres.front(), kSuiteTicksPerQuarter);
    const std::vector<SuiteNote> notes = first_statements(piece);
    const std::size_t first_form = forms_.size();
    for (std::size_t p = 0; p < piece.plan.parts.size(); ++p) {
      const SuitePart& part = piece.plan.parts[p];
      const auto last = std::find_if(notes.rbegin(), notes.rend(), [&](const SuiteNote& note) {
        return note.part == static_cast<int>(p);
      });
      if (last == notes.rend()) continue;
      if (p == 0 || part.key.at != piece.plan.parts[p - 1].key.at) {
        forms_.push_back({piece.plan.kind,
                          piece.plan.metres.front(),
                          part.key.mode,
                          bars.at(part.first_onset).offset,
                          p > 0,
                          false,
                          {}});
      }
      forms_.back().parts.push_back(part_form(part, *last, bars, bar));
    }
    for (std::size_t k = first_form; k < forms_.size(); ++k) {
      forms_[k].paired = forms_.size() - first_form > 1;
    }
  }
}

Result<std::vector<const DanceForm*>> FormBook::candidates(const FormRequest& request,
                                                           bool second) const {
  std::vector<const DanceForm*> fitting;
  std::string metres;
  for (const DanceForm& form : forms_) {
    if (request.kind != PieceKind::kUnknown && form.kind != request.kind) continue;
    if (metres.find(name_of(form.metre)) == std::string::npos) {
      metres += (metres.empty() ? "" : ", ") + name_of(form.metre);
    }
    if (request.metre && !same_metre(*request.metre, form.metre)) continue;
    if (form.second == second && (form.paired || !request.pair)) fitting.push_back(&form);
  }
  if (!fitting.empty()) return fitting;
  const std::string kind = request.kind == PieceKind::kUnknown
                               ? std::string("movement")
                               : std::string(kind_name(request.kind));
  if (request.metre && !metres.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "--metre: there is no " + kind + " in " + name_of(*request.metre) +
                     " to take the form from; known metres: " + metres,
                 {}};
  }
  return Error{ErrorCode::kInvalidArgument, "--kind: there is no form of a " + kind, {}};
}

Result<SuiteForm> FormBook::form(const FormRequest& request, std::uint64_t seed,
                                 std::uint32_t output) const {
  Draws draws(seed, output);
  const auto frames = candidates(request, false);
  if (!frames) return frames.error();
  const DanceForm& frame = *draws.one_of(*frames);
  FormRequest alike = request;
  alike.kind = frame.kind;
  alike.metre = frame.metre;
  const Tick bar = bar_ticks(frame.metre, kSuiteTicksPerQuarter);

  SuiteForm form;
  form.plan.kind = frame.kind;
  form.plan.metres = {{0, frame.metre.numerator, frame.metre.denominator}};
  Tick begin = frame.first_offset;
  for (int dance = 0; dance < (request.pair ? 2 : 1); ++dance) {
    const auto known = candidates(alike, dance == 1);
    if (!known) return known.error();
    std::vector<const DanceForm*> lengths;
    for (const DanceForm* each : *known) {
      if (each->parts.size() == frame.parts.size()) lengths.push_back(each);
    }
    if (lengths.empty()) lengths = {&frame};
    const std::vector<int> bars = bars_of(*draws.one_of(lengths), request.bars);
    if (*std::min_element(bars.begin(), bars.end()) < kFewestBars) {
      return Error{ErrorCode::kInvalidArgument,
                   "--bars: a " + std::string(kind_name(frame.kind)) + " of " +
                       std::to_string(bars.size()) + " parts needs at least " +
                       std::to_string(kFewestBars * static_cast<int>(bars.size())),
                   {}};
    }
    Key key = dance == 0 ? request.key : parallel(request.key);
    key.at = dance == 0 ? 0 : begin;
    const int first_part = static_cast<int>(form.plan.parts.size());
    for (std::size_t p = 0; p < bars.size(); ++p) {
      const PartRole role = bars.size() == 1 ? PartRole::kWhole
                            : p == 0         ? PartRole::kFirst
                                             : PartRole::kLast;
      append_part(form, bars[p], role, key, begin, bar);
      const SuitePart& part = form.plan.parts.back();
      begin = part.end;
      std::vector<SuiteEnding> endings;
      for (const DanceForm* each : *known) {
        if (each->parts.size() != bars.size()) continue;
        const bool half = p + 1 < bars.size();
        const PartForm& model = each->parts[p];
        const bool copies =
            half && each->mode == key.mode && ends_half(model.final_class, key.mode);
        const int final_class = copies ? model.final_class : half ? kDominant : 0;
        const auto ending = ending_at(part, bar, model.final_offset, final_class);
        if (ending) endings.push_back(*ending);
      }
      if (endings.empty()) {
        const bool half = p + 1 < bars.size();
        const auto ending = ending_at(part, bar, 0, half ? kDominant : 0);
        if (ending) endings.push_back(*ending);
      }
      form.endings.push_back(endings.empty() ? std::nullopt
                                             : std::optional<SuiteEnding>(draws.one_of(endings)));
      const int number = first_part + static_cast<int>(p);
      form.play_order.push_back(number);
      if (bars.size() > 1) form.play_order.push_back(number);
    }
  }
  if (request.pair) {
    for (std::size_t p = 0; p < form.plan.parts.size() / 2; ++p) {
      form.play_order.push_back(static_cast<int>(p));
    }
  }
  return form;
}

Result<SuiteForm> FormBook::open_form(const FormRequest& request, int bars, std::uint64_t seed,
                                      std::uint32_t output) const {
  Draws draws(seed, output);
  const auto frames = candidates(request, false);
  if (!frames) return frames.error();
  const DanceForm& frame = *draws.one_of(*frames);
  const Tick bar = bar_ticks(frame.metre, kSuiteTicksPerQuarter);
  SuiteForm form;
  form.plan.kind = frame.kind;
  form.plan.metres = {{0, frame.metre.numerator, frame.metre.denominator}};
  append_part(form, bars > 0 ? bars : kEndlessBars, PartRole::kWhole, request.key, 0, bar);
  form.endings.push_back(bars > 0 ? ending_at(form.plan.parts.front(), bar, 0, 0) : std::nullopt);
  form.play_order = {0};
  return form;
}

}  // namespace bach

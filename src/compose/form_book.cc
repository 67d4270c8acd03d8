#include "compose/form_book.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "base/draws.h"
#include "score/bars.h"
#include "score/key_name.h"

namespace bach {
namespace {

bool same_metre(const Metre& a, const Metre& b) {
  return a.numerator == b.numerator && a.denominator == b.denominator;
}

constexpr int kRelative = 3;
constexpr int kThirdInMinor = 3;
constexpr int kThirdInMajor = 4;

bool minor_third_heard_last(int root, const std::vector<SuiteNote>& notes) {
  for (auto note = notes.rbegin(); note != notes.rend(); ++note) {
    const int above = (note->token.pitch - root + 120) % 12;
    if (above == kThirdInMinor || above == kThirdInMajor) return above == kThirdInMinor;
  }
  return false;
}

PartForm part_form(const SuitePart& part, const std::vector<SuiteNote>& notes, const BarGrid& bars,
                   Tick bar) {
  const Tick onset = notes.back().onset;
  const auto bass = std::find_if(notes.begin(), notes.end(),
                                 [&](const SuiteNote& note) { return note.onset == onset; });
  const int above = (bass->token.pitch - tonic_class(part.key) + 120) % 12;
  return {static_cast<int>((part.end - part.begin + bar - 1) / bar), bars.at(onset).offset, above,
          minor_third_heard_last(bass->token.pitch, notes)};
}

// What a part, the `last` or another, ends on in a key of `mode` when it ends as `form` of `own` mode
// does. Forms in major move to the key of the dominant, which of a minor key is minor.
EndingChord cadence_of(const PartForm& form, Mode own, Mode mode, bool last) {
  if (last) return EndingChord::kTonic;
  if (mode != Mode::kMinor) return EndingChord::kDominant;
  if (own != mode) return EndingChord::kMinorDominant;
  if (form.final_class == kRelative) return EndingChord::kRelative;
  return form.minor_third ? EndingChord::kMinorDominant : EndingChord::kDominant;
}

// Appends a part of `bars` bars that begins where the last one ended.
void append_part(MovementForm& form, int bars, PartRole role, const Key& key, Tick begin,
                 Tick bar) {
  form.plan.parts.push_back({begin, begin + bars * bar, begin, role, key});
}

// The part's ending at `offset` in its last bar; none when no rhythm leads from there to its end.
std::optional<PartEnding> ending_at(const SuitePart& part, Tick bar, Tick offset,
                                    EndingChord cadence) {
  const Tick onset = (part.end - 1) / bar * bar + offset;
  if (onset >= part.end || onset <= part.begin) return std::nullopt;
  if (!nearest_duration(part.end - onset, part.end - onset)) return std::nullopt;
  return ending_on(cadence, part.key, onset);
}

// Appends the endings of the parts from `first` on: their places are those of one of `forms`, which
// ends its parts alike; their chords those of one in their mode, where there is one.
void append_endings(MovementForm& form, std::size_t first,
                    const std::vector<const DanceForm*>& forms, Tick bar, Draws& draws) {
  const std::span<const SuitePart> parts = std::span(form.plan.parts).subspan(first);
  const Mode mode = parts.front().key.mode;
  std::vector<const DanceForm*> in_mode;
  std::copy_if(forms.begin(), forms.end(), std::back_inserter(in_mode),
               [&](const DanceForm* each) { return each->mode == mode; });
  const DanceForm& chords = *draws.one_of(in_mode.empty() ? forms : in_mode);
  const auto ending_of = [&](std::size_t p, Tick offset) {
    const bool last = p + 1 == parts.size();
    return ending_at(parts[p], bar, offset, cadence_of(chords.parts[p], chords.mode, mode, last));
  };
  using Endings = std::vector<std::optional<PartEnding>>;
  std::vector<Endings> possible;
  for (const DanceForm* each : forms) {
    Endings endings;
    for (std::size_t p = 0; p < parts.size(); ++p) {
      endings.push_back(ending_of(p, each->parts[p].final_offset));
    }
    const bool all = std::all_of(endings.begin(), endings.end(),
                                 [](const auto& ending) { return ending.has_value(); });
    if (all) possible.push_back(std::move(endings));
  }
  Endings endings;
  for (std::size_t p = 0; p < parts.size(); ++p) endings.push_back(ending_of(p, 0));
  if (!possible.empty()) endings = draws.one_of(possible);
  form.endings.insert(form.endings.end(), endings.begin(), endings.end());
}

// Bars of the parts of `form`, or as many parts of `bars`.
std::vector<int> bars_of(const DanceForm& form, const std::optional<BarCount>& bars) {
  std::vector<int> each;
  for (const PartForm& part : form.parts) each.push_back(part.bars);
  if (!bars) return each;
  if (each.size() == 1) return {bars->total};
  const int first = bars->first > 0 ? bars->first : first_half(bars->total);
  return {first, bars->total - first};
}

// Appends the parts of a dance in request.key; lengths and endings are those of some of `forms`,
// which have equally many parts. `first_offset`: where the first part begins.
Status append_dance(MovementForm& form, const FormRequest& request, Tick first_offset,
                    const std::vector<const DanceForm*>& forms, Draws& draws) {
  const Tick bar = bar_ticks(form.plan.metres.front(), kSuiteTicksPerQuarter);
  const std::vector<int> bars = bars_of(*draws.one_of(forms), request.bars);
  if (*std::min_element(bars.begin(), bars.end()) < kFewestBars) {
    return invalid_argument(
        "bars", "a " + std::string(kind_name(form.plan.kind)) + " of " +
                    std::to_string(bars.size()) + (bars.size() == 1 ? " part" : " parts") +
                    " needs at least " +
                    std::to_string(kFewestBars * static_cast<int>(bars.size())) +
                    (bars.size() == 1 ? "" : ", two of each"));
  }
  const bool first_dance = form.plan.parts.empty();
  Key key = request.key;
  key.at = first_dance ? 0 : form.plan.parts.back().end;
  for (std::size_t p = 0; p < bars.size(); ++p) {
    const bool last = p + 1 == bars.size();
    const PartRole role = bars.size() == 1 ? PartRole::kWhole
                          : last           ? PartRole::kLast
                                           : PartRole::kFirst;
    const Tick begin = form.plan.parts.empty() ? first_offset : form.plan.parts.back().end;
    append_part(form, bars[p], role, key, begin, bar);
    const int number = static_cast<int>(form.plan.parts.size()) - 1;
    form.play_order.push_back(number);
    if (bars.size() > 1) form.play_order.push_back(number);
  }
  append_endings(form, form.plan.parts.size() - bars.size(), forms, bar, draws);
  return {};
}

}  // namespace

int first_half(int bars) {
  const int unit = bars % 4 == 0 ? 4 : 2;
  return std::max(kFewestBars, bars / 2 / unit * unit);
}

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
      std::vector<SuiteNote> within;
      std::copy_if(notes.begin(), notes.end(), std::back_inserter(within),
                   [&](const SuiteNote& note) { return note.part == static_cast<int>(p); });
      if (within.empty()) continue;
      if (p == 0 || part.key.at != piece.plan.parts[p - 1].key.at) {
        forms_.push_back({piece.plan.kind,
                          piece.plan.metres.front(),
                          part.key.mode,
                          bars.at(part.first_onset).offset,
                          p > 0,
                          false,
                          {},
                          {kHighestSuitePitch, kLowestSuitePitch}});
      }
      for (const SuiteNote& note : within) {
        PitchLimits& compass = forms_.back().compass;
        compass.lowest = std::min<int>(compass.lowest, note.token.pitch);
        compass.highest = std::max<int>(compass.highest, note.token.pitch);
      }
      forms_.back().parts.push_back(part_form(part, within, bars, bar));
    }
    for (std::size_t k = first_form; k < forms_.size(); ++k) {
      forms_[k].paired = forms_.size() - first_form > 1;
    }
  }
}

std::vector<Metre> FormBook::metres(PieceKind kind) const {
  std::vector<Metre> found;
  for (const DanceForm& form : forms_) {
    if (kind != PieceKind::kUnknown && form.kind != kind) continue;
    const bool known = std::any_of(found.begin(), found.end(), [&](const Metre& metre) {
      return same_metre(metre, form.metre);
    });
    if (!known) found.push_back(form.metre);
  }
  return found;
}

Result<std::vector<const DanceForm*>> FormBook::candidates(const FormRequest& request,
                                                           bool second) const {
  std::vector<const DanceForm*> fitting;
  for (const DanceForm& form : forms_) {
    if (request.kind != PieceKind::kUnknown && form.kind != request.kind) continue;
    if (request.metre && !same_metre(*request.metre, form.metre)) continue;
    if (form.second == second && (form.paired || !request.pair)) fitting.push_back(&form);
  }
  if (!fitting.empty()) return fitting;
  const std::string kind = request.kind == PieceKind::kUnknown
                               ? std::string("movement")
                               : std::string(kind_name(request.kind));
  std::string known;
  for (const Metre& metre : metres(request.kind)) {
    known += (known.empty() ? "" : ", ") + metre_name(metre);
  }
  if (request.metre && !known.empty()) {
    return invalid_argument("metre", "there is no " + kind + " in " + metre_name(*request.metre) +
                                         " to take the form from; known metres: " + known);
  }
  return invalid_argument("kind", "there is no form of a " + kind);
}

Result<MovementForm> FormBook::form(const FormRequest& request, std::uint64_t seed,
                                    std::uint32_t output) const {
  Draws draws(seed, Purpose::kForm, output);
  const auto frames = candidates(request, false);
  if (!frames) return frames.error();
  const DanceForm& frame = *draws.one_of(*frames);
  FormRequest alike = request;
  alike.kind = frame.kind;
  alike.metre = frame.metre;

  MovementForm form;
  form.plan.kind = frame.kind;
  form.compass = frame.compass;
  form.plan.metres = {{0, frame.metre.numerator, frame.metre.denominator}};
  for (int dance = 0; dance < (request.pair ? 2 : 1); ++dance) {
    const auto known = candidates(alike, dance == 1);
    if (!known) return known.error();
    std::vector<const DanceForm*> alike_forms;
    std::copy_if(known->begin(), known->end(), std::back_inserter(alike_forms),
                 [&](const DanceForm* each) { return each->parts.size() == frame.parts.size(); });
    if (alike_forms.empty()) alike_forms = {&frame};
    alike.key = dance == 0 ? request.key : parallel(request.key);
    const Status appended = append_dance(form, alike, frame.first_offset, alike_forms, draws);
    if (!appended) return appended.error();
  }
  const std::size_t first_dance = form.plan.parts.size() / 2;
  for (std::size_t p = 0; request.pair && p < first_dance; ++p) {
    form.play_order.push_back(static_cast<int>(p));
  }
  return form;
}

Result<MovementForm> FormBook::open_form(const FormRequest& request, int bars, std::uint64_t seed,
                                         std::uint32_t output) const {
  Draws draws(seed, Purpose::kForm, output);
  const auto frames = candidates(request, false);
  if (!frames) return frames.error();
  const DanceForm& frame = *draws.one_of(*frames);
  const Tick bar = bar_ticks(frame.metre, kSuiteTicksPerQuarter);
  MovementForm form;
  form.plan.kind = frame.kind;
  form.compass = frame.compass;
  form.plan.metres = {{0, frame.metre.numerator, frame.metre.denominator}};
  append_part(form, bars > 0 ? bars : kEndlessBars, PartRole::kWhole, request.key, 0, bar);
  form.endings.push_back(bars > 0 ? ending_at(form.plan.parts.front(), bar, 0, EndingChord::kTonic)
                                  : std::nullopt);
  form.play_order = {0};
  return form;
}

}  // namespace bach

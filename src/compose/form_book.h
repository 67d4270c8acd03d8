// The forms Bach's movements have, to be taken for new ones: metre, upbeat, lengths, where and on
// what a part ends.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "compose/bar_count.h"
#include "compose/movement_task.h"
#include "compose/pitch_limits.h"

namespace bach {

// Bars of a part that stops when it has notes enough: as good as endless.
inline constexpr int kEndlessBars = 20000;

struct PartForm {
  int bars = 0;
  Tick final_offset = 0;     // of the last onset, in its bar
  int final_class = 0;       // of the last chord's lowest note, semitones above the tonic, 0 … 11
  bool minor_third = false;  // above that the minor third was heard last, not the major one
};

// A dance, or a piece in one part.
struct DanceForm {
  PieceKind kind = PieceKind::kUnknown;
  Metre metre;
  Mode mode = Mode::kMajor;
  Tick first_offset = 0;        // of the first onset in its bar; 0: no upbeat
  bool second = false;          // II of a pair
  bool paired = false;          // I or II
  std::vector<PartForm> parts;  // one, or two that are repeated
  PitchLimits compass = {kHighestSuitePitch, kLowestSuitePitch};  // of its notes
};

struct FormRequest {
  PieceKind kind = PieceKind::kUnknown;  // unknown: drawn
  std::optional<Metre> metre = {};       // none: drawn
  std::optional<BarCount> bars = {};     // of a dance, all parts; none: drawn
  Key key = {};
  bool pair = false;  // I, II in the other mode, I again
};

// A form to fill with notes.
struct MovementForm {
  SuitePlan plan;
  std::vector<std::optional<PartEnding>> endings;  // one per part
  std::vector<int> play_order;                     // of parts
  PitchLimits compass = {};                        // of the form it was taken from

  bool operator==(const MovementForm&) const = default;
};

class FormBook {
 public:
  // Pieces whose metre changes are left out.
  explicit FormBook(std::span<const SuitePiece> pieces);

  const std::vector<DanceForm>& forms() const { return forms_; }

  // Those there are forms of the kind in (unknown: of any), as the pieces come.
  std::vector<Metre> metres(PieceKind kind) const;

  // Kind, metre and upbeat are those of one form in the book, lengths those of one of the same kind
  // and metre unless they are asked for, the places in the bar of part
  // A's and part B's last onsets those of one together, what A ends on that of one in the same mode. A ends on the dominant's chord or, in minor, on the relative major's or the minor
  // one on the dominant; B and pieces in one part end on the tonic. Draws come from (Purpose::kForm, output). Errors: kInvalidArgument when the book has
  // no such kind in such a metre, or the bars are too few for its parts.
  Result<MovementForm> form(const FormRequest& request, std::uint64_t seed,
                            std::uint32_t output) const;

  // One part, `bars` long (kEndlessBars when 0), in the metre of a form drawn likewise,
  // without upbeat and, when endless, without an ending.
  Result<MovementForm> open_form(const FormRequest& request, int bars, std::uint64_t seed,
                                 std::uint32_t output) const;

 private:
  Result<std::vector<const DanceForm*>> candidates(const FormRequest& request, bool second) const;

  std::vector<DanceForm> forms_;
};

// The same tonic in the other mode.
Key parallel(const Key& key);

}  // namespace bach

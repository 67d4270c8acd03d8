// Pictures of music and of learning, as `bach plot` draws them, of pieces and models at hand; doc/plot.md
// shows them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bach/language_model.h"
#include "bach/music.h"
#include "base/cancel.h"
#include "base/export.h"
#include "base/result.h"

namespace bach {

struct DrawingStyle {
  bool dark = false;  // for dark pages
  double width = 0;   // in points, 200 to 14400; 0: the picture's own
  double height = 0;  // likewise, from 100
};

// A picture and the numbers behind it. Immutable; copies share it, threads too.
class BACH_API Drawing {
 public:
  // One object, one line: "kind" and what is shown.
  const std::string& json() const;
  // Pieces left out and why, one line each.
  const std::vector<std::string>& warnings() const;
  // In characters (UTF-8), lines ended by newlines; at least 40 columns are used.
  std::string text(int columns = 80) const;
  // Through Cairo, loaded when this is called: kUnsupported where it is missing. kInvalidArgument for a
  // size out of range.
  Result<std::string> svg(const DrawingStyle& style = {}) const;
  // To a file ending in .png, .svg or .pdf, replacing what is there.
  Status save(const std::string& path, const DrawingStyle& style = {}) const;

  // For the library itself.
  struct State;
  explicit Drawing(std::shared_ptr<const State> state);

 private:
  std::shared_ptr<const State> state_;
};

// Bars of each piece, both included; an upbeat is bar 0.
struct DrawnBars {
  std::int64_t first = 1;
  std::int64_t last = 16;  // >= first
};

// Of all these, `music` has to be some: kInvalidArgument for none, kInvalidData for none with a note.

struct RollDrawing {
  std::optional<DrawnBars> bars = {};  // none: all
  std::size_t given = 0;               // shade so many notes at the beginning
  std::size_t quotations =
      0;                 // underline runs of so many notes that a carried movement has; 0: none
  bool harmony = false;  // keys as shades, chords below; each section once, as it is written
};
// Piano roll in time, voice by voice.
BACH_API Result<Drawing> draw_roll(const std::vector<NamedScore>& music,
                                   const RollDrawing& options = {},
                                   const Cancellation& stop = Cancellation());

// The notebook's matrix: one column a note of the first voice, one row a pitch. notes >= 1.
BACH_API Result<Drawing> draw_notes(const std::vector<NamedScore>& music, std::size_t notes = 100,
                                    bool line = false, const Cancellation& stop = Cancellation());

// Histogram of the pieces' sizes in notes: of those the notebook learns from, or of all.
BACH_API Result<Drawing> draw_lengths(const std::vector<NamedScore>& music, bool all_notes = false,
                                      const Cancellation& stop = Cancellation());

// Histograms of pitches (with `classes` all octaves as one) and of steps from note to note; where there
// are some, beside those of other music.
BACH_API Result<Drawing> draw_pitches(const std::vector<NamedScore>& music,
                                      const std::vector<NamedScore>& against = {},
                                      bool classes = false,
                                      const Cancellation& stop = Cancellation());
BACH_API Result<Drawing> draw_intervals(const std::vector<NamedScore>& music,
                                        const std::vector<NamedScore>& against = {},
                                        const Cancellation& stop = Cancellation());

// Keys over time, and chords under a roll of the written music.
BACH_API Result<Drawing> draw_harmony(const std::vector<NamedScore>& music,
                                      const std::optional<DrawnBars>& bars = {},
                                      const Cancellation& stop = Cancellation());

// Bars joined by arcs to the bars they come from; parts, phrases, cadences.
BACH_API Result<Drawing> draw_form(const std::vector<NamedScore>& music,
                                   const Cancellation& stop = Cancellation());

// Piano roll in the colours of surprise: bits of each note.
BACH_API Result<Drawing> draw_surprise(const LanguageModel& model,
                                       const std::vector<NamedScore>& music,
                                       const std::optional<DrawnBars>& bars = {},
                                       const Cancellation& stop = Cancellation());

// Heat map of the probabilities of the next pitch along a piece, from note `first` (from 1) on.
BACH_API Result<Drawing> draw_next(const LanguageModel& model, const std::vector<NamedScore>& music,
                                   std::size_t first = 1, std::size_t notes = 64,
                                   const Cancellation& stop = Cancellation());

struct LossPoint {
  double step = 0;
  double nats = 0;  // per note
};
struct LossCurve {
  std::string name = {};
  std::vector<LossPoint> training = {};  // by step; may be empty
  std::vector<LossPoint> held_out = {};  // by step; may be empty
};
// Training and held-out loss against steps. kInvalidArgument when there is no point, or one that is no number.
BACH_API Result<Drawing> draw_losses(const std::vector<LossCurve>& runs);

}  // namespace bach

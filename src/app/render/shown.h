// A piece as pages and as sound in memory, for whoever shows it beside other things.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "app/music/named_score.h"
#include "app/render.h"
#include "base/cancel.h"
#include "base/result.h"

namespace bach {

// What is known of a piece that can be written beside its notes; the piece has to outlive it.
ScoreLabels labels_of(const NamedScore& piece);

struct ShownPages {
  std::vector<std::vector<std::uint8_t>> files;  // one a page; all in one of a PDF
  std::size_t all = 0;                           // pages that there are
  std::string engraver;                          // that made them
};
// At most so many pages of the piece as it is written. Errors: those of save_pages().
Result<ShownPages> shown_pages(const NamedScore& piece, PageFormat format, std::size_t most,
                               const PageOptions& options, const Cancellation& cancellation);

struct ShownSound {
  std::vector<std::uint8_t> file;
  bool whole = true;  // else its beginning
  Rendering rendering;
};
// As a sound file of this ending (".ogg"). Notes that begin later than `most_seconds` are not played,
// repeats that are written not either. Errors: those of render_to_file().
Result<ShownSound> shown_sound(const Score& score, const std::string& ending, double most_seconds,
                               const RenderOptions& options, const ProgressCallback& progress,
                               const Cancellation& cancellation);

}  // namespace bach

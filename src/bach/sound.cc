#include "bach/sound.h"

#include <cmath>
#include <utility>

#include "app/render/shown.h"

namespace bach {

Result<SoundOfScore> sound_of_score(const Score& score, const SoundPlan& plan,
                                    const ProgressCallback& progress, const Cancellation& stop) {
  if (!(plan.most_seconds > 0)) return invalid_argument("most_seconds", "must be above 0");
  if (!(plan.quality >= 0 && plan.quality <= 1)) {
    return invalid_argument("quality", "must be from 0 to 1");
  }
  RenderOptions options;
  options.sound = plan.sine_waves ? Sound::kSines : Sound::kFont;
  options.seed = plan.seed;
  options.vorbis_quality = plan.quality;
  Result<ShownSound> shown =
      shown_sound(score, plan.ending, plan.most_seconds, options, progress, stop);
  if (!shown) return std::move(shown).error();
  Rendering& rendering = shown->rendering;
  return SoundOfScore{std::move(shown->file), rendering.seconds, shown->whole,
                      std::move(rendering.played_with), std::move(rendering.remarks)};
}

Result<PagesOfScore> pages_of_score(const NamedScore& piece, const PagesPlan& plan,
                                    const Cancellation& stop) {
  const auto format = page_format_of("page" + plan.ending);
  if (!format) return invalid_argument("ending", "must be .svg, .png or .pdf");
  if (!(plan.most_seconds > 0)) return invalid_argument("most_seconds", "must be above 0");
  if (Status known = check_engraver(plan.engraver); !known) return std::move(known).error();
  PageOptions options;
  options.engraver = plan.engraver;
  options.limit_seconds = plan.most_seconds;
  Result<ShownPages> shown = shown_pages(piece, *format, plan.most_pages, options, stop);
  if (!shown) return std::move(shown).error();
  return PagesOfScore{std::move(shown->files), shown->all, std::move(shown->engraver)};
}

}  // namespace bach

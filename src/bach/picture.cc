#include "bach/picture.h"

#include <cmath>
#include <utility>

#include "app/plot.h"
#include "bach/language_model_state.h"

namespace bach {

struct Drawing::State {
  Plot plot;
};

namespace {

Result<Drawing> drawing_of(Result<Plot> plot) {
  if (!plot) return std::move(plot).error();
  return Drawing(std::make_shared<const Drawing::State>(Drawing::State{std::move(*plot)}));
}

Status check_music(const std::vector<NamedScore>& music) {
  if (!music.empty()) return {};
  return invalid_argument("music", "must be one piece at least");
}

Status check_count(const char* name, std::size_t count) {
  if (count > 0) return {};
  return invalid_argument(name, "must be 1 or more");
}

Result<std::optional<BarRange>> bars_of(const std::optional<DrawnBars>& bars) {
  if (!bars) return std::optional<BarRange>();
  if (bars->first < 0 || bars->last < bars->first) {
    return invalid_argument("bars", "must be the first and the last, from 0 on");
  }
  return std::optional(BarRange{bars->first, bars->last});
}

// 0 is the picture's own.
Result<PictureOptions> picture_options(const Picture& picture, const DrawingStyle& style) {
  constexpr double kMost = 14400;
  const auto fits = [](double points, double least) {
    return points == 0 || (points >= least && points <= kMost);
  };
  if (!fits(style.width, 200)) return invalid_argument("width", "must be from 200 to 14400 points");
  if (!fits(style.height, 100)) {
    return invalid_argument("height", "must be from 100 to 14400 points");
  }
  PictureOptions options;
  options.dark = style.dark;
  const Size own = picture.size();
  options.size = Size{style.width == 0 ? own.width : style.width,
                      style.height == 0 ? own.height : style.height};
  return options;
}

HistogramOptions histogram_options(const std::vector<NamedScore>& music,
                                   const std::vector<NamedScore>& against) {
  HistogramOptions options;
  options.compare = !against.empty();
  options.music = music;
  options.music_against = against;
  return options;
}

template <typename Options>
void set_model(const LanguageModel& model, const std::vector<NamedScore>& music, Options& options) {
  options.loaded = model.state().model.get();
  options.music = music;
}

std::vector<CurvePoint> curve_points(const std::vector<LossPoint>& points) {
  std::vector<CurvePoint> curve;
  for (const LossPoint& point : points) curve.push_back({point.step, point.nats});
  return curve;
}

bool are_numbers(const std::vector<LossPoint>& points) {
  for (const LossPoint& point : points) {
    if (!std::isfinite(point.step) || !std::isfinite(point.nats)) return false;
  }
  return true;
}

}  // namespace

Drawing::Drawing(std::shared_ptr<const State> state) : state_(std::move(state)) {}

const std::string& Drawing::json() const { return state_->plot.json; }

const std::vector<std::string>& Drawing::warnings() const { return state_->plot.warnings; }

std::string Drawing::text(int columns) const {
  TextView view;
  view.columns = columns;
  return state_->plot.picture->text(view);
}

Result<std::string> Drawing::svg(const DrawingStyle& style) const {
  const Picture& picture = *state_->plot.picture;
  const Result<PictureOptions> options = picture_options(picture, style);
  if (!options) return options.error();
  const auto svg = svg_of(picture, *options);
  if (!svg) return svg.error();
  return std::string(svg->begin(), svg->end());
}

Status Drawing::save(const std::string& path, const DrawingStyle& style) const {
  const Picture& picture = *state_->plot.picture;
  const Result<PictureOptions> options = picture_options(picture, style);
  if (!options) return options.error();
  if (Status known = check_picture_target(path); !known) return known;
  return write_picture(picture, path, *options);
}

Result<Drawing> draw_roll(const std::vector<NamedScore>& music, const RollDrawing& options,
                          const Cancellation& stop) {
  if (Status some = check_music(music); !some) return std::move(some).error();
  const auto bars = bars_of(options.bars);
  if (!bars) return bars.error();
  RollOptions roll;
  roll.bars = *bars;
  roll.given = options.given;
  roll.quotations = options.quotations;
  roll.harmony = options.harmony;
  roll.music = music;
  return drawing_of(plot_roll(roll, {}, stop));
}

Result<Drawing> draw_notes(const std::vector<NamedScore>& music, std::size_t notes, bool line,
                           const Cancellation& stop) {
  if (Status some = check_music(music); !some) return std::move(some).error();
  if (Status some = check_count("notes", notes); !some) return std::move(some).error();
  NotesOptions options;
  options.notes = notes;
  options.line = line;
  options.music = music;
  return drawing_of(plot_notes(options, {}, stop));
}

Result<Drawing> draw_lengths(const std::vector<NamedScore>& music, bool all_notes,
                             const Cancellation& stop) {
  if (Status some = check_music(music); !some) return std::move(some).error();
  LengthsOptions options;
  options.all_notes = all_notes;
  options.music = music;
  return drawing_of(plot_lengths(options, {}, stop));
}

Result<Drawing> draw_pitches(const std::vector<NamedScore>& music,
                             const std::vector<NamedScore>& against, bool classes,
                             const Cancellation& stop) {
  if (Status some = check_music(music); !some) return std::move(some).error();
  return drawing_of(plot_pitches(histogram_options(music, against), classes, {}, stop));
}

Result<Drawing> draw_intervals(const std::vector<NamedScore>& music,
                               const std::vector<NamedScore>& against, const Cancellation& stop) {
  if (Status some = check_music(music); !some) return std::move(some).error();
  return drawing_of(plot_intervals(histogram_options(music, against), {}, stop));
}

Result<Drawing> draw_harmony(const std::vector<NamedScore>& music,
                             const std::optional<DrawnBars>& bars, const Cancellation& stop) {
  if (Status some = check_music(music); !some) return std::move(some).error();
  const auto range = bars_of(bars);
  if (!range) return range.error();
  HarmonyOptions options;
  options.bars = *range;
  options.music = music;
  return drawing_of(plot_harmony(options, {}, stop));
}

Result<Drawing> draw_form(const std::vector<NamedScore>& music, const Cancellation& stop) {
  if (Status some = check_music(music); !some) return std::move(some).error();
  FormOptions options;
  options.music = music;
  return drawing_of(plot_form(options, {}, stop));
}

Result<Drawing> draw_surprise(const LanguageModel& model, const std::vector<NamedScore>& music,
                              const std::optional<DrawnBars>& bars, const Cancellation& stop) {
  if (Status some = check_music(music); !some) return std::move(some).error();
  const auto range = bars_of(bars);
  if (!range) return range.error();
  SurpriseOptions options;
  set_model(model, music, options);
  options.bars = *range;
  return drawing_of(plot_surprise(options, {}, stop));
}

Result<Drawing> draw_next(const LanguageModel& model, const std::vector<NamedScore>& music,
                          std::size_t first, std::size_t notes, const Cancellation& stop) {
  if (Status some = check_music(music); !some) return std::move(some).error();
  if (Status some = check_count("first", first); !some) return std::move(some).error();
  if (Status some = check_count("notes", notes); !some) return std::move(some).error();
  NextOptions options;
  set_model(model, music, options);
  options.first = first;
  options.notes = notes;
  return drawing_of(plot_next(options, {}, stop));
}

Result<Drawing> draw_losses(const std::vector<LossCurve>& runs) {
  LossOptions options;
  std::size_t points = 0;
  for (const LossCurve& run : runs) {
    if (!are_numbers(run.training) || !are_numbers(run.held_out)) {
      return invalid_argument("runs", "must have numbers for steps and losses");
    }
    points += run.training.size() + run.held_out.size();
    options.runs.push_back({run.name, curve_points(run.training), curve_points(run.held_out)});
  }
  if (points == 0) return invalid_argument("runs", "must have one point at least");
  return drawing_of(plot_loss(options));
}

}  // namespace bach

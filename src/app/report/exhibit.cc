#include "app/report/exhibit.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "app/inspect/form.h"
#include "app/inspect/harmony.h"
#include "app/music/inputs.h"
#include "app/plot/pieces.h"
#include "app/render.h"
#include "app/render/temporary_folder.h"
#include "app/report/data_uri.h"
#include "base/file.h"
#include "base/number_text.h"
#include "plot/picture_file.h"
#include "plot/roll.h"
#include "score/tempo_map.h"

namespace bach {
namespace {

constexpr double kSoundQuality = 0.1;  // of Vorbis: a page is to be sent around

// Standard input has been read.
Result<OpenedScore> opened_again(const HeardPiece& piece) {
  if (piece.path != "-") return open_score(piece.path);
  return OpenedScore{piece.name, piece.score};
}

bool is_cancelled(const Error& error) { return error.code == ErrorCode::kCancelled; }

Status add_score(const OpenedScore& opened, const std::string& folder,
                 const Cancellation& cancellation, Exhibit& exhibit) {
  const Result<std::string> engraver = engraver_for(PageFormat::kSvg, "");
  if (!engraver) {
    exhibit.no_score = engraver.error().message;
    exhibit.remarks.push_back("no scores in the page: " + exhibit.no_score);
    return {};
  }
  ScoreLabels labels;
  labels.composer = opened.composer;
  labels.keys_known = !opened.midi_format && !opened.score.keys.empty();
  if (opened.folded || !opened.marks.empty()) {
    labels.written = &opened.written();
    labels.marks = &opened.marks;
  }
  const Result<std::vector<std::string>> saved = save_pages(
      {&opened.score, 1}, PageFormat::kSvg, labels, folder + "/score.svg", {}, cancellation);
  if (!saved) {
    if (is_cancelled(saved.error())) return saved.error();
    exhibit.no_score = saved.error().message;
    exhibit.remarks.push_back(opened.name + ": no score in the page: " + exhibit.no_score);
    return {};
  }
  exhibit.engraver = *engraver;
  // "score.svg", or "score-1.svg" and so on.
  std::string page = folder + "/score.svg";
  std::error_code unknown;
  if (!std::filesystem::exists(page, unknown)) page = folder + "/score-1.svg";
  while (std::filesystem::exists(page, unknown)) {
    if (exhibit.all_pages++ < kMostPagesShown) {
      const auto svg = read_file(page);
      if (!svg) return svg.error();
      exhibit.pages.push_back(svg_uri(*svg));
    }
    page = folder + "/score-" + std::to_string(exhibit.all_pages + 1) + ".svg";
  }
  return {};
}

ShownPicture shown(const Picture& picture) {
  const Size size = picture.size();
  PictureOptions options;
  options.size = size;
  const auto svg = svg_of(picture, options);
  if (svg) return {svg_uri(*svg), {}};
  return {{}, picture.text({})};
}

std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

void add_pictures(const OpenedScore& opened, const HeardForm& heard, Exhibit& exhibit) {
  exhibit.keys = listed(keys_in_words(heard.in));
  exhibit.cadences = listed(cadences_in_words(heard.in));
  exhibit.form = shown(*form_map_picture({form_map(opened, heard)}));
  std::optional<BarRange> bars;
  const std::int64_t last = heard.form.bars.back().number;
  if (last > kMostBarsDrawn) {
    bars = BarRange{0, kMostBarsDrawn};
    exhibit.bars_drawn = "bars 1 to " + std::to_string(kMostBarsDrawn);
  }
  Result<RollPiece> piece = harmony_roll(opened, heard.in, bars);
  if (!piece) {
    exhibit.no_pictures = piece.error().message;
    return;
  }
  Roll roll;
  roll.pieces.push_back(std::move(*piece));
  exhibit.harmony = shown(*roll_picture(std::move(roll)));
}

// The beginning of a written score, repeats not played.
Score beginning_of(Score score, bool& whole) {
  const TempoMap tempo(score);
  score.sections.clear();
  score.play_order.clear();
  whole = true;
  Tick end = 0;
  for (Track& track : score.tracks) {
    const auto late = std::find_if(track.notes.begin(), track.notes.end(), [&](const Note& note) {
      return tempo.seconds(note.onset) >= kMostSecondsPlayed;
    });
    whole = whole && late == track.notes.end();
    track.notes.erase(late, track.notes.end());
    for (const Note& note : track.notes) end = std::max(end, note.end());
  }
  if (!whole) score.end = end;
  std::erase_if(score.tracks, [](const Track& track) { return track.notes.empty(); });
  return score;
}

Status add_sound(const Score& written, const std::string& folder, const Cancellation& cancellation,
                 Exhibit& exhibit) {
  bool whole = true;
  const Score score = beginning_of(written, whole);
  RenderOptions options;
  options.vorbis_quality = kSoundQuality;
  const std::string path = folder + "/sound.ogg";
  const Result<Rendering> rendering = render_to_file(score, path, options, {}, cancellation);
  if (!rendering) {
    if (is_cancelled(rendering.error())) return rendering.error();
    exhibit.no_sound = rendering.error().message;
    return {};
  }
  const auto ogg = read_file(path);
  if (!ogg) return ogg.error();
  exhibit.sound = sound_uri(*ogg);
  exhibit.sound_about =
      (whole ? "all of it, " : "the first " + fixed_text(kMostSecondsPlayed, 0) + " s, ") +
      "repeats not played, played with " + rendering->played_with;
  for (const std::string& remark : rendering->remarks) exhibit.remarks.push_back(remark);
  return {};
}

}  // namespace

Result<Exhibit> exhibit_of(const HeardPiece& piece, const Cancellation& cancellation) {
  Exhibit exhibit;
  exhibit.title = piece.score.title;
  const Result<OpenedScore> opened = opened_again(piece);
  if (!opened) {
    exhibit.no_score = exhibit.no_pictures = exhibit.no_sound = opened.error().message;
    exhibit.remarks.push_back("not shown: " + opened.error().message);
    return exhibit;
  }
  const TemporaryFolder folder;
  if (folder.path().empty()) return folder.missing();
  Status done = add_score(*opened, folder.path(), cancellation, exhibit);
  if (!done) return std::move(done).error();
  const Result<HeardForm> heard = hear_form(*opened);
  if (heard) {
    add_pictures(*opened, *heard, exhibit);
  } else {
    exhibit.no_pictures = heard.error().message;
  }
  done = add_sound(heard ? heard->in.written : opened->score, folder.path(), cancellation, exhibit);
  if (!done) return std::move(done).error();
  return exhibit;
}

}  // namespace bach

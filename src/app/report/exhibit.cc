#include "app/report/exhibit.h"

#include <memory>
#include <optional>
#include <utility>

#include "app/inspect/form.h"
#include "app/inspect/harmony.h"
#include "app/music/inputs.h"
#include "app/plot/pieces.h"
#include "app/render/shown.h"
#include "app/report/data_uri.h"
#include "base/number_text.h"
#include "plot/picture_file.h"
#include "plot/roll.h"

namespace bach {
namespace {

constexpr double kSoundQuality = 0.1;  // of Vorbis: a page is to be sent around

// Standard input has been read.
Result<OpenedScore> opened_again(const HeardPiece& piece) {
  if (piece.path != "-") return open_score(piece.path);
  return OpenedScore{piece.name, piece.score};
}

bool is_cancelled(const Error& error) { return error.code == ErrorCode::kCancelled; }

Status add_score(const OpenedScore& opened, const Cancellation& cancellation, Exhibit& exhibit) {
  const Result<std::string> engraver = engraver_for(PageFormat::kSvg, "");
  if (!engraver) {
    exhibit.no_score = engraver.error().message;
    exhibit.remarks.push_back("no scores in the page: " + exhibit.no_score);
    return {};
  }
  const Result<ShownPages> pages =
      shown_pages(opened, PageFormat::kSvg, kMostPagesShown, {}, cancellation);
  if (!pages) {
    if (is_cancelled(pages.error())) return pages.error();
    exhibit.no_score = pages.error().message;
    exhibit.remarks.push_back(opened.name + ": no score in the page: " + exhibit.no_score);
    return {};
  }
  exhibit.engraver = pages->engraver;
  exhibit.all_pages = pages->all;
  for (const auto& page : pages->files) exhibit.pages.push_back(svg_uri(page));
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

Status add_sound(const Score& written, const Cancellation& cancellation, Exhibit& exhibit) {
  RenderOptions options;
  options.vorbis_quality = kSoundQuality;
  const Result<ShownSound> sound =
      shown_sound(written, ".ogg", kMostSecondsPlayed, options, {}, cancellation);
  if (!sound) {
    if (is_cancelled(sound.error())) return sound.error();
    exhibit.no_sound = sound.error().message;
    return {};
  }
  exhibit.sound = sound_uri(sound->file);
  exhibit.sound_about =
      (sound->whole ? "all of it, " : "the first " + fixed_text(kMostSecondsPlayed, 0) + " s, ") +
      "repeats not played, played with " + sound->rendering.played_with;
  for (const std::string& remark : sound->rendering.remarks) exhibit.remarks.push_back(remark);
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
  Status done = add_score(*opened, cancellation, exhibit);
  if (!done) return std::move(done).error();
  const Result<HeardForm> heard = hear_form(*opened);
  if (heard) {
    add_pictures(*opened, *heard, exhibit);
  } else {
    exhibit.no_pictures = heard.error().message;
  }
  done = add_sound(heard ? heard->in.written : opened->score, cancellation, exhibit);
  if (!done) return std::move(done).error();
  return exhibit;
}

}  // namespace bach

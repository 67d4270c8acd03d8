#include "app/render/notation.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <string_view>
#include <utility>

#include "app/model/save.h"
#include "notation/abc/writer.h"
#include "notation/musicxml/writer.h"
#include "notation/notate.h"

namespace bach {
namespace {

struct Ending {
  std::string_view text;
  ScoreFormat format;
};

constexpr std::array<Ending, 5> kEndings = {{
    {".mid", ScoreFormat::kMidi},
    {".midi", ScoreFormat::kMidi},
    {".abc", ScoreFormat::kAbc},
    {".musicxml", ScoreFormat::kMusicXml},
    {".xml", ScoreFormat::kMusicXml},
}};

}  // namespace

std::optional<ScoreFormat> score_format_of(const std::string& path) {
  std::string ending = std::filesystem::path(path).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto found = std::find_if(kEndings.begin(), kEndings.end(),
                                  [&](const Ending& known) { return known.text == ending; });
  if (found == kEndings.end()) return std::nullopt;
  return found->format;
}

Result<std::vector<std::string>> save_score(const Score& score, ScoreFormat format,
                                            const ScoreLabels& labels, const std::string& path) {
  if (format == ScoreFormat::kMidi) {
    if (Status saved = save_midi(score, path); !saved) return std::move(saved).error();
    return std::vector<std::string>();
  }
  Result<Notated> notated = notate(score, labels.keys_known);
  if (!notated) return std::move(notated).error();
  if (notated->score.title.empty()) notated->score.title = labels.title;
  const Result<std::string> text = format == ScoreFormat::kAbc
                                       ? abc_from_score(notated->score, labels.composer)
                                       : musicxml_from_score(notated->score, {labels.composer});
  if (!text) return text.error();
  if (Status saved = save_text(*text, path); !saved) return std::move(saved).error();
  return std::move(notated->remarks);
}

Result<std::vector<std::string>> save_pages(const Score& score, PageFormat format,
                                            const ScoreLabels& labels, const std::string& path,
                                            bool replace) {
  Result<Notated> notated = notate(score, labels.keys_known);
  if (!notated) return std::move(notated).error();
  if (notated->score.title.empty()) notated->score.title = labels.title;
  const Result<std::string> abc = abc_from_score(notated->score, labels.composer);
  if (!abc) return abc.error();
  const Result<std::vector<std::string>> files = engrave(*abc, format, path, replace);
  if (!files) return files.error();
  if (files->size() > 1) {
    notated->remarks.push_back(std::to_string(files->size()) + " pages: " + files->front() + " … " +
                               files->back());
  }
  return std::move(notated->remarks);
}

}  // namespace bach

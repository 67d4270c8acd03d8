#include "app/render/notation.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <filesystem>
#include <utility>

#include "app/model/save.h"
#include "notation/abc/writer.h"
#include "notation/musicxml/writer.h"
#include "notation/notate.h"
#include "score/to_midi.h"
#include "score/unfold.h"

namespace bach {
namespace {

Result<std::string> midi_bytes(const Score& score, const std::string&) {
  const std::vector<std::uint8_t> bytes =
      midi_from_score(score.play_order.empty() ? score : unfold(score));
  return std::string(bytes.begin(), bytes.end());
}

Result<std::string> musicxml_text(const Score& score, const std::string& composer) {
  return musicxml_from_score(score, {composer});
}

Result<Notated> titled(const Score& score, const ScoreLabels& labels) {
  Result<Notated> notated = notate(score, labels.keys_known);
  if (notated && notated->score.title.empty()) notated->score.title = labels.title;
  return notated;
}

}  // namespace

std::span<const ScoreFormat> score_formats() {
  static const std::array<ScoreFormat, 3> formats = {{
      {"MIDI", {".mid", ".midi"}, false, midi_bytes},
      {"ABC", {".abc"}, true, abc_from_score},
      {"MusicXML", {".musicxml", ".xml"}, true, musicxml_text},
  }};
  return formats;
}

const ScoreFormat* score_format_of(const std::string& path) {
  std::string ending = std::filesystem::path(path).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const ScoreFormat& format : score_formats()) {
    const auto& endings = format.endings;
    if (std::find(endings.begin(), endings.end(), ending) != endings.end()) return &format;
  }
  return nullptr;
}

const ScoreFormat& score_format(std::string_view name) {
  const auto formats = score_formats();
  return *std::find_if(formats.begin(), formats.end(),
                       [&](const ScoreFormat& format) { return format.name == name; });
}

Result<std::vector<std::string>> save_score(const Score& score, const ScoreFormat& format,
                                            const ScoreLabels& labels, const std::string& path) {
  Notated written;
  if (format.written) {
    Result<Notated> notated = titled(score, labels);
    if (!notated) return std::move(notated).error();
    written = std::move(*notated);
  }
  const Result<std::string> bytes =
      format.encode(format.written ? written.score : score, labels.composer);
  if (!bytes) return bytes.error();
  if (Status saved = save_text(*bytes, path); !saved) return std::move(saved).error();
  return std::move(written.remarks);
}

Result<std::vector<std::string>> save_pages(const Score& score, PageFormat format,
                                            const ScoreLabels& labels, const std::string& path,
                                            bool replace) {
  Result<Notated> notated = titled(score, labels);
  if (!notated) return std::move(notated).error();
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

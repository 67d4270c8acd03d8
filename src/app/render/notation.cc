#include "app/render/notation.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <utility>

#include "app/model/save.h"
#include "base/lower.h"
#include "base/number_text.h"
#include "base/utf8.h"
#include "harmony/finder.h"
#include "harmony/written_chords.h"
#include "notation/abc/writer.h"
#include "notation/bowing.h"
#include "notation/dances.h"
#include "notation/lilypond/chords.h"
#include "notation/musicxml/pack.h"
#include "notation/musicxml/writer.h"
#include "notation/notate.h"
#include "notation/page/measures.h"
#include "notation/page/sheet.h"
#include "notation/page/title.h"
#include "score/to_midi.h"
#include "score/unfold.h"

namespace bach {
namespace {

Result<std::string> midi_bytes(std::span<const Score> movements, const std::string&,
                               std::span<const Marks>, std::span<const WrittenChords>) {
  if (movements.size() != 1) {
    return Error{ErrorCode::kUnsupported, "a MIDI file holds one piece, not several movements", {}};
  }
  const Score& score = movements.front();
  const std::vector<std::uint8_t> bytes =
      midi_from_score(score.play_order.empty() ? score : unfold(score));
  return std::string(bytes.begin(), bytes.end());
}

Result<std::string> musicxml_text(std::span<const Score> movements, const std::string& composer,
                                  std::span<const Marks> marks,
                                  std::span<const WrittenChords> chords) {
  return musicxml_from_movements(movements,
                                 {.composer = composer, .marks = marks, .chords = chords});
}

Result<std::string> packed_musicxml(std::span<const Score> movements, const std::string& composer,
                                    std::span<const Marks> marks,
                                    std::span<const WrittenChords> chords) {
  const Result<std::string> text = musicxml_text(movements, composer, marks, chords);
  return text ? musicxml::pack(*text) : text;
}

// Movements as they are written, and what that took.
struct WrittenMovements {
  std::vector<Score> scores;
  std::vector<Marks> marks;           // of each
  std::vector<WrittenChords> chords;  // of each
  std::vector<std::string> remarks;
};

bool has_slurs(const Marks& marks) {
  return std::any_of(marks.begin(), marks.end(),
                     [](const Mark& mark) { return mark.kind == MarkKind::kSlurStart; });
}

// What stands in a file can stand on a page as it is: repeats that have signs, rhythms that have
// notes, no drums.
bool can_be_written(const Score& score) {
  const bool drums = std::any_of(score.tracks.begin(), score.tracks.end(),
                                 [](const Track& track) { return track.channel == kDrumChannel; });
  return !drums && notation::has_plain_repeats(score) && musicxml_from_score(score).ok() &&
         abc_from_score(score).ok();
}

Result<WrittenChords> chords_heard(const Score& score, ChordLabels labels) {
  if (labels == ChordLabels::kNone) return WrittenChords();
  const Result<HarmonyAnalysis> harmony = find_harmony(score);
  if (!harmony) return harmony.error();
  return labels == ChordLabels::kSymbols ? chord_symbols(*harmony) : roman_numerals(*harmony);
}

Result<WrittenMovements> written_form(std::span<const Score> movements, const ScoreLabels& labels) {
  WrittenMovements written;
  if (labels.marks != nullptr && labels.marks->size() > kMostWrittenNotes) {
    return Error{ErrorCode::kLimit,
                 "the piece has " +
                     count_text(labels.marks->size(), "grace note, slur or other mark") +
                     "; more than " + std::to_string(kMostWrittenNotes) + " are not written down",
                 {}};
  }
  for (const Score& score : movements) {
    // Also where its written form is known: what is too much to write is refused.
    Result<Notated> notated = notate(score, labels.keys_known);
    if (!notated) return std::move(notated).error();
    const bool marked = labels.marks != nullptr && !labels.marks->empty();
    Marks marks;
    if (labels.written != nullptr && can_be_written(*labels.written)) {
      notated = Notated{*labels.written, {}};
      if (marked) marks = *labels.marks;
    } else if (marked) {
      notated->remarks.push_back(count_text(labels.marks->size(), "slur") +
                                 ", dots and other marks left out: the repeats or rhythms they "
                                 "stand in had to be worked out");
    }
    name_dances(notated->score);
    if (labels.bowing && !has_slurs(marks)) {
      const Marks slurs = bowing_of(notated->score);
      marks.insert(marks.end(), slurs.begin(), slurs.end());
    }
    Result<WrittenChords> chords = chords_heard(notated->score, labels.chords);
    if (!chords) return std::move(chords).error();
    written.chords.push_back(std::move(*chords));
    written.marks.push_back(std::move(marks));
    written.scores.push_back(std::move(notated->score));
    for (std::string& remark : notated->remarks) {
      const auto& known = written.remarks;
      if (std::find(known.begin(), known.end(), remark) == known.end()) {
        written.remarks.push_back(std::move(remark));
      }
    }
  }
  return written;
}

}  // namespace

std::span<const ScoreFormat> score_formats() {
  static const std::vector<ScoreFormat> formats = {
      {"MIDI", {".mid", ".midi"}, false, midi_bytes},
      {"ABC", {".abc"}, true, abc_from_movements, true},
      {"MusicXML", {".musicxml", ".xml"}, true, musicxml_text, true},
      {"packed MusicXML", {".mxl"}, true, packed_musicxml},
  };
  return formats;
}

const ScoreFormat* score_format_of(const std::string& path) {
  const std::string ending = file_ending(path);
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

Result<EncodedScore> encode_score(std::span<const Score> movements, const ScoreFormat& format,
                                  const ScoreLabels& labels) {
  WrittenMovements written;
  if (format.written) {
    Result<WrittenMovements> made = written_form(movements, labels);
    if (!made) return std::move(made).error();
    written = std::move(*made);
  }
  Result<std::string> bytes = format.encode(format.written ? written.scores : movements,
                                            labels.composer, written.marks, written.chords);
  if (!bytes) return std::move(bytes).error();
  return EncodedScore{std::move(*bytes), std::move(written.remarks)};
}

Result<Score> written_score(const Score& score, const ScoreLabels& labels) {
  Result<WrittenMovements> written = written_form({&score, 1}, labels);
  if (!written) return std::move(written).error();
  return std::move(written->scores.front());
}

Result<std::vector<std::string>> save_score(std::span<const Score> movements,
                                            const ScoreFormat& format, const ScoreLabels& labels,
                                            const std::string& path) {
  Result<EncodedScore> encoded = encode_score(movements, format, labels);
  if (!encoded) return std::move(encoded).error();
  if (Status saved = save_text(encoded->bytes, path); !saved) return std::move(saved).error();
  return std::move(encoded->remarks);
}

namespace {

// Words that stand on a page. Files may name a piece with a megabyte, on which engravers hang or break.
void cut_for_engravers(std::vector<Score>& scores, std::string& composer) {
  constexpr std::size_t kMostWords = 300;  // bytes, more than fit into a line
  cut_text(composer, kMostWords);
  for (Score& score : scores) {
    cut_text(score.title, kMostWords);
    for (Track& track : score.tracks) cut_text(track.name, kMostWords);
  }
}

}  // namespace

Result<std::vector<std::string>> save_pages(std::span<const Score> movements, PageFormat format,
                                            const ScoreLabels& labels, const std::string& path,
                                            const PageOptions& pages,
                                            const Cancellation& cancellation) {
  Result<WrittenMovements> written = written_form(movements, labels);
  if (!written) return std::move(written).error();
  std::string composer = labels.composer;
  cut_for_engravers(written->scores, composer);
  const MusicXmlOptions options = {.composer = composer,
                                   .paper = pages.paper,
                                   .marks = written->marks,
                                   .chords = written->chords};
  const std::vector<Score>& scores = written->scores;
  EngravedText text;
  text.musicxml = [&] { return musicxml_from_movements(scores, options); };
  text.one_musicxml = [&](std::size_t m) {
    MusicXmlOptions one = options;
    one.marks = options.marks.subspan(m, 1);
    one.chords = {};
    return musicxml_from_score(scores[m], one);
  };
  text.with_chords = [&](std::string ly, std::size_t m) {
    const auto sheet = notation::sheet_of(scores[m], {}, written->chords[m]);
    return sheet ? notation::lilypond_with_chords(std::move(ly), *sheet) : ly;
  };
  text.abc = [&] { return abc_from_movements(scores, composer, written->marks, written->chords); };
  text.title =
      scores.size() > 1 ? notation::parse_title(scores.front().title).work : scores.front().title;
  text.composer = composer;
  for (const Score& score : scores) {
    if (scores.size() > 1) text.headings.push_back(notation::heading_of(score.title));
  }
  for (const WrittenChords& chords : written->chords) {
    for (const WrittenChord& chord : chords) {
      if (!chord.symbol) text.below.push_back(chord.numeral);
    }
  }
  const Result<Engraved> engraved = engrave(text, format, path, pages, cancellation);
  if (!engraved) return engraved.error();
  const std::vector<std::string>& files = engraved->files;
  if (files.size() > 1) {
    written->remarks.push_back(std::to_string(files.size()) + " pages: " + files.front() + " … " +
                               files.back());
  }
  return std::move(written->remarks);
}

}  // namespace bach

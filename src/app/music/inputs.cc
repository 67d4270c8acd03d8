#include "app/music/inputs.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string_view>
#include <system_error>

#include "base/file.h"
#include "base/nearest_name.h"
#include "corpus/corpus.h"
#include "notation/abc/reader.h"
#include "notation/musicxml/reader.h"
#include "score/from_midi.h"
#include "score/unfold.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

enum class Kind { kMidi, kAbc, kMusicXml, kUnknown };

std::string ending_of(const fs::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending;
}

Kind kind_by_ending(const fs::path& path) {
  const std::string ending = ending_of(path);
  if (ending == ".mid" || ending == ".midi") return Kind::kMidi;
  if (ending == ".musicxml" || ending == ".mxl") return Kind::kMusicXml;
  return ending == ".abc" ? Kind::kAbc : Kind::kUnknown;
}

// Music in a form that is not read: what it is and how it becomes one that is.
std::optional<Error> foreign_notation(const std::string& input) {
  struct Foreign {
    std::string_view ending;
    const char* advice;
  };
  static constexpr Foreign kForeign[] = {
      {".mscz", "a MuseScore file; in MuseScore choose File, Export, MusicXML"},
      {".mscx", "a MuseScore file; in MuseScore choose File, Export, MusicXML"},
      {".ly", "LilyPond source; let LilyPond write MIDI (\\midi {} in its score block)"},
      {".krn", "Humdrum kern; convert it with verovio -t musicxml or hum2xml"},
      {".mei", "MEI; open it in MuseScore and export it as MusicXML"},
      {".musx", "a Finale file; in Finale choose File, Export, MusicXML"},
      {".mus", "a Finale file; in Finale choose File, Export, MusicXML"},
      {".sib", "a Sibelius file; in Sibelius choose File, Export, MusicXML"},
      {".dorico", "a Dorico file; in Dorico choose File, Export, MusicXML"},
      {".gp", "a Guitar Pro file; in Guitar Pro choose File, Export, MusicXML"},
      {".gpx", "a Guitar Pro file; in Guitar Pro choose File, Export, MusicXML"},
      {".gp5", "a Guitar Pro file; in Guitar Pro choose File, Export, MusicXML"},
      {".capx", "a capella file; in capella choose File, Export, MusicXML"},
      {".nwc", "a NoteWorthy file; export it as MusicXML or MIDI"},
      {".pdf", "printed pages; only the notes behind them can be read (.musicxml, .mid or .abc)"},
  };
  const std::string ending = ending_of(input);
  for (const Foreign& foreign : kForeign) {
    if (ending == foreign.ending) return Error{ErrorCode::kUnsupported, foreign.advice, {}};
  }
  return std::nullopt;
}

// Packed MusicXML, or XML.
bool looks_like_musicxml(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  constexpr std::string_view kWide = "\xFF\xFE<";  // UTF-16, as some programs export
  return text.starts_with("PK\x03\x04") || text.starts_with('<') || text.starts_with(kWide) ||
         text.starts_with(std::string_view("\xFE\xFF\0<", 4));
}

// ABC begins with comments and empty lines, then fields such as "X:1".
bool looks_like_abc(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  while (!text.empty() && (text[0] == '%' || text[0] == '\n' || text[0] == '\r')) {
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  }
  return text.size() >= 2 && text[1] == ':' && std::isalpha(static_cast<unsigned char>(text[0]));
}

Error named(const std::string& input, Error error) {
  error.message = (input == "-" ? "standard input" : input) + ": " + error.message;
  return error;
}

Result<OpenedScore> open_bytes(const std::string& input, std::span<const std::uint8_t> bytes) {
  const std::string name = input == "-" ? piece_name(input) : fs::path(input).stem().string();
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const Kind kind = kind_by_ending(input);
  if (kind == Kind::kAbc || (kind == Kind::kUnknown && looks_like_abc(text))) {
    const Result<Score> written = score_from_abc(text);
    if (!written) return named(input, written.error());
    return OpenedScore{unfold(*written), name, {}, {}};
  }
  if (kind == Kind::kMusicXml || (kind == Kind::kUnknown && looks_like_musicxml(text))) {
    Result<MusicXmlPiece> piece = score_from_musicxml(bytes);
    if (!piece) return named(input, std::move(piece).error());
    return OpenedScore{
        unfold(piece->score), name, std::move(piece->warnings), {}, std::move(piece->composer)};
  }
  if (auto foreign = foreign_notation(input)) return named(input, std::move(*foreign));
  Result<ImportedScore> imported = score_from_midi(bytes);
  if (!imported) return named(input, std::move(imported).error());
  return OpenedScore{std::move(imported->score), name, std::move(imported->warnings),
                     imported->format};
}

// Whether someone who wrote `input` meant a file and nothing else.
bool names_a_file(const std::string& input) {
  return input.find('/') != std::string::npos || kind_by_ending(input) != Kind::kUnknown ||
         ending_of(input) == ".xml" || foreign_notation(input).has_value();
}

Result<OpenedScore> open_movement(const std::string& input) {
  const Movement* movement = find_movement(input);
  if (movement == nullptr) {
    return Error{
        ErrorCode::kNotFound,
        input + ": no file and no movement of that name" + did_you_mean(input, movement_names()),
        {}};
  }
  Result<Score> score = load_movement(*movement);
  if (!score) return named(input, std::move(score).error());
  return OpenedScore{std::move(*score), movement->alias, {}, {}, "Johann Sebastian Bach"};
}

// Of the files ending in .xml those that name a score near their beginning.
bool holds_musicxml(const fs::path& path) {
  constexpr std::size_t kBeginning = 4096;
  if (ending_of(path) != ".xml") return false;
  std::string beginning(kBeginning, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  beginning.resize(static_cast<std::size_t>(file.gcount()));
  return beginning.find("<score-partwise") != std::string::npos ||
         beginning.find("<score-timewise") != std::string::npos;
}

bool is_music(const fs::path& path) {
  return kind_by_ending(path) != Kind::kUnknown || holds_musicxml(path);
}

// Appends the music in `folder`.
Status list_folder(const fs::path& folder, std::vector<std::string>& pieces) {
  std::vector<fs::path> found;
  std::error_code failure;
  fs::recursive_directory_iterator entry(folder, failure);
  for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
    const fs::path& path = entry->path();
    std::error_code unreadable;
    if (path.filename().string().starts_with('.')) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file(unreadable) && is_music(path)) {
      found.push_back(path);
    }
  }
  if (failure) return system_error(failure.value(), "read", folder);
  std::sort(found.begin(), found.end());
  for (const fs::path& path : found) pieces.push_back(path.string());
  return {};
}

}  // namespace

Result<OpenedScore> open_score(const std::string& input) {
  const Result<std::vector<std::uint8_t>> bytes = read_file(input);
  if (bytes) return open_bytes(input, *bytes);
  const bool missing = bytes.error().code == ErrorCode::kNotFound;
  if (missing && !names_a_file(input)) return open_movement(input);
  return bytes.error();
}

Result<std::vector<std::string>> expand_inputs(const std::vector<std::string>& inputs) {
  std::vector<std::string> pieces;
  if (inputs.empty()) {
    for (const Movement& movement : movements()) pieces.push_back(movement.alias);
  }
  for (const std::string& input : inputs) {
    std::error_code ignored;
    if (input != "-" && fs::is_directory(input, ignored)) {
      if (Status status = list_folder(input, pieces); !status) return std::move(status).error();
    } else {
      pieces.push_back(input);
    }
  }
  return pieces;
}

std::string piece_name(const std::string& input) {
  if (input == "-") return "input";
  const Movement* movement = find_movement(input);
  return movement != nullptr ? movement->alias : fs::path(input).stem().string();
}

}  // namespace bach

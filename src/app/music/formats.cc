#include "app/music/formats.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <utility>

#include "base/lower.h"
#include "notation/abc/reader.h"
#include "notation/musicxml/reader.h"
#include "score/from_midi.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  return text;
}

bool begins_as_midi(std::string_view bytes) {
  return bytes.starts_with("MThd") || bytes.starts_with("RIFF");
}

// Comments and empty lines, then fields such as "X:1".
bool begins_as_abc(std::string_view text) {
  text = without_byte_order_mark(text);
  while (!text.empty() && (text[0] == '%' || text[0] == '\n' || text[0] == '\r')) {
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  }
  return text.size() >= 2 && text[1] == ':' && std::isalpha(static_cast<unsigned char>(text[0]));
}

// Packed, or XML.
bool begins_as_musicxml(std::string_view text) {
  text = without_byte_order_mark(text);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  constexpr std::string_view kWide = "\xFF\xFE<";  // UTF-16, as some programs export
  return text.starts_with("PK\x03\x04") || text.starts_with('<') || text.starts_with(kWide) ||
         text.starts_with(std::string_view("\xFE\xFF\0<", 4));
}

Result<FilePiece> read_as_midi(std::span<const std::uint8_t> bytes) {
  Result<ImportedScore> imported = score_from_midi(bytes);
  if (!imported) return std::move(imported).error();
  FilePiece piece{std::move(imported->score), std::move(imported->warnings)};
  piece.midi_format = imported->format;
  return piece;
}

class AbcTunes : public Book {
 public:
  explicit AbcTunes(AbcBook book) : book_(std::move(book)) {}
  std::size_t size() const override { return book_.size(); }
  int number(std::size_t index) const override { return book_.number(index); }
  std::optional<std::size_t> find(int number) const override { return book_.find(number); }
  Result<FilePiece> read(std::size_t index) const override {
    Result<AbcPiece> read = book_.read(index);
    if (!read) return std::move(read).error();
    return FilePiece{std::move(read->score), std::move(read->warnings), std::move(read->composer),
                     std::move(read->marks)};
  }

 private:
  AbcBook book_;
};

Result<std::shared_ptr<const Book>> open_abc_book(std::span<const std::uint8_t> bytes) {
  Result<AbcBook> book = AbcBook::open({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!book) return std::move(book).error();
  return std::shared_ptr<const Book>(std::make_shared<AbcTunes>(std::move(*book)));
}

Result<FilePiece> read_as_abc(std::span<const std::uint8_t> bytes) {
  const Result<std::shared_ptr<const Book>> book = open_abc_book(bytes);
  if (!book) return book.error();
  return (*book)->read(0);
}

Result<FilePiece> read_as_musicxml(std::span<const std::uint8_t> bytes) {
  Result<MusicXmlPiece> read = score_from_musicxml(bytes);
  if (!read) return std::move(read).error();
  return FilePiece{std::move(read->score), std::move(read->warnings), std::move(read->composer),
                   std::move(read->marks)};
}

const InputFormat kFormats[] = {
    {"MIDI", {".mid", ".midi"}, begins_as_midi, read_as_midi},
    {"ABC", {".abc"}, begins_as_abc, read_as_abc, open_abc_book},
    {"MusicXML", {".musicxml", ".mxl"}, begins_as_musicxml, read_as_musicxml},
};

// Of files ending in .xml, which hold anything.
bool names_a_score(const fs::path& path) {
  constexpr std::size_t kBeginning = 4096;
  std::string beginning(kBeginning, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  beginning.resize(static_cast<std::size_t>(file.gcount()));
  return beginning.find("<score-partwise") != std::string::npos ||
         beginning.find("<score-timewise") != std::string::npos;
}

struct Foreign {
  std::string_view ending;
  const char* advice;
};

constexpr Foreign kForeign[] = {
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

}  // namespace

const InputFormat* input_format_of(const fs::path& path) {
  const std::string ending = file_ending(path);
  for (const InputFormat& format : kFormats) {
    for (const std::string_view each : format.endings) {
      if (each == ending) return &format;
    }
  }
  return nullptr;
}

const InputFormat& input_format(const fs::path& path, std::string_view bytes) {
  if (const InputFormat* format = input_format_of(path)) return *format;
  for (const InputFormat& format : kFormats) {
    if (format.begins_so(bytes)) return format;
  }
  return kFormats[0];
}

bool is_music_file(const fs::path& path) {
  return input_format_of(path) != nullptr || (file_ending(path) == ".xml" && names_a_score(path));
}

std::optional<Error> foreign_notation(const fs::path& path) {
  const std::string ending = file_ending(path);
  for (const Foreign& foreign : kForeign) {
    if (ending == foreign.ending) return Error{ErrorCode::kUnsupported, foreign.advice, {}};
  }
  return std::nullopt;
}

}  // namespace bach

// MusicXML of any music is well-formed. Bytes are a MIDI file or describe a score.
#include <cstring>
#include <pugixml.hpp>
#include <span>
#include <string>

#include "base/utf8.h"
#include "fuzz/score_from_choices.h"
#include "fuzz/valid_score.h"
#include "notation/musicxml/writer.h"
#include "notation/notate.h"
#include "score/from_midi.h"

namespace bach {
namespace {

// pugixml reads more than XML allows: the characters are looked at here (XML 1.0, 2.2 and 2.4).
bool well_formed(const std::string& xml) {
  if (!is_utf8({reinterpret_cast<const std::uint8_t*>(xml.data()), xml.size()})) return false;
  for (const char c : xml) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') return false;
  }
  if (xml.find("\xEF\xBF\xBE") != std::string::npos) return false;  // U+FFFE
  if (xml.find("\xEF\xBF\xBF") != std::string::npos) return false;  // U+FFFF
  for (std::size_t at = xml.find("&#"); at != std::string::npos; at = xml.find("&#", at + 1)) {
    const int code = std::atoi(xml.c_str() + at + 2);
    if (code < 0x20 && code != '\t' && code != '\n' && code != '\r') return false;
  }
  pugi::xml_document document;
  return static_cast<bool>(document.load_buffer(xml.data(), xml.size(), pugi::parse_full)) &&
         document.child("score-partwise").child("part").child("measure");
}

void check_written(const Score& score) {
  const Result<std::string> xml = musicxml_from_score(score);
  if (!xml) {
    fuzz::check(!xml.error().message.empty(), "a refusal says why");
    return;
  }
  fuzz::check(well_formed(*xml), "MusicXML is well-formed");
}

}  // namespace
}  // namespace bach

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  Score score;
  if (size >= 4 && std::memcmp(data, "MThd", 4) == 0) {
    Result<ImportedScore> imported = score_from_midi(std::span(data, size));
    if (!imported) return 0;
    score = std::move(imported->score);
  } else {
    fuzz::Choices choices(data, size);
    score = fuzz::score_from(choices);
  }
  check_written(score);
  const Result<Notated> notated = notate(score);
  if (!notated) {
    fuzz::check(!notated.error().message.empty(), "a refusal says why");
    return 0;
  }
  fuzz::check_valid(notated->score);
  fuzz::check(musicxml_from_score(notated->score).ok(), "the writer takes what notate() makes");
  check_written(notated->score);
  return 0;
}

#include "notation/musicxml/directions.h"

#include <algorithm>
#include <string_view>

#include "notation/musicxml/note_values.h"
#include "notation/musicxml/numbers.h"
#include "notation/musicxml/text.h"

namespace bach::musicxml {
namespace {

constexpr std::int64_t kMicrosecondsPerMinute = 60'000'000;
constexpr std::int64_t kSlowest = 0xFFFFFF;  // what MIDI can say
constexpr int kMostTimes = 8;
constexpr int kMostEnding = 32;
constexpr std::size_t kLongestLabel = 40;

// `rate` in thousandths of beats a minute, `beat` as note_value() has it.
std::optional<std::uint32_t> microseconds_of(std::optional<std::int64_t> rate, std::int64_t beat) {
  if (!rate || *rate <= 0) return std::nullopt;
  const std::int64_t scaled = *rate * beat;
  const std::int64_t microseconds =
      (kMicrosecondsPerMinute * 1000 * kValuesPerQuarter + scaled / 2) / scaled;
  if (microseconds < 1 || microseconds > kSlowest) return std::nullopt;
  return static_cast<std::uint32_t>(microseconds);
}

// The first number in "ca. 120" or "96-104".
std::optional<std::int64_t> first_number(std::string_view text) {
  const std::size_t begin = text.find_first_of("0123456789");
  if (begin == std::string_view::npos) return std::nullopt;
  text.remove_prefix(begin);
  return thousandths(text.substr(0, text.find_first_not_of("0123456789.")));
}

// "quarter = 72"; nothing for one value that equals another.
std::optional<std::uint32_t> tempo_of(pugi::xml_node metronome) {
  const pugi::xml_node unit = metronome.child("beat-unit");
  const auto dots = std::distance(metronome.children("beat-unit-dot").begin(),
                                  metronome.children("beat-unit-dot").end());
  const auto beat =
      note_value(unit.child_value(), static_cast<int>(std::min<std::ptrdiff_t>(dots, 9)));
  if (!beat) return std::nullopt;
  return microseconds_of(first_number(metronome.child_value("per-minute")), *beat);
}

PlacedSign jump(SignKind kind, std::string_view label = {}) {
  RoadSign sign;
  sign.kind = kind;
  sign.label = label.substr(0, kLongestLabel);
  const bool target = kind == SignKind::kSegno || kind == SignKind::kCoda;
  return {sign, target ? Anchor::kNear : Anchor::kEnd};
}

void read_jumps(pugi::xml_node sound, std::vector<PlacedSign>& signs) {
  const auto yes = [&](const char* name) {
    return std::string_view(sound.attribute(name).value()) == "yes";
  };
  const auto label = [&](const char* name, SignKind kind) {
    if (const pugi::xml_attribute at = sound.attribute(name))
      signs.push_back(jump(kind, at.value()));
  };
  label("segno", SignKind::kSegno);
  label("coda", SignKind::kCoda);
  label("tocoda", SignKind::kToCoda);
  label("dalsegno", SignKind::kDalSegno);
  if (yes("dacapo")) signs.push_back(jump(SignKind::kDaCapo));
  if (sound.attribute("fine")) signs.push_back(jump(SignKind::kFine));
  if (yes("forward-repeat")) {
    signs.push_back({{0, SignKind::kForward, 2, false, 0, {}}, Anchor::kHere});
  }
}

// Letters only, in lower case: "D.C. al Fine" is "dcalfine".
std::string letters_of(std::string_view words) {
  std::string letters;
  for (const char c : words.substr(0, kLongestLabel)) {
    if (c >= 'a' && c <= 'z') letters += c;
    if (c >= 'A' && c <= 'Z') letters += static_cast<char>(c - 'A' + 'a');
  }
  return letters;
}

void read_jump_words(std::string_view words, std::vector<PlacedSign>& signs) {
  const std::string letters = letters_of(words);
  const std::string_view text = letters;
  if (text == "dc" || text.starts_with("dcal") || text.starts_with("dacapo")) {
    signs.push_back(jump(SignKind::kDaCapo));
  } else if (text == "ds" || text.starts_with("dsal") || text.starts_with("dalsegno")) {
    signs.push_back(jump(SignKind::kDalSegno));
  } else if (text == "tocoda") {
    signs.push_back(jump(SignKind::kToCoda));
  } else if (text == "fine") {
    signs.push_back(jump(SignKind::kFine));
  }
}

void read_sound(pugi::xml_node sound, DirectionMeaning& meaning) {
  read_jumps(sound, meaning.signs);
  const pugi::xml_attribute tempo = sound.attribute("tempo");
  if (!tempo) return;
  meaning.microseconds_per_quarter = microseconds_of(thousandths(tempo.value()), kValuesPerQuarter);
  meaning.bad_tempo = !meaning.microseconds_per_quarter;
}

void read_shown(pugi::xml_node type, bool jumps, DirectionMeaning& meaning) {
  for (const pugi::xml_node shown : type.children()) {
    const std::string_view name = shown.name();
    if (name == "rehearsal" && meaning.rehearsal.empty()) {
      meaning.rehearsal = one_line(shown.child_value(), kLongestLabel);
    } else if (name == "metronome" && !meaning.microseconds_per_quarter) {
      meaning.microseconds_per_quarter = tempo_of(shown);
    } else if (name == "segno" || name == "coda") {
      meaning.signs.push_back(jump(name == "segno" ? SignKind::kSegno : SignKind::kCoda));
    } else if (name == "words" && jumps) {
      read_jump_words(shown.child_value(), meaning.signs);
    }
  }
}

// "1", "1, 2", "1,3": a bit for each pass.
std::uint32_t endings_of(std::string_view text) {
  std::uint32_t endings = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::optional<int> number = whole_number(text.substr(0, end));
    if (number && *number >= 1 && *number <= kMostEnding) {
      endings |= std::uint32_t{1} << (*number - 1);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return endings;
}

}  // namespace

DirectionMeaning read_direction(pugi::xml_node element) {
  DirectionMeaning meaning;
  const bool is_sound = std::string_view(element.name()) == "sound";
  read_sound(is_sound ? element : element.child("sound"), meaning);
  const bool jumps = meaning.signs.empty();
  for (const pugi::xml_node type : element.children("direction-type")) {
    read_shown(type, jumps, meaning);
  }
  return meaning;
}

BarlineMeaning read_barline(pugi::xml_node barline) {
  BarlineMeaning meaning;
  const std::string_view location = barline.attribute("location").value();
  const Anchor anchor = location == "left"     ? Anchor::kBegin
                        : location == "middle" ? Anchor::kHere
                                               : Anchor::kEnd;
  const auto add = [&](RoadSign sign) { meaning.signs.push_back({std::move(sign), anchor}); };
  RoadSign sign;
  for (const pugi::xml_node ending : barline.children("ending")) {
    const std::string_view type = ending.attribute("type").value();
    sign = {};
    sign.kind = type == "start" ? SignKind::kEndingStart : SignKind::kEndingStop;
    if (type == "start") {
      sign.endings = endings_of(ending.attribute("number").value());
      meaning.unnumbered_ending |= sign.endings == 0;
    }
    add(sign);
  }
  for (const pugi::xml_node repeat : barline.children("repeat")) {
    sign = {};
    const bool forward = std::string_view(repeat.attribute("direction").value()) == "forward";
    sign.kind = forward ? SignKind::kForward : SignKind::kBackward;
    if (!forward) {
      const int times = whole_number(repeat.attribute("times").value()).value_or(2);
      meaning.times_cut = times > kMostTimes;
      sign.times = std::clamp(times, 1, kMostTimes);
      sign.after_jump = std::string_view(repeat.attribute("after-jump").value()) == "yes";
    }
    add(sign);
  }
  if (barline.child("segno")) add(jump(SignKind::kSegno).sign);
  if (barline.child("coda")) add(jump(SignKind::kCoda).sign);
  return meaning;
}

}  // namespace bach::musicxml

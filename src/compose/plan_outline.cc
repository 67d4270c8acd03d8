#include "compose/plan_outline.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "base/nearest_name.h"
#include "compose/bar_count.h"
#include "compose/movement_planner.h"
#include "compose/plan_ruler.h"
#include "compose/plan_text.h"
#include "score/key_name.h"

namespace bach {
namespace {

constexpr std::array<std::string_view, 6> kFields = {"kind",   "key",     "metre",
                                                     "begins", "compass", "play"};

// "name: value"; the value is empty without a colon.
std::pair<std::string_view, std::string_view> name_and_value(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return {text, {}};
  return {plan_trimmed(text.substr(0, colon)), plan_trimmed(text.substr(colon + 1))};
}

bool takes(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text = plan_trimmed(text.substr(word.size()));
  return true;
}

std::optional<Metre> metre_from(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::optional<int> over = plan_number(plan_trimmed(text.substr(0, slash)));
  const std::optional<int> under = plan_number(plan_trimmed(text.substr(slash + 1)));
  const bool known = under && (*under & (*under - 1)) == 0 && *under >= 1 && *under <= 32;
  if (!over || *over < 1 || *over > 32 || !known) return std::nullopt;
  return Metre{0, *over, *under};
}

// Line after line.
class OutlineReader {
 public:
  Status read(const PlanLine& line) {
    if (line.text.starts_with("part ") || line.text.starts_with("dance:")) {
      if (Status complete = check_header(line); !complete) return complete;
      return line.text.front() == 'p' ? read_part(line) : read_dance(line);
    }
    const bool bar = line.text.front() >= '0' && line.text.front() <= '9';
    if (outline_.parts.empty()) return bar ? no_part(line) : read_field(line);
    if (!bar) {
      return plan_error(line.number, plan_quoted(line.text) +
                                         " is not expected; behind \"part …\" come its bars, "
                                         "\"1 | I . V7\"");
    }
    if (dance_) return plan_error(line.number, "\"part …\" comes behind \"dance: …\"");
    outline_.parts.back().bar_lines.push_back(line);
    return {};
  }

  Result<PlanOutline> outline(int last_line) && {
    if (outline_.parts.empty() || dance_) {
      return plan_error(last_line, "a part is missing: \"part A: 8 bars, ends on beat 1\"");
    }
    return std::move(outline_);
  }

 private:
  static Error no_part(const PlanLine& line) {
    return plan_error(line.number,
                      "\"part A: 8 bars, ends on beat 1\" comes before the first of its bars");
  }

  Status check_header(const PlanLine& line) {
    if (!key_given_) return plan_error(line.number, "the key is missing: \"key: G major\"");
    if (!metre_given_) return plan_error(line.number, "the metre is missing: \"metre: 3/4\"");
    if (!begins_.empty()) {
      const auto begins = place(begins_);
      if (!begins) return plan_error(begins_line_, no_place("begins"));
      outline_.begins = *begins;
      begins_.clear();
    }
    return {};
  }

  std::optional<Tick> place(std::string_view text) const {
    if (!takes(text, "beat")) return std::nullopt;
    return PlanRuler(outline_.metre, 0).place_from(text);
  }
  static std::string no_place(const std::string& what) {
    return what +
           " on a place of the bar, on 32nds: \"beat 2\", or \"beat 2+1/2\" for half a beat "
           "later";
  }

  Status read_field(const PlanLine& line) {
    const auto [name, value] = name_and_value(line.text);
    const auto known = std::find(kFields.begin(), kFields.end(), name);
    if (known == kFields.end()) {
      const std::vector<std::string> names(kFields.begin(), kFields.end());
      return plan_error(line.number,
                        plan_quoted(name) + " is not known here" + did_you_mean(name, names));
    }
    bool& given = given_[static_cast<std::size_t>(known - kFields.begin())];
    if (given) return plan_error(line.number, std::string(name) + " stands there twice");
    given = true;
    if (name == "kind") return read_kind(line.number, value);
    if (name == "key") return read_key(line.number, value, outline_.key);
    if (name == "metre") return read_metre(line.number, value);
    if (name == "compass") return read_compass(line.number, value);
    if (name == "play") return read_play(line.number, value);
    begins_ = value.empty() ? "?" : value;
    begins_line_ = line.number;
    return {};
  }

  Status read_kind(int line, std::string_view value) {
    outline_.kind = kind_of(value);
    if (outline_.kind != PieceKind::kUnknown) return {};
    return plan_error(line, "no kind of movement is called " + plan_quoted(value));
  }

  Status read_key(int line, std::string_view value, Key& key) {
    const Result<Key> read = key_from_name(value);
    if (!read) return plan_error(line, plan_quoted(value) + " is not a key; write \"G major\"");
    key = *read;
    key_given_ = true;
    return {};
  }

  Status read_metre(int line, std::string_view value) {
    const std::optional<Metre> metre = metre_from(value);
    if (!metre) return plan_error(line, plan_quoted(value) + " is not a metre; write \"3/4\"");
    outline_.metre = *metre;
    metre_given_ = true;
    return {};
  }

  Status read_compass(int line, std::string_view value) {
    const Result<PitchLimits> range = parse_range(std::string(value));
    if (!range || range->lowest > range->highest) {
      return plan_error(line,
                        plan_quoted(value) + " is not a range of two pitches; write \"C2-A4\"");
    }
    outline_.compass = *range;
    return {};
  }

  Status read_play(int line, std::string_view value) {
    outline_.play_line = line;
    for (const std::string_view word : plan_words(value)) {
      const int part = word.size() == 1 ? word.front() - 'A' : -1;
      if (part < 0 || part >= kMostPlanParts) {
        return plan_error(line, plan_quoted(word) + " is not a part; write \"play: A A B B\"");
      }
      outline_.play_order.push_back(part);
    }
    if (outline_.play_order.empty() || outline_.play_order.size() > kMostPlanStatements) {
      return plan_error(line, "1 to " + std::to_string(kMostPlanStatements) +
                                  " parts are played: \"play: A A B B\"");
    }
    return {};
  }

  Status read_dance(const PlanLine& line) {
    if (outline_.parts.empty()) {
      return plan_error(line.number, "the key of the first dance is said by \"key: …\"");
    }
    dance_ = true;
    return read_key(line.number, name_and_value(line.text).second, dance_key_);
  }

  Status read_part(const PlanLine& line) {
    const std::size_t index = outline_.parts.size();
    const auto [name, value] = name_and_value(line.text);
    const std::string expected = std::string("part ") + static_cast<char>('A' + index);
    if (index == kMostPlanParts) {
      return plan_error(line.number,
                        "there are more than " + std::to_string(kMostPlanParts) + " parts");
    }
    if (name != expected) {
      return plan_error(line.number, "\"" + expected + "\" comes next, not " + plan_quoted(name));
    }
    PlanPartLines part;
    part.line = line.number;
    part.new_dance = dance_;
    part.key = dance_ ? dance_key_ : index == 0 ? outline_.key : outline_.parts.back().key;
    dance_ = false;
    const std::size_t comma = value.find(',');
    const std::vector<std::string_view> words = plan_words(value.substr(0, comma));
    const std::optional<int> bars =
        words.size() == 2 && words[1] == "bars" ? plan_number(words[0]) : std::nullopt;
    if (!bars || *bars < kFewestBars || *bars > kMostPlannedBars) {
      return plan_error(line.number, "a part has " + std::to_string(kFewestBars) + " to " +
                                         std::to_string(kMostPlannedBars) + " bars: \"" + expected +
                                         ": 8 bars, ends on beat 1\"");
    }
    part.bars = *bars;
    if (comma != std::string_view::npos) {
      std::string_view ending = plan_trimmed(value.substr(comma + 1));
      const bool ends = takes(ending, "ends on");
      part.ending = ends ? place(ending) : std::nullopt;
      if (!part.ending) return plan_error(line.number, no_place("a part ends"));
    }
    outline_.parts.push_back(std::move(part));
    return {};
  }

  PlanOutline outline_;
  std::array<bool, kFields.size()> given_{};
  bool key_given_ = false;
  bool metre_given_ = false;
  std::string begins_;  // not read yet
  int begins_line_ = 0;
  bool dance_ = false;  // one was just begun
  Key dance_key_;
};

Status check_version(const std::vector<PlanLine>& lines) {
  const std::string wanted = "bach plan " + std::to_string(kPlanVersion);
  const PlanLine first = lines.empty() ? PlanLine{1, {}} : lines.front();
  if (first.text == wanted) return {};
  const std::vector<std::string_view> words = plan_words(first.text);
  if (words.size() == 3 && words[0] == "bach" && words[1] == "plan") {
    return plan_error(first.number, "this is a plan of version " + plan_quoted(words[2]) +
                                        "; this program reads version " +
                                        std::to_string(kPlanVersion));
  }
  return plan_error(first.number, "this is no plan: one begins with \"" + wanted + "\"");
}

}  // namespace

Error plan_error(int line, const std::string& what) {
  return {ErrorCode::kInvalidData, "line " + std::to_string(line) + ": " + what, {}, "plan"};
}

Result<PlanOutline> plan_outline(std::string_view text) {
  if (text.size() > kMostPlanBytes) {
    return Error{ErrorCode::kLimit, "is longer than any plan", {}, "plan"};
  }
  const std::vector<PlanLine> lines = plan_lines(text);
  if (Status known = check_version(lines); !known) return std::move(known).error();
  OutlineReader reader;
  for (std::size_t k = 1; k < lines.size(); ++k) {
    if (Status read = reader.read(lines[k]); !read) return std::move(read).error();
  }
  return std::move(reader).outline(lines.back().number);
}

}  // namespace bach

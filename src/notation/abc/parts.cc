#include "notation/abc/parts.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "notation/abc/cursor.h"

namespace bach::abc {
namespace {

using notation::PlayedForm;
using notation::RoadSign;
using notation::SignKind;

constexpr int kMostBrackets = 16;

class PartsReader {
 public:
  PartsReader(std::string_view text, std::size_t most) : cursor_(text), most_(most) {}

  Result<std::string> read() {
    std::string order = sequence(0);
    if (too_many_) {
      return Error{ErrorCode::kLimit,
                   "P: plays more than " + std::to_string(most_) + " parts; is a number wrong?",
                   {}};
    }
    return order;
  }

 private:
  std::string sequence(int depth) {
    std::string order;
    while (!cursor_.done() && !too_many_) {
      const char c = cursor_.peek();
      if (c == ')') break;
      cursor_.skip();
      std::string item;
      if (c == '(' && depth < kMostBrackets) {
        item = sequence(depth + 1);
        cursor_.take(')');
      } else if (std::isalpha(static_cast<unsigned char>(c))) {
        item = c;
      } else {
        continue;
      }
      const auto times = static_cast<std::size_t>(cursor_.take_number().value_or(1));
      too_many_ |= !item.empty() && times > (most_ - std::min(most_, order.size())) / item.size();
      for (std::size_t i = 0; i < times && !too_many_ && !item.empty(); ++i) order += item;
    }
    return order;
  }

  Cursor cursor_;
  const std::size_t most_;
  bool too_many_ = false;
};

// Signs that belong to what stands before them.
bool looks_back(SignKind kind) {
  return kind != SignKind::kForward && kind != SignKind::kEndingStart && kind != SignKind::kSegno &&
         kind != SignKind::kCoda;
}

std::vector<RoadSign> signs_within(const std::vector<RoadSign>& signs, Tick begin, Tick end) {
  std::vector<RoadSign> within;
  for (RoadSign sign : signs) {
    const bool inside = looks_back(sign.kind) ? sign.at > begin && sign.at <= end
                                              : sign.at >= begin && sign.at < end;
    if (!inside) continue;
    sign.at -= begin;
    within.push_back(sign);
  }
  return within;
}

}  // namespace

Result<std::string> parts_in_order(std::string_view text, std::size_t most) {
  return PartsReader(text, most).read();
}

Result<PlayedForm> form_of_parts(std::string_view order,
                                 const std::vector<std::pair<Tick, char>>& begins,
                                 const std::vector<RoadSign>& signs, Tick end, std::size_t most,
                                 const std::function<void(Tick)>& stray_jump,
                                 const std::function<void()>& missing) {
  PlayedForm form;
  std::map<char, std::vector<int>> statements;  // of each part, in the order its sections sound
  const auto add_part = [&](Tick begin, Tick part_end) -> Result<std::vector<int>> {
    std::vector<RoadSign> within = signs_within(signs, begin, part_end);
    Result<PlayedForm> part = notation::played_form(within, part_end - begin, most,
                                                    [&](Tick at) { stray_jump(begin + at); });
    if (!part) return std::move(part).error();
    if (part->sections.empty()) part = PlayedForm{{{0, part_end - begin}}, {0}};
    const int first = static_cast<int>(form.sections.size());
    for (const Section& section : part->sections) {
      form.sections.push_back({section.begin + begin, section.end + begin});
    }
    for (int& section : part->play_order) section += first;
    return std::move(part->play_order);
  };
  std::vector<std::pair<Tick, char>> starts;
  for (const auto& part : begins) {
    if (part.first < end && (starts.empty() || part.first > starts.back().first)) {
      starts.push_back(part);
    }
  }
  if (!starts.empty() && starts.front().first > 0) {
    Result<std::vector<int>> before = add_part(0, starts.front().first);
    if (!before) return std::move(before).error();
    form.play_order = std::move(*before);
  }
  for (std::size_t p = 0; p < starts.size(); ++p) {
    const Tick part_end = p + 1 < starts.size() ? starts[p + 1].first : end;
    Result<std::vector<int>> part = add_part(starts[p].first, part_end);
    if (!part) return std::move(part).error();
    statements.emplace(starts[p].second, std::move(*part));
  }
  for (const char letter : order) {
    const auto part = statements.find(letter);
    if (part == statements.end()) {
      missing();
      continue;
    }
    if (form.play_order.size() + part->second.size() > most) {
      return Error{
          ErrorCode::kLimit,
          "the parts lead through more than " + std::to_string(most) + " sections; is P: wrong?",
          {}};
    }
    form.play_order.insert(form.play_order.end(), part->second.begin(), part->second.end());
  }
  return form;
}

}  // namespace bach::abc

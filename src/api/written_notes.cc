#include "api/written_notes.h"

#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

namespace bach::api {
namespace {

using nlohmann::ordered_json;

using ToldNote = std::array<Tick, 3>;  // onset, duration, pitch

// What was told of each piece.
class ToldNotes {
 public:
  explicit ToldNotes(const Events& events) : events_(events) {}

  void tell(std::size_t piece, std::span<const SuiteNote> notes) {
    if (told_.size() <= piece) told_.resize(piece + 1);
    std::vector<ToldNote>& told = told_[piece];
    std::vector<ToldNote> now;
    for (const SuiteNote& note : notes) {
      now.push_back({note.onset, note.duration, note.token.pitch});
    }
    const auto [first, told_first] =
        std::mismatch(now.begin(), now.end(), told.begin(), told.end());
    if (first == now.end() && told_first == told.end()) return;
    const auto same = static_cast<std::size_t>(first - now.begin());
    ordered_json fresh = ordered_json::array();
    for (std::size_t k = same; k < now.size(); ++k) fresh.push_back(now[k]);
    told = std::move(now);
    events_.send("notes", {{"index", piece},
                           {"from", same},
                           {"ticks_per_quarter", kSuiteTicksPerQuarter},
                           {"notes", std::move(fresh)}});
  }

 private:
  const Events& events_;
  std::vector<std::vector<ToldNote>> told_;
};

}  // namespace

ComposeWatch watch_with_notes(const Events& events) {
  auto told = std::make_shared<ToldNotes>(events);
  return {events.progress(), [told](std::size_t piece, std::span<const SuiteNote> notes) {
            told->tell(piece, notes);
          }};
}

}  // namespace bach::api

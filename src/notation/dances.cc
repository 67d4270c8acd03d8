#include "notation/dances.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "notation/page/title.h"
#include "score/form.h"

namespace bach {
namespace {

// "Menuet" of "Menuet I and II"; empty: not such a name.
std::string dance_of(const std::string& movement) {
  for (const std::string_view pair : {" I and II", " I & II"}) {
    if (movement.ends_with(pair)) return movement.substr(0, movement.size() - pair.size());
  }
  return {};
}

}  // namespace

void name_dances(Score& folded) {
  const notation::Title title = notation::parse_title(folded.title);
  const std::string dance = dance_of(title.movement.empty() ? title.work : title.movement);
  if (dance.empty()) return;
  const Form form = form_of(folded);
  if (form.pattern != "AABBCCDDAB") return;
  const Tick first = form.parts[0].written.begin;
  const Tick second = form.parts[2].written.begin;
  for (const Marker& marker : folded.markers) {
    if (marker.at == first || marker.at == second) return;
  }
  folded.markers.push_back({first, dance + " I"});
  folded.markers.push_back({second, dance + " II"});
  std::stable_sort(folded.markers.begin(), folded.markers.end(),
                   [](const Marker& a, const Marker& b) { return a.at < b.at; });
}

}  // namespace bach

#include "app/suite/plan.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "app/compose/task.h"
#include "base/random.h"
#include "score/key_name.h"

namespace bach {
namespace {

constexpr std::size_t kGalanterie = 4;                    // among the movements
constexpr std::uint64_t kGalanterieDraw = (1 << 20) + 2;  // beside those of drawn_key()
constexpr std::array<PieceKind, 6> kKinds = {PieceKind::kPrelude,  PieceKind::kAllemande,
                                             PieceKind::kCourante, PieceKind::kSarabande,
                                             PieceKind::kMenuet,   PieceKind::kGigue};

PieceKind galanterie_of(const SuiteRequest& request) {
  if (request.galanterie) return *request.galanterie;
  const CounterRandom random(request.movement.seed, Purpose::kForm);
  return kGalanteries[random.below(kGalanteries.size(), kGalanterieDraw, 0, 0)];
}

std::string title_of(const SuiteRequest& request, const Key& key) {
  const std::optional<Player>& player = request.movement.instrument;
  const bool known = player && player->instrument != nullptr;
  return "Suite " + (known ? "for " + std::string(player->instrument->name) + " " : "") + "in " +
         key_name(key);
}

}  // namespace

Result<PlannedSuite> plan_suite(const SuiteRequest& request, const FormBook& forms) {
  PlannedSuite suite;
  ComposeRequest each = request.movement;
  suite.key_asked = each.key ? *each.key : drawn_key(each.seed, 0);
  suite.key = sounding_key(suite.key_asked, each.transpose);
  suite.title = title_of(request, suite.key);
  each.key = suite.key_asked;
  each.top_p = each.top_p.value_or(kSuiteTopP);
  for (std::size_t k = 0; k < kKinds.size(); ++k) {
    const bool pair = k == kGalanterie;
    each.kind = pair ? galanterie_of(request) : kKinds[k];
    Result<MovementTask> task = movement_task(each, forms, static_cast<std::uint32_t>(k), pair);
    if (!task) return std::move(task).error();
    if (!request.planned_endings) task->endings.assign(task->endings.size(), std::nullopt);
    task->title = suite.title + ": " + std::to_string(k + 1) + ". " + movement_title(*each.kind);
    suite.tasks.push_back(std::move(*task));
  }
  return suite;
}

std::string movement_title(PieceKind kind) {
  std::string title(kind_name(kind));
  title[0] = static_cast<char>(title[0] - 'a' + 'A');
  const bool pair = std::find(kGalanteries.begin(), kGalanteries.end(), kind) != kGalanteries.end();
  return pair ? title + " I and II" : title;
}

const std::vector<std::string>& suite_movement_names() {
  static const std::vector<std::string> names = {"1-prelude",   "2-allemande",  "3-courante",
                                                 "4-sarabande", "5-galanterie", "6-gigue"};
  return names;
}

}  // namespace bach

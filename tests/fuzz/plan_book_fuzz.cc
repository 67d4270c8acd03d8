// Any bytes as a book of plans: what is taken is the one way to write it, and plans can be drawn
// from it.
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "base/draws.h"
#include "fuzz/check.h"
#include "harmony/plan/book.h"
#include "harmony/plan/model.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  const std::span<const std::uint8_t> bytes(data, size);
  const Result<PlanBook> book = PlanBook::decode(bytes);
  if (!book) {
    fuzz::check(!book.error().message.empty(), "a reason is given");
    return 0;
  }
  fuzz::check(std::ranges::equal(book->encode(), bytes), "it is written as it was read");
  const Result<PlanBook> again = PlanBook::decode(book->encode());
  fuzz::check(again.ok() && *again == *book, "it is read as it was written");
  std::size_t beats = 0;
  for (const PlanExample& example : book->examples()) {
    fuzz::check(beats_of(example).size() == labels_of(example).size(), "each beat has its chord");
    beats += labels_of(example).size();
  }
  if (beats > 2000) return 0;
  const PlanModel model(*book);
  PlanSection section{PieceKind::kGigue, PartRole::kFirst, {}, {}};
  const std::vector<Metre> metres = {{0, 6, 8}};
  section =
      plan_section(section.kind, section.role, section.home, BarGrid(metres, 480), 240, 9000, 480);
  Draws draws(size, Purpose::kPlan, 0);
  const HarmonyPlan plan = model.draw(section, {}, draws);
  fuzz::check(!plan.empty() && plan.front().at == section.begin(),
              "it begins where the section does");
  fuzz::check(model.nats(section, plan) > 0, "it has a probability");
  return 0;
}

// Bars asked for are the bars on the page.
#include "score/written_bars.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "app/clueless_model.h"
#include "app/compose.h"
#include "compose/bar_count.h"
#include "notation/notate.h"
#include "notation/page/measures.h"
#include "score/form.h"

namespace bach {
namespace {

TEST(AskedBars, AreTheWrittenOnesOfEveryDance) {
  AnyModel model = test::clueless_model();
  int upbeats = 0;
  for (const PieceKind kind :
       {PieceKind::kPrelude, PieceKind::kAllemande, PieceKind::kCourante, PieceKind::kSarabande,
        PieceKind::kMenuet, PieceKind::kBourree, PieceKind::kGavotte, PieceKind::kGigue}) {
    for (const BarCount bars : {BarCount(4), BarCount(8), BarCount(16), BarCount(6, 8)}) {
      SCOPED_TRACE(std::string(kind_name(kind)) + " of " + std::to_string(bars.total));
      const auto pieces =
          compose_with(model, {.outputs = 2, .kind = kind, .bars = bars}, {}, Cancellation());
      ASSERT_TRUE(pieces.ok()) << pieces.error().text();
      for (const ComposedPiece& piece : *pieces) {
        const auto written = notate(piece.score, true);
        ASSERT_TRUE(written.ok());
        EXPECT_EQ(WrittenBars(written->score).last(), bars.total);
        const Form form = form_of(written->score);
        std::vector<int> parts;
        for (const Part& part : form.parts) parts.push_back(part.bars);
        EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), 0), bars.total);
        const bool dance = kind != PieceKind::kPrelude;
        ASSERT_EQ(parts.size(), dance ? 2u : 1u);
        if (dance) {
          EXPECT_EQ(parts[0], bars.first > 0 ? bars.first : first_half(bars.total));
        }
        EXPECT_EQ(form.pattern, dance ? "AABB" : "A");
        upbeats += dance && form.parts[0].upbeat > 0;
        // What an upbeat begins, the last bar before the sign lacks.
        if (dance) {
          EXPECT_EQ(form.parts[0].upbeat, form.parts[1].upbeat);
        }
      }
    }
  }
  EXPECT_GT(upbeats, 10);
}

}  // namespace
}  // namespace bach

#include "train/loss_watch.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace bach {
namespace {

constexpr double kForgets = 0.05;     // share of a batch in the running mean
constexpr double kMostAtOnce = 10;    // times the first batch's loss
constexpr double kMostInTheMean = 3;  // likewise
constexpr double kLeastGuessing = 1;  // nats: what guessing costs at least

}  // namespace

std::string LossWatch::see(double loss) {
  if (!std::isfinite(loss)) return "the loss is no longer a number";
  if (seen++ == 0) first = smooth = loss;
  smooth += kForgets * (loss - smooth);
  const double guessing = std::max(first, kLeastGuessing);
  if (loss <= kMostAtOnce * guessing && smooth <= kMostInTheMean * guessing) return {};
  char text[96];
  std::snprintf(text, sizeof text, "the loss has grown to %.3g nats, from %.3g at first", loss,
                first);
  return text;
}

}  // namespace bach

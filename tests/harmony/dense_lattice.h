// The finder's model the plain way: every state with every other, logarithms in double precision.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "harmony/evidence.h"
#include "harmony/lattice.h"
#include "harmony/lattice_model.h"
#include "harmony/tables.h"
#include "score/key_estimate.h"

namespace bach::tests {

class DenseLattice {
 public:
  DenseLattice(const HarmonyDance& dance, const HarmonyEvidence& evidence,
               const FinderTables& tables)
      : p_(tables.parameters), dance_(dance), model_(dance, evidence, tables, dance.units.size()) {}

  // P of the step from state a to state b at a unit, by its likeliest way or by all ways; states are
  // function · 12 + tonic.
  double step(std::size_t unit, int a, int b, bool all_ways) const {
    const auto either = [&](double x, double y) { return all_ways ? x + y : std::max(x, y); };
    const int fa = a / 12, ta = a % 12, fb = b / 12, tb = b % 12;
    const int ma = mode_of_function(fa), mb = mode_of_function(fb);
    const HarmonyUnit& here = dance_.units[unit];
    const int strength = here.begins_part ? int{kBarLine} : int{here.strength};
    const double other_key = p_.key_change[strength];
    const double change = p_.change[strength];
    if (ta == tb && ma == mb) {
      const double moved = (1 - other_key) * change * p_.move[fa][fb - first_function(mb)];
      return fa == fb ? either(moved, (1 - other_key) * (1 - change)) : moved;
    }
    const int home = tonic_of(dance_.home);
    const int mode = dance_.home.mode == Mode::kMajor ? 0 : 1;
    const double leave =
        other_key * p_.keys[mode][12 * ma + (ta - home + 12) % 12][12 * mb + (tb - home + 12) % 12];
    double way = p_.fresh * p_.enter[fb];
    const int root = (kFunctionTable[fa].offset + ta) % 12;
    const int heard = function_at(mb, (root - tb + 12) % 12, kFunctionTable[fa].quality);
    const bool near = ta == tb || fifths_apart(12 * ma + ta, 12 * mb + tb) <= 2;
    if (heard >= 0 && near) {
      if (heard == fb) way = either(way, (1 - p_.fresh) * p_.pivot_stay);
      way = either(way,
                   (1 - p_.fresh) * (1 - p_.pivot_stay) * p_.move[heard][fb - first_function(mb)]);
    }
    return leave * way;
  }

  // P(state | all notes), [unit][state].
  std::vector<std::vector<double>> posteriors() const {
    const std::size_t units = dance_.units.size();
    std::vector<std::vector<double>> seen(units);
    for (std::size_t u = 0; u < units; ++u) {
      HarmonyRow row;
      u == 0 ? model_.begin(row) : model_.observe(u, row);
      seen[u].assign(row.begin(), row.end());
    }
    std::vector<std::vector<double>> forward(units, std::vector<double>(kHarmonyStates));
    std::vector<std::vector<double>> backward(units, std::vector<double>(kHarmonyStates, 1));
    forward[0] = seen[0];
    for (std::size_t u = 1; u < units; ++u) {
      for (int b = 0; b < kStates; ++b) {
        for (int a = 0; a < kStates; ++a) {
          forward[u][b] += forward[u - 1][a] * step(u, a, b, true) * seen[u][b];
        }
      }
    }
    for (std::size_t u = units - 1; u > 0; --u) {
      for (int a = 0; a < kStates; ++a) {
        backward[u - 1][a] = 0;
        for (int b = 0; b < kStates; ++b) {
          backward[u - 1][a] += step(u, a, b, true) * seen[u][b] * backward[u][b];
        }
      }
    }
    for (std::size_t u = 0; u < units; ++u) {
      double sum = 0;
      for (int s = 0; s < kStates; ++s) sum += forward[u][s] *= backward[u][s];
      for (double& value : forward[u]) value /= sum;
    }
    return forward;
  }

  // log P of a path, the first unit's state and what is observed included.
  double score(const std::vector<int>& path) const {
    double sum = 0;
    for (std::size_t u = 0; u < path.size(); ++u) {
      HarmonyRow row;
      if (u == 0) {
        model_.begin(row);
      } else {
        model_.observe(u, row);
      }
      sum += std::log(static_cast<double>(row[path[u]]));
      if (u > 0) sum += std::log(step(u, path[u - 1], path[u], false));
    }
    return sum;
  }

  std::vector<int> best_path() const {
    HarmonyRow row;
    model_.begin(row);
    std::vector<double> score(row.begin(), row.end());
    for (double& value : score) value = std::log(value);
    std::vector<std::vector<int>> back(dance_.units.size(), std::vector<int>(kStates));
    for (std::size_t u = 1; u < dance_.units.size(); ++u) {
      model_.observe(u, row);
      std::vector<double> next(kStates, -std::numeric_limits<double>::infinity());
      for (int a = 0; a < kStates; ++a) {
        for (int b = 0; b < kStates; ++b) {
          const double value = score[a] + std::log(step(u, a, b, false));
          if (value > next[b]) {
            next[b] = value;
            back[u][b] = a;
          }
        }
      }
      for (int b = 0; b < kStates; ++b) next[b] += std::log(static_cast<double>(row[b]));
      score = next;
    }
    std::vector<int> path(dance_.units.size());
    path.back() = static_cast<int>(std::max_element(score.begin(), score.end()) - score.begin());
    for (std::size_t u = path.size() - 1; u > 0; --u) path[u - 1] = back[u][path[u]];
    return path;
  }

 private:
  static constexpr int kStates = static_cast<int>(kHarmonyStates);

  const FinderParameters& p_;
  const HarmonyDance& dance_;
  LatticeModel model_;
};

}  // namespace bach::tests

#include "harmony/plan/chord_chain.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/math.h"

namespace bach {
namespace {

// A state is a function, how long it has lasted, and what stood before it: [function][age −
// 1][before].
constexpr int kAgeStates = kChordAges * kChordsBefore;
constexpr int kStates = kMostFunctions * kAgeStates;

int state_of(int function, int age, int before) {
  return function * kAgeStates + (std::min(age, kChordAges) - 1) * kChordsBefore + before;
}

// What the chord chain is asked, looked at from its end.
class Lookout {
 public:
  Lookout(const ChordTables& tables, const ChordRequest& request,
          std::span<const BeatContext> beats)
      : tables_(tables), request_(request), beats_(beats), states_(beats.size()) {
    const FunctionSet last = request.allowed.back();
    // Without a single chord to rest on there is nothing to lead to.
    if (request.leads != kAnyFunction && (last & (last - 1)) == 0) {
      while ((last >> rest_ & 1) == 0) ++rest_;
    } else {
      rest_ = kNoFunction;
    }
    fill_hazards();
    look_back();
  }

  // Draws what stands on the first beat, then on each next one; empty when it cannot be.
  std::vector<PlanLabel> draw(Draws& draws) const;

 private:
  using PerState = std::array<float, kStates>;
  // Of a beat: how probable what follows it is, up to a factor. `leaving` is that of the states on
  // the last chord that will still leave it: [age − 1][before].
  struct Ahead {
    PerState all;
    std::array<float, kAgeStates> leaving;
  };
  // Of the change onto a beat: [age − 1][function].
  using Hazards = std::array<float, kChordAges * kMostFunctions>;

  bool allowed(std::size_t beat, int function) const {
    return (request_.allowed[beat] >> function & 1) != 0;
  }
  int key(std::size_t beat) const { return request_.keys[beat]; }
  int mode(std::size_t beat) const { return key(beat) / kTonics; }
  bool stays_in_key(std::size_t beat) const { return key(beat) == key(beat - 1); }
  PlanLabel label(std::size_t beat, int function) const {
    return {request_.keys[beat], static_cast<std::uint8_t>(first_function(mode(beat)) + function)};
  }
  // Whether coming to `next` from a chord one may stay there to the end.
  bool may_rest(int next, int from) const {
    return next != rest_ || (from != kNoFunction && (request_.leads >> from & 1) != 0);
  }
  bool rest_key(std::size_t beat) const {
    return rest_ != kNoFunction && key(beat) == key_of_rest();
  }
  int key_of_rest() const { return request_.keys.back(); }
  // What lies ahead of a chord that begins on a beat.
  float begun(std::size_t beat, int function, int before) const {
    if (!allowed(beat, function)) return 0;
    if (rest_key(beat) && !may_rest(function, before)) return states_[beat].leaving[before];
    return states_[beat].all[state_of(function, 1, before)];
  }

  void fill_hazards();
  void look_back();
  void look_back_within(std::size_t beat);
  void look_back_across(std::size_t beat);

  const ChordTables& tables_;
  const ChordRequest& request_;
  std::span<const BeatContext> beats_;
  int rest_ = 0;
  std::vector<Ahead> states_;
  std::vector<Hazards> hazards_;   // of beats that are alike
  std::vector<std::size_t> like_;  // index into hazards_, one a beat
};

void Lookout::fill_hazards() {
  std::vector<std::size_t> made;  // the first beat of each kind
  for (std::size_t i = 0; i < beats_.size(); ++i) {
    const BeatContext& beat = beats_[i];
    const auto same = [&](std::size_t other) {
      const BeatContext& b = beats_[other];
      return b.strength == beat.strength && b.metre == beat.metre && b.place == beat.place &&
             mode(other) == mode(i);
    };
    const auto found = std::find_if(made.begin(), made.end(), same);
    like_.push_back(static_cast<std::size_t>(found - made.begin()));
    if (found != made.end()) continue;
    made.push_back(i);
    Hazards& next = hazards_.emplace_back();
    for (int age = 1; age <= kChordAges; ++age) {
      for (int f = 0; f < kMostFunctions; ++f) {
        next[(age - 1) * kMostFunctions + f] =
            static_cast<float>(tables_.change(mode(i), request_.pace, beat, age, f));
      }
    }
  }
}

void Lookout::look_back() {
  Ahead& last = states_.back();
  last.all.fill(1);
  last.leaving.fill(0);
  for (std::size_t beat = beats_.size() - 1; beat > 0; --beat) {
    if (stays_in_key(beat)) {
      look_back_within(beat);
    } else {
      look_back_across(beat);
    }
    Ahead& before = states_[beat - 1];
    const float most = *std::max_element(before.all.begin(), before.all.end());
    if (most <= 0) continue;
    for (float& each : before.all) each /= most;
    for (float& each : before.leaving) each /= most;
  }
}

// From a beat to the one before it in the same key.
void Lookout::look_back_within(std::size_t beat) {
  const Ahead& after = states_[beat];
  Ahead& made = states_[beat - 1];
  made.all.fill(0);
  made.leaving.fill(0);
  const Hazards& hazards = hazards_[like_[beat]];
  std::array<float, kChordsBefore> moved;
  for (int f = 0; f < function_count(mode(beat)); ++f) {
    if (!allowed(beat - 1, f)) continue;
    moved.fill(0);
    const float* moves = tables_.moves(mode(beat), beats_[beat], f);
    for (int next = 0; next < function_count(mode(beat)); ++next, moves += kChordsBefore) {
      if (next == f) continue;
      const float ahead = begun(beat, next, f);
      if (ahead <= 0) continue;
      for (int before = 0; before < kChordsBefore; ++before) moved[before] += moves[before] * ahead;
    }
    const bool rests = rest_key(beat) && f == rest_;
    for (int age = 1; age <= kChordAges; ++age) {
      const float change = hazards[(age - 1) * kMostFunctions + f];
      const float stay = allowed(beat, f) ? 1 - change : 0;
      const float* older = &after.all[state_of(f, age + 1, 0)];
      float* all = &made.all[state_of(f, age, 0)];
      for (int before = 0; before < kChordsBefore; ++before) {
        all[before] = stay * older[before] + change * moved[before];
      }
      if (!rests) continue;
      const float* leaving_older = &after.leaving[state_of(0, age + 1, 0)];
      float* leaving = &made.leaving[state_of(0, age, 0)];
      for (int before = 0; before < kChordsBefore; ++before) {
        leaving[before] = stay * leaving_older[before] + change * moved[before];
      }
    }
  }
}

// From the first beat of a new key to the one before it.
void Lookout::look_back_across(std::size_t beat) {
  Ahead& made = states_[beat - 1];
  made.all.fill(0);
  for (int f = 0; f < function_count(mode(beat - 1)); ++f) {
    if (!allowed(beat - 1, f)) continue;
    const int was = function_of(label(beat - 1, f), key(beat));
    const float* entries = tables_.entries(mode(beat), beats_[beat], was);
    float sum = 0;
    for (int next = 0; next < function_count(mode(beat)); ++next) {
      sum += entries[next] * begun(beat, next, was);
    }
    std::fill_n(&made.all[state_of(f, 1, 0)], kAgeStates, sum);
  }
  // Whatever is the last chord later leaves this one: it is in another key.
  std::copy_n(&made.all[state_of(rest_ == kNoFunction ? 0 : rest_, 1, 0)], kAgeStates,
              made.leaving.begin());
}

std::vector<PlanLabel> Lookout::draw(Draws& draws) const {
  std::array<double, kMostFunctions + 1> weights{};  // the last: it stays
  const auto nothing = [&] {
    return std::all_of(weights.begin(), weights.end(), [](double w) { return w <= 0; });
  };
  tables_.first(request_.home, request_.role, key(0), beats_[0],
                std::span(weights).first<kMostFunctions>());
  for (int f = 0; f < kMostFunctions; ++f) {
    weights[f] *= allowed(0, f) ? states_[0].all[state_of(f, 1, kNoFunction)] : 0;
  }
  if (nothing()) return {};
  int function = static_cast<int>(draws.weighted(weights));
  int before = kNoFunction;
  int age = 1;
  bool leaves = false;  // it may not be the last chord already
  std::vector<PlanLabel> labels = {label(0, function)};
  for (std::size_t beat = 1; beat < beats_.size(); ++beat) {
    weights.fill(0);
    const bool within = stays_in_key(beat);
    const int from = within ? function : function_of(labels.back(), key(beat));
    double change = 1;
    if (within) {
      change = hazards_[like_[beat]][(std::min(age, kChordAges) - 1) * kMostFunctions + function];
      const Ahead& ahead = states_[beat];
      weights[kMostFunctions] = !allowed(beat, function) ? 0
                                : leaves
                                    ? (1 - change) * ahead.leaving[state_of(0, age + 1, before)]
                                    : (1 - change) * ahead.all[state_of(function, age + 1, before)];
    }
    for (int next = 0; next < function_count(mode(beat)); ++next) {
      if (within && next == function) continue;
      const float p =
          within ? tables_.moves(mode(beat), beats_[beat], function)[next * kChordsBefore + before]
                 : tables_.entries(mode(beat), beats_[beat], from)[next];
      weights[next] = change * p * begun(beat, next, from);
    }
    if (nothing()) return {};
    const int drawn = static_cast<int>(draws.weighted(weights));
    if (drawn == kMostFunctions) {
      ++age;
    } else {
      before = from;
      function = drawn;
      age = 1;
      leaves = rest_key(beat) && function == rest_ && !may_rest(function, from);
    }
    labels.push_back(label(beat, function));
  }
  return labels;
}

}  // namespace

double chord_nats(const ChordTables& tables, Mode home, PartRole role, int pace,
                  std::span<const BeatContext> beats, std::span<const PlanLabel> labels) {
  std::array<double, kMostFunctions> first{};
  tables.first(home, role, labels[0].key, beats[0], first);
  double sum = -portable_log(first[function_of(labels[0])]);
  int age = 1;
  int before = kNoFunction;
  for (std::size_t i = 1; i < labels.size(); ++i) {
    const PlanLabel& last = labels[i - 1];
    const PlanLabel& next = labels[i];
    const int mode = next.key / kTonics;
    if (next.key != last.key) {
      before = function_of(last, next.key);
      sum -= portable_log(tables.entries(mode, beats[i], before)[function_of(next)]);
      age = 1;
      continue;
    }
    const double change = tables.change(mode, pace, beats[i], age, function_of(last));
    if (next == last) {
      sum -= portable_log(1 - change);
      ++age;
      continue;
    }
    const float* moves = tables.moves(mode, beats[i], function_of(last));
    sum -= portable_log(change * moves[function_of(next) * kChordsBefore + before]);
    before = function_of(last);
    age = 1;
  }
  return sum;
}

std::vector<PlanLabel> draw_chords(const ChordTables& tables, const ChordRequest& request,
                                   std::span<const BeatContext> beats, Draws& draws) {
  std::vector<PlanLabel> labels = Lookout(tables, request, beats).draw(draws);
  if (!labels.empty()) return labels;
  ChordRequest any = request;
  any.leads = kAnyFunction;
  return Lookout(tables, any, beats).draw(draws);
}

}  // namespace bach

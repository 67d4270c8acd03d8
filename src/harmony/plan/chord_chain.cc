#include "harmony/plan/chord_chain.h"

#include <algorithm>
#include <array>
#include <bit>
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

// The chord chain and what is asked of it, looked at from the end. Numbers are kept for a block of
// beats at a time, and for the last beat of each block: those of other blocks are made again.
class Lookout {
 public:
  Lookout(const ChordTables& tables, const ChordRequest& request,
          std::span<const BeatContext> beats);

  // Empty when nothing meets the request.
  std::vector<std::vector<PlanLabel>> draw(int count, Draws& draws);

 private:
  static constexpr std::size_t kBlock = 512;
  // Of a beat: how probable what follows it is from each state, up to a factor. `leaving` is that of
  // the states on the chord of the end that will leave it once more: [age − 1][before].
  struct Ahead {
    std::array<float, kStates> all;
    std::array<float, kAgeStates> leaving;
  };
  // Of the change onto a beat: [age − 1][function].
  using Hazards = std::array<float, std::size_t{kChordAges} * kMostFunctions>;
  // A way to fill the section, up to a beat.
  struct Way {
    std::vector<PlanLabel> labels;
    int function = 0;
    int before = kNoFunction;
    int age = 1;
    bool leaves = false;  // its chord is that of the end, but not there yet
  };

  bool allowed(std::size_t beat, int function) const {
    return (request_.allowed[beat] >> function & 1) != 0;
  }
  int key(std::size_t beat) const { return request_.keys[beat]; }
  int mode(std::size_t beat) const { return key(beat) / kTonics; }
  bool stays_in_key(std::size_t beat) const { return key(beat) == key(beat - 1); }
  PlanLabel label(std::size_t beat, int function) const {
    return {request_.keys[beat], static_cast<std::uint8_t>(first_function(mode(beat)) + function)};
  }
  bool rests(std::size_t beat, int function) const {
    return function == rest_ && key(beat) == request_.keys.back();
  }
  // Whether `function` is the chord of the end, and what stands before it does not lead there.
  bool leaves_again(std::size_t beat, int function, int before) const {
    if (!rests(beat, function)) return false;
    return before == kNoFunction || (request_.leads >> before & 1) == 0;
  }
  // What lies ahead of a chord that begins on a beat.
  float begun(const Ahead& ahead, std::size_t beat, int function, int before) const {
    if (!allowed(beat, function)) return 0;
    if (leaves_again(beat, function, before)) return ahead.leaving[before];
    return ahead.all[state_of(function, 1, before)];
  }

  void fill_hazards();
  void fill_block(std::size_t block);
  // From a beat to the one before it.
  void look_back(std::size_t beat, const Ahead& after, Ahead& made) const;
  void look_back_within(std::size_t beat, const Ahead& after, Ahead& made) const;
  void look_back_across(std::size_t beat, const Ahead& after, Ahead& made) const;
  // False when nothing can follow.
  bool begin(Way& way, Draws& draws) const;
  bool go_on(Way& way, std::size_t beat, Draws& draws) const;

  const ChordTables& tables_;
  const ChordRequest& request_;
  std::span<const BeatContext> beats_;
  int rest_ = kNoFunction;         // the chord of the end, where something must lead to it
  std::vector<Hazards> hazards_;   // of beats that are alike
  std::vector<std::size_t> like_;  // index into hazards_, one a beat
  std::vector<Ahead> ends_;        // of the last beat of each block
  std::vector<Ahead> block_;       // of all beats of one block
};

Lookout::Lookout(const ChordTables& tables, const ChordRequest& request,
                 std::span<const BeatContext> beats)
    : tables_(tables), request_(request), beats_(beats) {
  const FunctionSet last = request.allowed.back();
  const bool single = (last & (last - 1)) == 0;
  if (request.leads != kAnyFunction && single) rest_ = std::countr_zero(last);
  fill_hazards();
  ends_.resize((beats.size() + kBlock - 1) / kBlock);
  block_.resize(std::min(beats.size(), kBlock));
  ends_.back().all.fill(1);
  ends_.back().leaving.fill(0);
  for (std::size_t block = ends_.size(); block-- > 0;) {
    fill_block(block);
    if (block > 0) look_back(block * kBlock, block_.front(), ends_[block - 1]);
  }
}

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

void Lookout::fill_block(std::size_t block) {
  const std::size_t begin = block * kBlock;
  std::size_t at = std::min(beats_.size() - begin, kBlock) - 1;
  block_[at] = ends_[block];
  for (; at > 0; --at) look_back(begin + at, block_[at], block_[at - 1]);
}

void Lookout::look_back(std::size_t beat, const Ahead& after, Ahead& made) const {
  made.all.fill(0);
  made.leaving.fill(0);
  if (stays_in_key(beat)) {
    look_back_within(beat, after, made);
  } else {
    look_back_across(beat, after, made);
  }
  const float most = *std::max_element(made.all.begin(), made.all.end());
  if (most <= 0) return;
  for (float& each : made.all) each /= most;
  for (float& each : made.leaving) each /= most;
}

void Lookout::look_back_within(std::size_t beat, const Ahead& after, Ahead& made) const {
  const Hazards& hazards = hazards_[like_[beat]];
  std::array<float, kChordsBefore> moved;
  for (int f = 0; f < function_count(mode(beat)); ++f) {
    if (!allowed(beat - 1, f)) continue;
    moved.fill(0);
    const float* moves = tables_.moves(mode(beat), beats_[beat], f);
    for (int next = 0; next < function_count(mode(beat)); ++next, moves += kChordsBefore) {
      if (next == f) continue;
      const float ahead = begun(after, beat, next, f);
      if (ahead <= 0) continue;
      for (int before = 0; before < kChordsBefore; ++before) {
        moved[before] += moves[before] * ahead;
      }
    }
    for (int age = 1; age <= kChordAges; ++age) {
      const float change = hazards[(age - 1) * kMostFunctions + f];
      const float stay = allowed(beat, f) ? 1 - change : 0;
      const auto fill = [&](const float* older, float* out) {
        for (int before = 0; before < kChordsBefore; ++before) {
          out[before] = stay * older[before] + change * moved[before];
        }
      };
      fill(&after.all[state_of(f, age + 1, 0)], &made.all[state_of(f, age, 0)]);
      if (!rests(beat, f)) continue;
      fill(&after.leaving[state_of(0, age + 1, 0)], &made.leaving[state_of(0, age, 0)]);
    }
  }
}

void Lookout::look_back_across(std::size_t beat, const Ahead& after, Ahead& made) const {
  for (int f = 0; f < function_count(mode(beat - 1)); ++f) {
    if (!allowed(beat - 1, f)) continue;
    const int was = function_of(label(beat - 1, f), key(beat));
    const float* entries = tables_.entries(mode(beat), beats_[beat], was);
    float sum = 0;
    for (int next = 0; next < function_count(mode(beat)); ++next) {
      sum += entries[next] * begun(after, beat, next, was);
    }
    std::fill_n(&made.all[state_of(f, 1, 0)], kAgeStates, sum);
    // Whatever stands before a change of key is left.
    if (f == rest_) made.leaving.fill(sum);
  }
}

bool Lookout::begin(Way& way, Draws& draws) const {
  std::array<double, kMostFunctions> weights{};
  tables_.first(request_.home, request_.role, key(0), beats_[0], weights);
  double sum = 0;
  for (int f = 0; f < kMostFunctions; ++f) {
    // Nothing stands before it: it may be the chord of the end.
    weights[f] *= allowed(0, f) ? block_[0].all[state_of(f, 1, kNoFunction)] : 0;
    sum += weights[f];
  }
  if (sum <= 0) return false;
  way.function = static_cast<int>(draws.weighted(weights));
  way.labels.push_back(label(0, way.function));
  return true;
}

bool Lookout::go_on(Way& way, std::size_t beat, Draws& draws) const {
  const Ahead& ahead = block_[beat % kBlock];
  constexpr int kStays = kMostFunctions;
  std::array<double, kMostFunctions + 1> weights{};
  const bool within = stays_in_key(beat);
  const int from = within ? way.function : function_of(way.labels.back(), key(beat));
  double change = 1;
  if (within) {
    const int age = std::min(way.age, kChordAges);
    change = hazards_[like_[beat]][(age - 1) * kMostFunctions + way.function];
    const float stays = way.leaves ? ahead.leaving[state_of(0, age + 1, way.before)]
                                   : ahead.all[state_of(way.function, age + 1, way.before)];
    weights[kStays] = allowed(beat, way.function) ? (1 - change) * stays : 0;
  }
  const float* p = within ? tables_.moves(mode(beat), beats_[beat], from) + way.before
                          : tables_.entries(mode(beat), beats_[beat], from);
  double sum = weights[kStays];
  for (int next = 0; next < function_count(mode(beat)); ++next) {
    if (within && next == from) continue;
    weights[next] =
        change * p[within ? next * kChordsBefore : next] * begun(ahead, beat, next, from);
    sum += weights[next];
  }
  if (sum <= 0) return false;
  const int drawn = static_cast<int>(draws.weighted(weights));
  if (drawn == kStays) {
    ++way.age;
  } else {
    way.before = from;
    way.function = drawn;
    way.age = 1;
    way.leaves = leaves_again(beat, drawn, from);
  }
  way.labels.push_back(label(beat, way.function));
  return true;
}

std::vector<std::vector<PlanLabel>> Lookout::draw(int count, Draws& draws) {
  std::vector<Way> ways(static_cast<std::size_t>(count));
  for (Way& way : ways) {
    if (!begin(way, draws)) return {};
  }
  for (std::size_t beat = 1; beat < beats_.size(); ++beat) {
    if (beat % kBlock == 0) fill_block(beat / kBlock);
    for (Way& way : ways) {
      if (!go_on(way, beat, draws)) return {};
    }
  }
  std::vector<std::vector<PlanLabel>> drawn;
  for (Way& way : ways) drawn.push_back(std::move(way.labels));
  return drawn;
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

std::vector<std::vector<PlanLabel>> draw_chords(const ChordTables& tables,
                                                const ChordRequest& request,
                                                std::span<const BeatContext> beats, int count,
                                                Draws& draws) {
  auto ways = Lookout(tables, request, beats).draw(count, draws);
  if (!ways.empty()) return ways;
  ChordRequest any = request;
  any.leads = kAnyFunction;
  return Lookout(tables, any, beats).draw(count, draws);
}

}  // namespace bach

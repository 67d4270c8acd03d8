// Motives drawn bar by bar: what the pieces learned from would take up at this place, weighed by how
// well it suits the harmony and the register.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/math.h"
#include "form/motive/model.h"

namespace bach {
namespace {

constexpr double kTakeChords = 0.7;  // how often a bar's chords are replaced where they may be
constexpr double kDrawnFirst = 0.3;  // the drawn choice's advantage over the others
// Registers are steps above where the piece begins, as far as they can be told from sequences.
constexpr double kRegisterKept = 0.6;  // of its distance, by a bar that is not taken
constexpr double kFreeLeap = 2;        // steps from bar to bar that cost nothing
constexpr double kLeapScale = 2;
constexpr double kFreeRange = 5;
constexpr double kRangeScale = 1.5;
// The same bar again, at the same pitch.
constexpr int kChainBars = 7;
constexpr int kNearChainBars = 3;
constexpr double kNearChain = 0.22;
constexpr int kMostLiteralRun = 3;

struct MotiveOption {
  int token = 0;
  int source = -1;
  int shift = 0;
  int agreement = 0;
  double weight = 0;
};

// References by place are kept to when they are drawn: what they name is the point of them.
bool is_by_name(BarReference reference) {
  return reference == BarReference::kFollows || reference == BarReference::kSamePlace ||
         reference == BarReference::kSameEnd || reference == BarReference::kOpening;
}

class MotiveDrawing {
 public:
  MotiveDrawing(const MotiveStatistics& statistics, const MotiveFrame& frame,
                const HarmonyPlan& harmony, Draws& draws)
      : statistics_(statistics),
        frame_(frame),
        draws_(draws),
        places_(outline_of(frame)),
        history_(places_, statistics.draw_repetition(frame.kind, draws)),
        harmony_(harmony) {
    if (!harmony_.empty()) letters_ = chord_letters(harmony_, frame_);
  }

  DrawnMotives draw() && {
    MotivePlan plan;
    while (!history_.done()) plan.push_back(draw_bar());
    return {std::move(plan), std::move(harmony_)};
  }

 private:
  static std::size_t at(int index) { return static_cast<std::size_t>(index); }
  const FrameBar& frame_bar(int index) const { return frame_.bars[at(index)]; }

  double agreement_ratio(const MotiveOption& option) const {
    if (harmony_.empty() || !is_taken(token_relation(option.token))) return 1;
    const auto& ratios = token_relation(option.token) == BarRelation::kSequence
                             ? statistics_.moved_agreement()
                             : statistics_.unmoved_agreement();
    return ratios[at(option.agreement)];
  }

  // How well the bar's register follows the last one's.
  double register_weight(const MotiveOption& option) const {
    if (registers_.empty() || !is_taken(token_relation(option.token))) return 1;
    const BarReference reference = token_reference(option.token);
    if (is_by_name(reference) && reference != BarReference::kFollows) return 1;
    const double here = registers_[at(option.source)] + option.shift;
    const double leap = std::max(0.0, std::abs(here - registers_.back()) - kFreeLeap);
    const double range = std::max(0.0, std::abs(here) - kFreeRange);
    return portable_exp(-leap / kLeapScale - range / kRangeScale);
  }

  double chain_weight(const MotiveOption& option) const {
    const BarRelation relation = token_relation(option.token);
    if (!is_taken(relation)) return 1;
    const int distance = history_.next() - option.source;
    if (relation == BarRelation::kLiteral && history_.literal_run(distance) >= kMostLiteralRun) {
      return 0;
    }
    const BarRoot root = history_.root(option.source, option.shift);
    if (history_.heard(root, kChainBars) > 1) return 0;
    return history_.heard(root, kNearChainBars) > 0 ? kNearChain : 1;
  }

  void add_option(std::vector<MotiveOption>& options, int token, int source, int shift,
                  double probability) const {
    MotiveOption option{token, source, shift, 0, probability};
    if (!harmony_.empty() && is_taken(token_relation(token))) {
      option.agreement =
          chord_agreement(letters_[at(source)], letters_[at(history_.next())], shift);
      double ratio = agreement_ratio(option);
      option.weight *= ratio * std::sqrt(ratio);  // the power of kAgreementPower
    }
    option.weight *= register_weight(option) * chain_weight(option);
    options.push_back(option);
  }

  std::vector<MotiveOption> options() const {
    const BarSources sources = history_.sources();
    const auto tokens = statistics_.token_probabilities(history_, sources);
    const std::vector<double> far = statistics_.far_probabilities(history_, sources);
    std::vector<MotiveOption> options = {{0, -1, 0, 0, tokens[0]}};
    for (int token = 1; token < kBarTokens; ++token) {
      const double probability = tokens[at(token)];
      if (probability <= 0) continue;
      const BarReference reference = token_reference(token);
      const bool is_far = reference == BarReference::kFar;
      const std::size_t count = is_far ? sources.far.size() : 1;
      std::array<double, kShifts> shifts{};
      const bool moved = token_relation(token) == BarRelation::kSequence;
      if (moved) shifts = statistics_.shift_probabilities(history_, reference);
      for (std::size_t k = 0; k < count; ++k) {
        const int source = is_far ? sources.far[k] : sources.named[at(static_cast<int>(reference))];
        const double of_source = probability * (is_far ? far[k] : 1);
        if (!moved) {
          add_option(options, token, source, 0, of_source);
          continue;
        }
        for (int shift = -kMostShift; shift <= kMostShift; ++shift) {
          const double p = shifts[at(shift + kMostShift)];
          if (p > 0) add_option(options, token, source, shift, of_source * p);
        }
      }
    }
    return options;
  }

  std::size_t draw_option(const std::vector<MotiveOption>& options) const {
    std::vector<double> weights;
    for (const MotiveOption& option : options) weights.push_back(option.weight);
    return draws_.weighted(weights);
  }

  // Others that could stand for the drawn one: of the same relation, and of the same name where that
  // matters.
  std::vector<MotiveOption> with_others(const MotiveOption& drawn,
                                        std::vector<MotiveOption> options) const {
    std::vector<MotiveOption> chosen = {drawn};
    const BarReference reference = token_reference(drawn.token);
    std::erase_if(options, [&](const MotiveOption& option) {
      if (option.token == 0 || option.weight <= 0) return true;
      if (token_relation(option.token) != token_relation(drawn.token)) return true;
      const BarReference other = token_reference(option.token);
      return is_by_name(reference) ? other != reference : is_by_name(other);
    });
    for (int k = 1; k < kMostChoices; ++k) {
      const MotiveOption& option = options[draw_option(options)];
      const bool known = std::any_of(chosen.begin(), chosen.end(), [&](const MotiveOption& each) {
        return each.source == option.source && each.shift == option.shift;
      });
      if (!known) chosen.push_back(option);
    }
    return chosen;
  }

  MotiveChoice choice_of(const MotiveOption& option) const {
    MotiveChoice choice;
    choice.relation = token_relation(option.token);
    if (option.token == 0) return choice;
    choice.source = frame_bar(option.source).line;
    choice.shift = option.shift;
    choice.follows = token_reference(option.token) == BarReference::kFollows;
    choice.same_shift = choice.follows && choice.relation == BarRelation::kSequence &&
                        history_.bars().back().relation == BarRelation::kSequence &&
                        history_.bars().back().shift == option.shift;
    choice.weight = portable_log(agreement_ratio(option));
    return choice;
  }

  // Whether the bar may carry other chords than it was given.
  bool may_take_chords(const MotiveOption& drawn) const {
    const int bar = history_.next();
    if (harmony_.empty() || !is_taken(token_relation(drawn.token))) return false;
    if (drawn.agreement == kAgreements - 1) return false;
    if (places_.place(bar) <= 0 || places_.left(bar) <= 1) return false;
    if (!frame_bar(bar).full || !frame_bar(drawn.source).full) return false;
    return 3 * (replaced_ + 1) <= places_.bars();
  }

  PlannedBar draw_bar() {
    const int bar = history_.next();
    std::vector<MotiveOption> all = options();
    const MotiveOption drawn = all[draw_option(all)];
    if (may_take_chords(drawn) && draws_.uniform() < kTakeChords) {
      take_chords(harmony_, frame_bar(drawn.source), frame_bar(bar), drawn.shift);
      letters_[at(bar)] = chord_letters(harmony_, frame_bar(bar));
      ++replaced_;
      for (MotiveOption& option : all) {
        if (option.source < 0) continue;
        option.agreement =
            chord_agreement(letters_[at(option.source)], letters_[at(bar)], option.shift);
      }
    }
    PlannedBar planned{frame_bar(bar).begin, frame_bar(bar).line, {}};
    if (drawn.token == 0) {
      planned.choices.push_back(choice_of(drawn));
    } else {
      for (const MotiveOption& option : with_others(drawn, std::move(all))) {
        planned.choices.push_back(choice_of(option));
      }
      planned.choices.front().weight += kDrawnFirst;
    }
    const BarRelation relation = token_relation(drawn.token);
    const double before = registers_.empty() ? 0 : registers_.back();
    registers_.push_back(is_taken(relation) ? registers_[at(drawn.source)] + drawn.shift
                                            : kRegisterKept * before);
    history_.add({relation, drawn.source, drawn.shift, drawn.agreement});
    return planned;
  }

  const MotiveStatistics& statistics_;
  const MotiveFrame& frame_;
  Draws& draws_;
  BarPlaces places_;
  MotiveHistory history_;
  HarmonyPlan harmony_;
  std::vector<ChordLetters> letters_;  // of the bars; empty without harmony
  std::vector<double> registers_;      // of the bars so far
  int replaced_ = 0;                   // bars that carry other chords
};

}  // namespace

DrawnMotives MotiveModel::draw(const MotiveFrame& frame, const HarmonyPlan& harmony,
                               Draws& draws) const {
  return MotiveDrawing(statistics_, frame, harmony, draws).draw();
}

}  // namespace bach

#include "compose/motive_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <vector>

#include "base/number_text.h"
#include "compose/plan_text.h"
#include "compose/plan_words.h"

namespace bach {
namespace {

constexpr int kMostSteps = 14;  // of a sequence: two octaves
constexpr double kMostWeight = 1000;

// By BarRelation.
constexpr std::array<std::string_view, 5> kRelationWords = {"new", "rhythm of", "figure of",
                                                            "sequence of", "="};

std::string choice_text(const MotiveChoice& choice, const PlanRuler& ruler) {
  std::string text = "bar " + std::to_string(ruler.number_of(choice.source));
  if (choice.shift != 0) {
    text += (choice.shift > 0 ? " up " : " down ") + std::to_string(std::abs(choice.shift));
  }
  if (choice.follows) text += " next";
  if (choice.same_shift) text += " alike";
  if (choice.weight != 0) text += " (" + number_text(choice.weight) + ")";
  return text;
}

std::optional<double> weight_from(std::string_view word) {
  if (word.size() < 3 || word.front() != '(' || word.back() != ')') return std::nullopt;
  const std::string_view digits = word.substr(1, word.size() - 2);
  double weight = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), weight);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (!(std::abs(weight) <= kMostWeight)) return std::nullopt;
  return weight;
}

// Words one after the other.
class MotiveWords {
 public:
  explicit MotiveWords(std::string_view text) : words_(plan_words(text)) {}

  bool over() const { return next_ == words_.size(); }
  std::string_view word() const { return over() ? std::string_view() : words_[next_]; }
  bool take(std::string_view word) {
    if (over() || words_[next_] != word) return false;
    ++next_;
    return true;
  }
  void skip() { ++next_; }
  std::optional<int> take_number() {
    const std::optional<int> number = plan_number(word());
    if (number) ++next_;
    return number;
  }
  std::optional<double> take_weight() {
    const std::optional<double> weight = weight_from(word());
    if (weight) ++next_;
    return weight;
  }

 private:
  std::vector<std::string_view> words_;
  std::size_t next_ = 0;
};

Error not_taken(const std::string& why) { return {ErrorCode::kInvalidData, why, {}}; }

std::optional<BarRelation> take_relation(MotiveWords& words) {
  if (words.take("=")) return BarRelation::kLiteral;
  std::optional<BarRelation> relation;
  if (words.take("sequence")) relation = BarRelation::kSequence;
  if (words.take("figure")) relation = BarRelation::kFigure;
  if (words.take("rhythm")) relation = BarRelation::kRhythm;
  if (!relation || !words.take("of")) return std::nullopt;
  return relation;
}

std::optional<BarHalves> take_halves(MotiveWords& words) {
  if (!words.take("halves")) return std::nullopt;
  if (words.take("alike")) return BarHalves::kFigure;
  if (words.take("in") && words.take("rhythm")) return BarHalves::kRhythm;
  return std::nullopt;
}

Result<std::vector<Tick>> take_attacks(MotiveWords& words, const PlanRuler& ruler) {
  std::vector<Tick> attacks;
  while (!words.over() && words.word() != "with") {
    const std::optional<Tick> place = ruler.offset_from(words.word());
    if (!place || (!attacks.empty() && *place <= attacks.back())) {
      return not_taken(
          "behind \"on\" stand beats of the bar, in order, as in \"new on 1 2+1/2 3\"");
    }
    attacks.push_back(*place);
    words.skip();
  }
  if (attacks.empty()) return not_taken("behind \"on\" stands no beat");
  return attacks;
}

Result<MotiveChoice> take_choice(MotiveWords& words, BarRelation relation, const PlanRuler& ruler) {
  MotiveChoice choice;
  choice.relation = relation;
  const bool bar = words.take("bar");
  const std::optional<int> number = words.take_number();
  if (!bar || !number) return not_taken("a bar is named as in \"figure of bar 3\"");
  choice.source = ruler.line_of(*number);
  const bool up = words.take("up");
  if (up || words.take("down")) {
    const std::optional<int> steps = words.take_number();
    if (!steps || *steps < 1 || *steps > kMostSteps) {
      return not_taken("a sequence goes up or down by 1 to " + std::to_string(kMostSteps) +
                       " steps");
    }
    choice.shift = up ? *steps : -*steps;
  }
  if ((relation == BarRelation::kSequence) != (choice.shift != 0)) {
    return not_taken(choice.shift != 0 ? "a sequence alone goes up or down"
                                       : "a sequence goes up or down: \"sequence of bar " +
                                             std::to_string(*number) + " up 1\"");
  }
  choice.follows = words.take("next");
  choice.same_shift = words.take("alike");
  if (choice.same_shift && !(choice.follows && choice.shift != 0)) {
    return not_taken("\"alike\" stands behind \"next\", of a sequence");
  }
  if (!words.over() && words.word().front() == '(') {
    const std::optional<double> weight = words.take_weight();
    if (!weight) return not_taken("a weight is a number from -1000 to 1000 in brackets");
    choice.weight = *weight;
  }
  return choice;
}

}  // namespace

std::string motive_text(const PlannedBar& bar, const PlanRuler& ruler) {
  const BarRelation relation = bar.choices.front().relation;
  std::string text;
  for (const MotiveChoice& choice : bar.choices) {
    if (relation == BarRelation::kNew) break;
    text += text.empty() ? std::string(kRelationWords[static_cast<std::size_t>(relation)]) + " "
                         : " or ";
    text += choice_text(choice, ruler);
  }
  if (bar.halves == BarHalves::kFree && bar.attacks.empty()) return text;
  if (text.empty()) text = kRelationWords.front();
  if (!bar.attacks.empty()) text += " on";
  for (const Tick attack : bar.attacks) text += " " + ruler.offset_text(attack);
  if (bar.halves == BarHalves::kFree) return text;
  return text +
         (bar.halves == BarHalves::kFigure ? " with halves alike" : " with halves in rhythm");
}

Result<PlannedBar> motive_from_text(std::string_view text, const PlanRuler& ruler) {
  MotiveWords words(text);
  PlannedBar bar;
  BarRelation relation = BarRelation::kNew;
  if (words.over()) {
    bar.choices = {MotiveChoice{}};
    return bar;
  }
  if (words.take("new")) {
    bar.choices = {MotiveChoice{}};
    if (words.take("on")) {
      Result<std::vector<Tick>> attacks = take_attacks(words, ruler);
      if (!attacks) return std::move(attacks).error();
      bar.attacks = std::move(*attacks);
    }
  } else {
    const std::optional<BarRelation> taken = take_relation(words);
    if (!taken) {
      return not_taken(
          "a bar is new, \"= bar 1\", \"sequence of bar 1 up 1\", \"figure of bar 1\" "
          "or \"rhythm of bar 1\"");
    }
    relation = *taken;
    do {
      Result<MotiveChoice> choice = take_choice(words, relation, ruler);
      if (!choice) return std::move(choice).error();
      bar.choices.push_back(*choice);
      if (bar.choices.size() > kMostPlanChoices) {
        return not_taken("there are more than " + std::to_string(kMostPlanChoices) + " choices");
      }
    } while (words.take("or"));
  }
  if (words.take("with")) {
    const std::optional<BarHalves> halves = take_halves(words);
    if (!halves)
      return not_taken("behind \"with\" stands \"halves alike\" or \"halves in rhythm\"");
    if (relation > BarRelation::kRhythm) {
      return not_taken("halves are of a bar that is new or has another's rhythm");
    }
    bar.halves = *halves;
  }
  if (!words.over()) {
    return not_taken(plan_quoted(words.word()) + " is not expected; choices are parted by \"or\"");
  }
  return bar;
}

}  // namespace bach

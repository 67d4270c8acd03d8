#include "form/motive/statistics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace bach {
namespace {

constexpr double kTokenDiscount = 8;
constexpr double kShiftDiscount = 4;
constexpr double kHalvesDiscount = 2;
constexpr double kFarSmoothing = 2;
constexpr double kAgreementSmoothing = 2;

// Of taken bars and any two the ratio of the rates of their agreements.
std::array<double, kAgreements> agreement_ratios(const std::array<int, kAgreements>& taken,
                                                 const std::array<int, kAgreements>& chance) {
  double all_taken = 0;
  double all_chance = 0;
  for (std::size_t k = 0; k < kAgreements; ++k) {
    all_taken += taken[k] + kAgreementSmoothing;
    all_chance += chance[k] + kAgreementSmoothing;
  }
  std::array<double, kAgreements> ratios{};
  for (std::size_t k = 0; k < kAgreements; ++k) {
    ratios[k] = (taken[k] + kAgreementSmoothing) / all_taken /
                ((chance[k] + kAgreementSmoothing) / all_chance);
  }
  return ratios;
}

}  // namespace

MotiveStatistics::MotiveStatistics(const MotiveBook& book)
    : tokens_(kBarTokens, std::vector<double>(kTokenContexts, kTokenDiscount)),
      shifts_(kShifts, std::vector<double>(kShiftContexts, kShiftDiscount)),
      halves_(kBarHalves, std::vector<double>(kHalvesContexts, kHalvesDiscount)),
      rates_(book.rates()) {
  for (const LearnedPiece& piece : book.pieces()) learn(piece);
  learn_agreement(book);
}

void MotiveStatistics::learn(const LearnedPiece& piece) {
  const BarPlaces places(piece.outline);
  const int repetition = repetition_of(piece.bars);
  repetitions_.emplace_back(piece.outline.kind, repetition);
  MotiveHistory history(places, repetition);
  for (const LearnedBar& bar : piece.bars) {
    const int token = history.token_of(bar);
    tokens_.add(history.token_contexts(), token);
    if (bar.relation == BarRelation::kSequence) {
      shifts_.add(history.shift_contexts(token_reference(token), bar.source),
                  bar.shift + kMostShift);
    }
    if (token > 0 && token_reference(token) == BarReference::kFar) {
      const std::vector<int> far = history.sources().far;
      far_taken_[static_cast<std::size_t>(history.far_key(bar.source))] += 1;
      for (const int source : far) {
        far_offered_[static_cast<std::size_t>(history.far_key(source))] +=
            1.0 / static_cast<double>(far.size());
      }
    }
    if (has_own_halves(bar.relation) && places.can_have_halves(history.next())) {
      halves_.add(history.halves_contexts(bar.source), static_cast<int>(bar.halves));
      knows_halves_ = knows_halves_ || bar.halves != BarHalves::kFree;
    }
    history.add(bar);
  }
}

void MotiveStatistics::learn_agreement(const MotiveBook& book) {
  ChanceAgreement taken;
  ChanceAgreement chance;
  for (const LearnedPiece& piece : book.pieces()) {
    for (const LearnedBar& bar : piece.bars) {
      const auto agreement = static_cast<std::size_t>(bar.agreement);
      if (bar.relation == BarRelation::kSequence) ++taken.moved[agreement];
      if (bar.relation == BarRelation::kLiteral) ++taken.unmoved[agreement];
    }
    for (std::size_t k = 0; k < kAgreements; ++k) {
      chance.moved[k] += piece.chance.moved[k];
      chance.unmoved[k] += piece.chance.unmoved[k];
    }
  }
  moved_agreement_ = agreement_ratios(taken.moved, chance.moved);
  unmoved_agreement_ = agreement_ratios(taken.unmoved, chance.unmoved);
}

// What the place leads to expect: refined by the last token and the piece's repetition, and by what
// kind, part and the token before do to it, each by the square root of its ratio, for they overlap.
std::array<double, kBarTokens> MotiveStatistics::token_probabilities(
    const MotiveHistory& history, const BarSources& sources) const {
  const auto contexts = history.token_contexts();
  std::array<double, kBarTokens> of_place;
  of_place.fill(1.0 / kBarTokens);
  tokens_.refine(kOfPlace, contexts[kOfPlace], of_place);
  std::array<double, kBarTokens> p = of_place;
  tokens_.refine(kOfLastToken, contexts[kOfLastToken], p);
  tokens_.refine(kOfRepetition, contexts[kOfRepetition], p);
  for (const TokenContext side : {kOfKind, kOfAnswering, kOfTokenBefore}) {
    std::array<double, kBarTokens> refined = of_place;
    tokens_.refine(side, contexts[side], refined);
    for (std::size_t k = 0; k < p.size(); ++k) p[k] *= std::sqrt(refined[k] / of_place[k]);
  }
  double sum = p[0];
  for (int token = 1; token < kBarTokens; ++token) {
    const BarReference reference = token_reference(token);
    const bool there = reference == BarReference::kFar
                           ? !sources.far.empty()
                           : sources.named[static_cast<std::size_t>(reference)] >= 0;
    double& each = p[static_cast<std::size_t>(token)];
    if (!there) each = 0;
    sum += each;
  }
  for (double& each : p) each /= sum;
  return p;
}

std::array<double, kShifts> MotiveStatistics::shift_probabilities(const MotiveHistory& history,
                                                                  BarReference reference,
                                                                  int source) const {
  std::array<double, kShifts> p{};
  shifts_.distribution(history.shift_contexts(reference, source), p);
  const double moved = 1 - p[kMostShift];
  p[kMostShift] = 0;
  for (double& each : p) each /= moved;
  return p;
}

std::optional<std::array<double, kBarHalves>> MotiveStatistics::halves_probabilities(
    const MotiveHistory& history, int source) const {
  if (!knows_halves_) return std::nullopt;
  std::array<double, kBarHalves> p{};
  halves_.distribution(history.halves_contexts(source), p);
  return p;
}

std::vector<double> MotiveStatistics::far_probabilities(const MotiveHistory& history,
                                                        const BarSources& sources) const {
  std::vector<double> p;
  double sum = 0;
  for (const int source : sources.far) {
    const auto key = static_cast<std::size_t>(history.far_key(source));
    p.push_back((far_taken_[key] + kFarSmoothing) / (far_offered_[key] + kFarSmoothing));
    sum += p.back();
  }
  for (double& each : p) each /= sum;
  return p;
}

int MotiveStatistics::draw_repetition(PieceKind kind, Draws& draws) const {
  std::vector<int> alike;
  std::vector<int> all;
  for (const auto& [known, repetition] : repetitions_) {
    all.push_back(repetition);
    if (kind_group(known) == kind_group(kind)) alike.push_back(repetition);
  }
  if (!alike.empty()) return draws.one_of(alike);
  return all.empty() ? 1 : draws.one_of(all);
}

double MotiveStatistics::repetition_probability(PieceKind kind, int repetition) const {
  double alike = 1;
  double all = kRepetitions;
  for (const auto& [known, each] : repetitions_) {
    if (kind_group(known) != kind_group(kind)) continue;
    all += 1;
    alike += each == repetition ? 1 : 0;
  }
  return alike / all;
}

}  // namespace bach

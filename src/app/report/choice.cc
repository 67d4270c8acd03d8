#include "app/report/choice.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>

#include "base/number_text.h"
#include "score/key_name.h"
#include "score/piece_kind.h"

namespace bach {
namespace {

PieceKind kind_of_piece(const HeardPiece& piece) {
  const PieceKind named = kind_of(piece.name);
  return named != PieceKind::kUnknown ? named : kind_of(piece.score.title);
}

std::string metre_of_piece(const HeardPiece& piece) {
  return metre_name(piece.score.metres.empty() ? Metre{} : piece.score.metres.front());
}

std::size_t bars_of_piece(const HeardPiece& piece, const std::vector<CriticJudgement>& dances) {
  std::size_t bars = 0;
  for (std::size_t d = 0; d < piece.dances; ++d) bars += dances[piece.first_dance + d].bars;
  return bars;
}

// Of the dance that is surest to be one of the judged; none without a classifier.
std::optional<double> score_of_piece(const HeardPiece& piece, const CriticReport& report) {
  std::optional<double> score;
  for (std::size_t d = 0; d < piece.dances; ++d) {
    const auto& one = report.judged[piece.first_dance + d].score;
    if (one && (!score || *one > *score)) score = one;
  }
  return score;
}

std::string list_of(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    text += (i == 0 ? "" : i + 1 < items.size() ? ", " : " and ") + items[i];
  }
  return text;
}

}  // namespace

std::string name_on_page(const std::string& name) {
  const std::size_t end = name.find_last_not_of('/');
  if (end == std::string::npos) return name;
  const std::string whole = name.substr(0, end + 1);
  return whole.substr(whole.find_last_of('/') + 1);
}

std::size_t outside_of_piece(const HeardPiece& piece, const CriticReport& report) {
  std::size_t most = 0;
  for (std::size_t d = 0; d < piece.dances; ++d) {
    most = std::max(most, measures_outside(report.judged[piece.first_dance + d], report).size());
  }
  return most;
}

std::vector<std::size_t> pieces_in_full(const ComparisonReport& report, std::size_t most) {
  std::vector<std::size_t> order(report.judged_pieces.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<std::tuple<std::size_t, std::optional<double>>> unlike;
  for (const HeardPiece& piece : report.judged_pieces) {
    unlike.emplace_back(outside_of_piece(piece, *report.critic),
                        score_of_piece(piece, *report.critic));
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return unlike[a] > unlike[b]; });
  order.resize(std::min(order.size(), most));
  std::sort(order.begin(), order.end());
  return order;
}

Comparable comparable_of(const HeardPiece& judged, const ComparisonReport& report) {
  const PieceKind kind = kind_of_piece(judged);
  const std::string metre = metre_of_piece(judged);
  const std::size_t bars = bars_of_piece(judged, report.critic->judged);
  const auto rank = [&](std::size_t p) {
    const HeardPiece& piece = report.set_pieces[p];
    const std::size_t others = bars_of_piece(piece, report.critic->set);
    return std::tuple(kind == PieceKind::kUnknown || kind_of_piece(piece) != kind,
                      metre_of_piece(piece) != metre, piece.home.mode != judged.home.mode,
                      std::max(others, bars) - std::min(others, bars), p);
  };
  auto best = rank(0);
  for (std::size_t p = 1; p < report.set_pieces.size(); ++p) best = std::min(best, rank(p));
  Comparable chosen;
  chosen.piece = std::get<4>(best);
  std::vector<std::string> same;
  if (!std::get<0>(best)) same.push_back("kind (" + std::string(kind_name(kind)) + ")");
  if (!std::get<1>(best)) same.push_back("metre (" + metre + ")");
  if (!std::get<2>(best)) {
    same.push_back(std::string("mode (") + (judged.home.mode == Mode::kMajor ? "major" : "minor") +
                   ")");
  }
  const std::size_t others = bars_of_piece(report.set_pieces[chosen.piece], report.critic->set);
  chosen.why = (same.empty() ? std::string() : "of the same " + list_of(same) + ", ") +
               "nearest in length: " + count_text(others, "bar") + " to " + std::to_string(bars);
  return chosen;
}

}  // namespace bach

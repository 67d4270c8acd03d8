#include "app/compose.h"

#include <utility>

#include "app/compose/check.h"
#include "app/compose/melodies.h"
#include "app/compose/movements.h"
#include "app/model/save.h"
#include "app/model/shipped.h"
#include "app/render.h"
#include "nn/engine/isa.h"
#include "score/unfold.h"
#include "suite/piece.h"

namespace bach {

Result<std::vector<ComposedPiece>> compose_with(const AnyModel& model,
                                                const ComposeRequest& request,
                                                const ComposeWatch& watch,
                                                const Cancellation& cancellation) {
  if (const Status valid = check_request(request); !valid) return valid.error();
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  const bool suite = model.card.vocabulary == kSuiteVocabularyName;
  const Status able =
      suite ? check_suite_model(model, request.model) : check_melody_request(request);
  if (!able) return able.error();
  Result<std::vector<ComposedPiece>> pieces =
      suite ? compose_with_suite_model(model, *isa, request, watch, cancellation)
            : compose_melodies(model, *isa, request, watch.progress, cancellation);
  if (!pieces || !request.primer.empty() || !request.infill.empty()) return pieces;
  for (ComposedPiece& piece : *pieces) piece.composer = composer_line(request);
  return pieces;
}

std::string composer_line(const ComposeRequest& request) {
  const std::string name = "bach, seed " + std::to_string(request.seed);
  return request.model.empty() ? name + ", after J. S. Bach" : name;
}

Result<std::vector<ComposedPiece>> compose_pieces(const ComposeRequest& request,
                                                  const ComposeWatch& watch,
                                                  const Cancellation& cancellation) {
  if (const Status valid = check_request(request); !valid) return valid.error();
  std::vector<std::string> warnings;
  const Result<AnyModel> model =
      request.model.empty() ? shipped_model() : load_any_model(request.model, &warnings);
  if (!model) return model.error();
  auto pieces = compose_with(*model, request, watch, cancellation);
  if (pieces) {
    std::vector<std::string>& told = pieces->front().warnings;
    told.insert(told.begin(), warnings.begin(), warnings.end());
  }
  return pieces;
}

Result<ComposedPiece> compose_piece(const ComposeRequest& request, const ComposeWatch& watch,
                                    const Cancellation& cancellation) {
  ComposeRequest one = request;
  one.outputs = 1;
  Result<std::vector<ComposedPiece>> pieces = compose_pieces(one, watch, cancellation);
  if (!pieces) return std::move(pieces).error();
  return std::move(pieces->front());
}

ScoreLabels labels_of(const ComposedPiece& piece) {
  ScoreLabels labels;
  labels.composer = piece.composer;
  if (!piece.marks.empty()) {
    labels.written = &piece.score;
    labels.marks = &piece.marks;
  }
  labels.keys_known = piece.movement.has_value() && !piece.score.keys.empty();
  return labels;
}

Result<EncodedScore> encode_piece(const ComposedPiece& piece, const ScoreFormat& format) {
  const Score score = format.written ? piece.score : unfold(piece.score);
  return encode_score({&score, 1}, format, labels_of(piece));
}

Status check_piece_target(const std::string& output) {
  return output == "-" ? Status() : check_render_target(output);
}

Status save_piece(const ComposedPiece& piece, const std::string& output,
                  const ProgressCallback& progress, const Cancellation& cancellation) {
  if (output == "-") return save_midi(piece.score, output);
  RenderOptions options;
  options.labels = labels_of(piece);
  options.pages = {.engraver = {}, .paper = usual_paper(), .replace = true};
  const ScoreFormat* format = score_format_of(output);
  const bool as_written = page_format_of(output) || (format != nullptr && format->written);
  const auto written = render_to_file(as_written ? piece.score : unfold(piece.score), output,
                                      options, progress, cancellation);
  if (!written) return written.error();
  return {};
}

}  // namespace bach

#include "app/plot/expectation.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "app/model/load.h"
#include "app/model/shipped.h"
#include "app/music/warnings.h"
#include "app/plot/music.h"
#include "evaluate/piece.h"
#include "evaluate/pitch_reader.h"
#include "lm/network_predictor.h"
#include "nn/cross_entropy.h"
#include "score/limits.h"
#include "suite/decode.h"
#include "suite/encode.h"
#include "suite/past_rhythms.h"
#include "suite/preset.h"
#include "suite/record.h"
#include "suite/steps.h"
#include "token/pitch_vocabulary.h"

namespace bach {
namespace {

std::vector<float> float_probabilities_of(std::span<const float> logits) {
  const float largest = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (const float logit : logits) sum += std::exp(static_cast<double>(logit) - largest);
  std::vector<float> probabilities;
  for (const float logit : logits) {
    probabilities.push_back(
        static_cast<float>(std::exp(static_cast<double>(logit) - largest) / sum));
  }
  return probabilities;
}

// −ln of the probability of class `came`.
double nats_of_class(std::span<const float> logits, int came) {
  return cross_entropy(1, static_cast<int>(logits.size()), logits.data(), &came);
}

// Where what stands at a tick of the piece sounds first, in the music it was read from.
class FirstSounding {
 public:
  explicit FirstSounding(const SuiteEncoding& encoding)
      : piece_(encoding.piece), left_out_(encoding.left_out), begins_(piece_.sections.size(), -1) {
    Tick at = piece_.sections.front().begin;
    for (const int index : piece_.play_order) {
      const auto k = static_cast<std::size_t>(index);
      if (begins_[k] < 0) begins_[k] = at;
      at += piece_.sections[k].end - piece_.sections[k].begin;
    }
  }

  Tick of(Tick written) const {
    Tick sounding = written;
    for (std::size_t k = 0; k < begins_.size(); ++k) {
      const SuiteSection& section = piece_.sections[k];
      if (written < section.begin || written >= section.end || begins_[k] < 0) continue;
      sounding = begins_[k] + written - section.begin;
    }
    for (const Section& silence : left_out_) {
      if (sounding >= silence.begin) sounding += silence.end - silence.begin;
    }
    return sounding;
  }

 private:
  const SuitePiece& piece_;
  const std::vector<Section>& left_out_;
  std::vector<Tick> begins_;  // of each section's first statement; −1: never played
};

// First statements only, as the network reads when it is measured.
std::vector<ExpectedNote> suite_expectations(NetworkPredictor& predictor,
                                             const SuiteEncoding& encoding) {
  const SuitePiece& piece = encoding.piece;
  const FirstSounding sounding(encoding);
  const std::vector<int> records = suite_records(piece);
  predictor.reset(0);
  std::vector<float> pitch(kSuitePitches), rhythm(kRhythmClasses);
  std::vector<ExpectedNote> notes;
  const int* record = records.data();
  suite::PastRhythms past;
  for (const SuiteNote& note : first_statements(piece)) {
    const std::span<const int> fields(record, suite::columns());
    record += suite::columns();
    predictor.advance(fields);
    predictor.head(kPitchHead, fields, pitch);
    predictor.head(kRhythmHead, fields, rhythm);
    notes.push_back({static_cast<double>(note.onset) / kSuiteTicksPerQuarter,
                     static_cast<double>(sounding.of(note.onset)) / kSuiteTicksPerQuarter,
                     note.token.pitch, float_probabilities_of(pitch),
                     nats_of_class(pitch, note.token.pitch - kLowestSuitePitch),
                     past.mixed_nats(nats_of_class(rhythm, note.token.rhythm), note.token.rhythm)});
    past.add(note.token.rhythm);
  }
  return notes;
}

// Adds those of a piece to the `notes` of the pieces before, if they can all be read.
Status add_notes(std::size_t count, const OpenedScore& opened, std::size_t& notes) {
  if (Status fits = check_read_notes(count, opened.name + ": "); !fits) return fits;
  if (Status fits = check_drawn_notes(notes + count, opened.name + ": "); !fits) return fits;
  notes += count;
  return {};
}

Result<ReadPiece> read_suite_piece(NetworkPredictor& predictor, const OpenedScore& opened,
                                   std::size_t& notes, FileWarnings& warnings) {
  const Result<SuiteEncoding> encoding = encode_any(opened.score, opened.name);
  if (!encoding) {
    Error error = encoding.error();
    error.message = opened.name + ": " + error.message;
    return error;
  }
  const std::size_t count = count_first_statements(encoding->piece);
  if (Status fits = add_notes(count, opened, notes); !fits) return fits.error();
  for (const std::string& loss : encoding->losses) {
    const auto [cause, amount] = counted_cause(loss);
    warnings.add(cause, opened.name, opened.name + ": " + loss, false, amount);
  }
  ReadPiece piece;
  piece.score = decode_suite(encoding->piece);
  piece.score.play_order.clear();
  piece.score.sections.clear();
  piece.score.tempos = opened.score.tempos;
  piece.score.tempos.resize(std::min<std::size_t>(1, piece.score.tempos.size()));
  piece.lowest_pitch = kLowestSuitePitch;
  piece.notes = suite_expectations(predictor, *encoding);
  return piece;
}

Result<ReadPiece> read_pitches(PitchReader& reader, const View& view, const OpenedScore& opened,
                               std::size_t& notes) {
  ReadPiece piece;
  piece.score = viewed_score(opened.score, view);
  piece.lowest_pitch = kLowestPitch;
  std::vector<int> pitches;
  for (const Note& note : measured_notes(piece.score, view.voices)) {
    const double quarter = piece.score.ticks_per_quarter;
    const double begin = static_cast<double>(note.onset) / quarter;
    piece.notes.push_back({begin, begin, note.pitch, {}, {}, {}});
    pitches.push_back(note.pitch);
  }
  if (Status fits = add_notes(pitches.size(), opened, notes); !fits) return fits.error();
  const Result<std::vector<int>> rows = rows_of_pitches(pitches, opened.name);
  if (!rows) return rows.error();
  reader.read(*rows, [&](std::size_t note, std::span<const float> logits) {
    piece.notes[note].probabilities = float_probabilities_of(logits);
    piece.notes[note].pitch_nats = nats_of_class(logits, (*rows)[note]);
  });
  return piece;
}

}  // namespace

Result<ModelReading> read_with_model(const ModelPlotOptions& options,
                                     const ProgressCallback& progress,
                                     const Cancellation& cancellation) {
  std::optional<Model> from_file;
  std::vector<std::string> warnings;
  if (options.loaded == nullptr) {
    Result<Model> file =
        options.model.empty() ? shipped_model() : load_any_model(options.model, &warnings);
    if (!file) return std::move(file).error();
    from_file = std::move(*file);
  }
  const Model& model = from_file ? *from_file : *options.loaded;
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  const Preset preset = preset_of(model);
  std::optional<PitchReader> pitches;
  std::optional<NetworkPredictor> predictor;
  if (preset == Preset::kSuite) {
    predictor.emplace(model.config, model.parameters, 1, *isa);
  } else {
    pitches.emplace(model, *isa);
  }
  Result<PlotMusic> music =
      read_plot_music(options.music, options.inputs, "cs1-1pre", progress, cancellation);
  if (!music) return std::move(music).error();
  ModelReading reading;
  reading.warnings = std::move(warnings);
  reading.warnings.insert(reading.warnings.end(), music->warnings.begin(), music->warnings.end());
  FileWarnings said;
  std::size_t notes = 0;
  for (const OpenedScore& opened : music->pieces) {
    if (cancellation.requested()) return Error{ErrorCode::kCancelled, "stopped while reading", {}};
    Result<ReadPiece> piece = pitches ? read_pitches(*pitches, natural_view(preset), opened, notes)
                                      : read_suite_piece(*predictor, opened, notes, said);
    if (!piece) {
      if (music->pieces.size() == 1) return std::move(piece).error();
      std::string why = piece.error().message;
      const std::string line = "left out: " + why;
      if (why.starts_with(opened.name + ": ")) why.erase(0, opened.name.size() + 2);
      said.add("left out: " + why, opened.name, line);
      continue;
    }
    piece->name = opened.name;
    piece->title = opened.score.title.empty() ? opened.name : opened.score.title;
    reading.pieces.push_back(std::move(*piece));
  }
  const std::vector<std::string> lines = said.lines();
  reading.warnings.insert(reading.warnings.end(), lines.begin(), lines.end());
  if (reading.pieces.empty()) {
    return Error{ErrorCode::kInvalidData, "no music the model can read", {}};
  }
  return reading;
}

}  // namespace bach

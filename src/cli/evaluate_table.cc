#include <cstdio>

#include "base/number_text.h"
#include "cli/evaluate_output.h"

namespace bach::cli {
namespace {

// "-" where there are no notes.
std::string mean_text(const NatSum& sum) {
  return sum.notes == 0 ? "-" : fixed_text(sum.mean(), 3);
}

// Pitch and rhythm together, of one kind of note.
std::string mean_text(const NatTotals& totals, NatSum NatsByKind::*kind) {
  const NatSum& pitch = totals.pitch.*kind;
  return pitch.notes == 0 ? "-" : fixed_text(pitch.mean() + (totals.rhythm.*kind).mean(), 3);
}

void print_row(const std::string& name, const NatTotals& totals) {
  std::printf(
      "%-22s %7s %7s %7s %7.3f %10.2f %9s %7s %7s %9s\n", name.c_str(),
      mean_text(totals.pitch.all).c_str(), mean_text(totals.rhythm.all).c_str(),
      mean_text(totals, &NatsByKind::all).c_str(), bits_of(totals.nats_per_note()),
      perplexity_of(totals.nats_per_note()), mean_text(totals, &NatsByKind::opening).c_str(),
      mean_text(totals, &NatsByKind::later).c_str(), mean_text(totals, &NatsByKind::fresh).c_str(),
      mean_text(totals, &NatsByKind::repeated).c_str());
}

void print_view(const EvaluationReport& report, const ViewReport& view) {
  std::printf("%s\n\n%-22s %7s %7s %7s %7s %10s %9s %7s %7s %9s\n",
              describe_view(report, view).c_str(), "NATS PER NOTE", "PITCH", "RHYTHM", "SUM",
              "BITS", "PERPLEXITY", "FIRST 20", "LATER", "FRESH", "REPEATED");
  print_row(view.headline.name, view.headline.totals);
  if (view.averaged) print_row(view.averaged->name, view.averaged->totals);
  for (const Measurement& model : view.models) print_row("  " + model.name, model.totals);
  for (const Measurement& baseline : view.baselines) print_row(baseline.name, baseline.totals);
  std::printf("\n%-22s %7s %7s %7s %7s %7s %9s\n", "PIECE", "NOTES", "PITCH", "RHYTHM", "SUM",
              "FRESH", "REPEATED");
  for (std::size_t p = 0; p < view.pieces.size(); ++p) {
    const NatTotals& totals = view.piece_totals[p];
    std::printf("%-22s %7zu %7s %7s %7s %7s %9s\n", view.pieces[p].name.c_str(),
                totals.pitch.all.notes, mean_text(totals.pitch.all).c_str(),
                mean_text(totals.rhythm.all).c_str(), mean_text(totals, &NatsByKind::all).c_str(),
                mean_text(totals, &NatsByKind::fresh).c_str(),
                mean_text(totals, &NatsByKind::repeated).c_str());
  }
}

}  // namespace

std::string describe_view(const EvaluationReport& report, const ViewReport& view) {
  std::string text = report.split.empty() ? "no split" : "split " + report.split;
  text += ", preset " + preset_name(report.preset);
  if (report.context > 0) text += ", context of " + std::to_string(report.context) + " notes";
  text += view.view.folded ? ", repeats folded, " : ", repeats played, ";
  text += voices_name(view.view.voices);
  text += view.first_note == 0 ? ", all notes"
                               : ", notes " + std::to_string(view.first_note + 1) + " and on";
  text += ": " + std::to_string(view.headline.totals.pitch.all.notes) + " notes of " +
          std::to_string(view.pieces.size()) + (view.pieces.size() == 1 ? " piece" : " pieces");
  return text;
}

void print_evaluation(const EvaluationReport& report) {
  for (std::size_t k = 0; k < report.views.size(); ++k) {
    if (k > 0) std::printf("\n");
    print_view(report, report.views[k]);
    if (k > 0 || !report.plans) continue;
    const auto notes = static_cast<double>(report.plans->notes);
    std::printf(
        "\nThe model was told the plans heard in these notes, which the notes gave away. To say "
        "them costs\n"
        "%.3f (chords) + %.3f (bars) = %.3f nats per note more.\n",
        report.plans->chords / notes, report.plans->bars / notes,
        (report.plans->chords + report.plans->bars) / notes);
  }
}

}  // namespace bach::cli

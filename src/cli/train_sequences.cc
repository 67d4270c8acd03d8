#include "cli/train_sequences.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/save.h"
#include "cli/terminal.h"
#include "cli/train_output.h"

namespace bach::cli {
namespace {

void print_summary(const SequenceTrainingSummary& summary, const SequenceTrainOptions& options) {
  std::string held_out;
  if (!summary.held_out.empty()) {
    held_out = ", " + std::to_string(summary.held_out.size()) + " held out";
  }
  std::printf("%zu pieces%s, %d notes in %d lanes, %d notes of each a batch\n",
              summary.pieces.size(), held_out.c_str(), summary.notes, options.lanes, options.steps);
  print_tensors(summary.tensors, summary.parameters);
}

nlohmann::ordered_json to_json(const SequenceTrainingSummary& summary,
                               const SequenceOutcome& outcome, const SequenceModel& model,
                               double seconds) {
  nlohmann::ordered_json json;
  json["preset"] = "sequences";
  json["pieces"] = summary.pieces.size();
  json["notes"] = summary.notes;
  json["parameters"] = summary.parameters;
  json["steps"] = outcome.steps;
  json["kept_step"] = outcome.parameters_step;
  json["loss"] = outcome.last_loss;
  if (outcome.held_out) json["held_out_loss"] = outcome.held_out->mean();
  json["corpus_hash"] = model.card.corpus_hash;
  json["seed"] = model.card.seed;
  json["seconds"] = seconds;
  return json;
}

// Notes learned from in all epochs.
std::uint64_t targets_of(const SequenceTrainOptions& options, int notes) {
  std::uint64_t an_epoch = static_cast<std::uint64_t>(notes);
  if (options.plan.batches > 0) {
    const std::uint64_t a_batch = std::uint64_t{1} * options.lanes * options.steps;
    an_epoch = std::min(an_epoch, a_batch * options.plan.batches);
  }
  return an_epoch * options.plan.epochs;
}

}  // namespace

int run_train_sequences(const SequenceTrainOptions& options, const std::string& output,
                        const std::string& log_path, const Common& common) {
  ProgressBar bar(common);
  Result<SequenceTrainingSession> session =
      SequenceTrainingSession::prepare(options, bar.callback(), cancellation());
  bar.clear();
  if (!session) return report(session.error());
  for (const std::string& warning : session->summary().warnings) warn(warning);
  if (!common.json && !common.quiet) print_summary(session->summary(), options);

  SequenceListener listener{step_shower(options.plan.epochs, bar), epoch_teller(common, bar), {}};
  listener.on_held_out = [&](const SequenceHeldOutReport& report) {
    bar.clear();
    say(common, "step " + std::to_string(report.step) + "  " +
                    figure("held-out loss", report.loss.mean()) + " nats" +
                    (report.best ? " (best)" : ""));
  };
  const auto log = open_log(log_path, targets_of(options, session->summary().notes));
  if (!log) return report(log.error());
  if (*log) listener = logged(std::move(listener), **log);
  const auto begin = std::chrono::steady_clock::now();
  const Result<SequenceOutcome> outcome = session->run(listener, cancellation());
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  bar.clear();
  if (!outcome) return report(outcome.error());

  const SequenceModel model = session->model(*outcome);
  if (const Status saved = save_model(model, output); !saved) return report(saved.error());
  if (const Status ended = finish_log(log->get()); !ended) return report(ended.error());
  if (common.json) {
    std::printf("%s\n", to_json(session->summary(), *outcome, model, seconds).dump().c_str());
  }
  return tell_end(common, outcome->end, outcome->steps, seconds, outcome->last_loss, output);
}

}  // namespace bach::cli

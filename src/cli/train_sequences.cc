#include "cli/train_sequences.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/model/save.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

// What the presets have in common, of which the rest can be told.
struct Run {
  const char* preset;
  const SequencePlan& plan;
  int lanes, steps;
};

Run run_of(const SequenceTrainOptions& options) {
  return {"sequences", options.plan, options.lanes, options.steps};
}

Run run_of(const SuiteTrainOptions& options) {
  const SuiteTraining& training = options.training;
  return {"suite", training.plan, training.trainer.lanes, training.trainer.steps};
}

template <typename Summary>
void print_summary(const Summary& summary, const Run& run) {
  std::string held_out;
  if (!summary.held_out.empty()) {
    held_out = ", " + std::to_string(summary.held_out.size()) + " held out";
  }
  std::printf("%zu pieces%s, %s notes in %d lanes, %d notes of each a batch\n",
              summary.pieces.size(), held_out.c_str(), std::to_string(summary.notes).c_str(),
              run.lanes, run.steps);
  print_tensors(summary.tensors, summary.parameters);
}

template <typename Summary>
nlohmann::ordered_json to_json(const Run& run, const Summary& summary,
                               const SequenceOutcome& outcome, const SequenceModel& model,
                               double seconds) {
  nlohmann::ordered_json json;
  json["preset"] = run.preset;
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
std::uint64_t targets_of(const Run& run, std::uint64_t notes) {
  std::uint64_t an_epoch = notes;
  if (run.plan.batches > 0) {
    const std::uint64_t a_batch = std::uint64_t{1} * run.lanes * run.steps;
    an_epoch = std::min(an_epoch, a_batch * run.plan.batches);
  }
  return an_epoch * run.plan.epochs;
}

// "held-out loss 2.104 nats: pitch 1.798, rhythm 0.306"
std::string held_out_text(const SequenceLoss& loss, const SequenceConfig& network) {
  std::string text = figure("held-out loss", loss.mean()) + " nats";
  const std::vector<HeadConfig>& heads = network.heads;
  for (std::size_t k = 0; heads.size() > 1 && k < heads.size(); ++k) {
    text += (k == 0 ? ": " : ", ") + figure(heads[k].name.c_str(), loss.heads[k].mean());
  }
  return text;
}

template <typename Session, typename Options>
int run_session(const Options& options, const SequenceConfig& network, const TrainFiles& files,
                const Common& common) {
  const Run run = run_of(options);
  ProgressBar bar(common);
  Result<Session> session = Session::prepare(options, bar.callback(), cancellation());
  bar.clear();
  if (!session) return report(session.error());
  for (const std::string& warning : session->summary().warnings) warn(warning);
  if (!common.json && !common.quiet) print_summary(session->summary(), run);

  SequenceListener listener{step_shower(run.plan.epochs, bar), epoch_teller(common, bar), {}, {}};
  listener.on_held_out = [&](const SequenceHeldOutReport& report) {
    bar.clear();
    say(common, "step " + std::to_string(report.step) + "  " + held_out_text(report.loss, network) +
                    (report.best ? " (best)" : ""));
  };
  const auto notes = static_cast<std::uint64_t>(session->summary().notes);
  const auto json = [&](const SequenceOutcome& outcome, const SequenceModel& model,
                        double seconds) {
    return to_json(run, session->summary(), outcome, model, seconds);
  };
  return run_and_save<SequenceOutcome>(*session, std::move(listener), targets_of(run, notes),
                                       run.plan.epochs, files, common, bar, json);
}

}  // namespace

int run_train_sequences(const SequenceTrainOptions& options, const TrainFiles& files,
                        const Common& common) {
  const Result<SequenceConfig> network = pitch_network(options.network);
  if (!network) return report(network.error());
  return run_session<SequenceTrainingSession>(options, *network, files, common);
}

int run_train_suite(const SuiteTrainOptions& options, const TrainFiles& files,
                    const Common& common) {
  return run_session<SuiteTrainingSession>(options, options.training.config, files, common);
}

}  // namespace bach::cli

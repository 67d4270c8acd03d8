// bach compose: write new music from a model.
#include "app/compose.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/json_line.h"
#include "app/options/config_text.h"
#include "base/file.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

struct Arguments {
  GivenOptions given;
  std::string config;  // a file of more of them; empty: none
  std::string output;
  bool force = false;
};

nlohmann::ordered_json to_json(const std::string& file, std::uint64_t seed,
                               const ComposedPiece& piece) {
  nlohmann::ordered_json json;
  json["file"] = file;
  json["seed"] = seed;
  json.update(composed_json(piece));
  return json;
}

// The files to write: the one asked for, or piece-1.mid, piece-2.mid … for piece.mid.
std::vector<std::string> files_of(const std::string& output, int outputs) {
  if (outputs <= 1) return {output};
  const std::filesystem::path path(output);
  std::vector<std::string> names;
  for (int k = 1; k <= outputs; ++k) {
    std::filesystem::path each = path;
    each.replace_filename(path.stem().string() + "-" + std::to_string(k) +
                          path.extension().string());
    names.push_back(each.string());
  }
  return names;
}

// "piece.mid", "piece-1.mid … piece-4.mid".
std::string span_text(const std::vector<std::string>& files) {
  return files.size() == 1 ? files.front() : files.front() + " … " + files.back();
}

void warn_of_loop(const ComposeRequest& request, const ComposedPiece& piece,
                  const std::string& file) {
  if (!piece.loop) return;
  const std::string which = request.outputs > 1 ? file + ": " : "";
  warn(which + "the music fell into a loop: from note " + std::to_string(piece.loop->begin + 1) +
       " on, " + std::to_string(piece.loop->period) + " notes sound " +
       std::to_string(piece.loop->turns) + " times; another --seed" +
       (request.greedy ? " or sampling without --greedy" : "") + " may help");
}

// What is written, piece by piece.
struct Targets {
  std::vector<std::string> pieces;
  std::vector<std::string> plans;  // none: they are not asked for
};

Status check_targets(const Arguments& arguments, const Targets& targets, bool plans_to_stdout) {
  if (arguments.output == "-" && targets.pieces.size() > 1) {
    return invalid_argument("outputs", "only one piece fits on standard output; name a file");
  }
  if (plans_to_stdout && targets.plans.size() > 1) {
    return invalid_argument("save_plan", "only one plan fits on standard output; name a file");
  }
  if (Status known = check_piece_target(arguments.output); !known) return known;
  for (const std::vector<std::string>* files : {&targets.pieces, &targets.plans}) {
    for (const std::string& file : *files) {
      if (Status may = check_may_write(file, arguments.force); !may) return may;
    }
  }
  for (const std::string& plan : targets.plans) {
    const bool piece =
        std::find(targets.pieces.begin(), targets.pieces.end(), plan) != targets.pieces.end();
    if (piece) return invalid_argument("save_plan", "needs another file than the piece");
  }
  return {};
}

// Both or neither, but for a plan that was there before.
Status save_with_plan(const ComposedPiece& piece, const std::string& file, const std::string& plan,
                      const ProgressCallback& progress, const Cancellation& stop) {
  std::error_code unknown;
  const bool there = plan == "-" || std::filesystem::exists(plan, unknown);
  if (Status saved = write_file_atomically(plan, piece.plan); !saved) return saved;
  Status saved = save_piece(piece, file, progress, stop);
  if (!saved && !there) discard_file(plan);
  return saved;
}

int run_compose(Arguments& arguments, const Common& common) {
  if (!arguments.config.empty()) {
    Status read = read_config_file(arguments.config, compose_options(), arguments.given);
    if (!read) return report(read.error());
  }
  const Result<ComposeRequest> request = compose_options().read(arguments.given);
  if (!request) return report(request.error());
  Targets targets{files_of(arguments.output, request->outputs), {}};
  if (!request->save_plan.empty()) targets.plans = files_of(request->save_plan, request->outputs);
  const Status fine = check_targets(arguments, targets, request->save_plan == "-");
  if (!fine) return report(fine.error());
  const std::vector<std::string>& files = targets.pieces;
  ProgressBar bar(common);
  const Cancellation& stop = cancellation();
  const Result<std::vector<ComposedPiece>> pieces = compose_pieces(*request, bar.callback(), stop);
  bar.clear();
  if (!pieces) return report(pieces.error());
  for (const std::string& warning : pieces->front().warnings) warn(warning);
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (std::size_t k = 0; k < files.size(); ++k) {
    const ComposedPiece& piece = (*pieces)[k];
    const Status saved = targets.plans.empty() ? save_piece(piece, files[k], bar.callback(), stop)
                                               : save_with_plan(piece, files[k], targets.plans[k],
                                                                bar.callback(), stop);
    bar.clear();
    if (!saved) return report(saved.error());
    warn_of_loop(*request, piece, files[k]);
    all.push_back(to_json(files[k], request->seed, piece));
    if (!targets.plans.empty()) all.back()["plan"] = targets.plans[k];
  }
  if (common.json) std::printf("%s\n", json_line(files.size() == 1 ? all[0] : all).c_str());
  std::string wrote = span_text(files);
  if (!targets.plans.empty()) wrote += ", " + span_text(targets.plans);
  say(common, "composed " + std::to_string(pieces->front().pitches.size()) + " notes" +
                  (files.size() == 1 ? "" : " " + std::to_string(files.size()) + " times") +
                  ", seed " + std::to_string(request->seed) + "; wrote " + wrote);
  return kDone;
}

}  // namespace

void add_compose(Commands& commands) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* sub = commands.root.add_subcommand("compose", "Write new music from a model");
  sub->add_option("-o,--output", arguments->output,
                  "What to write: .mid, or what bach render writes")
      ->required();
  add_options(*sub, compose_options(), arguments->given, {{"model", "-m,--model"}});
  add_config_option(*sub, arguments->config);
  sub->add_flag("--force", arguments->force, "Replace the output");
  sub->callback([arguments, &commands] {
    commands.action = [arguments, &commands] { return run_compose(*arguments, commands.common); };
  });
}

}  // namespace bach::cli

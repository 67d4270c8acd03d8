// bach compose: write new music from a model.
#include "app/compose.h"

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/save.h"
#include "cli/commands.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

struct Arguments {
  ComposeOptions compose;
  std::string output;
  bool force = false;
};

nlohmann::ordered_json to_json(const Arguments& arguments, const ComposedPiece& piece) {
  nlohmann::ordered_json json;
  json["file"] = arguments.output;
  json["seed"] = arguments.compose.seed;
  json["notes"] = piece.pitches.size();
  json["primer"] = piece.primer;
  json["pitches"] = piece.pitches;
  if (piece.loop) {
    json["loop"] = {
        {"begin", piece.loop->begin}, {"period", piece.loop->period}, {"turns", piece.loop->turns}};
  }
  return json;
}

int run_compose(const Arguments& arguments, const Common& common) {
  if (const Status may = check_may_write(arguments.output, arguments.force); !may) {
    return report(may.error());
  }
  ProgressBar bar(common);
  const Result<ComposedPiece> piece =
      compose_piece(arguments.compose, bar.callback(), cancellation());
  bar.clear();
  if (!piece) return report(piece.error());
  for (const std::string& warning : piece->warnings) warn(warning);
  if (const Status saved = save_midi(piece->score, arguments.output); !saved) {
    return report(saved.error());
  }
  if (piece->loop) {
    warn("the music fell into a loop: from note " + std::to_string(piece->loop->begin + 1) +
         " on, " + std::to_string(piece->loop->period) + " notes sound " +
         std::to_string(piece->loop->turns) + " times; another --seed" +
         (arguments.compose.sampling.greedy ? " or sampling without --greedy" : "") + " may help");
  }
  if (common.json) std::printf("%s\n", to_json(arguments, *piece).dump().c_str());
  say(common, "composed " + std::to_string(piece->pitches.size()) + " notes, seed " +
                  std::to_string(arguments.compose.seed) + "; wrote " + arguments.output);
  return kDone;
}

}  // namespace

void add_compose(Commands& commands) {
  auto arguments = std::make_shared<Arguments>();
  ComposeOptions& compose = arguments->compose;
  CLI::App* sub = commands.root.add_subcommand("compose", "Write new music from a model");
  sub->add_option("-m,--model", compose.model, "The model file")->required();
  sub->add_option("-o,--output", arguments->output, "The MIDI file to write")->required();
  sub->add_option("--notes", compose.notes, "How many new notes")->capture_default_str();
  sub->add_option("--seed", compose.seed, "Decides where it starts and every note")
      ->capture_default_str();
  sub->add_option(
      "--primer", compose.primer,
      "Go on from the last notes of this file or movement (default: from a training window)");
  sub->add_flag("--with-primer", compose.with_primer, "Put the notes it starts from in front");
  CLI::Option* greedy = sub->add_flag("--greedy", compose.sampling.greedy,
                                      "Always take the most probable note, as the notebook does");
  sub->add_option("--temperature", compose.sampling.temperature, "Below 1 is safer, above 1 bolder")
      ->excludes(greedy)
      ->capture_default_str();
  sub->add_option("--top-k", compose.sampling.top_k,
                  "Choose among the k most probable only (0: all)")
      ->excludes(greedy)
      ->capture_default_str();
  sub->add_option("--top-p", compose.sampling.top_p,
                  "Choose among the fewest notes that hold this share of the probability")
      ->excludes(greedy)
      ->capture_default_str();
  sub->add_flag("--force", arguments->force, "Replace the output");
  sub->callback([arguments, &commands] {
    commands.action = [arguments, &commands] { return run_compose(*arguments, commands.common); };
  });
}

}  // namespace bach::cli

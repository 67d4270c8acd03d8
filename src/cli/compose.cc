// bach compose: write new music from a model.
#include "app/compose.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/model/save.h"
#include "app/render.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

struct Arguments {
  ComposeOptions compose;
  std::string output;
  bool force = false;
};

nlohmann::ordered_json to_json(const std::string& file, std::uint64_t seed,
                               const ComposedPiece& piece) {
  nlohmann::ordered_json json;
  json["file"] = file;
  json["seed"] = seed;
  json["notes"] = piece.pitches.size();
  json["primer"] = piece.primer;
  json["pitches"] = piece.pitches;
  if (piece.movement) {
    const SuiteOutcome& outcome = piece.movement->outcome;
    json["nats_per_note"] = piece.movement->nats;
    json["taken_back"] = {
        {"loops", outcome.loops}, {"copies", outcome.copies}, {"endings", outcome.endings}};
    json["tries"] = outcome.tries;
  }
  if (piece.loop) {
    json["loop"] = {
        {"begin", piece.loop->begin}, {"period", piece.loop->period}, {"turns", piece.loop->turns}};
  }
  return json;
}

// The files to write: the one asked for, or piece-1.mid, piece-2.mid … for piece.mid.
std::vector<std::string> outputs_of(const Arguments& arguments) {
  if (arguments.compose.outputs <= 1) return {arguments.output};
  const std::filesystem::path path(arguments.output);
  std::vector<std::string> names;
  for (int k = 1; k <= arguments.compose.outputs; ++k) {
    std::filesystem::path each = path;
    each.replace_filename(path.stem().string() + "-" + std::to_string(k) +
                          path.extension().string());
    names.push_back(each.string());
  }
  return names;
}

void warn_of_loop(const Arguments& arguments, const ComposedPiece& piece, const std::string& file) {
  if (!piece.loop) return;
  const std::string which = arguments.compose.outputs > 1 ? file + ": " : "";
  warn(which + "the music fell into a loop: from note " + std::to_string(piece.loop->begin + 1) +
       " on, " + std::to_string(piece.loop->period) + " notes sound " +
       std::to_string(piece.loop->turns) + " times; another --seed" +
       (arguments.compose.sampling.greedy ? " or sampling without --greedy" : "") + " may help");
}

int run_compose(const Arguments& arguments, const Common& common) {
  if (arguments.output == "-" && arguments.compose.outputs > 1) {
    return report(Error{ErrorCode::kInvalidArgument,
                        "--outputs: only one piece fits on standard output; name a file with -o",
                        {}});
  }
  if (const Status known = check_piece_target(arguments.output); !known) {
    return report(known.error());
  }
  const std::vector<std::string> files = outputs_of(arguments);
  for (const std::string& file : files) {
    if (const Status may = check_may_write(file, arguments.force); !may) {
      return report(may.error());
    }
  }
  ProgressBar bar(common);
  const Result<std::vector<ComposedPiece>> pieces =
      compose_pieces(arguments.compose, bar.callback(), cancellation());
  bar.clear();
  if (!pieces) return report(pieces.error());
  for (const std::string& warning : pieces->front().warnings) warn(warning);
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (std::size_t k = 0; k < files.size(); ++k) {
    const ComposedPiece& piece = (*pieces)[k];
    const Status saved = save_piece(piece, files[k], bar.callback(), cancellation());
    bar.clear();
    if (!saved) return report(saved.error());
    warn_of_loop(arguments, piece, files[k]);
    all.push_back(to_json(files[k], arguments.compose.seed, piece));
  }
  if (common.json) std::printf("%s\n", (files.size() == 1 ? all[0] : all).dump().c_str());
  const std::string wrote =
      files.size() == 1 ? files.front() : files.front() + " … " + files.back();
  say(common, "composed " + std::to_string(pieces->front().pitches.size()) + " notes" +
                  (files.size() == 1 ? "" : " " + std::to_string(files.size()) + " times") +
                  ", seed " + std::to_string(arguments.compose.seed) + "; wrote " + wrote);
  return kDone;
}

// What only suite models understand.
void add_wishes(CLI::App& sub, SuiteWishes& wishes) {
  const std::string group = "From suite models";
  sub.add_option("--kind", wishes.kind, "prelude, allemande … gigue (default: drawn)")
      ->group(group);
  sub.add_option("--key", wishes.key, "\"A minor\", Eb, F#m … (default: drawn)")->group(group);
  sub.add_option("--metre", wishes.metre, "3/4 … (default: one the kind is known in)")
      ->group(group);
  sub.add_option("--bars", wishes.bars, "Written bars, repeats counted once")->group(group);
  sub.add_option("--seconds", wishes.seconds, "About so long, in whole bars")->group(group);
  sub.add_option("--tempo", wishes.tempo, "Quarters a minute (default: the kind's usual)")
      ->group(group);
  sub.add_option("--range", wishes.range, "Lowest and highest pitch: C2-A4")->group(group);
  sub.add_option_function<std::string>(
         "--double-stops",
         [&wishes](const std::string& text) { wishes.double_stops = text == "yes"; },
         "yes: a cello can play them all; no: never two notes at once")
      ->check(CLI::IsMember({"yes", "no"}))
      ->default_str("yes")
      ->group(group);
  sub.add_flag("--in-key", wishes.in_key, "Only notes of the key's scale")->group(group);
  sub.add_option("--instrument", wishes.instrument,
                 "General MIDI name or number (default: cello, or the primer's own)")
      ->group(group);
  sub.add_option("--infill", wishes.infill,
                 "Write some bars of this file or movement anew, all else as it is")
      ->group(group);
  sub.add_option("--from-bar", wishes.from_bar, "The first of them, from 1")->group(group);
  sub.add_option("--to-bar", wishes.to_bar, "The last of them")->group(group);
  sub.add_flag("--allow-quotes", wishes.allow_quotes, "Do not take back what Bach wrote already")
      ->group(group);
}

}  // namespace

void add_compose(Commands& commands) {
  auto arguments = std::make_shared<Arguments>();
  ComposeOptions& compose = arguments->compose;
  CLI::App* sub = commands.root.add_subcommand("compose", "Write new music from a model");
  sub->add_option("-m,--model", compose.model,
                  "The model file (default: the suite model in the program)");
  sub->add_option("-o,--output", arguments->output,
                  "What to write: .mid, or what bach render writes")
      ->required();
  sub->add_option("--notes", compose.notes,
                  "How many new notes (default: 200, or a whole movement from a suite model)");
  sub->add_option("--outputs", compose.outputs,
                  "How many pieces; of several, piece.mid becomes piece-1.mid, piece-2.mid …")
      ->capture_default_str();
  add_seed_option(*sub, compose.seed, "Decides where it starts and every note");
  sub->add_option(
      "--primer", compose.primer,
      "Go on from the end of this file or movement (default: a training window or a beginning)");
  sub->add_flag("--with-primer", compose.with_primer,
                "Put the notes it starts from in front; suite models always do");
  CLI::Option* greedy = sub->add_flag("--greedy", compose.sampling.greedy,
                                      "Always take the most probable note, as the notebook does");
  sub->add_option("--temperature", compose.sampling.temperature, "Below 1 is safer, above 1 bolder")
      ->excludes(greedy)
      ->capture_default_str();
  sub->add_option("--top-k", compose.sampling.top_k,
                  "Choose among the k most probable only (0: all)")
      ->excludes(greedy)
      ->capture_default_str();
  sub->add_option("--top-p", compose.top_p,
                  "Choose among the fewest notes that hold this share of the probability (default: "
                  "0.95, 1 with suite models)")
      ->excludes(greedy);
  sub->add_option("--min-p", compose.sampling.min_p,
                  "Choose among notes with at least this share of the best one's probability")
      ->excludes(greedy)
      ->capture_default_str();
  add_wishes(*sub, compose.suite);
  sub->add_flag("--force", arguments->force, "Replace the output");
  sub->callback([arguments, &commands] {
    commands.action = [arguments, &commands] { return run_compose(*arguments, commands.common); };
  });
}

}  // namespace bach::cli

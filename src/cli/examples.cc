#include "cli/examples.h"

#include <string>

namespace bach::cli {
namespace {

struct Page {
  std::string_view path;
  std::span<const Example> examples;
};

constexpr Example kProgram[] = {
    {"bach suite --key \"A minor\" -o suite", "six movements in one key, as notes and as sound"},
    {"bach help compose", "what a command can do"},
};
constexpr Example kCorpus[] = {
    {"bach corpus list", "the movements, with their keys and lengths"},
    {"bach corpus show cs1-1pre", "one of them as text"},
    {"bach corpus export bach-midi", "all as MIDI files"},
    {"bach corpus pack bach-midi -o set",
     "a folder as a set to learn from; archives are read, too"},
    {"bach corpus stat set", "what is in it"},
};
constexpr Example kFetch[] = {
    {"bach fetch midi_bach", "the 36 files into a folder; what is there is not fetched again"},
};
constexpr Example kInspect[] = {
    {"bach inspect cs1-1pre cs3-3cou", "two movements"},
    {"bach inspect --harmony cs1-4sar", "keys, cadences, Roman numerals"},
    {"bach --json inspect cs1-1pre", "the same for programs"},
    {"bach inspect mine.safetensors", "what a model was made of"},
    {"bach inspect --form cs1-4sar", "what its bars have to do with one another"},
};
constexpr Example kTrain[] = {
    {"bach train -o mine.safetensors", "the suite model, from the 36 movements"},
    {"bach train my-folder -o mine.safetensors", "from files of your own"},
    {"bach train --preset notebook --layers 2 -o two.safetensors",
     "the teaching notebook's network with a second layer"},
    {"bach train set -o model.safetensors", "from a set that bach corpus pack made"},
};
constexpr Example kCompose[] = {
    {"bach compose --kind gigue --key \"D minor\" -o gigue.mid", "a movement"},
    {"bach compose --notes 100 --outputs 3 -o open.mid", "open-1.mid … open-3.mid, without an end"},
    {"bach compose --kind menuet --harmony \"I | IV V | I V7 | I\" -o asked.mid",
     "chords of yours"},
    {"bach compose --kind gigue --save-plan gigue.plan -o planned.mid",
     "with its plan, to be changed"},
    {"bach compose --plan gigue.plan -o again.mid", "and composed from"},
    {"bach compose -m two.safetensors --temperature 0.9 -o line.mid",
     "a melody from a notebook's network"},
};
constexpr Example kSuite[] = {
    {"bach suite --key \"A minor\" --seed 5 -o suite", "the same suite whenever it is asked for"},
    {"bach suite --instrument violin --key d-moll --bars 16 -o violin", "for another instrument"},
    {"bach suite -m mine.safetensors -o mine", "from a model of your own"},
};
constexpr Example kEvaluate[] = {
    {"bach evaluate --split A", "train on 30 movements, measure on 6"},
    {"bach evaluate -m two.safetensors cs1-6gig cs2-2all", "a model on two movements"},
    {"bach evaluate gigue.mid --against bach",
     "how near a piece comes to Bach, and what it shares"},
    {"bach evaluate gigue.mid --against bach --report page.html",
     "a page to look at: tables, scores, pictures, sound"},
};
constexpr Example kRender[] = {
    {"bach render cs1-1pre -o prelude.ogg", "sound"},
    {"bach render gigue.mid -o gigue.musicxml", "notes for a notation program"},
    {"bach render gigue.mid --bowing -o gigue.pdf", "pages, with slurs for the bow"},
    {"bach render cs1-4sar --chords roman -o sarabande.pdf", "with Roman numerals"},
    {"bach render cs1-1pre --flat --notes 30 -o flat.wav", "equal notes, as the notebook plays"},
};
constexpr Example kPlay[] = {
    {"bach play cs1-1pre", "through the loudspeakers"},
};
constexpr Example kPlot[] = {
    {"bach plot roll cs1-1pre --bars 1-8", "in the terminal"},
    {"bach plot roll cs1-1pre --bars 1-8 -o roll.png", "as a picture"},
    {"bach plot harmony cs1-4sar -o harmony.png", "keys against home, chords below the notes"},
    {"bach plot form cs1-4sar -o form.png", "which bars return, and where phrases end"},
    {"bach plot surprise cs2-2all --bars 1-8 -o surprise.png",
     "which notes a model did not expect"},
};
constexpr Example kStudio[] = {
    {"bach studio", "opens the page, and serves it until Ctrl-C"},
    {"bach studio --port 8080 --no-open", "prints the address only"},
    {"bach studio --export site", "the page as files, for any web server"},
};
constexpr Example kDevices[] = {
    {"bach devices", "the processor and the GPUs, with their memory and limits"},
    {"bach train --device gpu:0 -o mine.safetensors", "on the first of them"},
};
constexpr Example kHelp[] = {
    {"bach help plot roll", "the same as bach plot roll --help"},
    {"bach help --format man train", "a manual page, as it is installed"},
};

constexpr Page kPages[] = {
    {"bach", kProgram},         {"bach corpus", kCorpus},     {"bach fetch", kFetch},
    {"bach inspect", kInspect}, {"bach train", kTrain},       {"bach compose", kCompose},
    {"bach suite", kSuite},     {"bach evaluate", kEvaluate}, {"bach render", kRender},
    {"bach play", kPlay},       {"bach plot", kPlot},         {"bach studio", kStudio},
    {"bach devices", kDevices}, {"bach help", kHelp},
};

}  // namespace

std::span<const Example> examples_of(std::string_view path) {
  for (const Page& page : kPages) {
    if (page.path == path) return page.examples;
  }
  return {};
}

void add_examples(CLI::App& program) {
  const auto footer_of = [](const std::string& path) {
    std::string text;
    for (const Example& example : examples_of(path)) {
      text += (text.empty() ? "Examples:\n  " : "\n  ") + std::string(example.command) +
              "\n      " + std::string(example.meaning);
    }
    return text;
  };
  // Commands below one would inherit its examples.
  program.footer(footer_of(program.get_name()));
  for (CLI::App* command : program.get_subcommands({})) {
    command->footer(footer_of(program.get_name() + " " + command->get_name()));
    for (CLI::App* below : command->get_subcommands({})) below->footer("");
  }
}

}  // namespace bach::cli

// Finds the settings of src/compose/writing_settings.cc: composes suites with candidates, hears them
// as the critic does, and keeps what brings their measures nearer to Bach's; see doc/music.md.
//   tune_writing FIRST LAST [--model FILE] [--each | --search] [NAME=VALUE …]
// Of the seeds FIRST … LAST. Alone: the table as it is, but for the values named. --each: besides
// with each leaning left out. --search: coordinate by coordinate, and the table that came of it.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/compose/check.h"
#include "app/compose/plans.h"
#include "app/model/load.h"
#include "app/music/bach.h"
#include "app/suite/plan.h"
#include "compose/movement_composer.h"
#include "compose/writing_settings.h"
#include "corpus/corpus.h"
#include "critic/composed_suites.h"
#include "evaluate/critic_controls.h"
#include "score/unfold.h"

namespace bach {
namespace {

// Differences below are those of other draws.
constexpr double kClearGain = 0.01;        // of the mean separation, from 30 suites
constexpr double kClearGainOfKind = 0.04;  // of a kind's distance
constexpr std::size_t kFewestOfKind = 6;   // of Bach's dances, for a separation
constexpr int kFurthest = 3;               // measures named by kind

using Settings = std::array<WritingSettings, kPieceKinds>;  // by PieceKind

struct Coordinate {
  std::string_view name;
  double& (*of)(WritingSettings&);
  std::vector<double> grid;
  bool by_kind = false;
};

template <double Leanings::*leaning>
double& leaning_of(WritingSettings& settings) {
  return settings.leanings.*leaning;
}

// In the order of the search; the first kLeanings are leanings.
constexpr std::size_t kLeanings = 15;
const std::vector<Coordinate>& coordinates() {
  static const std::vector<Coordinate> all = {
      {"follow", leaning_of<&Leanings::follow>, {1, 1.5, 2, 2.5, 3}},
      {"contour", leaning_of<&Leanings::contour>, {0, 1, 2, 3}},
      {"step", leaning_of<&Leanings::step>, {0, 0.5, 1}},
      {"resolve", leaning_of<&Leanings::resolve>, {0.8, 1.2, 1.6, 2, 2.4}},
      {"settle", leaning_of<&Leanings::settle>, {0, 0.4, 0.8, 1.2}},
      {"seventh", leaning_of<&Leanings::seventh>, {0, 0.8, 1.6, 2.4}},
      {"leap", leaning_of<&Leanings::leap>, {0, 0.3, 0.5, 0.8}},
      {"turn", leaning_of<&Leanings::turn>, {0, 0.3, 0.6}},
      {"clash", leaning_of<&Leanings::clash>, {0, 0.5, 1, 1.5, 2}},
      {"chord", leaning_of<&Leanings::chord>, {0, 0.15, 0.3, 0.5}},
      {"answer", leaning_of<&Leanings::answer>, {0, 1, 2, 3}},
      {"cadence", leaning_of<&Leanings::cadence>, {0, 1, 2, 3}},
      {"rhythm", leaning_of<&Leanings::rhythm>, {0, 0.5, 1, 2}},
      {"pattern", leaning_of<&Leanings::pattern>, {0, 2, 4}},
      {"fresh", leaning_of<&Leanings::fresh>, {0, 0.3, 0.6}},
      {"pitch_temperature",
       [](WritingSettings& s) -> double& { return s.pitches.temperature; },
       {0.85, 0.9, 0.95, 1, 1.05}},
      {"pitch_top_p",
       [](WritingSettings& s) -> double& { return s.pitches.top_p; },
       {0.95, 0.97, 0.99, 1}},
      {"rhythm_temperature",
       [](WritingSettings& s) -> double& { return s.rhythms.temperature; },
       {0.9, 1, 1.07, 1.15}},
      {"rhythm_top_p",
       [](WritingSettings& s) -> double& { return s.rhythms.top_p; },
       {0.9, 0.95, 0.97, 0.99, 1},
       true},
  };
  return all;
}

double value_of(const Settings& settings, const Coordinate& coordinate, std::size_t kind = 0) {
  WritingSettings of_kind = settings[kind];
  return coordinate.of(of_kind);
}

Settings with(Settings settings, const Coordinate& coordinate, double value) {
  for (WritingSettings& of_kind : settings) coordinate.of(of_kind) = value;
  return settings;
}

// What does not change from candidate to candidate.
struct Studio {
  Model model;
  engine::Isa isa;
  std::shared_ptr<const BachMusic> music;
  std::vector<CriticPiece> bach;    // heard
  std::vector<MovementTask> tasks;  // planned; those of a place in the suite together
  std::vector<std::string> names;   // of the tasks: "3/4-sarabande"
  int suites = 0;
};

Status plan_all(Studio& studio, int first, int last) {
  std::vector<std::vector<MovementTask>> suites;
  for (int seed = first; seed <= last; ++seed) {
    const SuiteRequest request = suite_request(seed, {});
    Result<PlannedSuite> planned = plan_suite(request, studio.music->forms);
    if (!planned) return std::move(planned).error();
    const Result<bool> with_plans = plan_tasks(studio.model, request.movement, planned->tasks);
    if (!with_plans) return with_plans.error();
    if (!*with_plans) return Error{ErrorCode::kUnsupported, kUnplanned, {}, "--model"};
    suites.push_back(std::move(planned->tasks));
  }
  studio.suites = static_cast<int>(suites.size());
  const std::vector<std::string>& places = suite_movement_names();
  for (std::size_t place = 0; place < places.size(); ++place) {
    for (std::size_t s = 0; s < suites.size(); ++s) {
      studio.tasks.push_back(std::move(suites[s][place]));
      studio.names.push_back(std::to_string(first + static_cast<int>(s)) + "/" + places[place]);
    }
  }
  return {};
}

Result<Studio> open_studio(const std::string& model_file, int first, int last,
                           ThreadPool& threads) {
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  Result<Model> model = load_suite_model(model_file);
  if (!model) return std::move(model).error();
  Result<std::shared_ptr<const BachMusic>> music = bach_music({});
  if (!music) return std::move(music).error();
  Studio studio{std::move(*model),
                *isa,
                std::move(*music),
                controls::heard_movements(cello_movements(), threads),
                {},
                {},
                0};
  if (Status planned = plan_all(studio, first, last); !planned) return std::move(planned).error();
  return studio;
}

Result<std::vector<CriticPiece>> composed(const Studio& studio, const Settings& settings,
                                          ThreadPool& threads) {
  std::vector<MovementTask> tasks = studio.tasks;
  for (MovementTask& task : tasks) {
    const WritingSettings& of_kind = settings[static_cast<std::size_t>(task.plan.kind)];
    task.sampling = of_kind.pitches;
    task.rhythm_sampling = of_kind.rhythms;
    task.leanings = of_kind.leanings;
  }
  // Side by side those that are about as long.
  const auto suites = static_cast<std::size_t>(studio.suites);
  std::vector<CriticPiece> pieces(tasks.size());
  std::vector<Status> heard(tasks.size() / suites);
  threads.run(static_cast<int>(heard.size()), [&](int place) {
    const std::size_t from = static_cast<std::size_t>(place) * suites;
    const std::span<const MovementTask> mine(tasks.data() + from, suites);
    const auto outcomes = write_movements(studio.model.config, studio.model.parameters, studio.isa,
                                          mine, &studio.music->guard, {}, {});
    for (std::size_t k = 0; outcomes && k < mine.size(); ++k) {
      const std::string& name = studio.names[from + k];
      const Score score = unfold(score_of_movement(mine[k], (*outcomes)[k].notes));
      Result<std::vector<CriticDance>> dances = hear_dances(name, score);
      if (!dances) {
        heard[static_cast<std::size_t>(place)] = std::move(dances).error();
        return;
      }
      pieces[from + k] = {name, name.substr(0, name.find('/')), std::move(*dances)};
    }
  });
  for (Status& status : heard) {
    if (!status) return std::move(status).error();
  }
  return pieces;
}

struct KindDistance {
  std::size_t ours = 0;  // dances
  std::size_t bach = 0;
  bool of_medians = false;  // Bach has too few for separations
  double mean = 0;
  std::vector<std::size_t> furthest;  // measures
};

struct Trial {
  CriticReport report;
  std::array<KindDistance, kPieceKinds> kinds;  // by PieceKind
  double separation() const { return report.separation ? report.separation->mean : 1; }
};

std::vector<double> values_of(const std::vector<const CriticJudgement*>& dances, std::size_t m) {
  std::vector<double> values;
  for (const CriticJudgement* dance : dances) {
    if (dance->values[m].value) values.push_back(*dance->values[m].value);
  }
  std::sort(values.begin(), values.end());
  return values;
}

std::optional<double> distance_of(const std::vector<double>& ours, const std::vector<double>& bach,
                                  bool of_medians, const std::optional<Interval>& range) {
  if (ours.empty() || bach.empty()) return std::nullopt;
  if (of_medians) {
    if (!range || range->high <= range->low) return std::nullopt;
    return std::abs(quantile_of(ours, 0.5) - quantile_of(bach, 0.5)) / (range->high - range->low);
  }
  std::vector<SidedValue> sided;
  for (const double value : ours) sided.push_back({value, true, 0});
  for (const double value : bach) sided.push_back({value, false, 0});
  return std::abs(2 * auc_of(sided).value_or(0.5) - 1);
}

// Judgements are by piece, a piece's dances in a row.
std::vector<const CriticJudgement*> of_kind(const std::vector<CriticJudgement>& judgements,
                                            const std::vector<PieceKind>& kinds, PieceKind kind) {
  std::vector<const CriticJudgement*> found;
  for (std::size_t k = 0; k < judgements.size(); ++k) {
    if (kinds[k] == kind) found.push_back(&judgements[k]);
  }
  return found;
}

KindDistance distance_of_kind(const CriticReport& report,
                              const std::vector<const CriticJudgement*>& ours,
                              const std::vector<const CriticJudgement*>& bach) {
  KindDistance distance{ours.size(), bach.size(), bach.size() < kFewestOfKind, 0, {}};
  std::vector<std::pair<double, std::size_t>> found;
  for (std::size_t m = 0; m < report.measures.size(); ++m) {
    const auto one = distance_of(values_of(ours, m), values_of(bach, m), distance.of_medians,
                                 report.measures[m].range);
    if (one) found.emplace_back(-*one, m);
  }
  for (const auto& [negative, m] : found) {
    distance.mean -= negative / static_cast<double>(found.size());
  }
  std::sort(found.begin(), found.end());
  for (std::size_t k = 0; k < std::min<std::size_t>(kFurthest, found.size()); ++k) {
    distance.furthest.push_back(found[k].second);
  }
  return distance;
}

Result<Trial> tried(const Studio& studio, const Settings& settings, ThreadPool& threads) {
  const Result<std::vector<CriticPiece>> ours = composed(studio, settings, threads);
  if (!ours) return ours.error();
  Trial trial{criticise(*ours, studio.bach, threads), {}};
  std::vector<PieceKind> our_kinds, bach_kinds;
  for (std::size_t k = 0; k < ours->size(); ++k) {
    our_kinds.insert(our_kinds.end(), (*ours)[k].dances.size(), studio.tasks[k].plan.kind);
  }
  for (const CriticPiece& piece : studio.bach) {
    bach_kinds.insert(bach_kinds.end(), piece.dances.size(), kind_of(piece.name));
  }
  for (std::size_t kind = 0; kind < trial.kinds.size(); ++kind) {
    const auto which = static_cast<PieceKind>(kind);
    trial.kinds[kind] =
        distance_of_kind(trial.report, of_kind(trial.report.judged, our_kinds, which),
                         of_kind(trial.report.set, bach_kinds, which));
  }
  return trial;
}

// Columns of the rows: medians of these.
struct Column {
  std::string_view measure;
  const char* title;
};
constexpr std::array kColumns = {Column{"cross relations", "cross"},
                                 Column{"unresolved non-chord notes", "unres"},
                                 Column{"non-chord notes leapt both ways", "leapt"},
                                 Column{"note bits given the chord", "nbits"},
                                 Column{"chord bits given two before", "cbits"},
                                 Column{"roots that fall a fifth", "fifth"},
                                 Column{"sequence bars", "seq"},
                                 Column{"bars whose figure was heard", "figur"},
                                 Column{"melodic grams heard before", "grams"},
                                 Column{"last quarter recalls first", "recal"},
                                 Column{"B opens like A", "B=A"},
                                 Column{"bar-rhythm entropy", "rhyth"},
                                 Column{"changes of texture", "textu"},
                                 Column{"wide leaps", "wide"},
                                 Column{"leaps followed by a turn", "turns"}};

void print_heading() {
  std::printf("%-26s %6s %5s", "", "separ", "AUC");
  for (const Column& column : kColumns) std::printf(" %5s", column.title);
  std::printf("\n");
}

void print_row(const std::string& name, const CriticReport& report, bool of_bach = false) {
  if (of_bach) {
    std::printf("%-26s %6s %5s", name.c_str(), "", "");
  } else {
    std::printf("%-26s %6.3f %5.3f", name.c_str(), report.separation ? report.separation->mean : 1,
                report.auc.value_or(1));
  }
  for (const Column& column : kColumns) {
    for (std::size_t m = 0; m < report.measures.size(); ++m) {
      if (critic_measures()[m].name != column.measure) continue;
      const MeasureSummary& found = report.measures[m];
      std::printf(" %5.2f", (of_bach ? found.set : found.judged).value_or(-1));
    }
  }
  std::printf("\n");
  std::fflush(stdout);
}

void print_kinds(const Trial& trial) {
  std::printf("\n%-10s %5s %6s %8s  furthest\n", "by kind", "ours", "Bach's", "distance");
  for (std::size_t kind = 0; kind < trial.kinds.size(); ++kind) {
    const KindDistance& distance = trial.kinds[kind];
    if (distance.ours == 0) continue;
    std::printf("%-10s %5zu %6zu %8.3f%s",
                std::string(kind_name(static_cast<PieceKind>(kind))).c_str(), distance.ours,
                distance.bach, distance.mean, distance.of_medians ? "* " : "  ");
    for (std::size_t k = 0; k < distance.furthest.size(); ++k) {
      std::printf("%s%s", k == 0 ? "" : ", ",
                  std::string(critic_measures()[distance.furthest[k]].name).c_str());
    }
    std::printf("\n");
  }
  std::printf("* of medians, in widths of Bach's middle 80 %%\n");
}

// As they stand in writing_settings.cc.
void print_table(const Settings& settings) {
  std::printf("\n");
  for (std::size_t kind = 0; kind < settings.size(); ++kind) {
    const WritingSettings& s = settings[kind];
    std::printf("    {%g, %g, %g, %g},  // %s\n", s.pitches.temperature, s.pitches.top_p,
                s.rhythms.temperature, s.rhythms.top_p,
                std::string(kind_name(static_cast<PieceKind>(kind))).c_str());
  }
  std::printf("constexpr Leanings kLeanings = {");
  for (std::size_t k = 0; k < kLeanings; ++k) {
    std::printf("%s.%s = %g", k == 0 ? "" : ", ", std::string(coordinates()[k].name).c_str(),
                value_of(settings, coordinates()[k]));
  }
  std::printf("};\n");
}

std::string label(const Coordinate& coordinate, double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%s %g", std::string(coordinate.name).c_str(), value);
  return text;
}

// `best` was reached with `settings`; both get better.
Status search(const Studio& studio, const Coordinate& coordinate, Settings& settings, Trial& best,
              ThreadPool& threads) {
  const Settings before = settings;
  const Trial usual = best;
  std::array<double, kPieceKinds> nearest;
  for (std::size_t kind = 0; kind < nearest.size(); ++kind) {
    nearest[kind] = usual.kinds[kind].mean - kClearGainOfKind;
  }
  for (const double value : coordinate.grid) {
    const Settings candidate = with(before, coordinate, value);
    Result<Trial> trial = tried(studio, candidate, threads);
    if (!trial) return std::move(trial).error();
    print_row(label(coordinate, value), trial->report);
    if (!coordinate.by_kind) {
      const bool clear = trial->separation() < usual.separation() - kClearGain;
      if (!clear || trial->separation() >= best.separation()) continue;
      settings = candidate;
      best = std::move(*trial);
      continue;
    }
    for (std::size_t kind = 0; kind < nearest.size(); ++kind) {
      if (trial->kinds[kind].ours == 0 || trial->kinds[kind].mean >= nearest[kind]) continue;
      nearest[kind] = trial->kinds[kind].mean;
      coordinate.of(settings[kind]) = value;
    }
  }
  if (!coordinate.by_kind) return {};
  Result<Trial> together = tried(studio, settings, threads);
  if (!together) return std::move(together).error();
  print_row(std::string(coordinate.name) + " by kind", together->report);
  best = std::move(*together);
  return {};
}

struct Wanted {
  std::string model;
  bool each = false;
  bool search = false;
  Settings settings;
};

Result<Wanted> wanted_of(std::span<const std::string> words) {
  Wanted wanted;
  for (std::size_t kind = 0; kind < wanted.settings.size(); ++kind) {
    wanted.settings[kind] = writing_settings(static_cast<PieceKind>(kind), Daring::kUsual);
  }
  for (std::size_t k = 0; k < words.size(); ++k) {
    const std::string& word = words[k];
    if (word == "--model" && k + 1 < words.size()) {
      wanted.model = words[++k];
      continue;
    }
    if (word == "--each" || word == "--search") {
      (word == "--each" ? wanted.each : wanted.search) = true;
      continue;
    }
    const std::size_t equals = word.find('=');
    const auto found = std::find_if(
        coordinates().begin(), coordinates().end(),
        [&](const Coordinate& coordinate) { return coordinate.name == word.substr(0, equals); });
    if (equals == std::string::npos || found == coordinates().end()) {
      return invalid_argument(word, "is neither an option nor the value of a setting");
    }
    char* end = nullptr;
    const double value = std::strtod(word.c_str() + equals + 1, &end);
    const bool leaning = found - coordinates().begin() < static_cast<std::ptrdiff_t>(kLeanings);
    if (*end != 0 || end == word.c_str() + equals + 1 || !(value >= (leaning ? 0 : 0.01))) {
      return invalid_argument(word, "has no value a setting can take");
    }
    wanted.settings = with(wanted.settings, *found, value);
  }
  return wanted;
}

Status run(int first, int last, std::span<const std::string> words) {
  Result<Wanted> wanted = wanted_of(words);
  if (!wanted) return std::move(wanted).error();
  ThreadPool threads(0);
  const Result<Studio> studio = open_studio(wanted->model, first, last, threads);
  if (!studio) return studio.error();
  Settings settings = wanted->settings;
  Result<Trial> best = tried(*studio, settings, threads);
  if (!best) return std::move(best).error();
  print_heading();
  print_row("Bach", best->report, true);
  print_row("as given", best->report);
  for (std::size_t k = 0; wanted->each && k < kLeanings; ++k) {
    const Coordinate& leaning = coordinates()[k];
    const Result<Trial> without = tried(*studio, with(settings, leaning, 0), threads);
    if (!without) return without.error();
    print_row("without " + std::string(leaning.name), without->report);
  }
  if (wanted->search) {
    for (const Coordinate& coordinate : coordinates()) {
      if (Status found = search(*studio, coordinate, settings, *best, threads); !found)
        return found;
    }
    print_row("found", best->report);
  }
  print_kinds(*best);
  if (wanted->search) print_table(settings);
  return {};
}

}  // namespace
}  // namespace bach

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const int first = words.size() < 2 ? 0 : std::atoi(words[0].c_str());
  const int last = words.size() < 2 ? 0 : std::atoi(words[1].c_str());
  if (first < 1 || last < first) {
    std::fprintf(
        stderr,
        "usage: tune_writing FIRST LAST [--model FILE] [--each | --search] [NAME=VALUE ...]\n");
    return 2;
  }
  const bach::Status done = bach::run(first, last, std::span(words).subspan(2));
  if (done) return 0;
  std::fprintf(stderr, "tune_writing: %s\n", done.error().text().c_str());
  return 1;
}

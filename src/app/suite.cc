#include "app/suite.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <initializer_list>
#include <utility>

#include "app/compose/wishes.h"
#include "app/model/load.h"
#include "app/plot.h"
#include "app/render.h"
#include "base/nearest_name.h"
#include "base/random.h"
#include "notation/abc/fields.h"
#include "notation/page/title.h"
#include "score/bars.h"
#include "score/key_name.h"
#include "score/unfold.h"

namespace bach {
namespace {

constexpr std::size_t kGalanterie = 4;                    // among the movements
constexpr std::uint64_t kGalanterieDraw = (1 << 20) + 2;  // beside those of drawn_key()
constexpr std::array<PieceKind, 6> kKinds = {PieceKind::kPrelude,  PieceKind::kAllemande,
                                             PieceKind::kCourante, PieceKind::kSarabande,
                                             PieceKind::kMenuet,   PieceKind::kGigue};
constexpr std::array<PieceKind, 3> kGalanteries = {PieceKind::kMenuet, PieceKind::kBourree,
                                                   PieceKind::kGavotte};
// The fifth movement's name tells its place, not which dance was drawn for it: files keep one name.
constexpr std::array<const char*, 6> kNames = {"1-prelude",   "2-allemande",  "3-courante",
                                               "4-sarabande", "5-galanterie", "6-gigue"};

Result<PieceKind> galanterie_of(const SuiteOptions& options) {
  if (options.galanterie.empty()) {
    const CounterRandom random(options.seed, Purpose::kForm);
    return kGalanteries[random.below(kGalanteries.size(), kGalanterieDraw, 0, 0)];
  }
  std::vector<std::string> names;
  for (const PieceKind kind : kGalanteries) {
    if (kind_of(options.galanterie) == kind) return kind;
    names.emplace_back(kind_name(kind));
  }
  return Error{ErrorCode::kInvalidArgument,
               "--galanterie: '" + options.galanterie + "' is no menuet, bourree or gavotte" +
                   did_you_mean(options.galanterie, names),
               {}};
}

Result<Key> key_of(const SuiteOptions& options) {
  if (options.key.empty()) return drawn_key(options.seed, 0);
  const std::optional<Key> key = abc::parse_key(options.key);
  if (key) return *key;
  return Error{ErrorCode::kInvalidArgument,
               "--key: '" + options.key + "' is no key, as \"A minor\", Eb or F#m",
               {}};
}

std::string title_of(PieceKind kind) {
  std::string title(kind_name(kind));
  title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return kind == PieceKind::kMenuet || kind == PieceKind::kBourree || kind == PieceKind::kGavotte
             ? title + " I and II"
             : title;
}

Result<std::vector<MovementPlan>> plans_of(const SuiteOptions& options, const Key& key,
                                           const BachMusic& music) {
  const Result<PieceKind> galanterie = galanterie_of(options);
  if (!galanterie) return galanterie.error();
  std::vector<MovementPlan> plans;
  for (std::size_t k = 0; k < kKinds.size(); ++k) {
    FormRequest request;
    request.pair = k == kGalanterie;
    request.kind = request.pair ? *galanterie : kKinds[k];
    request.key = key;
    if (options.bars > 0) request.bars = options.bars;
    const auto output = static_cast<std::uint32_t>(k);
    const Result<SuiteForm> form = music.forms.form(request, options.seed, output);
    if (!form) return form.error();
    MovementPlan plan;
    plan.task.plan = form->plan;
    plan.task.endings = form->endings;
    if (!options.planned_endings) {
      plan.task.endings.assign(form->endings.size(), std::nullopt);
    }
    plan.task.sampling = options.sampling;
    plan.task.seed = options.seed;
    plan.task.output = output;
    plan.play_order = form->play_order;
    plan.tempo = usual_tempo(request.kind);
    plan.title =
        "Suite in " + key_name(key) + ": " + std::to_string(k + 1) + ". " + title_of(request.kind);
    plans.push_back(std::move(plan));
  }
  return plans;
}

std::vector<int> bars_of(const SuitePlan& plan) {
  const Tick bar = bar_ticks(plan.metres.front(), kSuiteTicksPerQuarter);
  std::vector<int> bars;
  for (const SuitePart& part : plan.parts) {
    bars.push_back(static_cast<int>((part.end - part.begin) / bar));
  }
  return bars;
}

// `score` after what is there already, voice by voice; a marker names it.
void append(Score& whole, const Score& score, const std::string& name) {
  const Tick at = whole.end;
  for (std::size_t t = 0; t < score.tracks.size(); ++t) {
    if (t == whole.tracks.size()) {
      whole.tracks.push_back({{}, score.tracks[t].channel, score.tracks[t].program, {}});
    }
    for (Note note : score.tracks[t].notes) {
      note.onset += at;
      whole.tracks[t].notes.push_back(note);
    }
  }
  const auto move = [at](const auto& from, auto& to) {
    for (auto event : from) {
      event.at += at;
      to.push_back(std::move(event));
    }
  };
  move(score.tempos, whole.tempos);
  move(score.metres, whole.metres);
  move(score.keys, whole.keys);
  whole.markers.push_back({at, name});
  // Up to the next bar line and a bar of rest.
  const BarGrid bars(score);
  const Tick end = bars.bar_line_from(score.end);
  whole.end = at + end + bars.at(end).length;
}

void append_unique(std::vector<std::string>& all, const std::vector<std::string>& more) {
  for (const std::string& line : more) {
    if (std::find(all.begin(), all.end(), line) == all.end()) all.push_back(line);
  }
}

// STEM with each of `endings`.
Status write_score(const Score& score, const std::string& stem,
                   std::initializer_list<const char*> endings, std::vector<std::string>& remarks,
                   const ProgressCallback& progress, const Cancellation& cancellation) {
  RenderOptions options;
  options.labels = {score.title, {}, true};
  for (const char* ending : endings) {
    const auto written = render_to_file(score, stem + ending, options, progress, cancellation);
    if (!written) return written.error();
    append_unique(remarks, written->remarks);
  }
  return {};
}

Status draw_roll(const std::string& stem, const ProgressCallback& progress,
                 const Cancellation& cancellation) {
  RollOptions options;
  options.inputs = {stem + ".mid"};
  options.quotations = kShownQuotation;
  const Result<Plot> plot = plot_roll(options, progress, cancellation);
  if (!plot) return plot.error();
  return write_picture(*plot->picture, stem + ".png", {});
}

}  // namespace

Result<ComposedSuite> compose_whole_suite(const SuiteOptions& options,
                                          const ProgressCallback& progress,
                                          const Cancellation& cancellation) {
  if (const Status valid = check_sampling_options(options.sampling); !valid) return valid.error();
  if (options.bars < 0 || options.bars > kMostBars) {
    return Error{
        ErrorCode::kInvalidArgument, "--bars must be from 1 to " + std::to_string(kMostBars), {}};
  }
  const Result<Key> key = key_of(options);
  if (!key) return key.error();
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  const Result<SequenceModel> model = load_suite_model(options.model);
  if (!model) return model.error();
  const Result<BachMusic> music = read_bach(cancellation);
  if (!music) return music.error();
  const auto plans = plans_of(options, *key, *music);
  if (!plans) return plans.error();
  Result<std::vector<ComposedMovement>> movements =
      compose_plans(*model, *isa, *plans, &music->guard, progress, cancellation);
  if (!movements) return std::move(movements).error();

  std::vector<ComparedPiece> bach, ours;
  for (const MusicPiece& piece : music->music.pieces) {
    bach.push_back(compared_piece(piece.name, piece.score, {}));
  }
  ComposedSuite suite;
  suite.key = key_name(*key);
  suite.whole.ticks_per_quarter = kSuiteTicksPerQuarter;
  suite.whole.title = "Suite in " + suite.key;
  for (std::size_t k = 0; k < movements->size(); ++k) {
    const Score played = unfold((*movements)[k].score);
    ours.push_back(compared_piece(kNames[k], (*movements)[k].score, {.folded = false}));
    append(suite.whole, played, notation::parse_title(played.title).movement);
    const SuitePlan& plan = (*movements)[k].task.plan;
    suite.movements.push_back({kNames[k],
                               title_of(plan.kind),
                               metre_name(plan.metres.front()),
                               bars_of(plan),
                               std::move((*movements)[k]),
                               {}});
  }
  const SetComparison comparison = compare(ours, bach);
  for (std::size_t k = 0; k < suite.movements.size(); ++k) {
    suite.movements[k].originality = comparison.pieces[k];
  }
  return suite;
}

std::vector<std::string> suite_files(const std::string& directory, bool sound) {
  std::vector<std::string> files;
  const std::filesystem::path folder(directory);
  std::vector<std::string> stems(kNames.begin(), kNames.end());
  stems.emplace_back("suite");
  for (const std::string& stem : stems) {
    for (const char* ending : {".mid", ".abc", ".musicxml"}) {
      files.push_back((folder / (stem + ending)).string());
    }
    if (stem != "suite") files.push_back((folder / (stem + ".png")).string());
  }
  if (sound) files.push_back((folder / "suite.wav").string());
  return files;
}

Result<std::vector<std::string>> write_suite(const ComposedSuite& suite,
                                             const std::string& directory, bool sound,
                                             const ProgressCallback& progress,
                                             const Cancellation& cancellation) {
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  if (failed) {
    return Error{ErrorCode::kIo, directory + ": cannot make this folder: " + failed.message(), {}};
  }
  std::vector<std::string> remarks;
  const std::filesystem::path folder(directory);
  for (const SuiteMovement& each : suite.movements) {
    const std::string stem = (folder / each.name).string();
    Status written = write_score(unfold(each.movement.score), stem, {".mid", ".abc", ".musicxml"},
                                 remarks, progress, cancellation);
    if (!written) return written.error();
    written = draw_roll(stem, progress, cancellation);
    if (!written && written.error().code != ErrorCode::kUnsupported) return written.error();
    if (!written) append_unique(remarks, {"no piano rolls: " + written.error().message});
  }
  const std::string stem = (folder / "suite").string();
  Status written = write_score(suite.whole, stem, {".mid", ".abc", ".musicxml"}, remarks, progress,
                               cancellation);
  if (written && sound) {
    written = write_score(suite.whole, stem, {".wav"}, remarks, progress, cancellation);
  }
  if (!written) return written.error();
  return remarks;
}

}  // namespace bach
